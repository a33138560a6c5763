import type { ImportField, ImportProblem } from '../contract/ipc.ts'
import type { Failure } from '../contract/result.ts'
import type { GuaranteeDefinition } from '../model/guarantee.ts'
import { productSchema, type Product } from '../model/product.ts'
import type { DurationMs, EpochMs } from '../model/scalars.ts'
import type { ImportColumn, ImportHeader } from './findHeader.ts'
import { foldText, tidyText } from './foldText.ts'
import { EMPTY_CELL, type ImportCell, type ImportRow } from './grid.ts'
import { parseGuarantees } from './parseGuarantees.ts'
import {
  parseCount,
  parseDuration,
  parseMoney,
  parsePosition,
  parseYesNo,
  saysNothing,
  tidyStoredNumber,
  type Parsed,
} from './parseNumbers.ts'
import { parseDocuments, SENTENCES, splitList, WORDS } from './parseTexts.ts'

/** What reading a row gives; `product` is null when the row cannot come in. */
export type ReadRow = {
  readonly product: Product | null
  readonly position: number | null
  readonly plannedMs: DurationMs
  readonly problems: readonly ImportProblem[]
}

/** Planned for a product whose row says nothing: five minutes. */
export const DEFAULT_PLANNED_MS: DurationMs = 5 * 60_000

/** Excel keeps 15 digits of a number; longer ones come out with other digits at the end. */
const EXACT_DIGITS = 15

const ERROR_TEXT = /^#(?:REF|N\/A|NAME\?|VALUE|DIV\/0|NULL|NUM|SPILL|CALC)!?$/u
const PICTURE = /^[A-Za-z0-9_-]{1,80}\.(png|jpg|jpeg|webp)$/

type Level = ImportProblem['level']

/**
 * Reads one row below the header. Every mistake names its row, column and heading; a mistake in what makes a product
 * (id, name, price), a broken cell or a value too long keeps the row out, others are warnings.
 */
