import path from 'node:path'
import Database from 'better-sqlite3'
import { walkChain } from '../../../domain/journal/checkChain.ts'
import type { JournalEntry } from '../../../domain/journal/entry.ts'
import { createSeals } from '../../../electron/db/client.ts'

/** Rows as the tables hold them; only what the tests look at. */
export interface SessionRow {
  id: string
  title: string
  state: string
  started_at: number | null
  ended_at: number | null
}
export interface ClaimRow {
  id: string
  session_id: string
  product_id: string | null
  text: string
  speaker: string
  source: string
  at: number
}
export interface FindingRow {
  id: string
  claim_id: string
  session_id: string
  rule: string
  family: string
  severity: string
  quote: string
  words: string
  state: string
  reason: string
}

/** The data file, opened from outside for reading. */
export interface Log {
  sessions: () => SessionRow[]
  /** Claims in the order they were logged. */
  claims: () => ClaimRow[]
  findings: () => FindingRow[]
  /** Kinds of the journal's entries, in order. */
  journal: (sessionId: string) => JournalEntry[]
  /** Entries of a session's journal, and the numbers of those that do not follow from the ones before. */
  chain: (sessionId: string) => { readonly entries: number; readonly bad: readonly number[] }
  /** Rows of a table. */
  count: (table: string) => number
  /** One column of a query's rows. */
  pluck: (sql: string) => unknown[]
}

/** The data file in a data folder. */
export const databaseFile = (userData: string): string => path.join(userData, 'trustcue.sqlite')

const journalSql = `SELECT session_id AS sessionId, seq, at, mono_ms AS monoMs, stream_offset_ms AS offsetMs, kind, payload,
  payload_hash AS payloadHash, prev_hash AS prevHash, hash FROM journal_entry WHERE session_id = ? ORDER BY seq`

/** Opens the data file, reads, and closes it again: what SQLite itself has, not what the app says of it. */
export const readLog = <Value>(file: string, read: (log: Log) => Value): Value => {
  const db = new Database(file, { fileMustExist: true })
  try {
    const all = <Row>(sql: string, ...values: unknown[]): Row[] => db.prepare(sql).all(...values) as Row[]
    const journal = (sessionId: string): JournalEntry[] => all<JournalEntry>(journalSql, sessionId)
    return read({
      sessions: () =>
        all<SessionRow>('SELECT id, title, state, started_at, ended_at FROM session ORDER BY created_at'),
      claims: () =>
        all<ClaimRow>(
          'SELECT id, session_id, product_id, text, speaker, source, at FROM claim ORDER BY rowid',
        ),
      findings: () =>
        all<FindingRow>(
          `SELECT id, claim_id, session_id, rule, family, severity, quote, words, state, reason
           FROM finding ORDER BY rowid`,
        ),
      journal,
      chain: (sessionId) => {
        const walk = walkChain(createSeals())
        const entries = journal(sessionId)
        const bad = entries.filter((entry) => walk.next(entry).length > 0).map(({ seq }) => seq)
        return { entries: entries.length, bad }
      },
      count: (table) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
      pluck: (sql) => db.prepare(sql).pluck().all(),
    })
  } finally {
    db.close()
  }
}
