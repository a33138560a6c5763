import type { Migration } from './migration.ts'

/**
 * Signed heads: what a session's chain ended in at a moment, with a signature that nobody makes who has the file alone, and
 * the public halves of the keys. Both only grow.
 */
export const signedHeads: Migration = {
  version: 6,
  name: 'signed-heads',
  sql: `
CREATE TABLE signing_key (
  id TEXT PRIMARY KEY NOT NULL,
  -- Ed25519, SPKI, base64.
  public_key TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER signing_key_no_update BEFORE UPDATE ON signing_key
BEGIN SELECT RAISE(ABORT, 'keys are only added'); END;
CREATE TRIGGER signing_key_no_delete BEFORE DELETE ON signing_key
BEGIN SELECT RAISE(ABORT, 'keys are only added'); END;

CREATE TABLE session_head (
  session_id TEXT NOT NULL REFERENCES session (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  made TEXT NOT NULL CHECK (made IN ('end', 'checkpoint')),
  key_id TEXT NOT NULL REFERENCES signing_key (id),
  -- Seal of the head before it.
  previous TEXT NOT NULL,
  book_lines INTEGER NOT NULL CHECK (book_lines >= 0),
  signature TEXT NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER session_head_no_update BEFORE UPDATE ON session_head
BEGIN SELECT RAISE(ABORT, 'heads are only added'); END;
CREATE TRIGGER session_head_no_delete BEFORE DELETE ON session_head
BEGIN SELECT RAISE(ABORT, 'heads are only added'); END;
`,
}
