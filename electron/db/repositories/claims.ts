import type { Database } from 'better-sqlite3'
import type { PastClaim } from '../../../domain/compliance/pastClaims.ts'
import type { Claim, Finding, Promised, SuppressedHit } from '../../../domain/model/claim.ts'
import {
  claimSchema,
  familySchema,
  findingSchema,
  findingStateSchema,
  promiseSchema,
  ruleWordsSchema,
  severitySchema,
  type RuleWords,
} from '../../../domain/model/claim.ts'
import type { RecordPage } from '../../../domain/contract/ipc.ts'
import type { FindingCount } from '../../../domain/review/reviewCounts.ts'
import type { DbOutput, NamedClaim } from '../calls.ts'

type ClaimRow = {
  id: string
  session_id: string
  slot_id: string | null
  product_id: string | null
  text: string
  speaker: string
  source: string
  at: number
  mono_ms: number
  offset_ms: number
  corrects: string
}
type FindingRow = {
  id: string
  claim_id: string | null
  session_id: string
  slot_id: string | null
  product_id: string | null
  rule: string
  pack: string
  pack_version: string
  family: string
  severity: string
  start_unit: number
  end_unit: number
  quote: string
  words: string
  at: number
  state: string
  reason: string
  state_at: number | null
  corrected_by: string | null
}
type PastRow = {
  id: string
  session_id: string
  title: string
  text: string
  at: number
  product_id: string | null
  price: number | null
}
type SuppressedRow = { claim_id: string; rule: string; start_unit: number; end_unit: number; reason: string }
type PromiseRow = {
  id: string
  claim_id: string
  session_id: string
  product_id: string | null
  kind: string
  quote: string
  what: string | null
  count: number | null
  who: string | null
  due_at: number | null
  at: number
  state: string
}

/** A spared hit with the claim it was in. */
export type SuppressedEntry = { readonly claimId: string; readonly hit: SuppressedHit }

/** Claims with what the rules said about them. */
export type ClaimRepository = {
  readonly one: (id: string) => Claim | null
  readonly insert: (claim: Claim) => void
  readonly insertFinding: (finding: Finding) => void
  readonly updateFinding: (finding: Finding) => void
  readonly insertSuppressed: (claimId: string, hits: readonly SuppressedHit[]) => void
  readonly insertPromise: (promise: Promised) => void
  readonly findingsOfClaim: (claimId: string) => Finding[]
  readonly suppressedOfClaim: (claimId: string) => SuppressedHit[]
  readonly promisesOfClaim: (claimId: string) => Promised[]
  /** A session's claims in the order they were logged; `last` = only the newest that many. */
  readonly ofSession: (sessionId: string, last: number | null) => Claim[]
  readonly findingsOfSession: (sessionId: string) => Finding[]
  readonly suppressedOfSession: (sessionId: string) => SuppressedEntry[]
  readonly promisesOfSession: (sessionId: string) => Promised[]
  /** The following claims of a session with what hangs on them; `after` = 0 for the first. */
  readonly pageOfSession: (sessionId: string, after: number, limit: number) => RecordPage
  /** Findings of a session that hang on no claim. */
  readonly missedInSession: (sessionId: string) => Finding[]
  readonly findingCounts: (sessionId: string) => FindingCount[]
  /** The claim with a row number, as the past is told. */
  readonly past: (place: number) => PastClaim | null
  /** Claims that hold a text, the newest first, and how many there are. Every claim is looked at. */
  readonly named: (text: string, limit: number) => DbOutput<'history.named'>
  readonly totals: (sessionId: string) => { claims: number; findings: number; open: number; promises: number }
}

const readClaim = (row: ClaimRow): Claim =>
  claimSchema.parse({
    id: row.id,
    sessionId: row.session_id,
    slotId: row.slot_id,
    productId: row.product_id,
    text: row.text,
    speaker: row.speaker,
    source: row.source,
    at: row.at,
    monoMs: row.mono_ms,
    offsetMs: row.offset_ms,
    corrects: JSON.parse(row.corrects),
  })

/** Rules say the same words again and again: those read once are kept, and findings share them. */
const MOST_WORDS = 4000
const wordsRead = new Map<string, RuleWords>()
const readWords = (json: string): RuleWords => {
  const known = wordsRead.get(json)
  if (known !== undefined) return known
  if (wordsRead.size >= MOST_WORDS) wordsRead.clear()
  const words = ruleWordsSchema.parse(JSON.parse(json))
  wordsRead.set(json, words)
  return words
}
const findingRowSchema = findingSchema.omit({ words: true })

const readFinding = (row: FindingRow): Finding => ({
  ...findingRowSchema.parse({
    id: row.id,
    claimId: row.claim_id,
    sessionId: row.session_id,
    slotId: row.slot_id,
    productId: row.product_id,
    rule: row.rule,
    pack: row.pack,
    packVersion: row.pack_version,
    family: row.family,
    severity: row.severity,
    start: row.start_unit,
    end: row.end_unit,
    quote: row.quote,
    at: row.at,
    state: row.state,
    reason: row.reason,
    stateAt: row.state_at,
    correctedBy: row.corrected_by,
  }),
  words: readWords(row.words),
})

