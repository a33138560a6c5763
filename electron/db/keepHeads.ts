import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../domain/journal/entry.ts'
import { isHeadDue, type SessionHead, signHead } from '../../domain/journal/head.ts'
import type { Signer } from '../../domain/journal/seals.ts'
import { type HeadBookFile, openHeadBook } from './headBookFile.ts'
import { createHeadRepository } from './repositories/heads.ts'
import { createSigner, type SigningKey } from './seals.ts'

/** On air the book gets a head this often, in ms; it gets the first and the last of a session, and each after the end. */
const BOOK_MS = 5 * 60_000

/** Makes heads as entries are written, and tells the book of them. */
export type HeadKeeper = {
  /** Signs with this key from now on. Before the first key no heads are made. */
  readonly useKey: (key: SigningKey, at: number) => void
  /** After an entry, inside the transaction that writes it. */
  readonly follow: (entry: JournalEntry) => void
  /** After a transaction has ended: what is in the file goes into the book. */
  readonly settle: () => void
  /** Once the book has what it was given, or could not be written. */
  readonly idle: () => Promise<void>
}

/** Heads over a database that is open for writing; `bookFile` = where the head book lies. */
export const createHeadKeeper = (db: Database, bookFile: string): HeadKeeper => {
  const heads = createHeadRepository(db)
  let signing: { readonly signer: Signer; readonly book: HeadBookFile } | null = null
  const made: Pick<SessionHead, 'sessionId' | 'seq'>[] = []
  const booked = new Map<string, number>()
  /** The last head of the session on air, as it stands in the file: who writes a claim does not look it up. */
  let known: { readonly sessionId: string; readonly head: SessionHead | null } | null = null

  const lastOf = (sessionId: string): SessionHead | null => {
    // A head made in a transaction under way may still be taken back.
    if (made.length > 0) return heads.last(sessionId)
    if (known?.sessionId !== sessionId) known = { sessionId, head: heads.last(sessionId) }
    return known.head
  }

  const bookHead = (book: HeadBookFile, { sessionId, seq, hash, at }: SessionHead): void => {
    booked.set(sessionId, at)
    book.add({ kind: 'head', at, sessionId, seq, hash, sessions: heads.sessions() })
  }
  const follow = (entry: JournalEntry): void => {
    if (signing === null) return
    const last = lastOf(entry.sessionId)
    if (!isHeadDue(last, entry)) return
    const { sessionId, seq, hash, at } = entry
    const isOver = entry.kind === 'end' || last?.made === 'end'
    const draft = {
      sessionId,
      seq,
      hash,
      at,
      made: isOver ? 'end' : 'checkpoint',
      bookLines: signing.book.lines(),
    } as const
    heads.insert(signHead(signing.signer, draft, last))
    made.push({ sessionId, seq })
  }
  return {
    useKey: (key, at) => {
      const signer = createSigner(key)
      heads.putKey({ id: signer.keyId, publicKey: key.publicKey, since: at })
      const newest = heads.newestSession()
      const last = newest === null ? null : heads.last(newest)
      const keys = heads.keys()
      // A book that begins anew says of each key what the data file says.
      const since = keys.find(({ id }) => id === signer.keyId)?.since ?? at
      const lost = { lines: last?.bookLines ?? 0, keys }
      const book = openHeadBook(bookFile, signer, { publicKey: key.publicKey, at: since }, lost)
      signing = { signer, book }
      // The machine may have stopped between the file and the book. Only what this key signed is believed.
      if (last !== null && last.keyId === signer.keyId && !book.hasLately(last)) bookHead(book, last)
    },
    follow,
    settle: () => {
      if (signing === null || made.length === 0) return
      known = null
      for (const { sessionId, seq } of made.splice(0)) {
        const head = heads.one(sessionId, seq)
        // What was taken back is not in the file.
        if (head === null) continue
        const before = booked.get(sessionId)
        if (before === undefined || head.made === 'end' || head.at - before >= BOOK_MS)
          bookHead(signing.book, head)
      }
    },
    idle: async () => signing?.book.idle(),
  }
}
