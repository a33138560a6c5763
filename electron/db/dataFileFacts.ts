import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { openForReading } from './connect.ts'
import { brokenEntry, readEntries } from './readChain.ts'

/** A session as a data file holds it. */
export type SessionFacts = {
  readonly id: string
  readonly title: string
  readonly state: string
  /** When it went on air, or was made when it never did; ms since 1970. */
  readonly at: number
  readonly claims: number
}

/** What a data file holds, and whether it is whole. */
export type FileFacts = {
  /** Format of the file: the number of its last migration. */
  readonly version: number
  readonly bytes: number
  /** Newest first; empty when the file is of a newer version. */
  readonly sessions: readonly SessionFacts[]
  readonly claims: number
  readonly entries: number
  /** When the newest claim was said; null = there is none. */
  readonly newestClaimAt: number | null
  /** The first thing that is wrong with the file; null = nothing was found. */
  readonly trouble: string | null
}

/** How thoroughly a file is looked at: only counted, its pages and the newest chains, or everything. */
export type Thoroughness = 'count' | 'newest' | 'all'

/** Sessions whose chains are checked in a copy that was just made; the others were checked in copies before. */
const NEWEST_SESSIONS = 5
const HASH_CHUNK = 1024 * 1024

const sizeOf = (file: string): number => {
  const handle = openSync(file, 'r')
  try {
    return fstatSync(handle).size
  } finally {
    closeSync(handle)
  }
}

const sessionsOf = (db: Database.Database): SessionFacts[] =>
  db
    .prepare<[], SessionFacts>(
      `SELECT session.id, title, state, coalesce(started_at, created_at) AS at,
        (SELECT count(*) FROM claim WHERE claim.session_id = session.id) AS claims
      FROM session ORDER BY at DESC, session.id DESC`,
    )
    .all()

const brokenChain = (db: Database.Database, sessions: readonly SessionFacts[]): string | null => {
  for (const { id } of sessions) {
    const seq = brokenEntry(readEntries(db, id))
    if (seq !== null) return `journal ${id} ${seq}`
  }
  return null
}

const troubleIn = (
  db: Database.Database,
  how: Thoroughness,
  sessions: readonly SessionFacts[],
): string | null => {
  if (how === 'count') return null
  const check = db.pragma(how === 'all' ? 'integrity_check(1)' : 'quick_check(1)', { simple: true })
  if (check !== 'ok') return String(check)
  if (how === 'all' && db.prepare('SELECT 1 FROM pragma_foreign_key_check').get() !== undefined)
    return 'foreign_key_check'
  return brokenChain(db, how === 'all' ? sessions : sessions.slice(0, NEWEST_SESSIONS))
}

const numberOf = (db: Database.Database, sql: string): number | null => {
  const value: unknown = db.prepare(sql).pluck().get()
  return typeof value === 'number' ? value : null
}

/** What an open data file of a version up to `known` holds. */
export const factsOf = (
  db: Database.Database,
  known: number,
  how: Thoroughness,
): Omit<FileFacts, 'bytes'> => {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > known || version < 1) {
    const trouble = version < 1 ? 'no TrustCue data' : null
    return { version, sessions: [], claims: 0, entries: 0, newestClaimAt: null, trouble }
  }
  const sessions = sessionsOf(db)
  return {
    version,
    sessions,
    claims: numberOf(db, 'SELECT count(*) FROM claim') ?? 0,
    entries: numberOf(db, 'SELECT count(*) FROM journal_entry') ?? 0,
    newestClaimAt: numberOf(db, 'SELECT max(at) FROM claim'),
    trouble: troubleIn(db, how, sessions),
  }
}

/** What a data file holds that nobody writes to. A file that cannot be read has its error as `trouble`. */
export const inspectDataFile = (
  place: { readonly file: string; readonly addon: string | null },
  known: number,
  how: Thoroughness,
): FileFacts => {
  const bytes = sizeOf(place.file)
  try {
    const db = openForReading(place)
    try {
      return { ...factsOf(db, known, how), bytes }
    } finally {
      db.close()
    }
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error)
    return { version: 0, bytes, sessions: [], claims: 0, entries: 0, newestClaimAt: null, trouble }
  }
}

/** SHA-256 of a file in hexadecimal, read piece by piece; `onPiece` may end it by throwing. */
export const hashOfFile = (file: string, onPiece: (bytes: number) => void): string => {
  const handle = openSync(file, 'r')
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.alloc(HASH_CHUNK)
    for (;;) {
      const read = readSync(handle, buffer, 0, HASH_CHUNK, null)
      if (read === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, read))
      onPiece(read)
    }
  } finally {
    closeSync(handle)
  }
}

/** Makes sure that what was written to a file or a folder is on the disk. */
export const flushToDisk = (place: string): void => {
  const handle = openSync(place, 'r')
  try {
    fsyncSync(handle)
  } catch {
    // Folders cannot be flushed on Windows, where a rename does not need it.
  } finally {
    closeSync(handle)
  }
}
