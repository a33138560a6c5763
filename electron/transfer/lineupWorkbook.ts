import writeExcelFile, { type CellObject, type Row } from 'write-excel-file/node'
import type { ImportField } from '../../domain/contract/ipc.ts'
import { documentsText, guaranteesText } from '../../domain/importing/writeCells.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Product } from '../../domain/model/product.ts'
import type { DurationMs, Language } from '../../domain/model/scalars.ts'

/** One line of a lineup workbook; `position` null = only in the product library. */
export type LineupLine = {
  readonly product: Product
  readonly position: number | null
  readonly plannedMs: DurationMs
}

/** A workbook to be written. `notes` stand above the header. */
export type LineupSheet = {
  readonly sheetName: string
  readonly notes: readonly string[]
  readonly lines: readonly LineupLine[]
  /** Adds a second sheet that explains every column. */
  readonly withHelp: boolean
}

type Column = {
  readonly field: Exclude<ImportField, 'ignore'>
  readonly width: number
  readonly wrap: boolean
}

const columns: readonly Column[] = [
  { field: 'position', width: 9, wrap: false },
  { field: 'id', width: 15, wrap: false },
  { field: 'name', width: 26, wrap: true },
  { field: 'category', width: 14, wrap: false },
  { field: 'price', width: 10, wrap: false },
  { field: 'listPrice', width: 10, wrap: false },
  { field: 'priceEvidence', width: 10, wrap: false },
  { field: 'stock', width: 9, wrap: false },
  { field: 'guarantees', width: 34, wrap: true },
  { field: 'plannedMinutes', width: 15, wrap: false },
  { field: 'sellingPoints', width: 44, wrap: true },
  { field: 'mustSay', width: 26, wrap: true },
  { field: 'forbiddenWords', width: 22, wrap: true },
  { field: 'documents', width: 40, wrap: true },
  { field: 'maker', width: 24, wrap: true },
  { field: 'address', width: 18, wrap: true },
  { field: 'certificate', width: 20, wrap: false },
  { field: 'picture', width: 20, wrap: false },
]

const REQUIRED = new Set<ImportField>(['id', 'name', 'price'])

const INK = '#1f2430'
const HEAD = '#dfe9f7'
const NOTE = '#6b7280'
const LINE = '#c9d3e0'

const text = (value: string, wrap: boolean): CellObject => ({
  type: String,
  value,
  // Text format keeps spreadsheets from turning a code into a number or a date.
  format: '@',
  wrap,
  textColor: INK,
  alignVertical: 'top',
})

const numeric = (value: number | null, format: string): CellObject =>
  value === null ? text('', false) : { type: Number, value, format, textColor: INK, alignVertical: 'top' }

const cellOf = (
  field: Column['field'],
  line: LineupLine,
  definitions: readonly GuaranteeDefinition[],
  language: Language,
  wrap: boolean,
): CellObject => {
  const { product } = line
  const yes = language === 'zh' ? '有' : 'yes'
  const no = language === 'zh' ? '无' : 'no'
  switch (field) {
    case 'position':
      return numeric(line.position, '0')
    case 'price':
      return numeric(product.price / 100, '0.00')
    case 'listPrice':
      return numeric(product.listPrice === null ? null : product.listPrice / 100, '0.00')
    case 'stock':
      return numeric(product.stock, '0')
    case 'plannedMinutes':
      return numeric(line.plannedMs / 60_000, '0.##')
    case 'priceEvidence':
      return text(product.priceEvidence ? yes : no, wrap)
    case 'guarantees':
      return text(guaranteesText(product.guarantees, definitions, language), wrap)
    case 'documents':
      return text(documentsText(product, language), wrap)
    case 'sellingPoints':
      return text(product.sellingPoints.join('\n'), wrap)
    case 'mustSay':
      return text(product.mustSay.join('\n'), wrap)
    case 'forbiddenWords':
      return text(product.forbiddenWords.join('、'), wrap)
    case 'picture':
      return text(product.picture ?? '', wrap)
    case 'id':
    case 'name':
    case 'category':
    case 'maker':
    case 'address':
    case 'certificate':
      return text(product[field], wrap)
  }
}

const heading = (value: string): CellObject => ({
  type: String,
  value,
  fontWeight: 'bold',
  textColor: INK,
  backgroundColor: HEAD,
  bottomBorderColor: LINE,
  bottomBorderStyle: 'thin',
  alignVertical: 'center',
  height: 26,
})

/** The bytes of a lineup workbook (XLSX) that the importer reads back, in the words of a language. */
export const lineupWorkbook = async (
  sheet: LineupSheet,
  definitions: readonly GuaranteeDefinition[],
  language: Language,
): Promise<Uint8Array> => {
  const notes: Row[] = sheet.notes.map((value) => [
    { type: String, value, textColor: NOTE, columnSpan: columns.length },
  ])
  const header: Row = columns.map(({ field }) =>
    heading(`${REQUIRED.has(field) ? '*' : ''}${translate(language, `import.field.${field}`, {})}`),
  )
  const lines: Row[] = sheet.lines.map((line) =>
    columns.map(({ field, wrap }) => cellOf(field, line, definitions, language, wrap)),
  )
  const main = {
    sheet: sheet.sheetName,
    data: [...notes, header, ...lines],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: notes.length + 1,
  }
  const help = {
    sheet: translate(language, 'import.sampleHelpSheet', {}),
    data: [
      [
        heading(translate(language, 'import.sampleHelpColumn', {})),
        heading(translate(language, 'import.sampleHelpHow', {})),
      ],
      ...columns.map(({ field }) => [
        text(translate(language, `import.field.${field}`, {}), false),
        text(translate(language, `import.help.${field}`, {}), true),
      ]),
    ],
    columns: [{ width: 20 }, { width: 90 }],
  }
  const bytes = await writeExcelFile(sheet.withHelp ? [main, help] : [main], {
    fontFamily: language === 'zh' ? 'Microsoft YaHei' : 'Calibri',
    fontSize: 11,
  }).toBuffer()
  return new Uint8Array(bytes)
}
