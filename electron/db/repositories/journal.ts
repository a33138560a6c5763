import type { Database } from 'better-sqlite3'
import { canonicalJson, type Json } from '../../../domain/journal/canonicalJson.ts'
import { chainEntry, type JournalDraft, type JournalEntry } from '../../../domain/journal/entry.ts'
import type { Seals } from '../../../domain/journal/seals.ts'

/** The append-only record of everything that happened in a session. */
export type JournalRepository = {
  /** Chains an entry on and gives its number; must run inside the transaction of what it records. */
  readonly append: (sessionId: string, draft: JournalDraft) => number
  /**
   * After each piece of work, once its transaction has ended: whether it is in the file. The entry that follows what is there
   * need not look up where the chain ends.
   */
  readonly settle: (isWritten: boolean) => void
  /** Whether an act's entry is in the journal: the same kind and words at the same moment of both clocks. */
  readonly holds: (sessionId: string, draft: JournalDraft) => boolean
  readonly lastAt: (sessionId: string) => number | null
}

/** Whether a stored payload is what was to be said; it may also keep what the act made of the tables (`rows`). */
const isSaid = (payload: Json, stored: string): boolean => {
  const kept: Json = JSON.parse(stored)
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept))
    return canonicalJson(kept) === canonicalJson(payload)
  const said = Object.fromEntries(Object.entries(kept).filter(([name]) => name !== 'rows'))
  return canonicalJson(said) === canonicalJson(payload)
}

/** The last entry of a session's chain. */
type ChainEnd = Pick<JournalEntry, 'sessionId' | 'seq' | 'hash'>

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
  const same = db.prepare<[string, number, number, string], { payload: string | null }>(
    'SELECT payload FROM journal_entry WHERE session_id = ? AND at = ? AND mono_ms = ? AND kind = ?',
  )
  const insert = db.prepare(`
    INSERT INTO journal_entry (session_id, seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash)
    VALUES (@sessionId, @seq, @at, @monoMs, @offsetMs, @kind, @payload, @payloadHash, @prevHash, @hash)`)
  /** The newest entry as it stands in the file; null = it is looked up. */
  let known: ChainEnd | null = null
  /** The newest entry of a transaction that may still be taken back. */
  let made: ChainEnd | null = null
  return {
    append: (sessionId, draft) => {
      const last = known?.sessionId === sessionId ? known : (head.get(sessionId) ?? null)
      known = null
      const entry = chainEntry(seals, sessionId, last, draft)
      insert.run(entry)
      made = { sessionId, seq: entry.seq, hash: entry.hash }
      onEntry(entry)
      return entry.seq
    },
    settle: (isWritten) => {
      // Works that shared a transaction are told of one after the other: if any was taken back, which entry is last is not known.
      if (!isWritten) made = null
      known = made
    },
    holds: (sessionId, { at, monoMs, kind, payload }) =>
      same
        .all(sessionId, at, monoMs, kind)
        .some((found) => found.payload !== null && isSaid(payload, found.payload)),
    lastAt: (sessionId) => lastAt.get(sessionId)?.at ?? null,
  }
}
