import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import {
  compareCompiledPacks,
  reachOf,
  type PackChange,
} from '../../../domain/compliance/recheck/compareCompiledPacks.ts'
import { lookupsFor } from '../../../domain/compliance/recheck/lookUpClaims.ts'
import { packClaims, touches } from '../../../domain/compliance/recheck/recheckClaims.ts'
import type { Sound } from '../../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { createHistoryReader } from '../../../electron/db/historyReader.ts'
import { openForReading } from '../../../electron/db/open.ts'
import { labelledTexts } from '../../fixtures/labelledTexts.ts'
import { shippedPacks } from '../../rules/shippedPacks.ts'
import { id } from './claimBundle.ts'
import { editOf } from './editOf.ts'
import { openLog, plainly } from './openLog.ts'

/** A data file with sessions of claims, and a reader on it. */
const openHistory = () => {
  const { reading, say, ...log } = openLog()
  return {
    ...log,
    reader: createHistoryReader(reading),
    say: (session: number, state: 'live' | 'ended', texts: readonly string[]) =>
      say(session, state, '', texts.map(plainly)),
  }
}

/** Texts of every claim a walk gives, in its order. */
const walkTexts = (reader: ReturnType<typeof createHistoryReader>, change: PackChange | null): string[] => {
  const { walk, claims } = reader.begin(change)
  const texts: string[] = []
  let passed = 0
  for (;;) {
    const page = reader.next(walk, 100)
    if (page === null) throw new Error('no such walk')
    texts.push(...page.claims.map(({ text }) => text))
    expect(page.passed).toBeGreaterThanOrEqual(passed)
    passed = page.passed
    if (page.isLast) break
  }
  reader.end(walk)
  expect(passed).toBe(claims)
  return texts
}

const count = (db: Database, from: string): unknown =>
  db.prepare(`SELECT count(*) FROM ${from}`).pluck().get()

/** One in ten is enough, and quick. */
const lines = labelledTexts().filter((_text, at) => at % 10 === 0)
/** The shipped rules that look for words, all or all but one in forty. */
const wordRules = (keep: (at: number) => boolean) =>
  compilePack(
    shippedPacks.map((pack) => ({
      ...pack,
      rules: pack.rules.filter(({ kind }, at) => kind !== 'scored' && keep(at)),
    })),
    NO_SHOP_RULES,
  )
const everyRule = wordRules(() => true)
/** Changes of every kind of listening, words of one character to many; one of more words than are looked up. */
const changes = {
  'words as written': editOf(['面膜', '七天', '好', '一年只有一次', '2.5倍', 'vip', '微信'], 'off'),
  'words in letters': editOf(['面膜', '保证', '销量', '医生推荐'], 'letters'),
  'words that sound alike': editOf(['面膜', '公司', '最实惠', '效果明显'], 'near'),
  'rules that go': compareCompiledPacks(
    everyRule,
    wordRules((at) => at !== 7 && at !== 100),
  ),
  'all rules': reachOf(everyRule),
}
const evasive = [
  '面 膜',
  '面/膜都有',
  'mian mo补水',
  '棉膜不错',
  '緬膜',
  '保zheng有效',
  'xiao量第一',
  '公思',
  '加V❤',
  '2．5倍',
  '好',
  '最好',
  '医sheng tuijian',
]

describe('the claims a change can touch', () => {
  const log = () => {
    const made = openHistory()
    const half = Math.floor(lines.length / 2)
    made.say(1, 'ended', lines.slice(0, half))
    made.say(2, 'ended', [...lines.slice(half), ...evasive])
    made.say(3, 'live', lines.slice(0, 50))
    return made
  }
  const all = [...lines, ...evasive, ...lines.slice(0, 50)]
  const scanned = (change: PackChange): string[] => {
    const isTouched = touches(change)
    return all.filter((text) => isTouched(packClaims([text]), 0)).toReversed()
  }

  test.each(Object.entries(changes))('are those a look at every claim finds: %s', (_name, change) => {
    const { db, reader, pack } = log()
    const expected = scanned(change)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(all.length)
    expect(lookupsFor(change) === null).toBe(change === changes['all rules'])
    // Before anything is packed, half-way, and when all of what is over is.
    expect(walkTexts(reader, change)).toEqual(expected)
    pack(1)
    expect(walkTexts(reader, change)).toEqual(expected)
    while (pack(3));
    expect(count(db, 'claim_chunk')).toBeGreaterThan(4)
    expect(walkTexts(reader, change)).toEqual(expected)
    // Terms an earlier version made are not trusted: they are as good as none.
    db.exec('UPDATE claim_chunk SET terms_stamp = 1; DELETE FROM claim_index WHERE rowid > 0')
    expect(walkTexts(reader, change)).toEqual(expected)
    while (pack(3));
    expect(count(db, 'claim_chunk WHERE terms_stamp = 1')).toBe(0)
    expect(walkTexts(reader, change)).toEqual(expected)
  })

  test('all of them when everything can be touched', () => {
    const { reader, pack } = log()
    while (pack(3));
    expect(walkTexts(reader, null)).toEqual(all.toReversed())
  })
})

