import { fail, succeed, type Result } from '../../../domain/contract/result.ts'
import { MAX_ROWS } from '../../../domain/importing/buildPreview.ts'
import type { ImportCell, ImportCellKind, ImportRow, ImportSheet } from '../../../domain/importing/grid.ts'
import { attributeOf, scanXml } from './scanXml.ts'
import { readZipDirectory, readZipText, type ZipEntry } from './zipArchive.ts'

/** Most that one part of a workbook may unpack to, in bytes; five thousand product rows need a tenth of it. */
const MAX_PART_BYTES = 32 * 1024 * 1024
/** Most that all parts that are read may unpack to, in bytes. */
const MAX_TOTAL_BYTES = 48 * 1024 * 1024
const MAX_COLUMNS = 200
/** Rows kept of a sheet: the products, and whatever stands above and between them. */
const MAX_KEPT_ROWS = MAX_ROWS + 200
const MAX_SHEETS = 12

const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0]

/** Formats of dates and times Excel has built in (ECMA-376 part 1, 18.8.30), the Chinese ones among them. */
const isBuiltInDate = (format: number): boolean =>
  (format >= 14 && format <= 22) ||
  (format >= 27 && format <= 36) ||
  (format >= 45 && format <= 47) ||
  (format >= 50 && format <= 58)

const isDateFormat = (code: string): boolean =>
  /[ymdhs年月日时分]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))

/** Excel writes control characters as _x000D_. */
const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text

const readSharedStrings = (xml: string): string[] | null => {
  const strings: string[] = []
  let current = ''
  let inText = false
  let inPhonetic = false
  const sound = scanXml(xml, {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') inPhonetic = true
      inText = name === 't'
      return true
    },
    close: (name) => {
      if (name === 'si') strings.push(unescapeText(current))
      if (name === 'rPh') inPhonetic = false
      inText = false
      return true
    },
    text: (text) => {
      if (inText && !inPhonetic) current += text
    },
  })
  return sound ? strings : null
}

/** For each cell style whether it shows a date. */
const readDateStyles = (xml: string): boolean[] | null => {
  const custom = new Map<string, boolean>()
  const styles: boolean[] = []
  let inCellStyles = false
  const sound = scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        custom.set(
          attributeOf(attributes, 'numFmtId') ?? '',
          isDateFormat(attributeOf(attributes, 'formatCode') ?? ''),
        )
      if (name === 'cellXfs') inCellStyles = true
      if (name === 'xf' && inCellStyles) {
        const format = attributeOf(attributes, 'numFmtId') ?? '0'
        styles.push(custom.get(format) ?? isBuiltInDate(Number(format)))
      }
      return true
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false
      return true
    },
    text: () => undefined,
  })
  return sound ? styles : null
}

type SheetEntry = { readonly name: string; readonly relation: string; readonly hidden: boolean }

const readSheetList = (xml: string): SheetEntry[] | null => {
  const sheets: SheetEntry[] = []
  const sound = scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'sheet') {
        const relation = /\s(?:[A-Za-z0-9]+:)?id=["']([^"']+)["']/.exec(attributes)?.[1] ?? ''
        const state = attributeOf(attributes, 'state')
        sheets.push({
          name: attributeOf(attributes, 'name') ?? '',
          relation,
          hidden: state !== null && state !== 'visible',
        })
      }
      return true
    },
    close: () => true,
    text: () => undefined,
  })
  return sound ? sheets : null
}

const readRelations = (xml: string): Map<string, string> | null => {
  const targets = new Map<string, string>()
  const sound = scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'Relationship') {
        const target = attributeOf(attributes, 'Target') ?? ''
        targets.set(
          attributeOf(attributes, 'Id') ?? '',
          target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
        )
      }
      return true
    },
    close: () => true,
    text: () => undefined,
  })
  return sound ? targets : null
}

const ADDRESS = /^([A-Z]{1,3})(\d{1,7})$/

