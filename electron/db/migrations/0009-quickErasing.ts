import type { Migration } from './migration.ts'

/**
 * The trigger that lets a payload go only where a tombstone names its entry, as quick as it can be: it looked through every
 * later entry of the session for the tombstone, which held the writer up for seconds, and now through the tombstones alone,
 * the newest first. What it lets through is the same. And the index over claims no longer merges its pieces by itself because
 * many of their rows were removed: that came in the middle of an act, half a second at a time. After an erasure they are
 * merged in steps, when nobody is on air.
 */
export const quickErasing: Migration = {
  version: 9,
  name: 'quick-erasing',
  sql: `
DROP TRIGGER journal_entry_no_update;
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
WHEN NOT (
  NEW.payload IS NULL AND OLD.payload IS NOT NULL AND OLD.kind <> 'erase'
  AND NEW.session_id = OLD.session_id AND NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.mono_ms = OLD.mono_ms
  AND NEW.stream_offset_ms = OLD.stream_offset_ms AND NEW.kind = OLD.kind AND NEW.payload_hash = OLD.payload_hash
  AND NEW.prev_hash = OLD.prev_hash AND NEW.hash = OLD.hash
  AND (
    SELECT 1 FROM journal_entry AS tombstone INDEXED BY journal_entry_erase,
      json_each(tombstone.payload, '$.erased') AS stretch
    WHERE tombstone.kind = 'erase' AND tombstone.session_id = OLD.session_id AND tombstone.seq > OLD.seq
      AND OLD.seq BETWEEN json_extract(stretch.value, '$[0]') AND json_extract(stretch.value, '$[1]')
    ORDER BY tombstone.seq DESC LIMIT 1
  ) IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

INSERT INTO claim_index (claim_index, rank) VALUES ('deletemerge', 0);
`,
}
