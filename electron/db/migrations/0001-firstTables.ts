import type { Migration } from './migration.ts'

/**
 * The first tables: products with what proves them, sessions with their slots, the claim log and the journal.
 *
 * What a session needs to be understood later is copied when it goes live (`session_product`), so that a product edited
 * afterwards does not rewrite the past. The journal refuses UPDATE and DELETE.
 */
export const firstTables: Migration = {
  version: 1,
  name: 'first-tables',
  sql: `
CREATE TABLE product (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  list_price INTEGER CHECK (list_price >= 0),
  price_evidence INTEGER NOT NULL CHECK (price_evidence IN (0, 1)),
  stock INTEGER CHECK (stock >= 0),
  maker TEXT NOT NULL,
  address TEXT NOT NULL,
  certificate TEXT NOT NULL,
  selling_points TEXT NOT NULL CHECK (json_valid(selling_points)),
  forbidden_words TEXT NOT NULL CHECK (json_valid(forbidden_words)),
  must_say TEXT NOT NULL CHECK (json_valid(must_say)),
  picture TEXT
) STRICT;

CREATE TABLE product_guarantee (
  product_id TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  days INTEGER,
  hours INTEGER,
  multiple INTEGER,
  run_by_shop INTEGER NOT NULL CHECK (run_by_shop IN (0, 1)),
  note TEXT NOT NULL,
  PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE product_document (
  product_id TEXT NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  says TEXT NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (product_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_document_expiry ON product_document (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE session (
  id TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('broadcast', 'rehearsal')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'ready', 'live', 'ended', 'reviewed')),
  host TEXT NOT NULL,
  steps TEXT,
  planned_start_at INTEGER,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER
) STRICT;
-- One session at most is on air.
CREATE UNIQUE INDEX session_live ON session (state) WHERE state = 'live';

CREATE TABLE slot (
  id TEXT PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 1),
  product_id TEXT REFERENCES product (id),
  title TEXT NOT NULL,
  price INTEGER CHECK (price >= 0),
  planned_ms INTEGER NOT NULL CHECK (planned_ms >= 0),
  state TEXT NOT NULL CHECK (state IN ('queued', 'live', 'done')),
  started_at INTEGER,
  aired_ms INTEGER NOT NULL CHECK (aired_ms >= 0)
) STRICT;
CREATE INDEX slot_session ON slot (session_id, position);

CREATE TABLE session_product (
  session_id TEXT NOT NULL REFERENCES session (id),
  product_id TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  PRIMARY KEY (session_id, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_state (
  session_id TEXT PRIMARY KEY NOT NULL REFERENCES session (id),
  visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
  theme TEXT NOT NULL,
  spotlight TEXT
) STRICT;

CREATE TABLE airing (
  id INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id),
  slot_id TEXT NOT NULL REFERENCES slot (id),
  from_at INTEGER NOT NULL,
  to_at INTEGER
) STRICT;
CREATE INDEX airing_session ON airing (session_id, id);

CREATE TABLE preflight_override (
  session_id TEXT NOT NULL REFERENCES session (id),
  item_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (session_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  id TEXT PRIMARY KEY NOT NULL,
  session_id TEXT NOT NULL REFERENCES session (id),
  slot_id TEXT REFERENCES slot (id),
  product_id TEXT,
  text TEXT NOT NULL,
  speaker TEXT NOT NULL CHECK (speaker IN ('host', 'assistant', 'guest')),
  source TEXT NOT NULL CHECK (source IN ('typed', 'phrase', 'subtitle', 'speech', 'api')),
  at INTEGER NOT NULL,
  mono_ms REAL NOT NULL,
  offset_ms INTEGER NOT NULL CHECK (offset_ms >= 0)
) STRICT;
CREATE INDEX claim_session ON claim (session_id, at);

CREATE TABLE finding (
  id TEXT PRIMARY KEY NOT NULL,
  claim_id TEXT NOT NULL REFERENCES claim (id),
  session_id TEXT NOT NULL REFERENCES session (id),
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
  corrected_by TEXT REFERENCES claim (id)
) STRICT;
CREATE INDEX finding_claim ON finding (claim_id);
CREATE INDEX finding_session ON finding (session_id, state);

CREATE TABLE suppressed_hit (
  claim_id TEXT NOT NULL REFERENCES claim (id),
  position INTEGER NOT NULL,
  rule TEXT NOT NULL,
  start_unit INTEGER NOT NULL,
  end_unit INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise (
  id TEXT PRIMARY KEY NOT NULL,
  claim_id TEXT NOT NULL REFERENCES claim (id),
  session_id TEXT NOT NULL REFERENCES session (id),
  product_id TEXT,
  kind TEXT NOT NULL,
  quote TEXT NOT NULL,
  due_at INTEGER,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'overdue', 'impossible'))
) STRICT;
CREATE INDEX promise_claim ON promise (claim_id);
CREATE INDEX promise_session ON promise (session_id, state);

CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE journal_entry (
  session_id TEXT NOT NULL REFERENCES session (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at INTEGER NOT NULL,
  mono_ms REAL NOT NULL,
  stream_offset_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT,
  payload_hash TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_entry_in_order BEFORE INSERT ON journal_entry
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM journal_entry WHERE session_id = NEW.session_id), 0)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
`,
}
