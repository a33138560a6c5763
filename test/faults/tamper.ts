import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { entryText } from '../../domain/journal/entry.ts'
import { type SessionHead, signHead } from '../../domain/journal/head.ts'
import { NO_HASH } from '../../domain/journal/seals.ts'
import { firstProblem, type VerifyReport } from '../../domain/journal/verifyReport.ts'
import { createSeals, createSigner } from '../../electron/db/seals.ts'
import { verifyRecord } from '../../electron/db/verifyRecord.ts'
import { type Dump, differences, dumpOf } from './dump.ts'
import { makeKey, type RecordSize, writeRecord } from './madeUpRecord.ts'
import { createRandom, type Random } from './random.ts'

/** How much is tried. */
export type TamperOptions = {
  readonly edits: number
  readonly seed: number
  readonly size: RecordSize
  readonly onEdit?: (count: number) => void
}

/** What became of the edits of one kind. */
export type TamperCounts = {
  edits: number
  detected: number
  /** The full dump of the database is the same as before: nothing anybody can read was changed. */
  unreadable: number
  /** Only tables outside the record were changed: the library, settings, what is made from the claims. */
  outside: number
}

/** What was tried, and what nobody noticed. */
export type TamperResult = {
  readonly kinds: Readonly<Record<string, TamperCounts>>
  readonly undetected: readonly string[]
  /** How often each kind of problem was the first told. */
  readonly told: Readonly<Record<string, number>>
}

/** What became of the edits of several kinds together. */
export const totalOf = (kinds: TamperResult['kinds']): TamperCounts => {
  const total: TamperCounts = { edits: 0, detected: 0, unreadable: 0, outside: 0 }
  for (const counts of Object.values(kinds)) {
    total.edits += counts.edits
    total.detected += counts.detected
    total.unreadable += counts.unreadable
    total.outside += counts.outside
  }
  return total
}

/** What the journal vouches for. */
const RECORD = [
  'session',
  'slot',
  'session_product',
  'stage_state',
  'airing',
  'preflight_override',
  'claim',
  'finding',
  'suppressed_hit',
  'promise',
  'journal_entry',
  'session_head',
  'signing_key',
] as const
/** What it does not: what can be changed without being on air, and what is made from the claims and can be made again. */
const OUTSIDE =
  /^(?:product|product_guarantee|product_document|settings|shop_.*|allowed_phrase|installed_pack|claim_chunk|claim_index.*)$/

type Db = Database.Database
type Edit = (db: Db, random: Random) => string

const columnsOf = (db: Db, table: string): { name: string; type: string }[] =>
  db.prepare<[], { name: string; type: string }>(`SELECT name, type FROM pragma_table_info('${table}')`).all()

/** One row of a table: a condition that finds it, with its values. */
const anyRow = (
  db: Db,
  table: string,
  random: Random,
): { readonly where: string; readonly keys: unknown[]; readonly row: Record<string, unknown> } => {
  const count = Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  const row = db
    .prepare<[number], Record<string, unknown>>(`SELECT * FROM ${table} LIMIT 1 OFFSET ?`)
    .get(random.below(count))
  if (row === undefined) throw new Error(`${table} is empty`)
  const key = db
    .prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`)
    .pluck()
    .all()
  return { where: key.map((name) => `${name} IS ?`).join(' AND '), keys: key.map((name) => row[name]), row }
}

const otherText = (text: string, random: Random): string => {
  const at = random.below(text.length + 1)
  const letter = random.pick(['0', '9', 'a', 'f', 'Z', ' ', '家', '"'])
  return random.pick([
    `${text.slice(0, at)}${letter}${text.slice(at + 1)}`,
    `${text.slice(0, at)}${letter}${text.slice(at)}`,
    `${text.slice(0, at)}${text.slice(at + 1)}`,
  ])
}

const otherValue = (value: unknown, type: string, random: Random): unknown => {
  if (typeof value === 'string') return random.below(8) === 0 ? '' : otherText(value, random)
  if (typeof value === 'number')
    return type === 'REAL'
      ? value + (random.below(2000) - 1000) / 8
      : value + random.pick([-1, 1, 1000, -1000, random.below(1_000_000)])
  return type === 'TEXT' ? random.pick(['', 'x', '{}']) : random.below(1_000_000)
}

const change: Edit = (db, random) => {
  const table = random.pick(RECORD)
  const { name, type } = random.pick(columnsOf(db, table))
  const { where, keys, row } = anyRow(db, table, random)
  const isNull = random.below(12) === 0
  const value = isNull ? null : otherValue(row[name], type, random)
  db.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${where}`).run(value, ...keys)
  return `${table}.${name} of ${JSON.stringify(keys)}: ${JSON.stringify(row[name])} → ${JSON.stringify(value)}`
}

