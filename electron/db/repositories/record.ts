import type { Database, Statement } from 'better-sqlite3'
import type {
  ClaimRow,
  Cursor,
  FindingRow,
  PromiseRow,
  SparedRow,
  SpokenRows,
  StandingRows,
} from '../../../domain/journal/checkRecord.ts'
import type { JournalEntry } from '../../../domain/journal/entry.ts'

/** Rows read in one go. */
const PAGE = 250

type EntryRow = readonly [
  seq: number,
  at: number,
  monoMs: number,
  offsetMs: number,
  kind: string,
  payload: string | null,
  payloadHash: string,
  prevHash: string,
  hash: string,
]

/** A session as verifying meets it: by its row, or only by entries that name it. */
export type RecordedSession = {
  readonly id: string
  readonly title: string
  readonly startedAt: number | null
  readonly isOver: boolean
  readonly entries: number
}

/** The record of sessions for verifying: read as it lies there, believing nothing of it. */
export type RecordReader = {
  /** Every session that was on air or has entries, the newest first; `entries` = number of the last. */
  readonly sessions: () => RecordedSession[]
  /** A session's entries in order, a page at a time. */
  readonly entries: (sessionId: string) => Generator<JournalEntry[]>
  readonly spoken: (sessionId: string) => SpokenRows
  readonly standing: (sessionId: string) => StandingRows
  /** Number of sessions that were on air. */
  readonly started: () => number
}

/** Rows of a session between two numbers (the first not included), at most so many, each with its number at its end. */
type Page<Row extends readonly unknown[]> = (
  after: number,
  last: number,
  sessionId: string,
  most: number,
) => readonly (readonly [...Row, number])[]

/** Rows of a session in the order they were written: their numbers are read through without sorting. */
const cursorOf = <Row extends readonly unknown[]>(
  range: Statement<[string], { first: number | null; last: number | null }>,
  page: Page<Row>,
  sessionId: string,
): Cursor<Row> => {
  const { first, last } = range.get(sessionId) ?? { first: null, last: null }
  let rows: readonly (readonly [...Row, number])[] = []
  let at = 0
  let after = first === null || last === null ? null : first - 1
  const peek = (): Row | null => {
    while (at >= rows.length && after !== null) {
      const more = page(after, last ?? after, sessionId, PAGE)
      rows = more
      at = 0
      const newest = more.at(-1)?.at(-1)
      after = more.length < PAGE || typeof newest !== 'number' ? null : newest
    }
    const row = rows[at]
    // The row's number stands last and is nobody's business.
    return row === undefined ? null : (row as unknown as Row)
  }
  return {
    peek,
    step: () => {
      at += 1
    },
  }
}

/** So many words of rules are compared where they lie; the commonest of the page before. */
const KNOWN_WORDS = 12

/**
 * Pages of findings. The words of a rule are long and come again and again: words that are known already are compared by
 * SQLite, byte by byte, and only their number crosses over. A value that is no text never equals one, and stays none.
 */
const findingPages = (db: Database): Page<FindingRow> => {
  const known: string[] = Array.from({ length: KNOWN_WORDS }, () => '')
  const page = db
    .prepare<unknown[], [...FindingRow, number]>(
      `SELECT id, claim_id, slot_id, product_id, rule, pack, pack_version, family, severity, start_unit, end_unit, quote,
        CASE words ${known.map((_, at) => `WHEN ? THEN ${at}`).join(' ')}
          ELSE CASE typeof(words) WHEN 'text' THEN words END END,
        at, state, reason, state_at, corrected_by, rowid
      FROM finding WHERE rowid > ? AND rowid <= ? AND +session_id = ? ORDER BY rowid LIMIT ?`,
    )
    .raw()
  return (after, last, sessionId, most) => {
    const rows = page.all(...known, after, last, sessionId, most)
    const counts = new Map<string, number>()
    for (const row of rows) {
      const words: unknown = row[WORDS]
      const text = typeof words === 'number' ? known[words] : words
      // What is no text is the words of nothing.
      row[WORDS] = typeof text === 'string' ? text : ''
      counts.set(row[WORDS], (counts.get(row[WORDS]) ?? 0) + 1)
    }
    const common = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, KNOWN_WORDS)
    for (const [at, [words]] of common.entries()) known[at] = words
    return rows
  }
}
/** Place of the words in a finding's row. */
const WORDS = 12

