import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../../domain/journal/entry.ts'
import { brokenEntry, readEntries } from '../readChain.ts'
import { readRows, tablesOf } from './readRows.ts'
import type { Row, TableShape } from './readRows.ts'

/** What was brought over from a damaged file. */
export type Salvaged = {
  /** Rows that were in no backup. */
  readonly rows: number
  /** Stretches of the damaged file that could not be read. */
  readonly gaps: number
}

/** What a row in the damaged file is newer in than the same row in a backup; rows of other tables never change. */
const CHANGING: ReadonlySet<string> = new Set([
  'product',
  'product_guarantee',
  'product_document',
  'session',
  'slot',
  'stage_state',
  'airing',
  'finding',
  'promise',
  'settings',
  'shop_rule_setting',
  'allowed_phrase',
  'shop_rule',
  'installed_pack',
  'legal_hold',
])
/** Made from other tables again, or kept in an order of its own. */
const NOT_BY_ROW: ReadonlySet<string> = new Set(['journal_entry', 'claim_chunk'])

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Takes over the rows of one table that the target has not, and of those that change the newer ones. */
const salvageTable = (
  target: Database,
  source: Database,
  table: TableShape,
  from: TableShape,
  isNewer: boolean,
): Salvaged => {
  const columns = table.columns.filter((column) => from.columns.includes(column))
  const others = columns.filter((column) => !table.key.includes(column))
  const isChanging = isNewer && CHANGING.has(table.name) && table.key.length > 0 && others.length > 0
  const insert = target.prepare(
    `INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(', ')})
    VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT ${
      isChanging
        ? `(${table.key.map(quoted).join(', ')}) DO UPDATE SET ${others
            .map((column) => `${quoted(column)} = excluded.${quoted(column)}`)
            .join(', ')}`
        : 'DO NOTHING'
    }`,
  )
  const known =
    table.key.length === 0
      ? null
      : target
          .prepare(
            `SELECT 1 FROM ${quoted(table.name)} WHERE ${table.key.map((column) => `${quoted(column)} = ?`).join(' AND ')}`,
          )
          .pluck()
  let rows = 0
  let gaps = 0
  readRows(source, from, {
    row: (row: Row) => {
      try {
        const isNew = known !== null && known.get(table.key.map((column) => row[column])) === undefined
        const { changes } = insert.run(columns.map((column) => row[column] ?? null))
        if (isNew && changes > 0) rows += 1
      } catch {
        // A row whose values the table refuses was read from a bad page.
        gaps += 1
      }
    },
    gap: () => {
      gaps += 1
    },
  })
  return { rows, gaps }
}

/** Lengthens each session's chain by the entries that follow what the target has, as far as they hold together. */
const salvageJournal = (target: Database, source: Database): Salvaged => {
  const sessions = target.prepare<[], string>('SELECT id FROM session').pluck().all()
  const insert = target.prepare(`
    INSERT INTO journal_entry (session_id, seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash)
    VALUES (@sessionId, @seq, @at, @monoMs, @offsetMs, @kind, @payload, @payloadHash, @prevHash, @hash)`)
  let rows = 0
  let gaps = 0
  for (const id of sessions) {
    const kept = [...readEntries(target, id)]
    const more: JournalEntry[] = []
    try {
      for (const entry of readEntries(source, id)) if (entry.seq > kept.length) more.push(entry)
    } catch {
      gaps += 1
    }
    const broken = brokenEntry([...kept, ...more])
    const good = more.filter(({ seq }) => broken === null || seq < broken)
    if (good.length < more.length) gaps += 1
    for (const entry of good) insert.run(entry)
    rows += good.length
  }
  return { rows, gaps }
}

/** Claims of sessions that could not be read get a session again, so that they are found. */
const giveSessions = (target: Database): void => {
  target.exec(`
    INSERT INTO session (id, title, kind, state, host, steps, planned_start_at, created_at, started_at, ended_at)
    SELECT session_id, '找回的场次', 'broadcast', 'ended', '', NULL, NULL, min(at), min(at), max(at)
    FROM claim WHERE session_id NOT IN (SELECT id FROM session) GROUP BY session_id`)
}

