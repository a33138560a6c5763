import { describe, expect, test } from 'vitest'
import type { Family, Severity } from '../../../domain/model/claim.ts'
import type { Hit } from '../../../scripts/eval/checkers.ts'
import { locateSpans } from '../../../scripts/eval/readLabelled.ts'
import {
  overlapOf,
  ratesOf,
  scoreLines,
  scoreSeverities,
  scoreSpans,
  shareOf,
  type ScoredLine,
} from '../../../scripts/eval/score.ts'

const hit = (family: Family, start: number, end: number, severity: Severity = 'block'): Hit => ({
  rule: `rule.${family.toLowerCase()}`,
  family,
  severity,
  start,
  end,
  quote: '',
})

/** A line of ten characters. */
const scored = (
  labels: readonly Family[],
  findings: readonly Hit[],
  spans: readonly (readonly [number, number])[] = [],
): ScoredLine => ({
  line: {
    id: 'a-1',
    file: 'a.jsonl',
    line: 1,
    text: '一二三四五六七八九十',
    product: null,
    labels,
    spans: spans.map(([start, end]) => ({ start, end })),
    of: null,
  },
  findings,
})

describe('rates', () => {
  test('precision, recall and F1 of counts', () => {
    expect(ratesOf({ right: 6, wrong: 2, missed: 4 })).toEqual({
      right: 6,
      wrong: 2,
      missed: 4,
      precision: 0.75,
      recall: 0.6,
      f1: 12 / 18,
    })
  })

  test('nothing to divide by is no number, and not nought', () => {
    expect(ratesOf({ right: 0, wrong: 0, missed: 0 })).toMatchObject({
      precision: null,
      recall: null,
      f1: null,
    })
    expect(ratesOf({ right: 0, wrong: 0, missed: 3 })).toMatchObject({ precision: null, recall: 0, f1: 0 })
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0, share: null })
  })
})

describe('lines', () => {
  const lines = [
    // ABS right; PRI found though not there.
    scored(['ABS'], [hit('ABS', 0, 2), hit('PRI', 4, 6, 'warn')]),
    // ABS right twice over counts once; MED missed.
    scored(['ABS', 'MED'], [hit('ABS', 0, 2), hit('ABS', 4, 6)]),
    // Found, but as another family.
    scored(['MED'], [hit('EFF', 0, 3, 'warn')]),
    // Only a note.
    scored(['MED'], [hit('MED', 0, 3, 'note')]),
    // Nothing at all.
    scored(['DIV'], []),
    // Clean: one passes, one passes but for a note, one does not.
    scored([], []),
    scored([], [hit('ABS', 0, 1, 'note')]),
    scored([], [hit('PRI', 0, 1)]),
  ]

  test('families are counted once a line, at warn or above', () => {
    const { families, micro } = scoreLines(lines, 'warn')
    expect(families.ABS).toMatchObject({ right: 2, wrong: 0, missed: 0, f1: 1 })
    expect(families.MED).toMatchObject({ right: 0, wrong: 0, missed: 3, precision: null, recall: 0 })
    expect(families.PRI).toMatchObject({ right: 0, wrong: 2, missed: 0, precision: 0, recall: null })
    expect(families.EFF).toMatchObject({ right: 0, wrong: 1, missed: 0 })
    expect(families.DIV).toMatchObject({ right: 0, wrong: 0, missed: 1 })
    expect(micro).toEqual({
      right: 2,
      wrong: 3,
      missed: 4,
      precision: 0.4,
      recall: 2 / 6,
      f1: 4 / 11,
    })
  })

  test('macro F1 is the mean over the families in the labels: ABS 1, MED 0, DIV 0', () => {
    expect(scoreLines(lines, 'warn').macroF1).toBeCloseTo(1 / 3, 12)
    expect(scoreLines([scored([], [hit('ABS', 0, 1)])], 'warn').macroF1).toBeNull()
  })

  test('any violation, the right family, and clean lines passed', () => {
    const { anyRecall, rightFamily, cleanPassed } = scoreLines(lines, 'warn')
    expect(anyRecall).toEqual({ count: 3, of: 5, share: 0.6 })
    expect(rightFamily).toEqual({ count: 2, of: 5, share: 0.4 })
    expect(cleanPassed).toEqual({ count: 2, of: 3, share: 2 / 3 })
  })

  test('notes count at note or above, and only blocks at block', () => {
    const notes = scoreLines(lines, 'note')
    expect(notes.families.MED).toMatchObject({ right: 1, missed: 2 })
    expect(notes.anyRecall.count).toBe(4)
    expect(notes.cleanPassed.count).toBe(1)
    const blocks = scoreLines(lines, 'block')
    expect(blocks.families.PRI).toMatchObject({ wrong: 1 })
    expect(blocks.anyRecall.count).toBe(2)
    expect(blocks.cleanPassed.count).toBe(2)
  })

  test('each severity by itself', () => {
    expect(scoreSeverities(lines)).toEqual([
      { severity: 'note', findings: 2, right: { count: 1, of: 2, share: 0.5 }, onClean: 1 },
      { severity: 'warn', findings: 2, right: { count: 0, of: 2, share: 0 }, onClean: 0 },
      { severity: 'block', findings: 4, right: { count: 3, of: 4, share: 0.75 }, onClean: 1 },
    ])
  })
})

describe('spans', () => {
  test('characters in both and in either', () => {
    const one = [
      { start: 0, end: 4 },
      { start: 3, end: 5 },
    ]
    expect(overlapOf(10, one, [{ start: 4, end: 8 }])).toEqual({ both: 1, either: 8 })
    expect(overlapOf(10, [], [])).toEqual({ both: 0, either: 0 })
  })

  test('overlap over all labelled lines, over the found ones, and pieces touched', () => {
    const { total, families } = scoreSpans(
      [
        // 2 of 6 characters; one of two pieces touched.
        scored(
          ['ABS'],
          [hit('ABS', 2, 6)],
          [
            [0, 4],
            [8, 10],
          ],
        ),
        // Missed: 3 characters in either.
        scored(['ABS'], [hit('PRI', 0, 3)], [[0, 3]]),
        // Two labels: counts in the total only. 2 of 2.
        scored(['ABS', 'MED'], [hit('MED', 0, 2)], [[0, 2]]),
        // Below the level: as if it were not there.
        scored(['MED'], [hit('MED', 0, 5, 'note')], [[0, 5]]),
        // Neither of these says anything about spans.
        scored([], [hit('ABS', 0, 5)]),
        scored(['ABS'], [hit('ABS', 0, 5)]),
      ],
      'warn',
    )
    expect(families.ABS).toEqual({
      iou: 2 / (8 + 3),
      iouFound: 2 / 8,
      touched: { count: 1, of: 3, share: 1 / 3 },
    })
    expect(families.MED).toEqual({ iou: 0, iouFound: null, touched: { count: 0, of: 1, share: 0 } })
    expect(families.PRI).toBeUndefined()
    expect(total).toEqual({
      iou: 4 / (8 + 3 + 2 + 5),
      iouFound: 4 / 10,
      touched: { count: 2, of: 5, share: 0.4 },
    })
  })

  test('a piece named twice stands in two places, or in one when there is only one', () => {
    expect(locateSpans('最好最好', ['最好', '最好'])).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ])
    expect(locateSpans('真是最好', ['最好', '最好'])).toEqual([
      { start: 2, end: 4 },
      { start: 2, end: 4 },
    ])
    expect(locateSpans('真是最好', ['真是', '最差'])).toEqual({ missing: 1 })
    expect(locateSpans('真是最好', [''])).toEqual({ missing: 0 })
  })
})
