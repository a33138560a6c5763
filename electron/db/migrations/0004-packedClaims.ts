import type { Migration } from './migration.ts'

/**
 * Past claims in a form that is read and searched quickly. `claim_chunk` holds the texts of a stretch of claims of one
 * session in one piece, `claim_index` what its folded texts are made of (see `claimTerms.ts`). Both are made from `claim`
 * once its session is over, and both follow it: a claim that is changed or removed takes its chunk and its terms with it,
 * so that no text outlives the claim. What has no chunk is read from `claim`.
 */
export const packedClaims: Migration = {
  version: 4,
  name: 'packed-claims',
  sql: `
CREATE TABLE claim_chunk (
  -- Row number of its first claim; the others follow it without a gap.
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL CHECK (last >= first),
  session_id TEXT NOT NULL REFERENCES session (id),
  -- UTF-16LE, and where each text ends, in units, as 32-bit numbers.
  units BLOB NOT NULL,
  ends BLOB NOT NULL CHECK (length(ends) = 4 * (last - first + 1)),
  -- How the terms in the index were made.
  terms_stamp INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_chunk_range ON claim_chunk (first, last, terms_stamp);
CREATE INDEX claim_chunk_session ON claim_chunk (session_id);

CREATE VIRTUAL TABLE claim_index USING fts5(
  terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '.%'"
);

CREATE TRIGGER claim_chunk_removed AFTER DELETE ON claim_chunk
BEGIN
  DELETE FROM claim_index WHERE rowid BETWEEN OLD.first AND OLD.last;
END;
CREATE TRIGGER claim_text_changed AFTER UPDATE OF text ON claim
BEGIN
  DELETE FROM claim_chunk WHERE last >= OLD.rowid
    AND first = (SELECT max(first) FROM claim_chunk WHERE first <= OLD.rowid);
END;
CREATE TRIGGER claim_removed AFTER DELETE ON claim
BEGIN
  DELETE FROM claim_chunk WHERE last >= OLD.rowid
    AND first = (SELECT max(first) FROM claim_chunk WHERE first <= OLD.rowid);
END;
`,
}
