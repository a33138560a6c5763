import type { Database } from 'better-sqlite3'
import { chainEntry, type JournalDraft, type JournalEntry } from '../../../domain/journal/entry.ts'
import type { Seals } from '../../../domain/journal/seals.ts'

/** The append-only record of everything that happened in a session. */
export type JournalRepository = {
  /** Chains an entry on; must run inside the transaction of what it records. */
  readonly append: (sessionId: string, draft: JournalDraft) => void
  readonly lastAt: (sessionId: string) => number | null
}

/** SQL for the journal. `onEntry` hears of each entry inside its transaction. */
export const createJournalRepository = (
  db: Database,
  seals: Pick<Seals, 'sha256'>,
  onEntry: (entry: JournalEntry) => void,
): JournalRepository => {
  const head = db.prepare<[string], { seq: number; hash: string }>(
    'SELECT seq, hash FROM journal_entry WHERE session_id = ? ORDER BY seq DESC LIMIT 1',
  )
  const lastAt = db.prepare<[string], { at: number }>(
    'SELECT at FROM journal_entry WHERE session_id = ? ORDER BY seq DESC LIMIT 1',
  )
  const insert = db.prepare(`
    INSERT INTO journal_entry (session_id, seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash)
    VALUES (@sessionId, @seq, @at, @monoMs, @offsetMs, @kind, @payload, @payloadHash, @prevHash, @hash)`)
  return {
    append: (sessionId, draft) => {
      const entry = chainEntry(seals, sessionId, head.get(sessionId) ?? null, draft)
      insert.run(entry)
      onEntry(entry)
    },
    lastAt: (sessionId) => lastAt.get(sessionId)?.at ?? null,
  }
}
