import { describe, expect, it } from 'vitest'
import type { ReviewFilter } from '../../../domain/contract/ipc.ts'
import { reviewCounts } from '../../../domain/review/reviewCounts.ts'
import { EVERYTHING, reviewRows } from '../../../domain/review/reviewRows.ts'
import { RECORD } from './madeUpRecord.ts'

const rows = (filter: Partial<ReviewFilter>): string[] =>
  reviewRows(RECORD, { ...EVERYTHING, ...filter }).map((row) =>
    row.kind === 'airing' ? `▶ ${row.product?.id ?? ''}` : `${row.claim.text} [${row.findings.length}]`,
  )

describe('the review', () => {
  it('lists products and utterances in time order', () => {
    expect(rows({})).toEqual([
      '▶ coat-14',
      '这件最好 [1]',
      '四十八小时内发货 [0]',
      '=HYPERLINK("http://evil","点我") [0]',
      '▶ lamp-24',
      '台灯,"亮" [1]',
    ])
  })

  it('a product comes before what is said in the same millisecond', () => {
    const record = {
      ...RECORD,
      airings: [{ slotId: RECORD.airings[0]?.slotId ?? '', from: RECORD.claims[0]?.at ?? 0, to: null }],
    }
    expect(reviewRows(record, EVERYTHING)[0]?.kind).toBe('airing')
  })

  it.each([
    [
      'with findings',
      { onlyWithFindings: true },
      ['▶ coat-14', '这件最好 [1]', '▶ lamp-24', '台灯,"亮" [1]'],
    ],
    ['of a family', { families: ['EFF'] }, ['▶ lamp-24', '台灯,"亮" [1]']],
    ['of a severity', { severities: ['block'] }, ['▶ coat-14', '这件最好 [1]']],
    ['in a state', { states: ['corrected'] }, ['▶ lamp-24', '台灯,"亮" [1]']],
    ['by a speaker', { speakers: ['assistant'] }, ['▶ coat-14', '四十八小时内发货 [0]']],
    ['of a product', { productIds: ['lamp-24'] }, ['▶ lamp-24', '台灯,"亮" [1]']],
    ['with a word', { text: '发货' }, ['▶ coat-14', '四十八小时内发货 [0]']],
    ['with a word of the finding', { text: '绝对化' }, ['▶ coat-14', '这件最好 [1]']],
    ['that do not exist', { text: '没有这句' }, []],
  ])('is narrowed to those %s', (_name, filter, expected) => expect(rows(filter)).toEqual(expected))

  it('counts per family, severity and state, zeros included', () => {
    const counts = reviewCounts(RECORD)
    expect(counts).toMatchObject({ claims: 4, findings: 2, promises: 1, products: 2 })
    expect(counts.families).toMatchObject({ ABS: 1, EFF: 1, MED: 0 })
    expect(counts.severities).toEqual({ note: 0, warn: 1, block: 1 })
    expect(counts.states).toEqual({ open: 1, acknowledged: 0, corrected: 1, dismissed: 0 })
  })
})
