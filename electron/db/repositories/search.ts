import type { Database } from 'better-sqlite3'
import type { SearchHit } from '../../../domain/contract/search.ts'
import {
  familySchema,
  findingStateSchema,
  severitySchema,
  speakerSchema,
} from '../../../domain/model/claim.ts'
import type { EpochMs, Ulid } from '../../../domain/model/scalars.ts'
import type { Stretch } from './claimChunks.ts'

/** A claim that may be a hit. */
export type Candidate = {
  readonly place: number
  readonly id: Ulid
  readonly sessionId: Ulid
  readonly productId: string | null
  readonly text: string
  readonly speaker: string
  readonly at: EpochMs
}

/** A session as searches narrow by it; the moments are those of its first and last claim, null = it has none. */
export type SearchedSession = {
  readonly id: Ulid
  readonly title: string
  readonly host: string
  readonly first: EpochMs | null
  readonly last: EpochMs | null
}

/** What a claim's session and product are called. */
export type Names = { readonly title: string; readonly product: string | null }

/** What searches read. */
export type SearchRepository = {
  /** Another number once somebody else has written to the file. */
  readonly version: () => number
  readonly sessions: () => SearchedSession[]
  /** Claims the index names in a stretch, the newest first; each is looked for when it is asked for. One walk at a time. */
  readonly named: (match: string, stretch: Stretch) => Iterable<number>
  readonly countNamed: (match: string, stretch: Stretch) => number
  /** The claims at some places, the newest first. */
  readonly claimsAt: (places: readonly number[]) => Candidate[]
  /** Claims of a stretch, the newest first. */
  readonly claimsIn: (stretch: Stretch, limit: number) => Candidate[]
  /** Findings by the id of their claim; a claim without any is not in it. */
  readonly findingsOf: (claims: readonly Candidate[]) => ReadonlyMap<Ulid, SearchHit['findings']>
  /** In the order of the claims: their session's title, and their product's name as the session kept it, else the library. */
  readonly namesOf: (claims: readonly Candidate[]) => Names[]
  /** Claims of the session on air. */
  readonly claimsOnAir: () => number
}

type FindingRow = { claimId: string; id: string; family: string; severity: string; state: string }

const CANDIDATE = `claim.rowid AS place, claim.id, claim.session_id AS sessionId, claim.product_id AS productId, claim.text,
  claim.speaker, claim.at`

/** A speaker as the file says. */
export const readSpeaker = (speaker: string): SearchHit['speaker'] => speakerSchema.parse(speaker)

/** SQL for searches over the whole log. */
export const createSearchRepository = (db: Database): SearchRepository => {
  const version = db.prepare<[], number>('PRAGMA data_version').pluck()
  const sessions = db.prepare<[], SearchedSession>(`
    SELECT id, title, host,
      (SELECT min(at) FROM claim WHERE session_id = session.id) AS first,
      (SELECT max(at) FROM claim WHERE session_id = session.id) AS last
    FROM session`)
  const named = db
    .prepare<[string, number, number], number>(
      'SELECT rowid FROM claim_index WHERE claim_index MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC',
    )
    .pluck()
  const countNamed = db
    .prepare<[string, number, number], number>(
      'SELECT count(*) FROM claim_index WHERE claim_index MATCH ? AND rowid BETWEEN ? AND ?',
    )
    .pluck()
  // One call for many rows: what a call costs by itself is more than what a row does.
  const claimsAt = db.prepare<[string], Candidate>(
    `SELECT ${CANDIDATE} FROM json_each(?) AS wanted CROSS JOIN claim ON claim.rowid = wanted.value`,
  )
  const claimsIn = db.prepare<[number, number, number], Candidate>(
    `SELECT ${CANDIDATE} FROM claim WHERE rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?`,
  )
  const findingsOf = db.prepare<[string], FindingRow>(
    `SELECT claim_id AS claimId, finding.id, family, severity, state
    FROM json_each(?) AS wanted CROSS JOIN finding ON finding.claim_id = wanted.value
    ORDER BY wanted.key, finding.rowid`,
  )
  const namesOf = db.prepare<[string], Names>(`
    SELECT session.title, coalesce(
      (SELECT facts ->> '$.name' FROM session_product AS kept
        WHERE kept.session_id = claim.session_id AND kept.product_id = claim.product_id),
      (SELECT name FROM product WHERE id = claim.product_id)) AS product
    FROM json_each(?) AS wanted CROSS JOIN claim ON claim.rowid = wanted.value
      CROSS JOIN session ON session.id = claim.session_id
    ORDER BY wanted.key`)
  const claimsOnAir = db
    .prepare<[], number>(
      "SELECT count(*) FROM claim WHERE session_id = (SELECT id FROM session WHERE state = 'live')",
    )
    .pluck()

  return {
    version: () => version.get() ?? 0,
    sessions: () => sessions.all(),
    named: (match, { first, last }) => named.iterate(match, first, last),
    countNamed: (match, { first, last }) => countNamed.get(match, first, last) ?? 0,
    claimsAt: (places) => claimsAt.all(JSON.stringify(places)),
    claimsIn: ({ first, last }, limit) => claimsIn.all(first, last, limit),
    findingsOf: (found) => {
      const byClaim = new Map<Ulid, SearchHit['findings']>()
      for (const row of findingsOf.all(JSON.stringify(found.map(({ id }) => id)))) {
        const finding = {
          id: row.id,
          family: familySchema.parse(row.family),
          severity: severitySchema.parse(row.severity),
          state: findingStateSchema.parse(row.state),
        }
        const known = byClaim.get(row.claimId)
        if (known === undefined) byClaim.set(row.claimId, [finding])
        else known.push(finding)
      }
      return byClaim
    },
    namesOf: (found) => namesOf.all(JSON.stringify(found.map(({ place }) => place))),
    claimsOnAir: () => claimsOnAir.get() ?? 0,
  }
}
