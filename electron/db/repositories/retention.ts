import type { Database } from 'better-sqlite3'
import { type EraseCounts, stretchesOf } from '../../../domain/retention/tombstone.ts'
import { sessionSchema } from '../../../domain/model/lineup.ts'
import type { EpochMs, Ulid } from '../../../domain/model/scalars.ts'
import type { LegalHold, RetainedRow } from '../calls.ts'

type SessionRow = {
  id: Ulid
  title: string
  kind: string
  host: string
  started_at: number
  ended_at: number
  claims: number
  products: string
  hold_reason: string | null
  hold_who: string | null
  hold_at: number | null
  erased_at: number | null
  erased_claims: number
}
type CountRow = Omit<EraseCounts, 'entries'>

/** Entries that tell of what was said, and what they tell of. */
export type SpokenEntries = {
  readonly stretches: [from: number, to: number][]
  readonly claimIds: Ulid[]
  readonly missedIds: Ulid[]
}

/** How long records are kept, what is held, and the way out of the file. */
export type RetentionRepository = {
  /** Sessions that have been on air and are over, with what decides how long they are kept. */
  readonly sessions: () => RetainedRow[]
  readonly hold: (sessionId: Ulid) => LegalHold | null
  readonly putHold: (sessionId: Ulid, hold: LegalHold) => void
  readonly removeHold: (sessionId: Ulid) => void
  /** Whether all of a session was erased before. */
  readonly isErased: (sessionId: Ulid) => boolean
  /** Those of the claims that belong to the session and still say something. */
  readonly claimsOf: (sessionId: Ulid, claimIds: readonly Ulid[]) => Ulid[]
  readonly countSession: (sessionId: Ulid) => CountRow
  readonly countClaims: (claimIds: readonly Ulid[]) => CountRow
  /** Entries of a session that still have a content, as stretches. */
  readonly entriesOfSession: (sessionId: Ulid) => [from: number, to: number][]
  /**
   * The first `limit` entries of a session after one that still tell of what was said, with the claims and the missed words
   * they tell of. Null = there are fewer.
   */
  readonly nextSpoken: (sessionId: Ulid, after: number, limit: number) => SpokenEntries | null
  /** Entries that tell of claims or of what was found in them, as stretches. */
  readonly entriesOfClaims: (sessionId: Ulid, claimIds: readonly Ulid[]) => [from: number, to: number][]
  /** Empties what a tombstone names. It must have been chained on before. */
  readonly emptyEntries: (sessionId: Ulid, stretches: readonly (readonly [number, number])[]) => void
  /** Every row of a session but the session itself and its slots, which stay without words. */
  readonly removeRows: (sessionId: Ulid, title: string) => void
  /** Whether any of those rows is there. */
  readonly hasRows: (sessionId: Ulid) => boolean
  /** A session that is on air in an older copy, and was over when it was erased. */
  readonly close: (sessionId: Ulid, endedAt: EpochMs) => void
  /** What claims said, and everything that was found in them. Their rows stay, empty. */
  readonly emptyClaims: (claimIds: readonly Ulid[]) => void
  /** Findings without an utterance. */
  readonly removeMissed: (findingIds: readonly Ulid[]) => void
  readonly putErasure: (erasure: {
    readonly sessionId: Ulid
    readonly isWhole: boolean
    readonly claims: number
    readonly seq: number
    readonly at: EpochMs
  }) => void
  /** Whether something was erased whose bytes may still be in the file. */
  readonly isUnswept: () => boolean
  /** When something was erased last; null = never. */
  readonly lastErasedAt: () => EpochMs | null
  /** Number of the last erasure that is not swept; null = all are. */
  readonly unsweptUpTo: () => number | null
  readonly markSwept: (upTo: number, at: EpochMs) => void
  /** Brings the index over claims into one piece, in which nothing of removed rows is left. */
  readonly rebuildIndex: () => void
  /** The same in steps: `begin` is the first. False = there is more to do. */
  readonly mergeIndex: (step: 'begin' | 'goOn') => boolean
}

const readRow = (row: SessionRow): RetainedRow => ({
  sessionId: row.id,
  title: row.title,
  kind: sessionSchema.shape.kind.parse(row.kind),
  host: row.host,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  claims: row.claims,
  products: JSON.parse(row.products),
  hold:
    row.hold_reason === null || row.hold_who === null || row.hold_at === null
      ? null
      : { reason: row.hold_reason, who: row.hold_who, at: row.hold_at },
  erasedAt: row.erased_at,
  erasedClaims: row.erased_claims,
})

/** Pages of the index that are merged in one step: some milliseconds. */
const MERGED_PAGES = 8

