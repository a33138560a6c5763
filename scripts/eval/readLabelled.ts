import path from 'node:path'
import type { MessageKey } from '../../domain/messages/translate.ts'
import { FAMILIES, familySchema, type Family } from '../../domain/model/claim.ts'
import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'

/** A piece of an utterance, in UTF-16 code units. */
export type Span = { readonly start: number; readonly end: number }

/** One utterance with what it violates. */
export type LabelledLine = {
  readonly id: string
  /** The file's name without its folders. */
  readonly file: string
  readonly line: number
  readonly text: string
  /** Product on air; null = none. */
  readonly product: string | null
  /** What it violates, each family once; empty where it is clean. */
  readonly labels: readonly Family[]
  /** Where it shows; empty when the file does not say. */
  readonly spans: readonly Span[]
  /** The line whose kind of trick or innocence it takes up in other words, by its id; null = it stands by itself. */
  readonly of: string | null
}

/**
 * Where each piece stands. A piece named again stands in its next place, or in the same one when the text has it once: it
 * shows two families then. Gives the first piece that stands nowhere instead.
 */
export const locateSpans = (
  text: string,
  pieces: readonly string[],
): Span[] | { readonly missing: number } => {
  const spans: Span[] = []
  const from = new Map<string, number>()
  for (const [place, piece] of pieces.entries()) {
    const next = text.indexOf(piece, from.get(piece) ?? 0)
    const start = next < 0 ? text.indexOf(piece) : next
    if (piece === '' || start < 0) return { missing: place }
    from.set(piece, start + piece.length)
    spans.push({ start, end: start + piece.length })
  }
  return spans
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

/** Reads a list of families; the failure names the field and the value that is none. */
export const readFamilies = (
  file: string,
  line: number,
  name: string,
  value: unknown,
): CliResult<Family[]> => {
  if (!isTexts(value))
    return failed('cli.record-field', { file, line, field: name, expected: 'eval.expected-texts' })
  const families: Family[] = []
  for (const code of value) {
    const family = familySchema.safeParse(code)
    if (!family.success) {
      return failed('eval.unknown-family', {
        file,
        line,
        field: name,
        family: code,
        allowed: FAMILIES.join(' '),
      })
    }
    if (!families.includes(family.data)) families.push(family.data)
  }
  return done(families)
}

/** Reads the pieces that show a violation and finds them in the text. */
export const readSpans = (file: string, line: number, text: string, value: unknown): CliResult<Span[]> => {
  if (!isTexts(value))
    return failed('cli.record-field', { file, line, field: 'spans', expected: 'eval.expected-texts' })
  const spans = locateSpans(text, value)
  return Array.isArray(spans)
    ? done(spans)
    : failed('eval.span-not-in-text', {
        file,
        line,
        field: `spans.${spans.missing}`,
        span: value[spans.missing] ?? '',
      })
}

const readLine = (file: string, line: number, value: unknown): CliResult<LabelledLine> => {
  const wrong = (field: string, expected: MessageKey): CliResult<never> =>
    failed('cli.record-field', { file, line, field, expected })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('-', 'cli.expected-object')
  const record: Readonly<Record<string, unknown>> = { ...value }
  const { id, text, product } = record
  if (typeof id !== 'string' && typeof id !== 'number') return wrong('id', 'cli.expected-id')
  if (typeof text !== 'string' || text.trim() === '') return wrong('text', 'cli.expected-text')
  if (product !== null && typeof product !== 'string') return wrong('product', 'cli.expected-product')
  const labels = readFamilies(file, line, 'labels', record['labels'])
  if (!labels.ok) return labels
  const of = record['of'] ?? null
  if (of !== null && typeof of !== 'string') return wrong('of', 'cli.expected-id')
  const spans = readSpans(file, line, text, record['spans'] ?? [])
  if (!spans.ok) return spans
  return done({
    id: String(id),
    file: path.basename(file),
    line,
    text,
    product,
    labels: labels.value,
    spans: spans.value,
    of,
  })
}

/**
 * Reads labelled utterances (JSON Lines: `id, text, product, labels`, and `spans`, `of` and `why` where the file has them).
 * The first line that is not right ends it with a failure that names file, line and field.
 */
export const readLabelled = (file: string, text: string): CliResult<LabelledLine[]> => {
  const lines: LabelledLine[] = []
  for (const [place, raw] of text.split(/\r\n|\n|\r/).entries()) {
    if (raw.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(raw)
    } catch {
      return failed('cli.not-json', { file, line: place + 1 })
    }
    const read = readLine(file, place + 1, value)
    if (!read.ok) return read
    lines.push(read.value)
  }
  return lines.length === 0 ? failed('eval.no-lines', { file }) : done(lines)
}
