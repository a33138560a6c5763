import type { Database } from 'better-sqlite3'
import type { PastClaim } from '../../../domain/compliance/pastClaims.ts'
import type { Claim, Finding, Promised, SuppressedHit } from '../../../domain/model/claim.ts'
import { claimSchema, findingSchema, promiseSchema } from '../../../domain/model/claim.ts'
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

const readFinding = (row: FindingRow): Finding =>
  findingSchema.parse({
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
    words: JSON.parse(row.words),
    at: row.at,
    state: row.state,
    reason: row.reason,
    stateAt: row.state_at,
    correctedBy: row.corrected_by,
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