const parseAddress = (address: string): { row: number; column: number } | null => {
  const found = ADDRESS.exec(address)
  if (found === null) return null
  let column = 0
  for (const letter of found[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(found[2]), column: column - 1 }
}

type Shared = { readonly strings: readonly string[]; readonly dateStyles: readonly boolean[] }

const cellFrom = (
  type: string,
  style: string,
  value: string | null,
  inline: string,
  hasFormula: boolean,
  shared: Shared,
): ImportCell | null => {
  const make = (kind: ImportCellKind, text: string): ImportCell => ({ kind, text })
  if (type === 'inlineStr') return make('text', unescapeText(inline))
  if (value === null) return hasFormula ? make('uncomputed', '') : null
  if (type === 's') return make('text', shared.strings[Number(value)] ?? '')
  if (type === 'str') return make('text', unescapeText(value))
  if (type === 'b') return make('boolean', value === '1' ? 'true' : 'false')
  if (type === 'e') return make('error', value)
  if (value === '') return hasFormula ? make('uncomputed', '') : null
  return make(type === 'd' || shared.dateStyles[Number(style)] === true ? 'date' : 'number', value)
}

type SheetRead = { readonly rows: ImportRow[]; readonly overflow: boolean }

const readSheet = (xml: string, shared: Shared): SheetRead | null => {
  const rows = new Map<number, (ImportCell | undefined)[]>()
  let overflow = false
  let rowNumber = 0
  let column = -1
  let type = ''
  let style = ''
  let value: string | null = null
  let inline = ''
  let hasFormula = false
  let inside: 'v' | 't' | '' = ''
  let phonetic = false
  const put = (row: number, at: number, cell: ImportCell): void => {
    let cells = rows.get(row)
    if (cells === undefined) {
      cells = []
      rows.set(row, cells)
    }
    cells[at] = cell
  }
  const sound = scanXml(xml, {
    open: (name, attributes) => {
      if (name === 'row') {
        const written = Number(attributeOf(attributes, 'r') ?? Number.NaN)
        rowNumber = Number.isInteger(written) && written > 0 ? written : rowNumber + 1
        column = -1
      } else if (name === 'c') {
        const address = parseAddress(attributeOf(attributes, 'r') ?? '')
        column = address?.column ?? column + 1
        rowNumber = address?.row ?? rowNumber
        type = attributeOf(attributes, 't') ?? ''
        style = attributeOf(attributes, 's') ?? ''
        value = null
        inline = ''
        hasFormula = false
      } else if (name === 'v') {
        inside = 'v'
        value = ''
      } else if (name === 't') inside = phonetic ? '' : 't'
      else if (name === 'f') hasFormula = true
      else if (name === 'rPh') phonetic = true
      else if (name === 'mergeCell') {
        // A value merged down over rows belongs to each of them (one maker for five products); merging across does not.
        const [first, last] = (attributeOf(attributes, 'ref') ?? '').split(':').map(parseAddress)
        if (first !== null && last !== null && first !== undefined && last !== undefined) {
          const cell = rows.get(first.row)?.[first.column]
          if (cell !== undefined && first.column < MAX_COLUMNS)
            for (let row = first.row + 1; row <= Math.min(last.row, first.row + MAX_KEPT_ROWS); row += 1)
              if (rows.has(row)) put(row, first.column, cell)
        }
      }
      return true
    },
    close: (name) => {
      if (name === 'v' || name === 't') inside = ''
      else if (name === 'rPh') phonetic = false
      else if (name === 'c' && column < MAX_COLUMNS) {
        const cell = cellFrom(type, style, value, inline, hasFormula, shared)
        if (cell !== null && (cell.text.trim() !== '' || cell.kind === 'uncomputed')) {
          put(rowNumber, column, cell)
          if (rows.size > MAX_KEPT_ROWS) {
            overflow = true
            return false
          }
        }
      }
      return true
    },
    text: (text) => {
      if (inside === 'v') value = (value ?? '') + text
      else if (inside === 't') inline += text
    },
  })
  if (!sound) return null
  const ordered = [...rows.entries()].sort(([a], [b]) => a - b)
  return { rows: ordered.map(([row, cells]) => ({ row, cells })), overflow }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / (1024 * 1024))

/**
 * The visible sheets of an XLSX workbook. Sizes are checked in the archive's directory before anything is unpacked, and
 * unpacking stops at the claimed size. Fails with `import-broken-zip`, `import-password`, `import-old-xls`,
 * `import-not-workbook`, `import-broken-workbook`, `import-too-large` (size, limit in MB) or `import-too-many-rows`.
 */
export const readWorkbook = async (file: string, bytes: Uint8Array): Promise<Result<ImportSheet[]>> => {
  if (OLE_SIGNATURE.every((byte, index) => bytes[index] === byte)) {
    // An encrypted workbook is an OLE container with a stream of this name, in UTF-16.
    const protectedMark = Buffer.from('EncryptedPackage', 'utf16le')
    return fail(Buffer.from(bytes).includes(protectedMark) ? 'import-password' : 'import-old-xls', { file })
  }
  const directory = readZipDirectory(file, bytes)
  if (!directory.ok) return directory
  const entries = directory.value
  const workbook = entries.get('xl/workbook.xml')
  const relations = entries.get('xl/_rels/workbook.xml.rels')
  if (workbook === undefined || relations === undefined) return fail('import-not-workbook', { file })

  let budget = MAX_TOTAL_BYTES
  const textOf = async (entry: ZipEntry): Promise<Result<string>> => {
    if (entry.encrypted) return fail('import-password', { file })
    if (entry.size > MAX_PART_BYTES || entry.size > budget)
      return fail('import-too-large', { file, size: megabytes(entry.size), limit: megabytes(MAX_PART_BYTES) })
    budget -= entry.size
    return readZipText(file, bytes, entry)
  }
  const broken = fail('import-broken-workbook', { file })

  const workbookText = await textOf(workbook)
  if (!workbookText.ok) return workbookText
  const relationsText = await textOf(relations)
  if (!relationsText.ok) return relationsText
  const list = readSheetList(workbookText.value)
  const targets = readRelations(relationsText.value)
  if (list === null || targets === null) return broken

  const stringsEntry = entries.get('xl/sharedStrings.xml')
  const stringsText = stringsEntry === undefined ? succeed('') : await textOf(stringsEntry)
  if (!stringsText.ok) return stringsText
  const strings = stringsText.value === '' ? [] : readSharedStrings(stringsText.value)
  const stylesEntry = entries.get('xl/styles.xml')
  const stylesText = stylesEntry === undefined ? succeed('') : await textOf(stylesEntry)
  if (!stylesText.ok) return stylesText
  const dateStyles = stylesText.value === '' ? [] : readDateStyles(stylesText.value)
  if (strings === null || dateStyles === null) return broken

  const sheets: ImportSheet[] = []
  for (const { name, relation, hidden } of list) {
    const entry = entries.get(targets.get(relation) ?? '')
    if (hidden || entry === undefined || sheets.length >= MAX_SHEETS) continue
    const sheetText = await textOf(entry)
    if (!sheetText.ok) return sheetText
    const read = readSheet(sheetText.value, { strings, dateStyles })
    if (read === null) return broken
    if (read.overflow) return fail('import-too-many-rows', { file, count: MAX_KEPT_ROWS, limit: MAX_ROWS })
    sheets.push({ name, rows: read.rows })
  }
  return sheets.length === 0 ? broken : succeed(sheets)
}
