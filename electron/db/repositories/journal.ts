import type { Database } from 'better-sqlite3'
import { canonicalJson, type Json } from '../../../domain/journal/canonicalJson.ts'
import { chainEntry, type JournalDraft, type JournalEntry } from '../../../domain/journal/entry.ts'
import type { Seals } from '../../../domain/journal/seals.ts'

/** The append-only record of everything that happened in a session. */
export type JournalRepository = {
  /** Chains an entry on and gives its number; must run inside the transaction of what it records. */
  readonly append: (sessionId: string, draft: JournalDraft) => number
  /**
   * After a transaction has ended: looks up where the chain ends now, so that the next act of that session need not do it
   * while somebody waits.
   */
  readonly settle: () => void
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

/** Where a session's chain ends; `last` null = it has no entry. */
type ChainEnd = {
  readonly sessionId: string
  readonly last: { readonly seq: number; readonly hash: string } | null
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
  const same = db.prepare<[string, number, number, string], { payload: string | null }>(
    'SELECT payload FROM journal_entry WHERE session_id = ? AND at = ? AND mono_ms = ? AND kind = ?',
  )
  const insert = db.prepare(`
    INSERT INTO journal_entry (session_id, seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash)
    VALUES (@sessionId, @seq, @at, @monoMs, @offsetMs, @kind, @payload, @payloadHash, @prevHash, @hash)`)
  const endOf = (sessionId: string): ChainEnd => ({ sessionId, last: head.get(sessionId) ?? null })
  /** As it stands in the file outside of any transaction; null = not looked up since the last entry. */
  let known: ChainEnd | null = null
  let written: string | null = null
  return {
    append: (sessionId, draft) => {
      const { last } = known?.sessionId === sessionId ? known : endOf(sessionId)
      // What follows may still be taken back.
      known = null
      written = sessionId
      const entry = chainEntry(seals, sessionId, last, draft)
      insert.run(entry)
      onEntry(entry)
      return entry.seq
    },
    settle: () => {
      if (known !== null || written === null) return
      try {
        known = endOf(written)
      } catch {
        // A disk in trouble: the next act looks it up, and is told.
      }
    },
    holds: (sessionId, { at, monoMs, kind, payload }) =>
      same
        .all(sessionId, at, monoMs, kind)
        .some((found) => found.payload !== null && isSaid(payload, found.payload)),
    lastAt: (sessionId) => lastAt.get(sessionId)?.at ?? null,
  }
}
