import type { Database } from 'better-sqlite3'

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

/** Told of each row that could be read, and of each stretch that could not. */
export type RowTaker = { readonly row: (row: Row) => void; readonly gap: () => void }

/** Reading one table of a damaged file may take this long, in ms, and so many looks at bad pages; the rest is a gap. */
const TIME_FOR_A_TABLE_MS = 10_000
const LOOKS_AT_BAD_PAGES = 4000
/** Most rows a page holds, roughly: how far row numbers may go when the last page is bad. */
const ROWS_OF_A_PAGE = 100

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A table as its file describes it. */
export type TableShape = {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns of the primary key; empty = the row number is the key. */
  readonly key: readonly string[]
  readonly hasRowid: boolean
}

/** The tables of a file that hold what the shop wrote: not those SQLite or an index keeps for itself. */
export const tablesOf = (db: Database): TableShape[] => {
  const named = db
    .prepare<[], { name: string; wr: number }>(
      `SELECT name, wr FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND strict = 1 AND name NOT LIKE 'sqlite%'`,
    )
    .all()
  return named.map(({ name, wr }) => {
    const columns = db
      .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)')
      .all(name)
    return {
      name,
      columns: columns.map((column) => column.name),
      key: columns
        .filter(({ pk }) => pk > 0)
        .toSorted((left, right) => left.pk - right.pk)
        .map((column) => column.name),
      hasRowid: wr === 0,
    }
  })
}

/**
 * Reads every row of a table that can be read. Where a page is bad the reading goes on behind it: by row number, in halves
 * of what is left, until only the bad stretch remains; a table without row numbers is read from both ends.
 */
export const readRows = (db: Database, table: TableShape, taker: RowTaker): void => {
  if (table.hasRowid) readByRowid(db, table, taker)
  else readFromBothEnds(db, table, taker)
}

const readByRowid = (db: Database, { name }: TableShape, taker: RowTaker): void => {
  const from = quoted(name)
  const stopAt = performance.now() + TIME_FOR_A_TABLE_MS
  const up = db
    .prepare<[bigint, bigint], Row & { row_number: bigint }>(
      `SELECT rowid AS row_number, * FROM ${from} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
    )
    .safeIntegers()
  const bound = (order: 'ASC' | 'DESC'): bigint | null => {
    try {
      const found: unknown = db
        .prepare(`SELECT rowid FROM ${from} NOT INDEXED ORDER BY rowid ${order} LIMIT 1`)
        .pluck()
        .safeIntegers()
        .get()
      return typeof found === 'bigint' ? found : null
    } catch {
      return null
    }
  }
  /** Reads what can be read from `low` on; gives where it ended, behind the last row, and whether it broke off there. */
  const stretch = (low: bigint, high: bigint): { readonly next: bigint; readonly isBroken: boolean } => {
    let next = low
    try {
      for (const { row_number, ...row } of up.iterate(low, high)) {
        taker.row(fromSafeIntegers(row))
        next = row_number + 1n
      }
      return { next, isBroken: false }
    } catch {
      return { next, isBroken: true }
    }
  }
  const pages = Number(db.pragma('page_count', { simple: true }))
  const lowest = bound('ASC') ?? 1n
  const last = bound('DESC')
  const highest = last ?? BigInt(Math.max(1, pages) * ROWS_OF_A_PAGE)
  const waiting: Range[] = [[lowest < 1n ? lowest : 1n, highest]]
  /**
   * Stretches in which nothing was found though the table goes on behind them. Usually their rows were erased; but a row whose
   * number went bad reads as the end of its stretch, and hides those behind it on its page.
   */
  const empty: Range[] = []
  let looks = 0
  for (;;) {
    const isEmpty = waiting.length === 0
    const range = takeWidest(isEmpty ? empty : waiting)
    if (range === null) return
    const [low, high] = range
    const { next, isBroken } = stretch(low, high)
    if (next > high || (!isBroken && last === null)) continue
    looks += 1
    if (looks > LOOKS_AT_BAD_PAGES || performance.now() > stopAt) {
      if (!isEmpty) taker.gap()
      return
    }
    if (next === high) {
      if (isBroken) taker.gap()
      continue
    }
    const middle = next + (high - next) / 2n
    const halves: Range[] = [
      [next, middle],
      [middle + 1n, high],
    ]
    if (isBroken || next > low) waiting.push(...halves)
    else empty.push(...halves)
  }
}

/** Row numbers from one to another, both with it. */
type Range = readonly [low: bigint, high: bigint]

/** The widest first: so the good pages between bad ones are found before the looks are used up. */
const takeWidest = (ranges: Range[]): Range | null => {
  let best = 0
  for (const [index, [low, high]] of ranges.entries()) {
    const [bestLow, bestHigh] = ranges[best] ?? [0n, -1n]
    if (high - low > bestHigh - bestLow) best = index
  }
  return ranges.splice(best, 1)[0] ?? null
}

const fromSafeIntegers = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value,
    ]),
  )

const readFromBothEnds = (db: Database, { name, key }: TableShape, taker: RowTaker): void => {
  const ordered = (order: 'ASC' | 'DESC'): string =>
    `SELECT * FROM ${quoted(name)} ORDER BY ${key.map((column) => `${quoted(column)} ${order}`).join(', ')}`
  const seen = new Set<string>()
  const read = (order: 'ASC' | 'DESC'): boolean => {
    try {
      for (const row of db.prepare<[], Row>(ordered(order)).iterate()) {
        const own = JSON.stringify(key.map((column) => row[column]))
        if (seen.has(own)) return true
        seen.add(own)
        taker.row(row)
      }
      return true
    } catch {
      return false
    }
  }
  if (read('ASC')) return
  taker.gap()
  read('DESC')
}
