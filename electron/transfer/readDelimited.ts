import Papa from 'papaparse'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import { MAX_ROWS } from '../../domain/importing/buildPreview.ts'
import type { ImportSheet } from '../../domain/importing/grid.ts'

const MAX_KEPT_ROWS = MAX_ROWS + 200
const MAX_COLUMNS = 200

const decodeStrictly = (encoding: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Text of a file made on a Chinese or a western machine: UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode
 * text"), else GB18030 (Excel's CSV in China, GBK included); null when it is none of them.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeStrictly('utf-16le', bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeStrictly('utf-16be', bytes)
  return decodeStrictly('utf-8', bytes) ?? decodeStrictly('gb18030', bytes)
}

/**
 * A CSV or tab-separated file as one sheet. Fails with `import-unknown-kind` (not text), `import-html` (a web page saved
 * under another name, as some back offices do), `import-encoding`, `import-csv-quotes` (row) or `import-too-many-rows`.
 */
export const readDelimited = (file: string, bytes: Uint8Array): Result<ImportSheet[]> => {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!isWide && bytes.subarray(0, 8192).includes(0)) return fail('import-unknown-kind', { file })
  const text = decodeText(bytes)
  if (text === null) return fail('import-encoding', { file })
  if (/^\s*<(?:!doctype|html|table|\?xml|meta)/i.test(text.slice(0, 400)))
    return fail('import-html', { file })
  const parsed = Papa.parse<string[]>(text, {
    header: false,
    skipEmptyLines: false,
    preview: MAX_KEPT_ROWS + 1,
    delimitersToGuess: [',', '\t', ';', '，', '|'],
  })
  const quotes = parsed.errors.find(({ type }) => type === 'Quotes')
  if (quotes !== undefined) return fail('import-csv-quotes', { file, row: (quotes.row ?? 0) + 1 })
  if (parsed.data.length > MAX_KEPT_ROWS)
    return fail('import-too-many-rows', { file, count: parsed.data.length, limit: MAX_ROWS })
  const rows = parsed.data.flatMap((fields, index) =>
    fields.every((field) => field.trim() === '')
      ? []
      : [
          {
            row: index + 1,
            cells: fields.slice(0, MAX_COLUMNS).map((field) => ({ kind: 'text' as const, text: field })),
          },
        ],
  )
  return succeed([{ name: '', rows }])
}
