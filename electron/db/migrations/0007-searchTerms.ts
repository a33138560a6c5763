import type { Migration } from './migration.ts'

/**
 * Search over all claims. The index gets more terms (see `claimTerms.ts`): it begins empty, the chunks keep their texts, and
 * the writer fills it again while nobody is on air; until then searches read the texts. Chunks tell their sessions without
 * being read, and what a claim was said about or found guilty of takes its chunk with it when it changes, as its text does.
 */
export const searchTerms: Migration = {
  version: 7,
  name: 'search-terms',
  sql: `
DROP TABLE claim_index;
CREATE VIRTUAL TABLE claim_index USING fts5(
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '.%'"
);

DROP INDEX claim_chunk_range;
CREATE INDEX claim_chunk_range ON claim_chunk (first, last, terms_stamp, session_id);

CREATE TRIGGER claim_product_changed AFTER UPDATE OF product_id, session_id ON claim
BEGIN
  DELETE FROM claim_chunk WHERE last >= OLD.rowid
    AND first = (SELECT max(first) FROM claim_chunk WHERE first <= OLD.rowid);
END;
CREATE TRIGGER claim_finding_changed AFTER UPDATE OF claim_id, family, severity ON finding WHEN OLD.claim_id IS NOT NULL
BEGIN
  DELETE FROM claim_chunk WHERE last >= (SELECT rowid FROM claim WHERE id = OLD.claim_id)
    AND first = (SELECT max(first) FROM claim_chunk WHERE first <= (SELECT rowid FROM claim WHERE id = OLD.claim_id));
END;
CREATE TRIGGER claim_finding_removed AFTER DELETE ON finding WHEN OLD.claim_id IS NOT NULL
BEGIN
  DELETE FROM claim_chunk WHERE last >= (SELECT rowid FROM claim WHERE id = OLD.claim_id)
    AND first = (SELECT max(first) FROM claim_chunk WHERE first <= (SELECT rowid FROM claim WHERE id = OLD.claim_id));
END;
`,
}
