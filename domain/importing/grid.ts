/**
 * How a spreadsheet holds a cell. `error`: #REF! and the like; `uncomputed`: a formula saved without its result; `date`: a
 * number with a date format. A CSV file has texts only.
 */
export type ImportCellKind = 'text' | 'number' | 'boolean' | 'date' | 'error' | 'uncomputed'

/** One cell; a number's text is the digits as stored. */
export type ImportCell = { readonly kind: ImportCellKind; readonly text: string }

/** One row that holds something. `cells[0]` is column A; a hole is an empty cell. */
export type ImportRow = {
  /** Row as the spreadsheet counts (1 = first). */
  readonly row: number
  readonly cells: readonly (ImportCell | undefined)[]
}

/** A sheet, rows in order, empty rows left out. */
export type ImportSheet = { readonly name: string; readonly rows: readonly ImportRow[] }

/** What stands in a cell nobody has written into. */
export const EMPTY_CELL: ImportCell = { kind: 'text', text: '' }

/** A spreadsheet's letters for a column, 0 = A, 26 = AA. */
export const columnLetter = (index: number): string => {
  let letters = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}
