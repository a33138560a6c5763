import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { loadCompiledPack, serialiseCompiledPack } from '../../../domain/compliance/compiledPackBinary.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import { compilePhrases, makePhraseRoom, scanPhrases } from '../../../domain/compliance/matcher.ts'
import { normaliseText } from '../../../domain/compliance/normaliseText.ts'
import { compareCompiledPacks } from '../../../domain/compliance/recheck/compareCompiledPacks.ts'
import { packClaims, recheckClaims } from '../../../domain/compliance/recheck/recheckClaims.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { labelledLines, labelledTexts } from '../../fixtures/labelledTexts.ts'
import { fuzzClaims } from '../../fuzz/claimFuzz.ts'
import { exampleProductIds, onAir, shipped, shippedPacks } from '../../rules/shippedPacks.ts'

/** One in fifteen of the labelled lines is enough, and quick. */
const lines = labelledLines().filter((_line, at) => at % 15 === 0)
const anyLine = fc.constantFrom(...lines)
/** Any code units at all: broken pairs, controls, unassigned. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 80 })
    .map((units) => String.fromCharCode(...units)),
  fc.tuple(anyLine, fc.string({ unit: 'grapheme', maxLength: 6 })).map(([{ text }, odd]) => text + odd),
)

describe('folding', () => {
  test('keeps the way back in order and inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { length, start, end, clause } = normaliseText(text)
        for (let at = 0; at < length; at += 1) {
          expect(start[at]).toBeGreaterThanOrEqual(at === 0 ? 0 : (start[at - 1] ?? 0))
          expect(end[at]).toBeGreaterThan(start[at] ?? 0)
          expect(end[at]).toBeLessThanOrEqual(text.length)
          expect(clause[at]).toBeGreaterThanOrEqual(at === 0 ? 0 : (clause[at - 1] ?? 0))
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('matching', () => {
  test('a phrase is found whatever separators stand inside it', () => {
    const phrase = fc.string({
      unit: fc.constantFrom(...'最好低全网国家级第保证治疗'),
      minLength: 2,
      maxLength: 8,
    })
    const separator = fc.string({ unit: fc.constantFrom(...' -_*|/·。，！\u200b🔥👍'), maxLength: 3 })
    fc.assert(
      fc.property(phrase, fc.array(separator, { minLength: 8, maxLength: 8 }), (words, separators) => {
        const written = [...words].map((letter, at) => letter + (separators[at] ?? '')).join('')
        const room = makePhraseRoom()
        scanPhrases(`这款${written}了`, compilePhrases([words]), room)
        expect(room.hits.count).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('checking a claim', () => {
  test('any text gets a verdict whose places lie in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { findings, promises } = checkClaim(text, onAir('lip-01'), shipped)
        for (const { start, end, quote } of [...findings, ...promises])
          expect(quote).toBe(text.slice(start, end))
      }),
      { numRuns: 1000 },
    )
  })

  test('clean sentences around a claim change none of its findings', () => {
    const clean = ['今天天气不冷', '袖口这里有两颗扣子', '镜头往左边挪一点', '水开了我先关火']
    const around = fc.constantFrom(...clean)
    for (const text of clean) expect(checkClaim(text, onAir(null), shipped).findings).toEqual([])
    // A line without any mark is recognised speech: there the checker takes other cues than marks, so a mark matters.
    const marked = fc.constantFrom(
      ...lines.filter(({ text }) => (normaliseText(text).clause[normaliseText(text).length - 1] ?? 0) > 0),
    )
    fc.assert(
      fc.property(marked, around, around, ({ text, product }, before, after) => {
        const context = onAir(product)
        // Clean is what is clean by itself while this product is on air.
        for (const one of [before, after]) fc.pre(checkClaim(one, context, shipped).findings.length === 0)
        const alone = checkClaim(`${text}。`, context, shipped).findings
        const within = checkClaim(`${before}。${text}。${after}。`, context, shipped).findings
        const shift = before.length + 1
        expect(within.map(({ rule, start, end }) => [rule, start - shift, end - shift])).toEqual(
          alone.map(({ rule, start, end }) => [rule, start, end]),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('twenty thousand random and mutated utterances: nothing thrown, every place right, the same twice', () => {
    const report = fuzzClaims({
      count: 20_000,
      seed: 20_261_127,
      texts: labelledTexts(),
      contexts: [onAir(null), ...exampleProductIds.map((id) => onAir(id))],
      pack: shipped,
    })
    expect(report.failure).toBeNull()
    expect(report.findings).toBeGreaterThan(1000)
  }, 60_000)
})

describe('a compiled pack as one buffer', () => {
  const buffer = serialiseCompiledPack(shipped, 'shipped')

  test('gives the same verdicts', () => {
    const loaded = loadCompiledPack(buffer, 'shipped')
    if (loaded === null) throw new Error('refused')
    for (const { text, product } of lines.filter((_line, at) => at % 3 === 0)) {
      expect(checkClaim(text, onAir(product), loaded)).toEqual(checkClaim(text, onAir(product), shipped))
    }
  })

  test('is refused when it is cut, changed, foreign, or made from something else', () => {
    expect(loadCompiledPack(buffer, 'other')).toBeNull()
    const isRefused = (whole: ArrayBuffer, at: number, change: number): void => {
      expect(loadCompiledPack(whole.slice(0, at), 'shipped')).toBeNull()
      const damaged = whole.slice(0)
      const bytes = new Uint8Array(damaged)
      bytes[at] = (bytes[at] ?? 0) ^ change
      expect(loadCompiledPack(damaged, 'shipped')).toBeNull()
    }
    for (const share of [0, 0.5, 0.999]) isRefused(buffer, Math.floor(buffer.byteLength * share), 1)
    // At many places of a smaller one: each look goes through all of it.
    const cards = compilePack(
      shippedPacks.filter(({ id }) => id === 'trust-card'),
      NO_SHOP_RULES,
    )
    const small = serialiseCompiledPack(cards, 'shipped')
    expect(loadCompiledPack(small, 'shipped')).not.toBeNull()
    fc.assert(
      fc.property(fc.nat(small.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        isRefused(small, at, change)
      }),
      { numRuns: 60 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(loadCompiledPack(new Uint8Array(bytes).buffer, 'shipped')).toBeNull()
      }),
    )
  })
})

describe('checking history again', () => {
  const edited = shippedPacks.map((pack) => ({
    ...pack,
    rules: pack.rules
      .filter(({ id }) => id !== 'div.wechat-voice')
      .map((rule, at) =>
        at % 9 === 0 && rule.kind !== 'must-say' && rule.kind !== 'scored'
          ? { ...rule, say: [...rule.say, '扣子', '镜头往'] }
          : rule,
      ),
  }))
  const after = compilePack(edited, NO_SHOP_RULES)
  const change = compareCompiledPacks(shipped, after)
  const claims = packClaims(lines.map(({ text }) => text))
  const contextOf = (_key: string, claim: number) => onAir(lines[claim]?.product ?? null)

  test('names the rules that differ, and nothing between equal packs', () => {
    expect(change.changed.length).toBeGreaterThan(5)
    expect(change.added).toEqual([])
    const none = compareCompiledPacks(shipped, compilePack(shippedPacks, NO_SHOP_RULES))
    expect([none.added, none.changed, none.removed, none.wordCount]).toEqual([[], [], [], 0])
  })

  test('looks at everything when the scorer differs', () => {
    if (shipped.scorer === null) throw new Error('no scorer')
    const other = { ...shipped, scorer: { ...shipped.scorer, anyFrom: shipped.scorer.anyFrom + 0.1 } }
    expect(compareCompiledPacks(shipped, other)).toMatchObject({ touchesAll: true, changed: [] })
    expect(compareCompiledPacks(shipped, shipped).touchesAll).toBe(false)
    const looked = [
      ...recheckClaims([{ key: 'a', claims }], contextOf, other, compareCompiledPacks(shipped, other)),
    ]
    expect(looked).toHaveLength(lines.length)
  })

  test('looks at few claims and misses none whose verdict differs', () => {
    const looked = [...recheckClaims([{ key: 'a', claims }], contextOf, after, change)]
    const seen = new Map(looked.map(({ claim, verdict }) => [claim, verdict]))
    expect(looked.length).toBeGreaterThan(0)
    expect(looked.length).toBeLessThan(lines.length / 2)
    for (const [claim, { text, product }] of lines.entries()) {
      const verdict = checkClaim(text, onAir(product), after)
      expect(seen.get(claim) ?? checkClaim(text, onAir(product), shipped)).toEqual(verdict)
    }
  })
})
