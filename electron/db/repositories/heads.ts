import type { Database } from 'better-sqlite3'
import type { SessionHead } from '../../../domain/journal/head.ts'

type HeadRow = {
  session_id: string
  seq: number
  hash: string
  at: number
  made: SessionHead['made']
  key_id: string
  previous: string
  book_lines: number
  signature: string
}

/** A key as the file keeps it: id, public half, and since when it is used. */
export type StoredKey = { readonly id: string; readonly publicKey: string; readonly since: number }

/** Signed heads and the keys they are signed with. */
export type HeadRepository = {
  readonly last: (sessionId: string) => SessionHead | null
  readonly one: (sessionId: string, seq: number) => SessionHead | null
  readonly ofSession: (sessionId: string) => SessionHead[]
  readonly insert: (head: SessionHead) => void
  readonly keys: () => StoredKey[]
  /** Does nothing when the key is there. */
  readonly putKey: (key: StoredKey) => void
  /** The session that went on air last; null = none has. */
  readonly newestSession: () => string | null
  /** Sessions that have been on air. */
  readonly sessions: () => number
}

const readHead = (row: HeadRow): SessionHead => ({
  sessionId: row.session_id,
  seq: row.seq,
  hash: row.hash,
  at: row.at,
  made: row.made,
  keyId: row.key_id,
  previous: row.previous,
  bookLines: row.book_lines,
  signature: row.signature,
})

/** SQL for heads. */
export const createHeadRepository = (db: Database): HeadRepository => {
  const last = db.prepare<[string], HeadRow>(
    'SELECT * FROM session_head WHERE session_id = ? ORDER BY seq DESC LIMIT 1',
  )
  const one = db.prepare<[string, number], HeadRow>(
    'SELECT * FROM session_head WHERE session_id = ? AND seq = ?',
  )
  const ofSession = db.prepare<[string], HeadRow>(
    'SELECT * FROM session_head WHERE session_id = ? ORDER BY seq',
  )
  const insert = db.prepare(`
    INSERT INTO session_head (session_id, seq, hash, at, made, key_id, previous, book_lines, signature)
    VALUES (@sessionId, @seq, @hash, @at, @made, @keyId, @previous, @bookLines, @signature)`)
  const keys = db.prepare<[], StoredKey>(
    'SELECT id, public_key AS publicKey, since FROM signing_key ORDER BY since, id',
  )
  const putKey = db.prepare(
    'INSERT INTO signing_key (id, public_key, since) VALUES (@id, @publicKey, @since) ON CONFLICT DO NOTHING',
  )
  const newestSession = db
    .prepare<[], string>(
      'SELECT id FROM session WHERE started_at IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1',
    )
    .pluck()
  const sessions = db.prepare<[], number>('SELECT count(*) FROM session WHERE started_at IS NOT NULL').pluck()

  const read = (row: HeadRow | undefined): SessionHead | null => (row === undefined ? null : readHead(row))
  return {
    last: (sessionId) => read(last.get(sessionId)),
    one: (sessionId, seq) => read(one.get(sessionId, seq)),
    ofSession: (sessionId) => ofSession.all(sessionId).map(readHead),
    insert: (head) => {
      insert.run(head)
    },
    keys: () => keys.all(),
    putKey: (key) => {
      putKey.run(key)
    },
    newestSession: () => newestSession.get() ?? null,
    sessions: () => sessions.get() ?? 0,
  }
}