/** SQL for retention. Lists of ids travel as one JSON text. */
export const createRetentionRepository = (db: Database): RetentionRepository => {
  const sessions = db.prepare<[], SessionRow>(`
    SELECT session.id, session.title, session.kind, session.host, session.started_at,
      coalesce(session.ended_at, session.started_at) AS ended_at,
      (SELECT count(*) FROM claim WHERE claim.session_id = session.id) AS claims,
      (SELECT json_group_array(json_object('name', facts ->> '$.name', 'category', facts ->> '$.category'))
        FROM session_product WHERE session_product.session_id = session.id) AS products,
      legal_hold.reason AS hold_reason, legal_hold.who AS hold_who, legal_hold.at AS hold_at,
      (SELECT max(at) FROM erasure WHERE erasure.session_id = session.id AND whole = 1) AS erased_at,
      (SELECT coalesce(sum(claims), 0) FROM erasure WHERE erasure.session_id = session.id) AS erased_claims
    FROM session LEFT JOIN legal_hold ON legal_hold.session_id = session.id
    WHERE session.state IN ('ended', 'reviewed') AND session.started_at IS NOT NULL
    ORDER BY session.started_at, session.id`)
  const hold = db.prepare<[string], LegalHold>('SELECT reason, who, at FROM legal_hold WHERE session_id = ?')
  const putHold = db.prepare(
    'INSERT INTO legal_hold (session_id, reason, who, at) VALUES (@sessionId, @reason, @who, @at)',
  )
  const removeHold = db.prepare('DELETE FROM legal_hold WHERE session_id = ?')
  const erased = db.prepare<[string]>('SELECT 1 FROM erasure WHERE session_id = ? AND whole = 1')
  const claimsOf = db
    .prepare<[string, string], Ulid>(
      `SELECT id FROM claim WHERE id IN (SELECT value FROM json_each(?)) AND session_id = ? AND text <> '' ORDER BY rowid`,
    )
    .pluck()
  const countSession = db.prepare<{ id: string }, CountRow>(`
    SELECT (SELECT count(*) FROM claim WHERE session_id = @id AND text <> '') AS claims,
      (SELECT count(*) FROM finding WHERE session_id = @id) AS findings,
      (SELECT count(*) FROM promise WHERE session_id = @id) AS promises,
      (SELECT count(*) FROM session_product WHERE session_id = @id) AS products`)
  const countClaims = db.prepare<{ ids: string }, CountRow>(`
    SELECT json_array_length(@ids) AS claims,
      (SELECT count(*) FROM finding WHERE claim_id IN (SELECT value FROM json_each(@ids))) AS findings,
      (SELECT count(*) FROM promise WHERE claim_id IN (SELECT value FROM json_each(@ids))) AS promises,
      0 AS products`)
  const entriesOfSession = db
    .prepare<[string], number>(
      `SELECT seq FROM journal_entry WHERE session_id = ? AND payload IS NOT NULL AND kind <> 'erase'`,
    )
    .pluck()
  const nextSpoken = db.prepare<
    [string, number, number],
    { readonly seq: number; readonly kind: string; readonly id: string | null }
  >(
    `SELECT seq, kind, payload ->> '$.id' AS id FROM journal_entry
      WHERE session_id = ? AND seq > ? AND payload IS NOT NULL AND kind IN ('claim', 'missed', 'finding')
      ORDER BY seq LIMIT ?`,
  )
  const claimEntries = db
    .prepare<[string, string], number>(
      `SELECT seq FROM journal_entry WHERE session_id = ? AND kind = 'claim'
        AND payload ->> '$.id' IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  // What is said of a finding later (dismissed, with a reason) names it by its id.
  const findingEntries = db
    .prepare<[string, string], number>(
      `SELECT seq FROM journal_entry WHERE session_id = ? AND kind NOT IN ('claim', 'erase') AND EXISTS (
        SELECT 1 FROM finding WHERE finding.claim_id IN (SELECT value FROM json_each(?))
          AND instr(journal_entry.payload, finding.id) > 0)`,
    )
    .pluck()
  const emptyEntries = db.prepare<[string, number, number]>(
    `UPDATE journal_entry SET payload = NULL
      WHERE session_id = ? AND seq BETWEEN ? AND ? AND payload IS NOT NULL AND kind <> 'erase'`,
  )
  const ofSession = [
    // Chunks first: else each removed claim looks for its own.
    'DELETE FROM claim_chunk WHERE session_id = ?',
    'DELETE FROM suppressed_hit WHERE claim_id IN (SELECT id FROM claim WHERE session_id = ?)',
    'DELETE FROM finding WHERE session_id = ?',
    'DELETE FROM promise WHERE session_id = ?',
    'DELETE FROM claim WHERE session_id = ?',
    'DELETE FROM airing WHERE session_id = ?',
    'DELETE FROM preflight_override WHERE session_id = ?',
    'DELETE FROM session_product WHERE session_id = ?',
    'DELETE FROM stage_state WHERE session_id = ?',
    `UPDATE slot SET title = '', product_id = NULL, price = NULL WHERE session_id = ?`,
  ].map((sql) => db.prepare<[string]>(sql))
  const emptySession = db.prepare<[string, string]>(
    `UPDATE session SET title = ?, host = '', steps = NULL WHERE id = ?`,
  )
  const hasRows = db
    .prepare<{ id: string }, 0 | 1>(
      `SELECT ${[
        'claim',
        'finding',
        'promise',
        'airing',
        'preflight_override',
        'session_product',
        'stage_state',
      ]
        .map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE session_id = @id)`)
        .join(' OR ')}`,
    )
    .pluck()
  const close = db.prepare<[number, string]>(
    `UPDATE session SET state = 'ended', started_at = coalesce(started_at, created_at), ended_at = ?
      WHERE id = ? AND state NOT IN ('ended', 'reviewed')`,
  )
  const ofClaims = [
    'DELETE FROM suppressed_hit WHERE claim_id IN (SELECT value FROM json_each(?))',
    'DELETE FROM finding WHERE claim_id IN (SELECT value FROM json_each(?))',
    'DELETE FROM promise WHERE claim_id IN (SELECT value FROM json_each(?))',
    `UPDATE claim SET text = '' WHERE id IN (SELECT value FROM json_each(?))`,
  ].map((sql) => db.prepare<[string]>(sql))
  const removeMissed = db.prepare<[string]>(
    'DELETE FROM finding WHERE claim_id IS NULL AND id IN (SELECT value FROM json_each(?))',
  )
  const putErasure = db.prepare(
    'INSERT INTO erasure (session_id, whole, claims, seq, at) VALUES (@sessionId, @whole, @claims, @seq, @at)',
  )
  const unswept = db.prepare<[]>('SELECT 1 FROM erasure WHERE swept_at IS NULL LIMIT 1')
  const lastErasedAt = db.prepare<[], number | null>('SELECT max(at) FROM erasure').pluck()
  const unsweptUpTo = db
    .prepare<[], number | null>('SELECT max(id) FROM erasure WHERE swept_at IS NULL')
    .pluck()
  const markSwept = db.prepare<[number, number]>(
    'UPDATE erasure SET swept_at = ? WHERE swept_at IS NULL AND id <= ?',
  )
  const mergeIndex = db.prepare<[number]>(`INSERT INTO claim_index (claim_index, rank) VALUES ('merge', ?)`)
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck()
  const rebuildIndex = db.prepare(`INSERT INTO claim_index (claim_index) VALUES ('optimize')`)

  return {
    sessions: () => sessions.all().map(readRow),
    hold: (sessionId) => hold.get(sessionId) ?? null,
    putHold: (sessionId, { reason, who, at }) => {
      putHold.run({ sessionId, reason, who, at })
    },
    removeHold: (sessionId) => {
      removeHold.run(sessionId)
    },
    isErased: (sessionId) => erased.get(sessionId) !== undefined,
    claimsOf: (sessionId, claimIds) => claimsOf.all(JSON.stringify(claimIds), sessionId),
    countSession: (id) => countSession.get({ id }) ?? { claims: 0, findings: 0, promises: 0, products: 0 },
    countClaims: (claimIds) =>
      countClaims.get({ ids: JSON.stringify(claimIds) }) ?? {
        claims: 0,
        findings: 0,
        promises: 0,
        products: 0,
      },
    entriesOfSession: (sessionId) => stretchesOf(entriesOfSession.all(sessionId)),
    nextSpoken: (sessionId, after, limit) => {
      const entries = nextSpoken.all(sessionId, after, limit)
      if (entries.length < limit) return null
      const idsOf = (meant: string): Ulid[] =>
        entries.flatMap(({ kind, id }) => (kind === meant && id !== null ? [id] : []))
      return {
        stretches: stretchesOf(entries.map(({ seq }) => seq)),
        claimIds: idsOf('claim'),
        missedIds: idsOf('missed'),
      }
    },
    entriesOfClaims: (sessionId, claimIds) => {
      const ids = JSON.stringify(claimIds)
      return stretchesOf([...claimEntries.all(sessionId, ids), ...findingEntries.all(sessionId, ids)])
    },
    emptyEntries: (sessionId, stretches) => {
      for (const [from, to] of stretches) emptyEntries.run(sessionId, from, to)
    },
    removeRows: (sessionId, title) => {
      for (const statement of ofSession) statement.run(sessionId)
      emptySession.run(title, sessionId)
    },
    hasRows: (id) => hasRows.get({ id }) === 1,
    close: (sessionId, endedAt) => {
      close.run(endedAt, sessionId)
    },
    emptyClaims: (claimIds) => {
      const ids = JSON.stringify(claimIds)
      for (const statement of ofClaims) statement.run(ids)
    },
    removeMissed: (findingIds) => {
      removeMissed.run(JSON.stringify(findingIds))
    },
    putErasure: ({ sessionId, isWhole, claims, seq, at }) => {
      putErasure.run({ sessionId, whole: isWhole ? 1 : 0, claims, seq, at })
    },
    isUnswept: () => unswept.get() !== undefined,
    lastErasedAt: () => lastErasedAt.get() ?? null,
    unsweptUpTo: () => unsweptUpTo.get() ?? null,
    markSwept: (upTo, at) => {
      markSwept.run(at, upTo)
    },
    rebuildIndex: () => {
      rebuildIndex.run()
    },
    mergeIndex: (step) => {
      const before = changes.get() ?? 0
      // Below zero: from now on towards one piece. A step that has nothing to do changes one row, its own.
      mergeIndex.run(step === 'begin' ? -MERGED_PAGES : MERGED_PAGES)
      return step === 'goOn' && (changes.get() ?? 0) - before < 2
    },
  }
}
