import type { Migration } from './migration.ts'

/**
 * What stands for the content of a stored pack, so that a start compares a digest and not megabytes. Empty for copies kept by
 * earlier versions: they are compared once and get theirs.
 */
export const packDigests: Migration = {
  version: 5,
  name: 'pack-digests',
  sql: `ALTER TABLE installed_pack ADD COLUMN digest TEXT NOT NULL DEFAULT '';`,
}