/** Spared hits in the order of their claims. */
const sparedCursor = (
  range: Statement<[string], { first: number | null; last: number | null }>,
  pageEnd: Statement<[number, number, string, number], number | null>,
  page: Statement<[number, number, string], SparedRow>,
  sessionId: string,
): Cursor<SparedRow> => {
  const { first, last } = range.get(sessionId) ?? { first: null, last: null }
  let rows: readonly SparedRow[] = []
  let at = 0
  let after = first === null || last === null ? null : first - 1
  const peek = (): SparedRow | null => {
    while (at >= rows.length && after !== null) {
      const end = pageEnd.get(after, last ?? after, sessionId, PAGE) ?? null
      const more = end === null ? [] : page.all(after, end, sessionId)
      rows = more
      at = 0
      after = end
    }
    return rows[at] ?? null
  }
  return {
    peek,
    step: () => {
      at += 1
    },
  }
}

/** A flag; a number that is none stays one, and so differs from what was written. */
const flagOf = (value: number): boolean | number => (value === 0 || value === 1 ? value === 1 : value)

/** SQL for verifying. */
export const createRecordReader = (db: Database): RecordReader => {
  const sessions = db.prepare<
    [],
    { id: string; title: string | null; state: string | null; started_at: number | null; entries: number }
  >(`
    WITH RECURSIVE named (id) AS (
      SELECT min(session_id) FROM journal_entry
      UNION ALL
      SELECT (SELECT min(session_id) FROM journal_entry WHERE session_id > named.id) FROM named WHERE id IS NOT NULL)
    SELECT id, title, state, started_at, coalesce((SELECT max(seq) FROM journal_entry WHERE session_id = id), 0) AS entries
      FROM session WHERE started_at IS NOT NULL OR id IN (SELECT id FROM named)
    UNION ALL
    SELECT id, NULL, NULL, NULL, (SELECT max(seq) FROM journal_entry WHERE session_id = id)
      FROM named WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM session)
    ORDER BY started_at DESC, id DESC`)
  const entries = db
    .prepare<[string, number, number], EntryRow>(
      `SELECT seq, at, mono_ms, stream_offset_ms, kind, payload, payload_hash, prev_hash, hash FROM journal_entry
      WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    )
    .raw()
  const rangeOf = (table: string) =>
    db.prepare<[string], { first: number | null; last: number | null }>(
      `SELECT min(rowid) AS first, max(rowid) AS last FROM ${table} WHERE session_id = ?`,
    )
  const pageOf = <Row extends readonly unknown[]>(table: string, columns: string): Page<Row> => {
    const page = db
      .prepare<[number, number, string, number], readonly [...Row, number]>(
        `SELECT ${columns}, rowid FROM ${table} WHERE rowid > ? AND rowid <= ? AND +session_id = ? ORDER BY rowid LIMIT ?`,
      )
      .raw()
    return (...args) => page.all(...args)
  }
  const claims = {
    range: rangeOf('claim'),
    page: pageOf<ClaimRow>(
      'claim',
      'id, slot_id, product_id, text, speaker, source, at, mono_ms, offset_ms, corrects',
    ),
  }
  const findings = { range: rangeOf('finding'), page: findingPages(db) }
  const promises = {
    range: rangeOf('promise'),
    page: pageOf<PromiseRow>(
      'promise',
      'id, claim_id, product_id, kind, quote, what, count, who, due_at, at, state',
    ),
  }
  // Page by page of claims, so that no claim's hits are cut in two.
  const spared = db
    .prepare<[number, number, string], SparedRow>(
      `SELECT claim_id, position, rule, start_unit, end_unit, reason
      FROM claim CROSS JOIN suppressed_hit ON suppressed_hit.claim_id = claim.id
      WHERE claim.rowid > ? AND claim.rowid <= ? AND +claim.session_id = ? ORDER BY claim.rowid, position`,
    )
    .raw()
  const pageEnd = db
    .prepare<[number, number, string, number], number | null>(
      `SELECT max(rowid) FROM (
        SELECT rowid FROM claim WHERE rowid > ? AND rowid <= ? AND +session_id = ? ORDER BY rowid LIMIT ?)`,
    )
    .pluck()
  const has = {
    claim: db.prepare<[string, string], 1>('SELECT 1 FROM claim WHERE id = ? AND session_id = ?').pluck(),
    finding: db.prepare<[string, string], 1>('SELECT 1 FROM finding WHERE id = ? AND session_id = ?').pluck(),
    promise: db.prepare<[string, string], 1>('SELECT 1 FROM promise WHERE id = ? AND session_id = ?').pluck(),
  }
  const session = db.prepare<[string], NonNullable<StandingRows['session']>>(`
    SELECT id, title, kind, state, host, steps, planned_start_at AS plannedStartAt, created_at AS createdAt,
      started_at AS startedAt, ended_at AS endedAt FROM session WHERE id = ?`)
  const slots = db.prepare<[string], StandingRows['slots'][number]>(`
    SELECT id, session_id AS sessionId, position, product_id AS productId, title, price, planned_ms AS plannedMs, state,
      started_at AS startedAt, aired_ms AS airedMs FROM slot WHERE session_id = ? ORDER BY position`)
  const airings = db.prepare<[string], StandingRows['airings'][number]>(
    'SELECT id, slot_id AS slotId, from_at AS "from", to_at AS "to" FROM airing WHERE session_id = ? ORDER BY id',
  )
  const stage = db.prepare<[string], { visible: number; theme: string; spotlight: string | null }>(
    'SELECT visible, theme, spotlight FROM stage_state WHERE session_id = ?',
  )
  const overrides = db.prepare<[string], StandingRows['overrides'][number]>(
    'SELECT item_id AS itemId, reason, at FROM preflight_override WHERE session_id = ?',
  )
  const products = db.prepare<[string], StandingRows['products'][number]>(
    'SELECT product_id AS id, facts FROM session_product WHERE session_id = ?',
  )
  const started = db.prepare<[], number>('SELECT count(*) FROM session WHERE started_at IS NOT NULL').pluck()

  return {
    sessions: () =>
      sessions.all().map((row) => ({
        id: row.id,
        title: row.title ?? '',
        startedAt: row.started_at,
        isOver: row.state === 'ended' || row.state === 'reviewed',
        entries: row.entries,
      })),
    entries: function* (sessionId) {
      let after = Number.MIN_SAFE_INTEGER
      for (;;) {
        const rows = entries.all(sessionId, after, PAGE)
        yield rows.map(([seq, at, monoMs, offsetMs, kind, payload, payloadHash, prevHash, hash]) => ({
          sessionId,
          seq,
          at,
          monoMs,
          offsetMs,
          kind,
          payload,
          payloadHash,
          prevHash,
          hash,
        }))
        const last = rows.at(-1)
        if (last === undefined || rows.length < PAGE) return
        ;[after] = last
      }
    },
    spoken: (sessionId) => ({
      claims: cursorOf(claims.range, claims.page, sessionId),
      findings: cursorOf(findings.range, findings.page, sessionId),
      promises: cursorOf(promises.range, promises.page, sessionId),
      spared: sparedCursor(claims.range, pageEnd, spared, sessionId),
      has: (table, id) => has[table].get(id, sessionId) !== undefined,
    }),
    standing: (sessionId) => {
      const shown = stage.get(sessionId)
      return {
        session: session.get(sessionId) ?? null,
        slots: slots.all(sessionId),
        airings: airings.all(sessionId),
        stage: shown === undefined ? null : { ...shown, visible: flagOf(shown.visible) },
        overrides: overrides.all(sessionId),
        products: products.all(sessionId),
      }
    },
    started: () => started.get() ?? 0,
  }
}
