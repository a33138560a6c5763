import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'
import { FAMILIES, familySchema, type Family } from '../../domain/model/claim.ts'

/** A labelled utterance as it is written by hand, ready for a file of labelled lines. */
export type BracketedLine = {
  readonly file: string
  readonly line: number
  readonly product: string | null
  readonly text: string
  readonly labels: readonly Family[]
  readonly spans: readonly string[]
}

const PIECE = /\[([^[\]:]*):([^[\]]+)\]/gu

/**
 * Reads utterances written by hand, one a line: product id (`-` for none), a tab, the text with every violating piece in
 * brackets behind its family: `[DIV:加我微信]`. The first line that is not right ends it with file and line.
 */
export const readBracketed = (
  file: string,
  content: string,
  products: ReadonlyMap<string, unknown>,
): CliResult<BracketedLine[]> => {
  const lines: BracketedLine[] = []
  for (const [place, raw] of content.split(/\r\n|\n|\r/).entries()) {
    if (raw.trim() === '') continue
    const line = place + 1
    const [id = '', written = '', ...more] = raw.split('\t')
    const marked = written.trim()
    if (id.trim() === '' || marked === '' || more.length > 0)
      return failed('eval.bracketed-tab', { file, line })
    const product = id.trim() === '-' ? null : id.trim()
    if (product !== null && !products.has(product))
      return failed('cli.unknown-product', { file, line, product })
    const labels: Family[] = []
    const spans: string[] = []
    for (const [, code = '', words = ''] of marked.matchAll(PIECE)) {
      const family = familySchema.safeParse(code)
      if (!family.success)
        return failed('eval.unknown-family', {
          file,
          line,
          field: '[ ]',
          family: code,
          allowed: FAMILIES.join(' '),
        })
      if (!labels.includes(family.data)) labels.push(family.data)
      spans.push(words)
    }
    const text = marked.replaceAll(PIECE, '$2')
    if (/[[\]]/u.test(text)) return failed('eval.bracketed-brackets', { file, line })
    lines.push({ file, line, product, text, labels, spans })
  }
  return done(lines)
}

/** Labelled lines as they go into a file, and how many doubles were left out. */
export type Converted = {
  readonly jsonl: string
  readonly lines: number
  readonly violating: number
  readonly doubles: number
}

/**
 * Turns hand-written utterances into JSON Lines with ids `<name>-0001`. The same words about the same product are written
 * once; about another product they are another case. Labels that contradict each other end it.
 */
export const toLabelledJsonl = (name: string, lines: readonly BracketedLine[]): CliResult<Converted> => {
  const seen = new Map<string, BracketedLine>()
  for (const line of lines) {
    const key = `${line.product ?? ''}\t${line.text}`
    const before = seen.get(key)
    if (before === undefined) seen.set(key, line)
    else if (before.labels.toSorted().join(' ') !== line.labels.toSorted().join(' ')) {
      const other = `${before.file}:${before.line}`
      return failed('eval.bracketed-contradiction', { file: line.file, line: line.line, other })
    }
  }
  const kept = [...seen.values()]
  return done({
    jsonl: kept
      .map(({ text, product, labels, spans }, place) => {
        const id = `${name}-${String(place + 1).padStart(4, '0')}`
        return `${JSON.stringify({ id, text, product, labels, spans })}\n`
      })
      .join(''),
    lines: kept.length,
    violating: kept.filter((line) => line.labels.length > 0).length,
    doubles: lines.length - kept.length,
  })
}
