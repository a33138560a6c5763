import type { ImportPreview, ImportProblem } from '../contract/ipc.ts'
import { fail, succeed, type Result } from '../contract/result.ts'
import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { EpochMs, Ulid } from '../model/scalars.ts'
import { chooseSheet, REQUIRED_FIELDS, type ImportHeader } from './findHeader.ts'
import { tidyText } from './foldText.ts'
import type { ImportSheet } from './grid.ts'
import { readProductRow } from './readProductRow.ts'

/** What the preview needs besides the sheets. `at` is the moment retired rights are judged by. */
export type PreviewFacts = {
  readonly definitions: readonly GuaranteeDefinition[]
  readonly existingProductIds: ReadonlySet<string>
  readonly token: Ulid
  readonly fileName: string
  readonly at: EpochMs
}

/** Most places in one lineup. */
export const MAX_SLOTS = 500
/** Most product rows one file may hold. */
export const MAX_ROWS = 5_000

type PreviewRow = ImportPreview['rows'][number]

const problem = (
  row: number,
  column: string,
  letter: string,
  level: ImportProblem['level'],
  code: string,
  params: Record<string, string | number>,
): ImportProblem => ({
  row,
  column,
  letter,
  level,
  failure: { code, params },
})

/**
 * Positions 1, 2, 3 … without gaps in the order the file asks for: by its numbers (rows with the same number in the order
 * they stand), or as the rows stand when the file has no such column. Rows without a number go into the library only.
 */
const renumber = (rows: readonly PreviewRow[], hasPositions: boolean): PreviewRow[] => {
  const placed = rows.filter(
    ({ product, position }) => product !== null && (!hasPositions || position !== null),
  )
  const order = hasPositions
    ? placed.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.row - b.row)
    : placed
  const places = new Map(order.map(({ row }, index) => [row, index + 1]))
  return rows.map((row) => ({ ...row, position: places.get(row.row) ?? null }))
}

const columnsOf = (sheet: ImportSheet, header: ImportHeader): ImportPreview['columns'] =>
  header.columns.map(({ index, letter, heading, meaning }) => {
    const first = sheet.rows.find(
      ({ row, cells }) => row > header.row && tidyText(cells[index]?.text ?? '') !== '',
    )
    const sample = tidyText(first?.cells[index]?.text ?? '').replace(/\s+/g, ' ')
    return { letter, heading, field: meaning.field, sample: sample.slice(0, 40) }
  })

/**
 * What importing these sheets would do. Fails as a whole with `import-no-header`, `import-missing-columns` (columns),
 * `import-no-rows`, `import-too-many-rows` or `import-too-many-slots` (count, limit); mistakes in single rows are in
 * `problems`, and those rows have no product.
 */
export const buildPreview = (facts: PreviewFacts, sheets: readonly ImportSheet[]): Result<ImportPreview> => {
  const file = facts.fileName
  const chosen = chooseSheet(sheets)
  if (chosen === null) return fail('import-no-header', { file })
  const { sheet, header } = chosen
  const fields = new Set(header.columns.map(({ meaning }) => meaning.field))
  const missing = REQUIRED_FIELDS.filter((field) => !fields.has(field))
  if (missing.length > 0) {
    const first = missing[0] ?? 'id'
    return fail(`import-missing-${first}`, { file, sheet: sheet.name, row: header.row })
  }
  const dataRows = sheet.rows.filter(
    ({ row, cells }) =>
      row > header.row &&
      cells.some((cell) => cell !== undefined && (cell.kind === 'uncomputed' || tidyText(cell.text) !== '')),
  )
  if (dataRows.length === 0) return fail('import-no-rows', { file, sheet: sheet.name, row: header.row })
  if (dataRows.length > MAX_ROWS)
    return fail('import-too-many-rows', { file, count: dataRows.length, limit: MAX_ROWS })

  const problems: ImportProblem[] = header.columns
    .filter(({ sameAs }) => sameAs !== null)
    .map(({ heading, letter, sameAs }) =>
      problem(header.row, heading, letter, 'warning', 'import-column-twice', { other: sameAs ?? '' }),
    )
  const columnFor = (field: string): { heading: string; letter: string } =>
    header.columns.find(({ meaning }) => meaning.field === field) ?? { heading: '', letter: '' }
  const firstRowOfId = new Map<string, number>()
  const rowOfPosition = new Map<number, number>()
  const rows: PreviewRow[] = []
  for (const dataRow of dataRows) {
    const read = readProductRow(dataRow, header, facts.definitions, facts.at)
    problems.push(...read.problems)
    let { product } = read
    if (product !== null) {
      const first = firstRowOfId.get(product.id)
      if (first !== undefined) {
        const { heading, letter } = columnFor('id')
        problems.push(
          problem(dataRow.row, heading, letter, 'error', 'import-duplicate-id', { id: product.id, first }),
        )
        product = null
      } else firstRowOfId.set(product.id, dataRow.row)
    }
    if (product !== null && read.position !== null) {
      const first = rowOfPosition.get(read.position)
      if (first !== undefined) {
        const { heading, letter } = columnFor('position')
        problems.push(
          problem(dataRow.row, heading, letter, 'warning', 'import-duplicate-position', {
            position: read.position,
            first,
          }),
        )
      } else rowOfPosition.set(read.position, dataRow.row)
    }
    if (read.problems.some(({ failure }) => failure.code === 'import-row-skipped')) continue
    rows.push({
      row: dataRow.row,
      product,
      position: read.position,
      plannedMs: read.plannedMs,
      replaces: product !== null && facts.existingProductIds.has(product.id),
    })
  }
  const numbered = renumber(rows, fields.has('position'))
  const slots = numbered.filter(({ position }) => position !== null).length
  if (slots > MAX_SLOTS) return fail('import-too-many-slots', { file, count: slots, limit: MAX_SLOTS })
  return succeed({
    token: facts.token,
    fileName: file,
    sheetName: sheet.name,
    headerRow: header.row,
    columns: columnsOf(sheet, header),
    rows: numbered,
    problems,
  })
}