const readSuppressed = (row: SuppressedRow): SuppressedHit => ({
  rule: row.rule,
  start: row.start_unit,
  end: row.end_unit,
  reason: row.reason,
})

const readPromise = (row: PromiseRow): Promised =>
  promiseSchema.parse({
    id: row.id,
    claimId: row.claim_id,
    sessionId: row.session_id,
    productId: row.product_id,
    kind: row.kind,
    quote: row.quote,
    what: row.what,
    count: row.count,
    who: row.who,
    dueAt: row.due_at,
    at: row.at,
    state: row.state,
  })

/** SQL for the claim log. */
export const createClaimRepository = (db: Database): ClaimRepository => {
  const selectOne = db.prepare<[string], ClaimRow>('SELECT * FROM claim WHERE id = ?')
  const insert = db.prepare(`
    INSERT INTO claim (id, session_id, slot_id, product_id, text, speaker, source, at, mono_ms, offset_ms, corrects)
    VALUES (@id, @sessionId, @slotId, @productId, @text, @speaker, @source, @at, @monoMs, @offsetMs, @corrects)`)
  const insertFinding = db.prepare(`
    INSERT INTO finding (id, claim_id, session_id, slot_id, product_id, rule, pack, pack_version, family, severity, start_unit,
      end_unit, quote, words, at, state, reason, state_at, corrected_by)
    VALUES (@id, @claimId, @sessionId, @slotId, @productId, @rule, @pack, @packVersion, @family, @severity, @start,
      @end, @quote, @words, @at, @state, @reason, @stateAt, @correctedBy)`)
  const updateFinding = db.prepare(`
    UPDATE finding SET state = @state, reason = @reason, state_at = @stateAt, corrected_by = @correctedBy WHERE id = @id`)
  const insertSuppressed = db.prepare(
    'INSERT INTO suppressed_hit (claim_id, position, rule, start_unit, end_unit, reason) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const insertPromise = db.prepare(`
    INSERT INTO promise (id, claim_id, session_id, product_id, kind, quote, what, count, who, due_at, at, state)
    VALUES (@id, @claimId, @sessionId, @productId, @kind, @quote, @what, @count, @who, @dueAt, @at, @state)`)
  const findingsOfClaim = db.prepare<[string], FindingRow>(
    'SELECT * FROM finding WHERE claim_id = ? ORDER BY rowid',
  )
  const suppressedOfClaim = db.prepare<[string], SuppressedRow>(
    'SELECT * FROM suppressed_hit WHERE claim_id = ? ORDER BY position',
  )
  const promisesOfClaim = db.prepare<[string], PromiseRow>(
    'SELECT * FROM promise WHERE claim_id = ? ORDER BY rowid',
  )
  const claimsOfSession = db.prepare<[string], ClaimRow>(
    'SELECT * FROM claim WHERE session_id = ? ORDER BY rowid',
  )
  const lastClaims = db.prepare<[string, number], ClaimRow>(`
    SELECT * FROM (SELECT rowid AS row_order, * FROM claim WHERE session_id = ? ORDER BY rowid DESC LIMIT ?)
    ORDER BY row_order`)
  const findingsOfSession = db.prepare<[string], FindingRow>(
    'SELECT * FROM finding WHERE session_id = ? ORDER BY rowid',
  )
  const suppressedOfSession = db.prepare<[string], SuppressedRow>(`
    SELECT suppressed_hit.* FROM suppressed_hit JOIN claim ON claim.id = suppressed_hit.claim_id
    WHERE claim.session_id = ? ORDER BY claim.rowid, suppressed_hit.position`)
  const promisesOfSession = db.prepare<[string], PromiseRow>(
    'SELECT * FROM promise WHERE session_id = ? ORDER BY rowid',
  )
  const placesOfSession = db.prepare<[string], { first: number | null; last: number | null }>(
    'SELECT min(rowid) AS first, max(rowid) AS last FROM claim WHERE session_id = ?',
  )
  // By place, not by the index over moments: that would sort the whole session for each page.
  const pageOfSession = db.prepare<[number, number, string, number], ClaimRow & { place: number }>(
    `SELECT rowid AS place, * FROM claim NOT INDEXED WHERE rowid BETWEEN ? AND ? AND session_id = ?
    ORDER BY rowid LIMIT ?`,
  )
  const findingsOfClaims = db.prepare<[string], FindingRow>(`
    SELECT finding.* FROM json_each(?) AS wanted CROSS JOIN finding ON finding.claim_id = wanted.value
    ORDER BY wanted.key, finding.rowid`)
  const suppressedOfClaims = db.prepare<[string], SuppressedRow>(`
    SELECT suppressed_hit.* FROM json_each(?) AS wanted
      CROSS JOIN suppressed_hit ON suppressed_hit.claim_id = wanted.value
    ORDER BY wanted.key, suppressed_hit.position`)
  const promisesOfClaims = db.prepare<[string], PromiseRow>(`
    SELECT promise.* FROM json_each(?) AS wanted CROSS JOIN promise ON promise.claim_id = wanted.value
    ORDER BY wanted.key, promise.rowid`)
  const missedInSession = db.prepare<[string], FindingRow>(
    'SELECT * FROM finding WHERE claim_id IS NULL AND session_id = ? ORDER BY rowid',
  )
  const findingCounts = db.prepare<
    [string],
    { family: string; severity: string; state: string; count: number }
  >(`
    SELECT family, severity, state, count(*) AS count FROM finding WHERE session_id = ?
    GROUP BY family, severity, state`)
  const past = db.prepare<[number], PastRow>(`
    SELECT claim.id, claim.session_id, session.title, claim.text, claim.at, claim.product_id, slot.price
    FROM claim JOIN session ON session.id = claim.session_id LEFT JOIN slot ON slot.id = claim.slot_id
    WHERE claim.rowid = ?`)
  const named = db.prepare<[string, number], NamedClaim>(`
    SELECT id AS claimId, session_id AS sessionId, at, text FROM claim WHERE instr(text, ?) > 0
    ORDER BY rowid DESC LIMIT ?`)
  const countNamed = db
    .prepare<[string], number>('SELECT count(*) FROM claim WHERE instr(text, ?) > 0')
    .pluck()
  const totals = db.prepare<
    { id: string },
    { claims: number; findings: number; open: number; promises: number }
  >(`
    SELECT (SELECT count(*) FROM claim WHERE session_id = @id) AS claims,
      (SELECT count(*) FROM finding WHERE session_id = @id) AS findings,
      (SELECT count(*) FROM finding WHERE session_id = @id AND state = 'open') AS open,
      (SELECT count(*) FROM promise WHERE session_id = @id) AS promises`)

  return {
    one: (id) => {
      const row = selectOne.get(id)
      return row === undefined ? null : readClaim(row)
    },
    insert: (claim) => {
      insert.run({ ...claim, corrects: JSON.stringify(claim.corrects) })
    },
    insertFinding: (finding) => {
      insertFinding.run({ ...finding, words: JSON.stringify(finding.words) })
    },
    updateFinding: (finding) => {
      updateFinding.run({
        id: finding.id,
        state: finding.state,
        reason: finding.reason,
        stateAt: finding.stateAt,
        correctedBy: finding.correctedBy,
      })
    },
    insertSuppressed: (claimId, hits) => {
      hits.forEach((hit, index) =>
        insertSuppressed.run(claimId, index, hit.rule, hit.start, hit.end, hit.reason),
      )
    },
    insertPromise: (promise) => {
      insertPromise.run(promise)
    },
    findingsOfClaim: (claimId) => findingsOfClaim.all(claimId).map(readFinding),
    suppressedOfClaim: (claimId) => suppressedOfClaim.all(claimId).map(readSuppressed),
    promisesOfClaim: (claimId) => promisesOfClaim.all(claimId).map(readPromise),
    ofSession: (sessionId, last) =>
      (last === null ? claimsOfSession.all(sessionId) : lastClaims.all(sessionId, last)).map(readClaim),
    findingsOfSession: (sessionId) => findingsOfSession.all(sessionId).map(readFinding),
    suppressedOfSession: (sessionId) =>
      suppressedOfSession.all(sessionId).map((row) => ({ claimId: row.claim_id, hit: readSuppressed(row) })),
    promisesOfSession: (sessionId) => promisesOfSession.all(sessionId).map(readPromise),
    pageOfSession: (sessionId, after, limit) => {
      const { first, last } = placesOfSession.get(sessionId) ?? { first: null, last: null }
      const from = Math.max(first ?? 1, after + 1)
      const rows = pageOfSession.all(from, last ?? 0, sessionId, limit)
      const ids = JSON.stringify(rows.map(({ id }) => id))
      const end = rows.at(-1)?.place ?? null
      return {
        claims: rows.map(readClaim),
        findings: findingsOfClaims.all(ids).map(readFinding),
        suppressed: suppressedOfClaims
          .all(ids)
          .map((row) => ({ claimId: row.claim_id, hit: readSuppressed(row) })),
        promises: promisesOfClaims.all(ids).map(readPromise),
        next: rows.length < limit || end === last ? null : end,
      }
    },
    missedInSession: (sessionId) => missedInSession.all(sessionId).map(readFinding),
    findingCounts: (sessionId) =>
      findingCounts.all(sessionId).map(({ family, severity, state, count }) => ({
        family: familySchema.parse(family),
        severity: severitySchema.parse(severity),
        state: findingStateSchema.parse(state),
        count,
      })),
    past: (place) => {
      const row = past.get(place)
      if (row === undefined) return null
      const { id, session_id: sessionId, title: sessionTitle, text, at, product_id: productId, price } = row
      return { id, sessionId, sessionTitle, text, at, productId, price }
    },
    named: (text, limit) => ({ claims: named.all(text, limit), total: countNamed.get(text) ?? 0 }),
    totals: (sessionId) => totals.get({ id: sessionId }) ?? { claims: 0, findings: 0, open: 0, promises: 0 },
  }
}
