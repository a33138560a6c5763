import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { FAMILIES } from '../../domain/model/claim.ts'
import { shippedPacks } from './shippedPacks.ts'

/**
 * The rows of the compliance facts (广告法, 反不正当竞争法, 消费者权益保护法, 价格法, 直播电商监督管理办法 …): what a shop on air must
 * not say, must say, or must do. Each is a rule of the shipped packs or stands in `not-checkable.md` with the reason.
 */
const ROWS = (
  'ABS-01 ABS-02 ABS-03 ' +
  'TRU-01 TRU-02 TRU-03 TRU-04 TRU-05 TRU-06 TRU-07 TRU-08 TRU-09 TRU-10 TRU-11 TRU-12 TRU-13 ' +
  'MED-01 MED-02 MED-03 MED-04 MED-05 MED-06 MED-07 MED-08 MED-09 COS-01 COS-02 COS-03 ' +
  'CAT-01 CAT-02 CAT-03 CAT-04 CAT-05 CAT-06 CAT-07 CAT-08 ' +
  'PRI-01 PRI-02 PRI-03 PRI-04 PRI-05 PRI-06 PRI-07 PRI-08 PRI-09 PRI-10 ' +
  'TRD-01 TRD-02 TRD-03 TRD-04 TRD-05 TRD-06 TRD-07 G-01 G-02 G-03 ' +
  'CON-01 CON-02 CON-03 CON-04 CON-05 CON-06 CON-07 CON-08 CON-09 DUTY-01'
).split(' ')
const FEWEST_EXAMPLES = 4

const notCheckable = readFileSync(
  path.join(import.meta.dirname, '../../resources/rule-packs/cn-live-commerce/not-checkable.md'),
  'utf8',
)
const rules = shippedPacks.flatMap((pack) => pack.rules)

describe('the words of the shipped packs', () => {
  for (const pack of shippedPacks) {
    test(`every class of ${pack.id} is called by a rule`, () => {
      const called = (texts: unknown): string[] =>
        [...JSON.stringify(texts).matchAll(/<([^<>"]+)>/gu)].map(([, name]) => name ?? '')
      const used = new Set(called(pack.rules))
      // A class calls only those that stand before it.
      for (const [name, templates] of Object.entries(pack.classes).toReversed()) {
        if (used.has(name)) for (const other of called(templates)) used.add(other)
      }
      expect(Object.keys(pack.classes).filter((name) => !used.has(name))).toEqual([])
    })
  }
})

describe('the shipped packs cover the compliance facts', () => {
  const covered = new Set(rules.flatMap((rule) => rule.covers))

  for (const row of ROWS) {
    test(`${row} is a rule, or stands in not-checkable.md with the reason`, () => {
      expect(covered.has(row) || notCheckable.includes(`\n## ${row} `)).toBe(true)
    })
  }

  test('and name no row that there is not', () => {
    expect([...covered].filter((row) => !ROWS.includes(row))).toEqual([])
  })
})

describe('every shipped rule', () => {
  test(`has at least ${FEWEST_EXAMPLES} examples of what it finds and of what it spares`, () => {
    const short = rules
      .filter(({ examples }) => Math.min(examples.bad.length, examples.ok.length) < FEWEST_EXAMPLES)
      .map(({ id }) => id)
    expect(short).toEqual([])
  })

  test('says on which law it rests, what to say instead and how to put it right', () => {
    for (const { basis, suggestion, message, correction } of rules) {
      // An article is named wherever its text was read.
      expect(
        basis.every(({ law, article, mark }) => law !== '' && (article !== '' || mark !== 'confirmed')),
      ).toBe(true)
      for (const text of [suggestion.zh, suggestion.en, message.zh, message.en, correction]) {
        expect(text.trim()).not.toBe('')
      }
    }
  })

  test('has its row of the compliance facts, unless it only notes a promise', () => {
    const without = rules.filter(({ kind, covers }) => kind !== 'promise' && covers.length === 0)
    expect(without.map(({ id }) => id)).toEqual([])
  })
})

describe('the scorer', () => {
  test('has words of its own for each family', () => {
    const spoken = new Set(rules.filter(({ kind }) => kind === 'scored').map(({ family }) => family))
    expect(FAMILIES.filter((family) => !spoken.has(family))).toEqual([])
  })
})
