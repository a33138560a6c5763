import type { Database } from 'better-sqlite3'
import { walkChain } from '../../domain/journal/checkChain.ts'
import type { JournalEntry } from '../../domain/journal/entry.ts'
import { createSeals } from './seals.ts'

const SELECT = `
  SELECT session_id AS sessionId, seq, at, mono_ms AS monoMs, stream_offset_ms AS offsetMs, kind, payload,
    payload_hash AS payloadHash, prev_hash AS prevHash, hash
  FROM journal_entry WHERE session_id = ? ORDER BY seq`

/** A session's journal entries in order, of a file of any version; throws where the file cannot be read. */
export const readEntries = (db: Database, sessionId: string): IterableIterator<JournalEntry> =>
  db.prepare<[string], JournalEntry>(SELECT).iterate(sessionId)

/** The number of the first entry that does not hold together with those before it; null = all do. */
export const brokenEntry = (entries: Iterable<JournalEntry>): number | null => {
  const chain = walkChain(createSeals())
  for (const entry of entries) if (chain.next(entry).length > 0) return entry.seq
  return null
}
