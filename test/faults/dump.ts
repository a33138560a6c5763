import { hash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

/** Everything a database says to who reads it: by table the hash of its rows, and the schema. */
export type Dump = ReadonlyMap<string, string>

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Reads a database whole, without its indexes. Throws where it cannot be read. */
export const dumpOf = (db: Database): Dump => {
  const tables = db.prepare<[], { name: string; sql: string | null }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name",
  )
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all()
  const dump = new Map([
    ['schema', hash('sha256', JSON.stringify([schema, db.pragma('user_version', { simple: true })]))],
  ])
  for (const { name, sql } of tables.all()) {
    // An index over texts has no rows of its own; the tables it lies in come by themselves.
    if (sql?.startsWith('CREATE VIRTUAL') === true) continue
    const rows = db
      .prepare(`SELECT * FROM ${quoted(name)} NOT INDEXED`)
      .raw()
      .all()
      .map((row) => JSON.stringify(row))
    dump.set(name, hash('sha256', rows.toSorted().join('\n')))
  }
  return dump
}

/** Tables in which two dumps differ. */
export const differences = (before: Dump, after: Dump): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
