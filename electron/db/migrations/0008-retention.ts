import type { Migration } from './migration.ts'

/**
 * Erasing at the end of retention or on a person's request. The journal stays append-only with one exception: the payload of
 * an entry may become NULL, and nothing else of it, when a later entry of the same session, kind `erase`, names it. That
 * entry is never emptied itself. `erasure` lists what was erased; until `swept_at` is set the file may still hold the bytes.
 */
export const retention: Migration = {
  version: 8,
  name: 'retention',
  sql: `
CREATE TABLE legal_hold (
  session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  who TEXT NOT NULL CHECK (length(who) > 0),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id),
  -- 1 = all of the session, 0 = some of its claims.
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  claims INTEGER NOT NULL CHECK (claims >= 0),
  -- Number of the journal entry that tells of it.
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  swept_at INTEGER
) STRICT;
CREATE INDEX erasure_session ON erasure (session_id);

-- Removing a claim looks for what it put right.
CREATE INDEX finding_corrected_by ON finding (corrected_by) WHERE corrected_by IS NOT NULL;

CREATE INDEX journal_entry_erase ON journal_entry (session_id, seq) WHERE kind = 'erase';
DROP TRIGGER journal_entry_no_update;
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
WHEN NOT (
  NEW.payload IS NULL AND OLD.payload IS NOT NULL AND OLD.kind <> 'erase'
  AND NEW.session_id = OLD.session_id AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.mono_ms = OLD.mono_ms
  AND NEW.stream_offset_ms = OLD.stream_offset_ms AND NEW.kind = OLD.kind AND NEW.payload_hash = OLD.payload_hash
  AND NEW.prev_hash = OLD.prev_hash AND NEW.hash = OLD.hash
  AND EXISTS (
    SELECT 1 FROM journal_entry AS tombstone, json_each(tombstone.payload, '$.erased') AS stretch
    WHERE tombstone.kind = 'erase' AND tombstone.session_id = OLD.session_id AND tombstone.seq > OLD.seq
      AND OLD.seq BETWEEN json_extract(stretch.value, '$[0]') AND json_extract(stretch.value, '$[1]')
  )
)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`,
}
