import { describe, expect, it } from 'vitest'
import type { ReviewFilter } from '../../../domain/contract/ipc.ts'
import { reviewCounts } from '../../../domain/review/reviewCounts.ts'
import { EVERYTHING, reviewRows } from '../../../domain/review/reviewRows.ts'
import { reviewCsvLines } from '../../../electron/transfer/reviewCsv.ts'
import { NOW } from '../stage/madeUpShow.ts'
import { CLAIMS, finding, RECORD } from './madeUpRecord.ts'

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

  describe('with words that were missed and a correction', () => {
    const [first, second] = CLAIMS
    const slip = { ...finding(1, first, {}), state: 'corrected' as const, correctedBy: second.id }
    const missed = {
      ...finding(3, first, { family: 'CAT', rule: 'must.device-notice', quote: '' }),
      claimId: null,
      at: NOW + 10_000,
    }
    const record = {
      ...RECORD,
      claims: RECORD.claims.map((each) => (each.id === second.id ? { ...each, corrects: [slip.id] } : each)),
      findings: [slip, missed],
    }

    it('what was missed stands with the time on air it was missed in', () => {
      const airings = reviewRows(record, EVERYTHING).filter((row) => row.kind === 'airing')
      expect(airings.map((row) => row.findings.map(({ rule }) => rule))).toEqual([['must.device-notice'], []])
    })

    it('a filter finds it there, without any utterance', () => {
      const kept = reviewRows(record, { ...EVERYTHING, families: ['CAT'] })
      expect(kept.map((row) => [row.kind, row.findings.length])).toEqual([['airing', 1]])
    })

    it('the correcting line knows what it put right', () => {
      const row = reviewRows(record, EVERYTHING).find(
        (each) => each.kind === 'claim' && each.claim.id === second.id,
      )
      expect(row?.kind === 'claim' ? row.putRight.map(({ id }) => id) : []).toEqual([slip.id])
    })

    it('the file for spreadsheets says both, and what was promised', () => {
      const [head, ...lines] = reviewCsvLines(record, EVERYTHING, 'zh')
      const cell = (cells: readonly string[] | undefined, name: string): string =>
        cells?.[head?.indexOf(name) ?? -1] ?? ''
      expect(lines.filter((cells) => cell(cells, '规则') === 'must.device-notice')).toHaveLength(1)
      const found = lines.find((cells) => cell(cells, '规则') === 'abs-best')
      expect(cell(found, '更正的话')).toBe(second.text)
      const promised = lines.find((cells) => cell(cells, '给谁') !== '')
      expect(cell(promised, '给谁')).toBe('付了款的')
    })
  })

  it('counts per family, severity and state, zeros included', () => {
    const counts = reviewCounts(
      { claims: 4, promises: 1 },
      RECORD.findings.map(({ family, severity, state }) => ({ family, severity, state, count: 1 })),
    )
    expect(counts).toMatchObject({ claims: 4, findings: 2, promises: 1 })
    expect(counts.families).toMatchObject({ ABS: 1, EFF: 1, MED: 0 })
    expect(counts.severities).toEqual({ note: 0, warn: 1, block: 1 })
    expect(counts.states).toEqual({ open: 1, acknowledged: 0, corrected: 1, dismissed: 0 })
  })
})
