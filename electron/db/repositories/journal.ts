import type { Database } from 'better-sqlite3'
import type { ChainReport, JournalDraft, JournalEntry } from '../journal.ts'
import { chainEntry, checkChain, payloadHash } from '../journal.ts'

type EntryRow = {
  session_id: string
  seq: number
  at: number
  mono_ms: number
  stream_offset_ms: number
  kind: string
  payload: string | null
  payload_hash: string
  prev_hash: string
  hash: string
}

/** The append-only record of everything that happened in a session. */
export type JournalRepository = {
  /** Chains an entry on; must run inside the transaction of what it records. */
  readonly append: (sessionId: string, draft: JournalDraft) => void
  /** Whether this very entry is in the journal: the same kind and words at the same moment of both clocks. */
  readonly holds: (sessionId: string, draft: JournalDraft) => boolean
  readonly entries: (sessionId: string) => IterableIterator<JournalEntry>
  readonly verify: (sessionId: string) => ChainReport
  readonly lastAt: (sessionId: string) => number | null
}

/** SQL for the journal. */
export const createJournalRepository = (db: Database): JournalRepository => {
  const head = db.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal_entry WHERE session_id = ? ORDER BY seq DESC LIMIT 1',
  )
  const lastAt = db.prepare<[string], { at: number }>(
    'SELECT at FROM journal_entry WHERE session_id = ? ORDER BY seq DESC LIMIT 1',
  )
  const same = db.prepare<[string, number, number, string, string]>(
    'SELECT 1 FROM journal_entry WHERE session_id = ? AND at = ? AND mono_ms = ? AND kind = ? AND payload_hash = ?',
  )
  const insert = db.prepare(`
    INSERT INTO journal_entry (session_id, seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash)
    VALUES (@sessionId, @seq, @at, @monoMs, @offsetMs, @kind, @payload, @payloadHash, @prevHash, @hash)`)
  const select = db.prepare<[string], EntryRow>(
    'SELECT * FROM journal_entry WHERE session_id = ? ORDER BY seq',
  )

  const entries = function* (sessionId: string): Generator<JournalEntry, undefined> {
    for (const row of select.iterate(sessionId)) {
      yield {
        sessionId: row.session_id,
        seq: row.seq,
        at: row.at,
        monoMs: row.mono_ms,
        offsetMs: row.stream_offset_ms,
        kind: row.kind,
        payload: row.payload,
        payloadHash: row.payload_hash,
        prevHash: row.prev_hash,
        hash: row.hash,
      }
    }
    return undefined
  }
  return {
    append: (sessionId, draft) => {
      insert.run(chainEntry(sessionId, head.get(sessionId) ?? null, draft))
    },
    holds: (sessionId, { at, monoMs, kind, payload }) =>
      same.get(sessionId, at, monoMs, kind, payloadHash(payload)) !== undefined,
    entries,
    verify: (sessionId) => checkChain(entries(sessionId)),
    lastAt: (sessionId) => lastAt.get(sessionId)?.at ?? null,
  }
}