const borrow: Edit = (db, random) => {
  const table = random.pick(RECORD)
  const { name } = random.pick(columnsOf(db, table))
  const one = anyRow(db, table, random)
  const other = anyRow(db, table, random)
  db.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${one.where}`).run(other.row[name], ...one.keys)
  return `${table}.${name} of ${JSON.stringify(one.keys)} as of ${JSON.stringify(other.keys)}`
}

const remove: Edit = (db, random) => {
  const table = random.pick(RECORD)
  const { where, keys } = anyRow(db, table, random)
  db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...keys)
  return `${table}: row ${JSON.stringify(keys)} removed`
}

const insert: Edit = (db, random) => {
  const table = random.pick(RECORD)
  const { row } = anyRow(db, table, random)
  const columns = columnsOf(db, table)
  const key = new Set(
    db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`).pluck().all(),
  )
  const changed = [...key][random.below(key.size)] ?? ''
  const made: unknown[] = columns.map(({ name, type }) =>
    name === changed ? otherValue(row[name], type, random) : row[name],
  )
  db.prepare(
    `INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  ).run(...made)
  return `${table}: row ${JSON.stringify(made).slice(0, 200)} put in`
}

const swap: Edit = (db, random) => {
  const table = random.pick(RECORD)
  const key = new Set(
    db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0`).pluck().all(),
  )
  const columns = columnsOf(db, table).filter(({ name }) => !key.has(name))
  const one = anyRow(db, table, random)
  const other = anyRow(db, table, random)
  const chosen = random.below(2) === 0 ? columns : [random.pick(columns)]
  const set = chosen.map(({ name }) => `${name} = ?`).join(', ')
  for (const [to, from] of [
    [one, other],
    [other, one],
  ] as const)
    db.prepare(`UPDATE ${table} SET ${set} WHERE ${to.where}`).run(
      ...chosen.map(({ name }) => from.row[name]),
      ...to.keys,
    )
  return `${table}: ${chosen.map(({ name }) => name).join(', ')} of ${JSON.stringify(one.keys)} and ${JSON.stringify(other.keys)} swapped`
}

const anySession = (db: Db, random: Random): { readonly id: string; readonly last: number } => {
  const ids = db.prepare<[], string>('SELECT id FROM session ORDER BY id').pluck().all()
  const id = random.pick(ids)
  return {
    id,
    last: Number(db.prepare('SELECT max(seq) FROM journal_entry WHERE session_id = ?').pluck().get(id)),
  }
}

/** Cuts the end of a session off, with everything that would tell. */
const truncate: Edit = (db, random) => {
  const { id, last } = anySession(db, random)
  const keep = random.below(last)
  db.prepare('DELETE FROM journal_entry WHERE session_id = ? AND seq > ?').run(id, keep)
  db.prepare('DELETE FROM session_head WHERE session_id = ? AND seq > ?').run(id, keep)
  const said = db
    .prepare<[string], string>(
      `SELECT payload ->> 'id' FROM journal_entry WHERE session_id = ? AND kind IN ('claim', 'missed')`,
    )
    .pluck()
    .all(id)
  const kept = JSON.stringify(said)
  db.prepare('DELETE FROM claim WHERE session_id = ? AND id NOT IN (SELECT value FROM json_each(?))').run(
    id,
    kept,
  )
  db.prepare(
    `DELETE FROM finding WHERE session_id = ? AND coalesce(claim_id, id) NOT IN (SELECT value FROM json_each(?))`,
  ).run(id, kept)
  db.prepare('DELETE FROM promise WHERE session_id = ? AND claim_id NOT IN (SELECT id FROM claim)').run(id)
  db.exec('DELETE FROM suppressed_hit WHERE claim_id NOT IN (SELECT id FROM claim)')
  return `session ${id} cut off after ${keep} of ${last}`
}

const removeSession: Edit = (db, random) => {
  const { id } = anySession(db, random)
  db.prepare('DELETE FROM suppressed_hit WHERE claim_id IN (SELECT id FROM claim WHERE session_id = ?)').run(
    id,
  )
  for (const table of RECORD.filter(
    (name) => name !== 'signing_key' && name !== 'suppressed_hit' && name !== 'session',
  ))
    db.prepare(`DELETE FROM ${table} WHERE session_id = ?`).run(id)
  db.prepare('DELETE FROM claim_chunk WHERE session_id = ?').run(id)
  db.prepare('DELETE FROM session WHERE id = ?').run(id)
  return `session ${id} taken out whole`
}

type EntryRow = {
  seq: number
  at: number
  mono_ms: number
  stream_offset_ms: number
  kind: string
  payload: string
}

