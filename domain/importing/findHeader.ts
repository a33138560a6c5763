import type { ImportField } from '../contract/ipc.ts'
import { meaningOfHeading, type HeadingMeaning } from './columnAliases.ts'
import { tidyText } from './foldText.ts'
import { columnLetter, type ImportRow, type ImportSheet } from './grid.ts'

/** A column as the file has it and what it fills. */
export type ImportColumn = {
  readonly index: number
  readonly letter: string
  readonly heading: string
  readonly meaning: HeadingMeaning
  /** The column before it that fills the same field; this one is left out then. */
  readonly sameAs: string | null
}

/** The header row of a sheet. */
export type ImportHeader = { readonly row: number; readonly columns: readonly ImportColumn[] }

/** Rows looked at for a heading; explanations may stand above it. */
const SEARCHED_ROWS = 40
/** Fields without which a row is no product. */
export const REQUIRED_FIELDS = ['id', 'name', 'price'] as const satisfies readonly ImportField[]

const columnsOf = ({ cells }: ImportRow): ImportColumn[] => {
  const taken = new Map<ImportField, string>()
  return cells.flatMap((cell, index) => {
    const heading = tidyText(cell?.text ?? '').replace(/\s*\n\s*/g, ' ')
    if (heading === '') return []
    const meaning = meaningOfHeading(heading)
    const letter = columnLetter(index)
    const sameAs = meaning.field === 'ignore' ? null : (taken.get(meaning.field) ?? null)
    if (sameAs === null) taken.set(meaning.field, letter)
    return [
      {
        index,
        letter,
        heading,
        meaning: sameAs === null ? meaning : { ...meaning, field: 'ignore' },
        sameAs,
      },
    ]
  })
}

const knownFields = (columns: readonly ImportColumn[]): number =>
  new Set(columns.map(({ meaning }) => meaning.field).filter((field) => field !== 'ignore')).size

/** The row among the first ones that names the most fields, at least two of them; null when there is none. */
export const findHeader = (sheet: ImportSheet): ImportHeader | null => {
  let best: ImportHeader | null = null
  let most = 1
  for (const row of sheet.rows.slice(0, SEARCHED_ROWS)) {
    const columns = columnsOf(row)
    const fields = knownFields(columns)
    if (fields <= most) continue
    most = fields
    best = { row: row.row, columns }
  }
  return best
}

/** The sheet whose header names the most fields, with it; null when no sheet has one. */
export const chooseSheet = (
  sheets: readonly ImportSheet[],
): { readonly sheet: ImportSheet; readonly header: ImportHeader } | null => {
  let best: { sheet: ImportSheet; header: ImportHeader } | null = null
  for (const sheet of sheets) {
    const header = findHeader(sheet)
    if (header === null) continue
    if (best === null || knownFields(header.columns) > knownFields(best.header.columns))
      best = { sheet, header }
  }
  return best
}
