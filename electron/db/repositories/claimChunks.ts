import type { Database } from 'better-sqlite3'
import type { ClaimFacets } from '../../../domain/compliance/recheck/claimTerms.ts'
import type { PackedClaims } from '../../../domain/compliance/recheck/recheckClaims.ts'
import { familySchema, severitySchema } from '../../../domain/model/claim.ts'
import type { Ulid } from '../../../domain/model/scalars.ts'

/** A stretch of claims by their row numbers, both ends included. */
export type Stretch = { readonly first: number; readonly last: number }

/** A stretch of one session whose texts lie in one piece; `stamp` = how its terms were made. */
export type ChunkRange = Stretch & { readonly stamp: number; readonly sessionId: Ulid }

/** Texts of one stretch; claim `i` has the row number `first + i`. */
export type ClaimChunk = { readonly first: number; readonly claims: PackedClaims }

/** A text that has no chunk yet. */
export type LooseText = {
  readonly place: number
  readonly sessionId: Ulid
  readonly text: string
  readonly facets: ClaimFacets
}

/** Past claims packed for reading and searching. */
export type ClaimChunkRepository = {
  /** Every chunk's stretch, the newest first. */
  readonly ranges: () => ChunkRange[]
  /** Texts of sessions that are over and have no chunk, the oldest first. */
  readonly loose: (limit: number) => LooseText[]
  /** A chunk whose terms were made under another stamp: the newest. */
  readonly outdated: (stamp: number) => ClaimChunk | null
  /** What else the claims of a stretch are found by, in order. */
  readonly facetsIn: (stretch: Stretch) => ClaimFacets[]
  readonly put: (sessionId: Ulid, chunk: ClaimChunk, terms: readonly string[], stamp: number) => void
  /** Makes the terms of a chunk anew. */
  readonly putTerms: (first: number, terms: readonly string[], stamp: number) => void
  /** The newest chunk that begins at or before a place. */
  readonly newest: (place: number) => ClaimChunk | null
  /** Row numbers of claims whose terms answer a full-text query. */
  readonly lookUp: (query: string) => number[]
  readonly textAt: (place: number) => string | null
  /** Row numbers in a stretch, the newest first. */
  readonly placesIn: (stretch: Stretch, limit: number) => number[]
  readonly countIn: (stretch: Stretch) => number
  /** The newest row number; 0 = there is no claim. */
  readonly newestPlace: () => number
}

/** What a claim is found by, as it is read: kinds of findings like `PRI.warn PRI.block`. */
type FacetRow = { productId: string | null; kinds: string | null }

const FACETS = `claim.product_id AS productId, (SELECT group_concat(DISTINCT family || '.' || severity)
  FROM finding WHERE finding.claim_id = claim.id) AS kinds`

const readFacets = ({ productId, kinds }: FacetRow): ClaimFacets => ({
  productId,
  findings: (kinds?.split(',') ?? []).map((kind) => {
    const [family, severity] = kind.split('.')
    return { family: familySchema.parse(family), severity: severitySchema.parse(severity) }
  }),
})

type ChunkRow = { first: number; units: Buffer; ends: Buffer }

/** Bytes at an address numbers may lie at; copied only when they are not. */
const aligned = (bytes: Buffer): Uint8Array => (bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes))

