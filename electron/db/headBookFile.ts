import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { type BookDraft, type BookEnd, NO_BOOK, writeBookLine } from '../../domain/journal/headBook.ts'
import { NO_HASH, type Signer } from '../../domain/journal/seals.ts'

/** Where the head book of a data file lies: beside it. */
export const headBookOf = (databaseFile: string): string =>
  join(dirname(databaseFile), `${basename(databaseFile, extname(databaseFile))}.heads`)

/** How much of a book is read to go on with it, in bytes: some twenty lines. */
const TAIL = 8192

/** The last lines of a book. */
type Tail = {
  readonly end: BookEnd
  /** Who signed the last line. */
  readonly keyId: string
  /** Their texts. */
  readonly lines: readonly string[]
}

/** Where a book ends; null = it has not begun. A line that was not written to its end is taken off. */
const readTail = (file: string, sha256: Signer['sha256']): Tail | null => {
  if (!existsSync(file)) return null
  const handle = openSync(file, 'r+')
  try {
    const { size } = fstatSync(handle)
    const from = Math.max(0, size - TAIL)
    const bytes = Buffer.alloc(size - from)
    readSync(handle, bytes, 0, bytes.length, from)
    const lastBreak = bytes.lastIndexOf(0x0a)
    if (from + lastBreak + 1 < size) ftruncateSync(handle, from + lastBreak + 1)
    if (lastBreak < 0) return null
    const lines = bytes.toString('utf8', 0, lastBreak).split('\n')
    const text = lines.at(-1) ?? ''
    const said: unknown = JSON.parse(text.slice(0, text.lastIndexOf(' ')))
    if (typeof said !== 'object' || said === null || !('line' in said) || !('keyId' in said)) return null
    return { end: { line: Number(said.line), hash: sha256(text) }, keyId: String(said.keyId), lines }
  } catch {
    // Nobody can follow on a line that cannot be read; verifying names it.
    return { end: NO_BOOK, keyId: '', lines: [] }
  } finally {
    closeSync(handle)
  }
}

/** The head book being written. */
export type HeadBookFile = {
  /** Lines that are on the disk. */
  readonly lines: () => number
  /** Writes lines after what was given before. Who gives them does not wait; what could not be written is tried again. */
  readonly add: (draft: BookDraft) => void
  /** Once everything is written that was given, or a line could not be. */
  readonly idle: () => Promise<void>
  /** Whether a head stands among the last lines the book had when it was opened. */
  readonly hasLately: (head: { readonly sessionId: string; readonly hash: string }) => boolean
}

/**
 * Opens the book to write on with a key. A book that is not there begins with the number that would have come (`lost.lines` +
 * 1), and with the `keys` the data file knows; so it is seen that lines were lost.
 */
export const openHeadBook = (
  file: string,
  signer: Signer,
  key: { readonly publicKey: string; readonly at: number },
  lost: {
    readonly lines: number
    readonly keys: readonly { readonly publicKey: string; readonly since: number }[]
  },
): HeadBookFile => {
  const found = readTail(file, signer.sha256)
  let end: BookEnd = found?.end ?? { line: lost.lines, hash: NO_HASH }
  const waiting: BookDraft[] = []
  let writing: Promise<void> | null = null

  const write = async (): Promise<void> => {
    for (let draft = waiting[0]; draft !== undefined; draft = waiting[0]) {
      const next = writeBookLine(signer, end, draft)
      const handle = await open(file, 'a', 0o600)
      try {
        await handle.appendFile(`${next.text}\n`)
        // A head that says how long the book was must not know more than the disk.
        await handle.datasync()
      } finally {
        await handle.close()
      }
      end = next.end
      waiting.shift()
    }
  }
  const flush = (): void => {
    writing ??= write()
      // A full disk: the line waits for the next one.
      .catch(() => undefined)
      .finally(() => {
        writing = null
      })
  }
  const add = (draft: BookDraft): void => {
    waiting.push(draft)
    flush()
  }
  if (found === null || found.keyId !== signer.keyId)
    add({ kind: 'key', at: key.at, publicKey: key.publicKey })
  if (found === null) {
    for (const { publicKey, since } of lost.keys)
      if (publicKey !== key.publicKey) add({ kind: 'key', at: since, publicKey })
  }
  return {
    lines: () => end.line,
    add,
    idle: async () => {
      await writing
    },
    hasLately: ({ sessionId, hash }) =>
      found?.lines.some((line) => line.includes(sessionId) && line.includes(hash)) === true,
  }
}
