import { canonicalJson } from './canonicalJson.ts'
import { keyIdOf, NO_HASH, type Seals, type Signer } from './seals.ts'

/**
 * A line of the head book: a file beside the database that only grows. It remembers heads of sessions and the keys that
 * signed them, so that a tail cut off with its heads, or a session taken out whole, is missed. No name and no word of
 * anybody stands in it.
 */
export type BookLine =
  | {
      readonly kind: 'head'
      /** Number of the line, from 1. */
      readonly line: number
      readonly at: number
      readonly sessionId: string
      readonly seq: number
      readonly hash: string
      /** Sessions that have been on air, this one included. */
      readonly sessions: number
      readonly keyId: string
    }
  | {
      /** A key is used from here on. */
      readonly kind: 'key'
      readonly line: number
      readonly at: number
      readonly publicKey: string
      readonly keyId: string
    }

/** What a line says, without its number. */
export type BookDraft =
  | Omit<Extract<BookLine, { kind: 'head' }>, 'line' | 'keyId'>
  | Omit<Extract<BookLine, { kind: 'key' }>, 'line' | 'keyId'>

/** Where a book ends. */
export type BookEnd = {
  /** Number of the last line; 0 = there is none. */
  readonly line: number
  /** Hash of the last line's text. */
  readonly hash: string
}

/** The end of a book that has not begun. */
export const NO_BOOK: BookEnd = { line: 0, hash: NO_HASH }

const lineText = (line: BookLine, previous: string): string =>
  canonicalJson({ v: 1, previous, ...line } satisfies Record<string, string | number>)

/** The next line of a book as it is written, without its line break, and the book's new end. */
export const writeBookLine = (
  signer: Signer,
  end: BookEnd,
  draft: BookDraft,
): { readonly text: string; readonly end: BookEnd } => {
  const line: BookLine = { ...draft, line: end.line + 1, keyId: signer.keyId }
  const said = lineText(line, end.hash)
  const text = `${said} ${signer.sign(said)}`
  return { text, end: { line: line.line, hash: signer.sha256(text) } }
}

/** Why a line of a book cannot be believed. */
export type BookFault = 'unreadable' | 'order' | 'link' | 'key' | 'signature'

/** A book as it was read. */
export type HeadBook = {
  readonly lines: readonly BookLine[]
  readonly end: BookEnd
  /** The first line that is not as it was written. */
  readonly fault: { readonly line: number; readonly what: BookFault } | null
  /** A last line without its end: the machine stopped while it was written. It counts for nothing. */
  readonly hasTornLine: boolean
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'

const readLine = (said: string): { readonly line: BookLine; readonly previous: string } | null => {
  let value: unknown
  try {
    value = JSON.parse(said)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const given: Readonly<Record<string, unknown>> = { ...value }
  const { kind, line, at, keyId, previous } = given
  if (!isNumber(line) || !isNumber(at) || !isText(keyId) || !isText(previous)) return null
  if (kind === 'key') {
    const { publicKey } = given
    return isText(publicKey) ? { line: { kind, line, at, keyId, publicKey }, previous } : null
  }
  const { sessionId, seq, hash, sessions } = given
  if (kind !== 'head' || !isText(sessionId) || !isNumber(seq) || !isText(hash) || !isNumber(sessions))
    return null
  return { line: { kind, line, at, keyId, sessionId, seq, hash, sessions }, previous }
}

/**
 * Reads a book and checks that each line follows the one before. Since each line holds the hash of the one before it, the
 * signature of the last line of each key stands for those above it.
 */
export const readHeadBook = (seals: Seals, text: string): HeadBook => {
  const texts = text.split('\n')
  const torn = texts.pop() ?? ''
  const lines: BookLine[] = []
  const keys = new Map<string, string>()
  let end: BookEnd = NO_BOOK
  let fault: HeadBook['fault'] = null
  /** The last line's words and signature, not checked yet. */
  let unproved: { readonly line: BookLine; readonly said: string; readonly signature: string } | null = null
  const prove = (): void => {
    if (unproved === null || fault !== null) return
    const { line, said, signature } = unproved
    if (!seals.isSignedBy(keys.get(line.keyId) ?? '', said, signature))
      fault = { line: line.line, what: 'signature' }
  }
  for (const [at, whole] of texts.entries()) {
    const number = end.line === 0 ? at + 1 : end.line + 1
    const cut = whole.lastIndexOf(' ')
    const said = whole.slice(0, cut)
    const read = readLine(said)
    if (read === null) {
      fault ??= { line: number, what: 'unreadable' }
      break
    }
    const { line, previous } = read
    // A book that was lost begins again with the number that would have come.
    if (lines.length > 0 && line.line !== number) fault ??= { line: number, what: 'order' }
    if (lineText(line, previous) !== said || previous !== end.hash)
      fault ??= { line: line.line, what: 'link' }
    if (line.kind === 'key' && keyIdOf(seals, line.publicKey) === line.keyId)
      keys.set(line.keyId, line.publicKey)
    if (!keys.has(line.keyId)) fault ??= { line: line.line, what: 'key' }
    if (fault !== null) break
    if (unproved !== null && unproved.line.keyId !== line.keyId) prove()
    unproved = { line, said, signature: whole.slice(cut + 1) }
    lines.push(line)
    end = { line: line.line, hash: seals.sha256(whole) }
  }
  prove()
  return { lines, end, fault, hasTornLine: torn !== '' }
}
