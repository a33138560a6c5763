import type { ReviewFilter, SessionRecord } from '../../domain/contract/ipc.ts'
import { yuanText } from '../../domain/importing/writeCells.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Finding, Promised } from '../../domain/model/claim.ts'
import type { DurationMs, EpochMs, Language } from '../../domain/model/scalars.ts'
import { csvLine } from '../../domain/review/csvCell.ts'
import { reviewRows, type ClaimRow, type ReviewRow } from '../../domain/review/reviewRows.ts'

const COLUMNS = [
  'kind',
  'at',
  'offset',
  'link',
  'productId',
  'product',
  'price',
  'speaker',
  'source',
  'text',
  'quote',
  'family',
  'severity',
  'message',
  'suggestion',
  'correction',
  'basis',
  'penalty',
  'state',
  'reason',
  'correctedBy',
  'what',
  'count',
  'who',
  'due',
  'rule',
  'pack',
] as const
type Column = (typeof COLUMNS)[number]
type Line = Partial<Record<Column, string>>

const two = (value: number): string => String(value).padStart(2, '0')

/** Local time of the machine, as a spreadsheet sorts it: 2026-11-20 19:00:05. */
const clock = (at: EpochMs): string => {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

const elapsed = (ms: DurationMs): string => {
  const seconds = Math.floor(ms / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

const placeOf = (row: ReviewRow, startedAt: EpochMs | null): Line => ({
  at: clock(row.at),
  offset: startedAt === null || row.at < startedAt ? '' : elapsed(row.at - startedAt),
  link: row.slot === null ? '' : String(row.slot.position),
  productId: row.product?.id ?? '',
  product: row.product?.name ?? row.slot?.title ?? '',
})

const findingLine = (
  place: Line,
  finding: Finding,
  language: Language,
  textOf: ReadonlyMap<string, string>,
): Line => ({
  ...place,
  kind: translate(language, 'export.kind.finding', {}),
  quote: finding.quote,
  family: `${finding.family} ${translate(language, `family.${finding.family}`, {})}`,
  severity: translate(language, `severity.${finding.severity}`, {}),
  message: finding.words.message[language],
  suggestion: finding.words.suggestion[language],
  correction: finding.words.correction,
  basis: finding.words.basis.map(({ law, article }) => `${law} ${article}`.trim()).join('; '),
  penalty: finding.words.penalty,
  state: translate(language, `findingState.${finding.state}`, {}),
  reason: finding.reason,
  correctedBy: finding.correctedBy === null ? '' : (textOf.get(finding.correctedBy) ?? ''),
  rule: finding.rule,
  pack: `${finding.pack} ${finding.packVersion}`,
})

const promiseLine = (place: Line, promise: Promised, language: Language): Line => ({
  ...place,
  kind: translate(language, 'export.kind.promise', {}),
  quote: promise.quote,
  message: translate(language, `promiseKind.${promise.kind}`, {}),
  what: promise.what ?? '',
  count: promise.count === null ? '' : String(promise.count),
  who: promise.who ?? '',
  due: promise.dueAt === null ? '' : clock(promise.dueAt),
})

const claimLines = (
  row: ClaimRow,
  place: Line,
  language: Language,
  textOf: ReadonlyMap<string, string>,
): Line[] => [
  {
    ...place,
    kind: translate(language, 'export.kind.claim', {}),
    speaker: translate(language, `speaker.${row.claim.speaker}`, {}),
    source: translate(language, `source.${row.claim.source}`, {}),
    text: row.claim.text,
  },
  ...row.findings.map((finding) => findingLine(place, finding, language, textOf)),
  ...row.promises.map((promise) => promiseLine(place, promise, language)),
]

/**
 * A session's review as lines of cells, the headings first: each product as it came on air, each claim, and under it a line
 * for each finding and each promise. Cells are as they are shown, not yet neutralised.
 */
export const reviewCsvLines = (
  record: SessionRecord,
  filter: ReviewFilter,
  language: Language,
): string[][] => {
  const { startedAt } = record.lineup.session
  const textOf = new Map(record.claims.map(({ id, text }) => [id, text]))
  const lines = reviewRows(record, filter).flatMap((row): Line[] => {
    const place = placeOf(row, startedAt)
    if (row.kind === 'claim') return claimLines(row, place, language, textOf)
    const price = row.slot.price ?? row.product?.price ?? null
    return [
      {
        ...place,
        kind: translate(language, 'export.kind.airing', {}),
        price: price === null ? '' : yuanText(price),
      },
      ...row.findings.map((finding) =>
        findingLine({ ...place, at: clock(finding.at) }, finding, language, textOf),
      ),
    ]
  })
  return [
    COLUMNS.map((column) => translate(language, `export.csv.${column}`, {})),
    ...lines.map((line) => COLUMNS.map((column) => line[column] ?? '')),
  ]
}

/**
 * A session's review as a CSV file: UTF-8 with a mark (Excel needs it for Chinese), CRLF, every cell quoted, cells that a
 * spreadsheet would run as a formula neutralised with a leading '.
 */
export const reviewCsv = (record: SessionRecord, filter: ReviewFilter, language: Language): Uint8Array =>
  new TextEncoder().encode(`\ufeff${reviewCsvLines(record, filter, language).map(csvLine).join('')}`)
