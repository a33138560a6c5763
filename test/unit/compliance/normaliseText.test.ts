import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedString, normaliseText } from '../../../domain/compliance/normaliseText.ts'

describe('folding writes the same thing one way', () => {
  test.each([
    ['最好', '蕞好'],
    ['顶级', '丁页级'],
    ['治疗', '氵台疗'],
    ['顶级', '頂級'],
    ['国家级', '國家級'],
    ['最好', '最/好'],
    ['最好', '最 好'],
    ['最好', '最\u200b好'],
    ['最好', '最😀好'],
    ['第一', '第1'],
    ['第一', '第①'],
    ['第一', '第壹'],
    ['加微信', '➕微❤'],
    ['微信', '微♥'],
    ['十二万', '12w'.replace('12', '十二')],
    ['国家级', '国🏠级'],
    ['五星', '五⭐'],
    ['十', '🔟'],
    ['vip', 'ＶＩＰ'],
    ['abc', '𝐀𝐁𝐂'],
  ])('%s is also written %s', (plain, written) => {
    expect(foldedString(written)).toBe(foldedString(plain))
  })

  test.each([
    ['最好', '最多'],
    ['最❤好', '最信好'],
    ['1.5匹', '15匹'],
  ])('%s is not %s', (left, right) => {
    expect(foldedString(left)).not.toBe(foldedString(right))
  })
})

describe('every folded unit points at the letters it came from', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(
        ...'最好第一微薇v❤♥➕+⭐丁页氵台１①壹零十百万w.,，。！ \u200b😀🔟🧧\ud83d\udca9头',
      ),
      maxLength: 40,
    }),
  )

  test('in order, inside the text and never empty', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = normaliseText(text)
        let lastStart = 0
        let lastEnd = 0
        for (let at = 0; at < folded.length; at += 1) {
          const start = folded.start[at] ?? -1
          const end = folded.end[at] ?? -1
          expect(start).toBeGreaterThanOrEqual(lastStart)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeGreaterThanOrEqual(lastEnd)
          expect(end).toBeLessThanOrEqual(text.length)
          lastStart = start
          lastEnd = end
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'最好頂級第①２蕞國家全网薇信减价') }), (text) => {
        const once = foldedString(text)
        expect(foldedString(once)).toBe(once)
      }),
    )
  })
})
