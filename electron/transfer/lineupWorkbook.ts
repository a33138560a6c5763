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
}

const columns: readonly Column[] = [
  { field: 'position', width: 9 },
  { field: 'id', width: 15 },
  { field: 'name', width: 26 },
  { field: 'category', width: 14 },
  { field: 'price', width: 10 },
  { field: 'listPrice', width: 10 },
  { field: 'priceEvidence', width: 10 },
  { field: 'stock', width: 9 },
  { field: 'guarantees', width: 34 },
  { field: 'plannedMinutes', width: 15 },
  { field: 'sellingPoints', width: 44 },
  { field: 'mustSay', width: 26 },
  { field: 'forbiddenWords', width: 22 },
  { field: 'documents', width: 40 },
  { field: 'maker', width: 24 },
  { field: 'address', width: 18 },
  { field: 'certificate', width: 20 },
  { field: 'picture', width: 20 },
]

const REQUIRED = new Set<ImportField>(['id', 'name', 'price'])

const INK = '#1f2430'
const HEAD = '#dfe9f7'
const NOTE = '#6b7280'
const LINE = '#c9d3e0'

const text = (value: string): CellObject => ({
  type: String,
  value,
  // Text format keeps spreadsheets from turning a code into a number or a date.
  format: '@',
  wrap: true,
  textColor: INK,
  alignVertical: 'top',
})

const numeric = (value: number | null, format: string): CellObject =>
  value === null ? text('') : { type: Number, value, format, textColor: INK, alignVertical: 'top' }

type Writer = (line: LineupLine, words: LineupWords) => CellObject

type LineupWords = { readonly definitions: readonly GuaranteeDefinition[]; readonly language: Language }

const plain =
  (read: (product: Product) => string): Writer =>
  ({ product }) =>
    text(read(product))

const writers: Readonly<Record<Column['field'], Writer>> = {
  position: ({ position }) => numeric(position, '0'),
  id: plain(({ id }) => id),
  name: plain(({ name }) => name),
  category: plain(({ category }) => category),
  price: ({ product }) => numeric(product.price / 100, '0.00'),
  listPrice: ({ product }) => numeric(product.listPrice === null ? null : product.listPrice / 100, '0.00'),
  priceEvidence: ({ product }, { language }) => {
    if (language === 'zh') return text(product.priceEvidence ? '有' : '无')
    return text(product.priceEvidence ? 'yes' : 'no')
  },
  stock: ({ product }) => numeric(product.stock, '0'),
  guarantees: ({ product }, { definitions, language }) =>
    text(guaranteesText(product.guarantees, definitions, language)),
  plannedMinutes: ({ plannedMs }) => numeric(plannedMs / 60_000, '0.##'),
  sellingPoints: plain(({ sellingPoints }) => sellingPoints.join('\n')),
  mustSay: plain(({ mustSay }) => mustSay.join('\n')),
  forbiddenWords: plain(({ forbiddenWords }) => forbiddenWords.join('、')),
  documents: ({ product }, { language }) => text(documentsText(product, language)),
  maker: plain(({ maker }) => maker),
  address: plain(({ address }) => address),
  certificate: plain(({ certificate }) => certificate),
  picture: plain(({ picture }) => picture ?? ''),
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
    columns.map(({ field }) => writers[field](line, { definitions, language })),
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
        text(translate(language, `import.field.${field}`, {})),
        text(translate(language, `import.help.${field}`, {})),
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