/** Rewrites what was said, in the journal and in the tables, and computes every hash from there on anew. */
const recompute: Edit = (db, random) => {
  const { sha256 } = createSeals()
  const { id, last } = anySession(db, random)
  const from = 1 + random.below(last)
  const rows = db
    .prepare<[string], EntryRow>('SELECT * FROM journal_entry WHERE session_id = ? ORDER BY seq')
    .all(id)
  const way = random.pick(['text', 'time', 'drop', 'repeat'] as const)
  const target = rows[from - 1]
  if (target === undefined) throw new Error('no entry')
  let next = rows
  if (way === 'drop') next = rows.filter((row) => row !== target)
  else if (way === 'repeat') next = rows.flatMap((row) => (row === target ? [row, row] : [row]))
  else if (way === 'time') next = rows.map((row) => (row === target ? { ...row, at: row.at + 1 } : row))
  else {
    const payload: Record<string, unknown> = JSON.parse(target.payload)
    const text = '只说了页面价'
    next = rows.map((row) =>
      row === target ? { ...row, payload: JSON.stringify({ ...payload, text }) } : row,
    )
    db.prepare('UPDATE claim SET text = ? WHERE id = ?').run(text, payload['id'] ?? '')
  }
  if (way === 'drop') {
    const payload: Record<string, unknown> = JSON.parse(target.payload)
    const gone = payload['id'] ?? ''
    db.prepare('DELETE FROM claim WHERE id = ?').run(gone)
    db.prepare('DELETE FROM finding WHERE claim_id = ?').run(gone)
    db.prepare('DELETE FROM promise WHERE claim_id = ?').run(gone)
    db.prepare('DELETE FROM suppressed_hit WHERE claim_id = ?').run(gone)
  }
  db.prepare('DELETE FROM journal_entry WHERE session_id = ?').run(id)
  const put = db.prepare('INSERT INTO journal_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const hashes: string[] = []
  for (const [place, row] of next.entries()) {
    const entry = {
      sessionId: id,
      seq: place + 1,
      at: row.at,
      monoMs: row.mono_ms,
      offsetMs: row.stream_offset_ms,
      kind: row.kind,
      payloadHash: sha256(row.payload),
      prevHash: hashes.at(-1) ?? NO_HASH,
    }
    const hash = sha256(entryText(entry))
    hashes.push(hash)
    const { seq, at, monoMs, offsetMs, kind, payloadHash, prevHash } = entry
    put.run(id, seq, at, monoMs, offsetMs, kind, row.payload, payloadHash, prevHash, hash)
  }
  return `session ${id}: ${way} at entry ${from} of ${last}, hashes computed anew${forgeHeads(db, random, id, hashes)}`
}

/** What a forger does about the heads: nothing, takes them out, gives them the new hashes, or signs them with a key of his own. */
const forgeHeads = (db: Db, random: Random, id: string, hashes: readonly string[]): string => {
  const way = random.pick(['kept', 'removed', 'rewritten', 'signed'] as const)
  if (way === 'kept') return ', heads kept'
  type Row = {
    seq: number
    at: number
    made: SessionHead['made']
    book_lines: number
    signature: string
    key_id: string
  }
  const rows = db
    .prepare<[string], Row>('SELECT * FROM session_head WHERE session_id = ? ORDER BY seq')
    .all(id)
    .filter(({ seq }) => seq <= hashes.length)
  db.prepare('DELETE FROM session_head WHERE session_id = ?').run(id)
  if (way === 'removed') return ', heads removed'
  const key = makeKey()
  const signer = createSigner(key)
  if (way === 'signed') {
    const since = db.prepare('SELECT min(since) FROM signing_key').pluck().get()
    db.prepare('INSERT INTO signing_key VALUES (?, ?, ?)').run(signer.keyId, key.publicKey, since)
  }
  let previous: SessionHead | null = null
  const put = db.prepare('INSERT INTO session_head VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  for (const { seq, at, made, book_lines: bookLines, signature, key_id: keyId } of rows) {
    const draft = { sessionId: id, seq, hash: hashes[seq - 1] ?? '', at, made, bookLines }
    const forged: SessionHead = signHead(signer, draft, previous)
    previous = way === 'signed' ? forged : { ...forged, keyId, signature }
    put.run(id, seq, draft.hash, at, made, previous.keyId, previous.previous, bookLines, previous.signature)
  }
  return `, heads ${way}`
}

const SQL_EDITS: Readonly<Record<string, Edit>> = {
  changed: change,
  borrowed: borrow,
  removed: remove,
  inserted: insert,
  swapped: swap,
  truncated: truncate,
  'session removed': removeSession,
  'recomputed hashes': recompute,
}

/** Byte edits of a file: bits, bytes, stretches of zeros or of another place. */
const editBytes = (bytes: Buffer, random: Random): string => {
  const at = random.below(bytes.length)
  const way = random.pick(['bit', 'byte', 'bytes', 'zeros', 'copied'] as const)
  const length = 1 + random.below(way === 'zeros' || way === 'copied' ? 600 : 8)
  if (way === 'bit') bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
  else if (way === 'byte') bytes[at] = random.below(256)
  else if (way === 'zeros') bytes.fill(0, at, at + length)
  else if (way === 'copied') bytes.copy(bytes, at, random.below(bytes.length - length), bytes.length - length)
  else
    for (let place = at; place < Math.min(bytes.length, at + length); place += 1)
      bytes[place] = random.below(256)
  return `${way} at byte ${at}, ${length} long`
}

/** Triggers that stand in the way, taken out; gives what puts them back: a forger leaves nothing open. */
const dropTriggers = (db: Db): (() => void) => {
  const triggers = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
    )
    .all()
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`)
  return () => {
    for (const { sql } of triggers) db.exec(sql)
  }
}

const verifyAll = (db: Db, book: string): VerifyReport => {
  const walk = verifyRecord(db, { sessionId: null, book, erasures: null, addon: null, now: 1 })
  for (;;) {
    const step = walk.next()
    if (step.done === true) return step.value
  }
}

/** Reads what there is to read; null = it cannot be. */
const tryDump = (db: Db): Dump | null => {
  try {
    return dumpOf(db)
  } catch {
    return null
  }
}

/**
 * Edits copies of a record, each in one way, and looks whether verifying notices. An edit by SQL that changes nothing is
 * made again; one of bytes that changes nothing is told from the dump of the whole database.
 */
export const tamper = async (folder: string, options: TamperOptions): Promise<TamperResult> => {
  const { file, book: bookFile } = await writeRecord(folder, options.size, makeKey())
  const book = readFileSync(bookFile, 'utf8')
  const source = new Database(file)
  // Bytes of a database without a log beside it can be opened from memory.
  source.pragma('journal_mode = DELETE')
  const original = dumpOf(source)
  source.close()
  const bytes = readFileSync(file)
  const clean = new Database(Buffer.from(bytes))
  const cleanReport = verifyAll(clean, book)
  clean.close()
  if (!cleanReport.isGood)
    throw new Error(`bad before anything was done: ${JSON.stringify(firstProblem(cleanReport))}`)

  const random = createRandom(options.seed)
  const kinds: Record<string, TamperCounts> = {}
  const told: Record<string, number> = {}
  const undetected: string[] = []
  const names = [...Object.keys(SQL_EDITS), 'bytes', 'bytes', 'bytes']

  const judge = (kind: string, db: Db, what: string): void => {
    const counts = (kinds[kind] ??= { edits: 0, detected: 0, unreadable: 0, outside: 0 })
    counts.edits += 1
    const report = verifyAll(db, book)
    if (!report.isGood) {
      const code = firstProblem(report)?.code ?? 'none'
      told[code] = (told[code] ?? 0) + 1
      counts.detected += 1
      return
    }
    const dump = tryDump(db)
    const changed = dump === null ? ['unreadable'] : differences(original, dump)
    if (changed.length === 0) counts.unreadable += 1
    else if (changed.every((name) => OUTSIDE.test(name))) counts.outside += 1
    else undetected.push(`${kind}: ${what} (${changed.join(', ')})`)
  }
  const tryOnce = (kind: string): boolean => {
    const copy = Buffer.from(bytes)
    const edit = SQL_EDITS[kind]
    const what = edit === undefined ? editBytes(copy, random) : ''
    let db: Db
    try {
      db = new Database(copy)
    } catch {
      // Bytes that are no database any more.
      const counts = (kinds[kind] ??= { edits: 0, detected: 0, unreadable: 0, outside: 0 })
      counts.edits += 1
      counts.detected += 1
      return true
    }
    try {
      if (edit === undefined) {
        judge(kind, db, what)
        return true
      }
      db.pragma('foreign_keys = OFF')
      db.pragma('ignore_check_constraints = ON')
      const restore = dropTriggers(db)
      let done = ''
      try {
        done = edit(db, random)
      } catch (error) {
        if (
          error instanceof Error &&
          'code' in error &&
          /^SQLITE_(?:CONSTRAINT|MISMATCH)/.test(String(error.code))
        )
          return false
        throw error
      }
      restore()
      const dump = tryDump(db)
      if (dump !== null && differences(original, dump).length === 0) return false
      judge(kind, db, done)
      return true
    } finally {
      db.close()
    }
  }
  for (let count = 0; count < options.edits;) {
    if (!tryOnce(random.pick(names))) continue
    count += 1
    options.onEdit?.(count)
  }
  return { kinds, undetected, told }
}
