import type { Database } from 'better-sqlite3'
import { migrations } from './migrations/index.ts'
import { openInMemory } from './open.ts'

/** Something wrong with the file as a whole. */
export type FileFault = { readonly code: 'schema' | 'damaged'; readonly reason: string }

type SchemaRow = { readonly name: string; readonly sql: string | null }

/** Most lines SQLite says about one table. */
const MOST_SAID = 20

/** What a file consists of, by name. Tables SQLite keeps for itself are left out; so are the quotation marks it sets when a table is renamed. */
const schemaOf = (db: Database): Map<string, string> =>
  new Map(
    db
      .prepare<[], SchemaRow>(
        `SELECT type || ' ' || name || ' ' || tbl_name AS name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
      )
      .all()
      .map(({ name, sql }) => [name, (sql ?? '').replaceAll(/"(\w+)"/g, '$1')]),
  )

/** What files of a format consist of, made once. */
const models = new Map<number, Map<string, string>>()
const modelOf = (version: number, addon: string | null): Map<string, string> => {
  const db = openInMemory(migrations, version, addon)
  const model = schemaOf(db)
  db.close()
  models.set(version, model)
  return model
}

/**
 * What a file has that one of its format has not, or has otherwise: a trigger that keeps the journal append-only can be taken
 * out, a table put in.
 */
export const checkSchema = (db: Database, addon: string | null): FileFault[] => {
  const version = Number(db.pragma('user_version', { simple: true }))
  const expected = models.get(version) ?? modelOf(version, addon)
  const found = schemaOf(db)
  const names = new Set([...expected.keys(), ...found.keys()])
  return [...names]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name): FileFault => ({ code: 'schema', reason: name }))
}

/** Tables of a file, for looking at them one by one. */
export const tablesOf = (db: Database): string[] =>
  db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid`).pluck().all()

/** What SQLite says of a table and its indexes; nothing = they are whole. */
export const checkTable = (db: Database, table: string): FileFault[] => {
  const name = table.replaceAll(`'`, `''`)
  const said = [
    ...db.prepare(`PRAGMA integrity_check('${name}')`).pluck().all(),
    ...db
      .prepare(`PRAGMA foreign_key_check('${name}')`)
      .raw()
      .all()
      .map((row) =>
        Array.isArray(row) ? `${row[0]} row ${row[1]} names a row of ${row[2]} that is not there` : '',
      ),
  ]
  return said
    .map(String)
    .filter((line) => line !== 'ok')
    .slice(0, MOST_SAID)
    .map((reason): FileFault => ({ code: 'damaged', reason }))
}