/** Characters and letters of the same sound. */
const HEARD: Readonly<Record<string, readonly string[]>> = {
  最: ['醉', '罪', 'zui'],
  好: ['恏', '郝', 'hao'],
  低: ['滴', 'di'],
  国: ['果', '過', 'guo'],
  家: ['加', '佳', 'jia'],
  级: ['极', '集', 'ji'],
  保: ['宝', '饱', 'bao'],
  证: ['正', '政', 'zheng'],
  治: ['制', '字', 'zhi'],
  疗: ['料', '聊', 'liao'],
  信: ['心', '星', 'xin'],
  二: ['儿', '2', 'er'],
}

test('whatever is said, however it is written, what scanning finds is found by its terms', () => {
  const { db, reader, say, pack } = openHistory()
  const characters = fc.constantFrom(
    ...'最好低全网国家级第保证治氵台v❤微w1二十2.%％，。 /丁页𠀀🧧💰xinzuihao醉恏',
  )
  const text = fc.string({ unit: characters, maxLength: 14 })
  const word = fc.string({
    unit: fc.constantFrom(...'最好低全网国家级第保证治疗微信二'),
    minLength: 1,
    maxLength: 6,
  })
  /** A word as it may be heard: each character, one that sounds like it, or its sound in letters. */
  const asHeard = (words: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...words), fc.array(fc.nat(5), { minLength: 6, maxLength: 6 }), text)
      .map(([said, choices, before]) => {
        const heard = [...said].map(
          (character, at) => (HEARD[character] ?? [])[choices[at] ?? 0] ?? character,
        )
        return before + heard.join('')
      })
  let session = 10
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).chain((words) =>
        fc.record({
          words: fc.constant(words),
          texts: fc.array(fc.oneof(text, asHeard(words)), { minLength: 5, maxLength: 30 }),
        }),
      ),
      fc.constantFrom<Sound>('off', 'letters', 'near'),
      ({ texts, words }, sound) => {
        const change = editOf(words, sound)
        const isTouched = touches(change)
        db.exec('DELETE FROM claim')
        session += 1
        say(session, 'ended', texts)
        while (pack(3));
        expect(walkTexts(reader, change)).toEqual(
          texts.filter((each) => isTouched(packClaims([each]), 0)).toReversed(),
        )
      },
    ),
    { numRuns: 100 },
  )
})

test('no text outlives its claim', () => {
  const { db, reader, say, pack } = openHistory()
  say(1, 'ended', ['这款面膜补水', '那款口红显白', '面膜买一送一'])
  say(2, 'ended', ['面膜最后一批'])
  pack(9)
  expect([count(db, 'claim_chunk'), count(db, 'claim_index')]).toEqual([2, 4])
  const change = changes['words as written']
  expect(walkTexts(reader, change)).toEqual(['面膜最后一批', '面膜买一送一', '这款面膜补水'])

  db.prepare('UPDATE claim SET text = ? WHERE id = ?').run('……', id(1))
  expect([count(db, 'claim_chunk'), count(db, 'claim_index')]).toEqual([1, 1])
  expect(walkTexts(reader, change)).toEqual(['面膜最后一批', '面膜买一送一'])
  pack(9)
  expect([count(db, 'claim_chunk'), count(db, 'claim_index')]).toEqual([2, 4])
  expect(walkTexts(reader, change)).toEqual(['面膜最后一批', '面膜买一送一'])

  db.prepare('DELETE FROM claim WHERE id = ?').run(id(2))
  expect(count(db, 'claim_chunk')).toBe(1)
  pack(9)
  // A stretch ends where a claim is missing.
  expect([count(db, 'claim_chunk'), count(db, 'claim_index')]).toEqual([3, 3])
  expect(walkTexts(reader, change)).toEqual(['面膜最后一批', '面膜买一送一'])
  expect(pack(9)).toBe(false)
})

test('a copy of the file keeps the row numbers chunks and terms go by', () => {
  const { db, say, pack, file } = openHistory()
  say(1, 'ended', ['甲', '这款面膜补水', '面膜买一送一'])
  db.prepare('DELETE FROM claim WHERE id = ?').run(id(1))
  pack(9)
  const copy = `${file}.copy`
  db.prepare('VACUUM INTO ?').run(copy)
  const reading = openForReading({ file: copy, addon: null })
  onTestFinished(() => void reading.close())
  expect(walkTexts(createHistoryReader(reading), changes['words as written'])).toEqual([
    '面膜买一送一',
    '这款面膜补水',
  ])
})