export const readProductRow = (
  row: ImportRow,
  header: ImportHeader,
  definitions: readonly GuaranteeDefinition[],
  at: EpochMs,
): ReadRow => {
  const problems: ImportProblem[] = []
  const columnOf = new Map<ImportField, ImportColumn>()
  for (const column of header.columns)
    if (column.meaning.field !== 'ignore') columnOf.set(column.meaning.field, column)

  const report = (field: ImportField, level: Level, code: string, params: Failure['params']): void => {
    const column = columnOf.get(field)
    problems.push({
      row: row.row,
      column: column?.heading ?? '',
      letter: column?.letter ?? '',
      level,
      failure: { code: `import-${code}`, params },
    })
  }

  const cellOf = (field: ImportField): ImportCell => {
    const column = columnOf.get(field)
    return column === undefined ? EMPTY_CELL : (row.cells[column.index] ?? EMPTY_CELL)
  }

  /** The text of a cell; broken cells are reported and read as empty. */
  const textOf = (field: ImportField): string => {
    const cell = cellOf(field)
    const text = tidyText(cell.text)
    if (cell.kind === 'error' || ERROR_TEXT.test(text)) {
      report(field, 'error', 'cell-error', { value: text })
      return ''
    }
    if (cell.kind === 'uncomputed') {
      report(field, 'error', 'formula-uncomputed', {})
      return ''
    }
    return cell.kind === 'number' ? tidyStoredNumber(text) : text
  }

  const limited = (field: ImportField, limit: number): string => {
    const raw = textOf(field)
    const text = saysNothing(raw) ? '' : raw.replace(/\s*\n\s*/g, ' ')
    if (text.length > limit) report(field, 'error', 'too-long', { limit, length: text.length })
    return text
  }

  const isDate = (field: ImportField): boolean => {
    if (cellOf(field).kind !== 'date') return false
    report(field, 'error', 'date-instead', {})
    return true
  }

  /** A parsed value, or the value instead with the mistake reported. */
  const readOr = <Value>(
    field: ImportField,
    level: Level,
    instead: Value,
    parse: (text: string) => Parsed<Value>,
  ): Value => {
    const before = problems.length
    const text = textOf(field)
    if (problems.length > before || isDate(field)) return instead
    const parsed = parse(text)
    if (parsed.ok) return parsed.value
    report(field, level, parsed.code, { value: text.slice(0, 40) })
    return instead
  }

  /** As many pieces as a product holds; what is more, or too long, is named. */
  const list = (field: ImportField, pieces: readonly string[], most: number, longest: number): string[] => {
    const tooLong = pieces.filter((piece) => piece.length > longest)
    if (tooLong.length > 0)
      report(field, 'error', 'piece-too-long', { limit: longest, value: (tooLong[0] ?? '').slice(0, 24) })
    if (pieces.length > most)
      report(field, 'warning', 'too-many-pieces', { limit: most, count: pieces.length })
    return pieces.filter((piece) => piece.length <= longest).slice(0, most)
  }

  const readId = (): string => {
    const cell = cellOf('id')
    const before = problems.length
    const text = textOf('id')
    if (problems.length > before || isDate('id')) return ''
    if (text === '') report('id', 'error', 'id-missing', {})
    else if (/[\s\u0000-\u001f]/u.test(text)) report('id', 'error', 'id-spaces', { value: text.slice(0, 40) })
    else if (text.length > 64) report('id', 'error', 'too-long', { limit: 64, length: text.length })
    else if (cell.kind === 'number' && text.replace(/\D/g, '').length > EXACT_DIGITS)
      report('id', 'warning', 'id-rounded', { value: text })
    else if (cell.kind === 'text' && /^\d(?:\.\d+)?[eE]\+\d{2}$/.test(text))
      report('id', 'warning', 'id-scientific', { value: text })
    return text
  }

  const id = readId()
  const name = limited('name', 120)
  const priceText = tidyText(cellOf('price').text)
  // A line of totals or a heading between groups is no product.
  if (name === '' && priceText === '') {
    const label = id === '' ? '' : id.slice(0, 24)
    const skipped: ImportProblem = {
      row: row.row,
      column: '',
      letter: '',
      level: 'warning',
      failure: { code: 'import-row-skipped', params: { value: label } },
    }
    return { product: null, position: null, plannedMs: 0, problems: [skipped] }
  }
  if (name === '' && !problems.some(({ letter }) => letter === columnOf.get('name')?.letter))
    report('name', 'error', 'name-missing', {})

  const unitOf = (field: ImportField): 'yuan' | 'fen' =>
    columnOf.get(field)?.meaning.inFen === true ? 'fen' : 'yuan'
  const price = readOr('price', 'error', -1, (text) => parseMoney(text, unitOf('price')))
  if (price === 0) report('price', 'warning', 'price-zero', {})
  const listPrice = readOr<number | null>('listPrice', 'error', null, (text) =>
    saysNothing(text) ? { ok: true, value: null } : parseMoney(text, unitOf('listPrice')),
  )
  if (listPrice !== null && price >= 0 && listPrice < price)
    report('listPrice', 'warning', 'list-below-price', {})
  const priceEvidence = readOr('priceEvidence', 'warning', false, parseYesNo)
  const stock = readOr<number | null>('stock', 'warning', null, (text) =>
    parseCount(text, columnOf.get('stock')?.meaning.inWan === true ? 10_000 : 1),
  )

  const named = parseGuarantees(textOf('guarantees'), definitions)
  for (const unknown of named.unknown)
    report('guarantees', 'warning', 'guarantee-unknown', {
      value: unknown.slice(0, 24),
      known: definitions.map((definition) => definition.name.zh).join('、'),
    })
  for (const guarantee of named.guarantees) {
    const definition = definitions.find(({ code }) => code === guarantee.code)
    if (definition === undefined || definition.retiredFrom === null || guarantee.runByShop) continue
    if (at >= definition.retiredFrom.at)
      report('guarantees', 'warning', 'guarantee-retired', { name: definition.name.zh })
  }

  const documents = parseDocuments(textOf('documents'))
  for (const { type, says } of documents) {
    if (type === '') report('documents', 'error', 'document-without-type', { value: says.slice(0, 24) })
    if (type.length > 80)
      report('documents', 'error', 'piece-too-long', { limit: 80, value: type.slice(0, 24) })
    if (says.length > 400)
      report('documents', 'error', 'piece-too-long', { limit: 400, value: says.slice(0, 24) })
  }
  if (documents.length > 60)
    report('documents', 'warning', 'too-many-pieces', { limit: 60, count: documents.length })

  const pictureText = limited('picture', 400)
  const picture = PICTURE.test(pictureText) ? pictureText : null
  if (pictureText !== '' && picture === null)
    report('picture', 'warning', 'picture-name', { value: pictureText.slice(0, 40) })

  const position = readOr<number | null>('position', 'warning', null, parsePosition)
  const plannedMs = (() => {
    const text = tidyText(cellOf('plannedMinutes').text)
    if (foldText(text) === '') return DEFAULT_PLANNED_MS
    const unit = columnOf.get('plannedMinutes')?.meaning.durationUnitMs ?? 60_000
    return readOr('plannedMinutes', 'warning', DEFAULT_PLANNED_MS, (written) => parseDuration(written, unit))
  })()

  const draft: Product = {
    id,
    name,
    category: limited('category', 60),
    price,
    listPrice,
    priceEvidence,
    stock,
    guarantees: [...named.guarantees].slice(0, 24),
    documents: documents.slice(0, 60),
    maker: limited('maker', 120),
    address: limited('address', 200),
    certificate: limited('certificate', 120),
    sellingPoints: list('sellingPoints', splitList(textOf('sellingPoints'), SENTENCES), 12, 120),
    forbiddenWords: list('forbiddenWords', splitList(textOf('forbiddenWords'), WORDS), 40, 40),
    mustSay: list('mustSay', splitList(textOf('mustSay'), SENTENCES), 12, 120),
    picture,
  }
  const refused = problems.some(({ level }) => level === 'error')
  const parsed = refused ? null : productSchema.safeParse(draft)
  if (parsed !== null && !parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? '')
    problems.push({
      row: row.row,
      column: '',
      letter: '',
      level: 'error',
      failure: { code: 'import-row-invalid', params: { field } },
    })
  }
  return { product: parsed?.success === true ? parsed.data : null, position, plannedMs, problems }
}
