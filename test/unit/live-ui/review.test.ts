import { describe, expect, test } from 'vitest'
import type { SessionRecord } from '../../../domain/contract/ipc.ts'
import { EVERYTHING, reviewRows } from '../../../domain/review/reviewRows.ts'
import {
  rowAtTime,
  rowOfChoice,
  stepFinding,
} from '../../../renderer/console/features/review/findingSteps.ts'
import { timelineShapes } from '../../../renderer/console/features/review/timelineShapes.ts'
import { claim, finding, product, SESSION, slot } from './samples.ts'

const record = (part: Partial<SessionRecord>): SessionRecord => ({
  lineup: {
    session: { ...SESSION, state: 'ended', endedAt: 100_000 },
    slots: [slot(0)],
    products: [product()],
  },
  claims: [],
  findings: [],
  suppressed: [],
  promises: [],
  airings: [{ slotId: slot(0).id, from: 0, to: 100_000 }],
  overrides: [],
  ...part,
})

const five = record({
  claims: [1, 2, 3, 4, 5].map((number) => claim(number)),
  findings: [finding(2), finding(4), { ...finding(4), id: finding(44).id }],
})
const rows = reviewRows(five, EVERYTHING)

describe('stepping through the findings of a session', () => {
  test('J goes forward finding by finding, also within one line, and stops at the end', () => {
    const first = stepFinding(rows, null, 1)
    const second = stepFinding(rows, first, 1)
    const third = stepFinding(rows, second, 1)
    expect([first, second, third].map((choice) => choice?.kind === 'claim' && choice.findingId)).toEqual([
      finding(2).id,
      finding(4).id,
      finding(44).id,
    ])
    expect(stepFinding(rows, third, 1)).toBeNull()
  })

  test('K goes back, and with nothing chosen begins at the last', () => {
    expect(stepFinding(rows, null, -1)).toMatchObject({ findingId: finding(44).id })
  })

  test('from a line without findings it goes to the nearest in that direction', () => {
    const third = { kind: 'claim', claimId: claim(3).id, findingId: null } as const
    expect(stepFinding(rows, third, 1)).toMatchObject({ findingId: finding(4).id })
    expect(stepFinding(rows, third, -1)).toMatchObject({ findingId: finding(2).id })
  })

  test('a choice the filter has taken out is no row', () => {
    const narrow = reviewRows(five, { ...EVERYTHING, onlyWithFindings: true })
    expect(rowOfChoice(narrow, { kind: 'claim', claimId: claim(3).id, findingId: null })).toBe(-1)
  })

  test('a press on the timeline leads to the row nearest in time', () => {
    expect(rows[rowAtTime(rows, 2_400)]).toMatchObject({ at: 2000 })
    expect(rows[rowAtTime(rows, 2_600)]).toMatchObject({ at: 3000 })
    expect(rows[rowAtTime(rows, 999_999)]).toMatchObject({ at: 5000 })
    expect(rowAtTime([], 5)).toBe(-1)
  })
})

describe('the timeline strip', () => {
  test('draws products as shares of the session', () => {
    expect(timelineShapes(five)?.bands).toEqual([{ from: 0, to: 1, position: 1, name: '烟酰胺精华液 30ml' }])
  })

  test('findings on one spot are one flag of the gravest, open when one of them is', () => {
    const shapes = timelineShapes(
      record({
        claims: [claim(50), claim(51)],
        findings: [
          finding(50, { severity: 'note', state: 'corrected' }),
          { ...finding(50), id: finding(500).id, severity: 'block', state: 'open' },
        ],
      }),
    )
    expect(shapes?.flags).toEqual([{ at: 0.5, severity: 'block', open: true }])
  })

  test('stays small however much was said', () => {
    const many = Array.from({ length: 5000 }, (_, index) => claim(index, { at: index * 20 }))
    const shapes = timelineShapes(record({ claims: many, findings: many.map((_, index) => finding(index)) }))
    expect(shapes?.ticks.length).toBeLessThanOrEqual(800)
    expect(shapes?.flags.length).toBeLessThanOrEqual(80)
  })

  test('is not there when nothing happened', () => {
    expect(
      timelineShapes(
        record({
          airings: [],
          lineup: { session: { ...SESSION, startedAt: null }, slots: [], products: [] },
        }),
      ),
    ).toBeNull()
  })
})