/** A row's bytes as numbers. Little-endian, as every machine is that Electron runs on. */
const readChunk = (row: ChunkRow): ClaimChunk => {
  const units = aligned(row.units)
  const ends = aligned(row.ends)
  return {
    first: row.first,
    claims: {
      units: new Uint16Array(units.buffer, units.byteOffset, units.length / 2),
      ends: new Uint32Array(ends.buffer, ends.byteOffset, ends.length / 4),
    },
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

/** SQL for packed claims. */
export const createClaimChunkRepository = (db: Database): ClaimChunkRepository => {
  const ranges = db.prepare<[], ChunkRange>(
    `SELECT first, last, terms_stamp AS stamp, session_id AS sessionId
    FROM claim_chunk INDEXED BY claim_chunk_range ORDER BY first DESC`,
  )
  const loose = db.prepare<[number], Omit<LooseText, 'facets'> & FacetRow>(`
    WITH gap AS (
      SELECT last AS after, lead(first) OVER (ORDER BY first) AS before
        FROM claim_chunk INDEXED BY claim_chunk_range
      UNION ALL SELECT 0, (SELECT min(first) FROM claim_chunk))
    SELECT claim.rowid AS place, claim.session_id AS sessionId, claim.text, ${FACETS}
    FROM gap CROSS JOIN claim ON claim.rowid > gap.after AND claim.rowid < coalesce(gap.before, 9e18)
      JOIN session ON session.id = claim.session_id
    WHERE coalesce(gap.before, 9e18) > gap.after + 1 AND session.state IN ('ended', 'reviewed')
    ORDER BY claim.rowid LIMIT ?`)
  const outdated = db.prepare<[number], ChunkRow>(
    `SELECT first, units, ends FROM claim_chunk WHERE first =
      (SELECT first FROM claim_chunk INDEXED BY claim_chunk_range WHERE terms_stamp <> ? ORDER BY first DESC LIMIT 1)`,
  )
  const facetsIn = db.prepare<[number, number], FacetRow>(
    `SELECT ${FACETS} FROM claim WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
  )
  const insert = db.prepare<[number, number, string, Buffer, Buffer, number]>(
    'INSERT INTO claim_chunk (first, last, session_id, units, ends, terms_stamp) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const setStamp = db.prepare<[number, number]>('UPDATE claim_chunk SET terms_stamp = ? WHERE first = ?')
  const removeTerms = db.prepare<[number, number]>('DELETE FROM claim_index WHERE rowid BETWEEN ? AND ?')
  const insertTerms = db.prepare<[number, string]>('INSERT INTO claim_index (rowid, terms) VALUES (?, ?)')
  const newest = db.prepare<[number], ChunkRow>(
    'SELECT first, units, ends FROM claim_chunk WHERE first <= ? ORDER BY first DESC LIMIT 1',
  )
  const lookUp = db
    .prepare<[string], number>('SELECT rowid FROM claim_index WHERE claim_index MATCH ?')
    .pluck()
  const textAt = db.prepare<[number], string>('SELECT text FROM claim WHERE rowid = ?').pluck()
  const placesIn = db
    .prepare<[number, number, number], number>(
      'SELECT rowid FROM claim WHERE rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?',
    )
    .pluck()
  const countIn = db
    .prepare<[number, number], number>('SELECT count(*) FROM claim WHERE rowid BETWEEN ? AND ?')
    .pluck()
  const newestPlace = db.prepare<[], number>('SELECT coalesce(max(rowid), 0) FROM claim').pluck()

  const putTermsFrom = (first: number, terms: readonly string[]): void => {
    for (const [at, text] of terms.entries()) insertTerms.run(first + at, text)
  }
  return {
    ranges: () => ranges.all(),
    loose: (limit) =>
      loose.all(limit).map(({ place, sessionId, text, ...facets }) => ({
        place,
        sessionId,
        text,
        facets: readFacets(facets),
      })),
    outdated: (stamp) => {
      const row = outdated.get(stamp)
      return row === undefined ? null : readChunk(row)
    },
    facetsIn: ({ first, last }) => facetsIn.all(first, last).map(readFacets),
    put: (sessionId, { first, claims }, terms, stamp) => {
      const last = first + claims.ends.length - 1
      insert.run(first, last, sessionId, bytesOf(claims.units), bytesOf(claims.ends), stamp)
      putTermsFrom(first, terms)
    },
    putTerms: (first, terms, stamp) => {
      removeTerms.run(first, first + terms.length - 1)
      putTermsFrom(first, terms)
      setStamp.run(stamp, first)
    },
    newest: (place) => {
      const row = newest.get(place)
      return row === undefined ? null : readChunk(row)
    },
    lookUp: (query) => lookUp.all(query),
    textAt: (place) => textAt.get(place) ?? null,
    placesIn: ({ first, last }, limit) => placesIn.all(first, last, limit),
    countIn: ({ first, last }) => countIn.get(first, last) ?? 0,
    newestPlace: () => newestPlace.get() ?? 0,
  }
}
