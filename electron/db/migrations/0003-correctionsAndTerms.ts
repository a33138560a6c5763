import type { Migration } from './migration.ts'

/**
 * What a promise is made of (thing, number, for whom), what a claim put right, and findings without an utterance: words that
 * had to be said while a slot was on air and were not. SQLite cannot loosen a column, so the finding table is copied.
 */
export const correctionsAndTerms: Migration = {
  version: 3,
  name: 'corrections-and-terms',
  sql: `
ALTER TABLE promise ADD COLUMN what TEXT;
ALTER TABLE promise ADD COLUMN count INTEGER CHECK (count >= 0);
ALTER TABLE promise ADD COLUMN who TEXT;

ALTER TABLE claim ADD COLUMN corrects TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(corrects));
-- What earlier versions linked by hand stands in the findings.
UPDATE claim SET corrects = (SELECT json_group_array(finding.id) FROM finding WHERE finding.corrected_by = claim.id)
WHERE id IN (SELECT corrected_by FROM finding WHERE corrected_by IS NOT NULL);

CREATE TABLE finding_next (
  id TEXT PRIMARY KEY NOT NULL,
  claim_id TEXT REFERENCES claim (id),
  session_id TEXT NOT NULL REFERENCES session (id),
  slot_id TEXT REFERENCES slot (id),
  product_id TEXT,
  rule TEXT NOT NULL,
  pack TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  family TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warn', 'block')),
  start_unit INTEGER NOT NULL,
  end_unit INTEGER NOT NULL,
  quote TEXT NOT NULL,
  words TEXT NOT NULL CHECK (json_valid(words)),
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'corrected', 'dismissed')),
  reason TEXT NOT NULL,
  state_at INTEGER,
  corrected_by TEXT REFERENCES claim (id),
  CHECK (claim_id IS NOT NULL OR slot_id IS NOT NULL)
) STRICT;
INSERT INTO finding_next (id, claim_id, session_id, slot_id, product_id, rule, pack, pack_version, family, severity,
  start_unit, end_unit, quote, words, at, state, reason, state_at, corrected_by)
SELECT finding.id, claim_id, finding.session_id, claim.slot_id, finding.product_id, rule, pack, pack_version, family,
  severity, start_unit, end_unit, quote, words, finding.at, state, reason, state_at, corrected_by
FROM finding JOIN claim ON claim.id = finding.claim_id ORDER BY finding.rowid;
DROP TABLE finding;
ALTER TABLE finding_next RENAME TO finding;
CREATE INDEX finding_claim ON finding (claim_id);
CREATE INDEX finding_session ON finding (session_id, state);
`,
}