/** Claims that lie on a bad page and stand in the journal are written down again from there. */
const claimsFromJournal = (target: Database): number =>
  target
    .prepare(
      `INSERT OR IGNORE INTO claim (id, session_id, slot_id, product_id, text, speaker, source, at, mono_ms, offset_ms, corrects)
      SELECT payload ->> '$.id', session_id, payload ->> '$.slotId', payload ->> '$.productId', payload ->> '$.text',
        payload ->> '$.speaker', payload ->> '$.source', payload ->> '$.saidAt', mono_ms, max(0, stream_offset_ms),
        coalesce(payload -> '$.corrects', '[]')
      FROM journal_entry
      WHERE kind = 'claim' AND json_type(payload, '$.text') = 'text' AND json_type(payload, '$.saidAt') = 'integer'
        AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.id = payload ->> '$.id')
      ORDER BY session_id, seq`,
    )
    .run().changes

/** A claim whose words differ from the journal's, which carry their hash, was read from a bad page. */
export const claimsAsWritten = (target: Database): void => {
  target.exec(`
    UPDATE claim SET text = entry.text FROM (
      SELECT payload ->> '$.id' AS id, payload ->> '$.text' AS text FROM journal_entry
      WHERE kind = 'claim' AND json_type(payload, '$.text') = 'text'
    ) AS entry WHERE entry.id = claim.id AND entry.text <> claim.text`)
}

/**
 * Heads of entries that could not be brought over go: the next entry gets that number and a head of its own. That entries
 * are missing is told by the head book. Heads are never deleted but here, so their trigger is set aside as long.
 */
const removeHeadsBeyond = (target: Database): void => {
  const trigger = target
    .prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name = 'session_head_no_delete'`)
    .pluck()
    .get()
  if (trigger === undefined) return
  target.exec('DROP TRIGGER session_head_no_delete')
  target.exec(`DELETE FROM session_head WHERE seq >
    (SELECT coalesce(max(seq), 0) FROM journal_entry WHERE journal_entry.session_id = session_head.session_id)`)
  target.exec(trigger)
}

/** Rows that point at rows that are lost point at nothing, or go where they cannot stand alone. */
const mendReferences = (target: Database): number => {
  type Loose = { table: string; rowid: number | null; parent: string; fkid: number }
  let removed = 0
  // A row that goes may leave others behind; each round mends at least one, and there are few tables.
  for (let round = 0; round < 12; round += 1) {
    const loose = target.prepare<[], Loose>('SELECT * FROM pragma_foreign_key_check').all()
    if (loose.length === 0) return removed
    for (const { table, rowid, fkid } of loose) {
      const column = target
        .prepare<[string, number], string>('SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ?')
        .pluck()
        .get(table, fkid)
      if (column === undefined) continue
      const where =
        rowid === null
          ? `${quoted(column)} NOT IN (SELECT id FROM ${quoted(parentOf(target, table, fkid))})`
          : `rowid = ${rowid}`
      try {
        target.exec(`UPDATE ${quoted(table)} SET ${quoted(column)} = NULL WHERE ${where}`)
      } catch {
        removed += target.prepare(`DELETE FROM ${quoted(table)} WHERE ${where}`).run().changes
      }
    }
  }
  return removed
}

const parentOf = (db: Database, table: string, fkid: number): string =>
  db
    .prepare<[string, number], string>('SELECT "table" FROM pragma_foreign_key_list(?) WHERE id = ?')
    .pluck()
    .get(table, fkid) ?? ''

/**
 * Brings what can still be read in a damaged file into a good one that is older: rows the good one has not, newer states of
 * those it has when the damaged one `isNewer`, and the journals as far as their chains hold. Nothing the good file has is lost.
 */
export const salvage = (target: Database, source: Database, isNewer: boolean): Salvaged => {
  const shapes = new Map(tablesOf(source).map((table) => [table.name, table]))
  let rows = 0
  let gaps = 0
  const add = (part: Salvaged): void => {
    rows += part.rows
    gaps += part.gaps
  }
  target.pragma('foreign_keys = OFF')
  try {
    target
      .transaction(() => {
        for (const table of tablesOf(target)) {
          const from = shapes.get(table.name)
          if (from === undefined || NOT_BY_ROW.has(table.name)) continue
          add(salvageTable(target, source, table, from, isNewer))
        }
        giveSessions(target)
        if (shapes.has('journal_entry')) add(salvageJournal(target, source))
        removeHeadsBeyond(target)
        rows += claimsFromJournal(target)
        gaps += mendReferences(target)
      })
      .immediate()
  } finally {
    target.pragma('foreign_keys = ON')
  }
  return { rows, gaps }
}
