import type { Migration } from './migration.ts'

/**
 * What a shop has set above the shipped rules, and the packs in use.
 *
 * `installed_pack` keeps a copy of each pack as the user accepted it: an update that comes with the app is shown as a
 * difference first, and until it is accepted the copy stays in use.
 */
export const shopRules: Migration = {
  version: 2,
  name: 'shop-rules',
  sql: `
CREATE TABLE shop_rule_setting (
  rule TEXT PRIMARY KEY NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('note', 'warn', 'block', 'off')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE allowed_phrase (
  phrase TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shop_rule (
  id TEXT PRIMARY KEY NOT NULL,
  rule TEXT NOT NULL CHECK (json_valid(rule)),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE installed_pack (
  id TEXT PRIMARY KEY NOT NULL,
  version TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('shipped', 'imported')),
  content TEXT NOT NULL CHECK (json_valid(content)),
  installed_at INTEGER NOT NULL
) STRICT;
`,
}
