import type { Database } from 'better-sqlite3'
import type { PastPage } from '../../domain/compliance/pastClaims.ts'
import { termsStamp } from '../../domain/compliance/recheck/claimTerms.ts'
import type { PackChange } from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import { lookupsFor } from '../../domain/compliance/recheck/lookUpClaims.ts'
import { packClaims, touchedBy, touches } from '../../domain/compliance/recheck/recheckClaims.ts'
import { consistently } from './consistently.ts'
import {
  createClaimChunkRepository,
  type ClaimChunk,
  type ClaimChunkRepository,
  type Stretch,
} from './repositories/claimChunks.ts'
import { createClaimRepository } from './repositories/claims.ts'
import { createProductRepository } from './repositories/products.ts'

/** Claims read in one go; between two the reader can be asked something else, or be left. */
const STEP = 5000

/** Where fewer than one claim in so many is named, reading its row is quicker than the chunk it lies in. */
const SPARSE = 40

/** How a stretch of the log is read: row by row, by its packed texts, or by the index over its terms. */
type Region = Stretch & { readonly by: 'rows' | 'texts' | 'terms' }

/** Claims found, newest first, after everything from `reached` on was looked at. */
type Found = { readonly places: readonly number[]; readonly reached: number }

/** The log as stretches, the newest first. Chunks whose terms are outdated still hold their texts. */
const regionsOf = (chunks: ClaimChunkRepository): Region[] => {
  const regions: Region[] = []
  const add = (first: number, last: number, by: Region['by']): void => {
    if (last < first) return
    const newer = regions.at(-1)
    if (newer?.by === by && newer.first === last + 1) regions[regions.length - 1] = { ...newer, first }
    else regions.push({ first, last, by })
  }
  let top = chunks.newestPlace()
  for (const { first, last, stamp } of chunks.ranges()) {
    add(last + 1, top, 'rows')
    add(first, last, stamp === termsStamp() ? 'terms' : 'texts')
    top = first - 1
  }
  add(1, top, 'rows')
  return regions
}

function* everyPlace(chunks: ClaimChunkRepository, region: Stretch): Generator<Found> {
  let { last } = region
  for (;;) {
    const places = chunks.placesIn({ first: region.first, last }, STEP)
    last = (places.at(-1) ?? region.first) - 1
    yield { places, reached: places.length < STEP ? region.first : last + 1 }
    if (places.length < STEP) return
  }
}

/** Whether a change can touch the claim in a row of the log. */
const isRowTouched = (
  chunks: ClaimChunkRepository,
  place: number,
  isTouched: ReturnType<typeof touches>,
): boolean => {
  const text = chunks.textAt(place)
  return text !== null && isTouched(packClaims([text]), 0)
}

/** Reads what claims say one by one: those that are not packed. */
function* byRows(
  chunks: ClaimChunkRepository,
  region: Stretch,
  isTouched: ReturnType<typeof touches>,
): Generator<Found> {
  for (const { places, reached } of everyPlace(chunks, region)) {
    yield { places: places.filter((place) => isRowTouched(chunks, place, isTouched)), reached }
  }
}

function* byTexts(
  chunks: ClaimChunkRepository,
  region: Stretch,
  touched: ReturnType<typeof touchedBy>,
): Generator<Found> {
  let places: number[] = []
  let read = 0
  for (let chunk = chunks.newest(region.last); chunk !== null;) {
    const { first, claims } = chunk
    places.push(...[...touched(claims)].map((claim) => first + claim).toReversed())
    read += claims.ends.length
    const next = first > region.first ? chunks.newest(first - 1) : null
    if (next === null || read >= STEP) {
      yield { places, reached: first }
      places = []
      read = 0
    }
    chunk = next
  }
}

/** Reads those claims of a stretch that the index named, newest first. */
function* byTerms(
  chunks: ClaimChunkRepository,
  named: Float64Array,
  { first, last }: Stretch,
  isTouched: ReturnType<typeof touches>,
): Generator<Found> {
  const inside = named.filter((place) => place >= first && place <= last)
  const isSparse = inside.length * SPARSE < last - first + 1
  let chunk: ClaimChunk | null = null
  const isTouchedAt = (place: number): boolean => {
    if (isSparse) return isRowTouched(chunks, place, isTouched)
    if (chunk === null || place < chunk.first) chunk = chunks.newest(place)
    return chunk !== null && isTouched(chunk.claims, place - chunk.first)
  }
  let places: number[] = []
  for (const [at, place] of inside.entries()) {
    if (isTouchedAt(place)) places.push(place)
    if (at % STEP === STEP - 1) {
      yield { places, reached: place }
      places = []
    }
  }
  yield { places, reached: first }
}

/** Row numbers that answer any of the queries, the newest first. */
const namedBy = (chunks: ClaimChunkRepository, queries: readonly string[]): Float64Array => {
  const named = new Set<number>()
  for (const query of queries) for (const place of chunks.lookUp(query)) named.add(place)
  return Float64Array.from(named).toSorted().toReversed()
}

/**
 * Places of the claims a change can touch, newest first; null = of all claims. What the index cannot answer for is scanned:
 * nothing is left out.
 */
function* findPlaces(
  chunks: ClaimChunkRepository,
  regions: readonly Region[],
  change: PackChange | null,
): Generator<Found> {
  if (change === null || change.touchesAll) {
    for (const region of regions) yield* everyPlace(chunks, region)
    return
  }
  const queries = lookupsFor(change)
  const isTouched = touches(change)
  const touched = touchedBy(change)
  let named: Float64Array | null = null
  for (const region of regions) {
    if (region.by === 'rows') yield* byRows(chunks, region, isTouched)
    else if (region.by === 'texts' || queries === null) yield* byTexts(chunks, region, touched)
    else {
      named ??= namedBy(chunks, queries)
      yield* byTerms(chunks, named, region, isTouched)
    }
  }
}

/** A walk through the log that is under way. */
type Walk = {
  readonly found: Iterator<Found, void>
  readonly top: number
  readonly claims: number
  /** Found and not given yet. */
  readonly waiting: number[]
  reached: number
  isOver: boolean
}

/** Reads past claims on a connection of its own, so that the log being written never waits for it. */
export type HistoryReader = {
  /** Begins a walk over the claims a change can touch, or over all of them; `claims` = how many there are in all. */
  readonly begin: (change: PackChange | null) => { readonly walk: number; readonly claims: number }
  /** The next claims of a walk, newest first. Null = there is no such walk. */
  readonly next: (walk: number, limit: number) => PastPage | null
  readonly end: (walk: number) => void
}

/** Walks over a database that is open for reading. */
export const createHistoryReader = (db: Database): HistoryReader => {
  const chunks = createClaimChunkRepository(db)
  const claims = createClaimRepository(db)
  const products = createProductRepository(db)
  const walks = new Map<number, Walk>()
  let lastWalk = 0

  const productsOf = (page: PastPage['claims']): PastPage['products'] => {
    const wanted = new Map<string, Set<string>>()
    for (const { sessionId, productId } of page) {
      if (productId === null) continue
      const ids = wanted.get(sessionId)
      if (ids === undefined) wanted.set(sessionId, new Set([productId]))
      else ids.add(productId)
    }
    return [...wanted].flatMap(([sessionId, ids]) =>
      products
        .frozen(sessionId)
        .filter((product) => ids.has(product.id))
        .map((product) => ({ sessionId, product })),
    )
  }

  const nextOf = (walk: Walk, limit: number): PastPage => {
    // One step at most when nothing is waiting: who asks hears how far it is, and may leave.
    if (walk.waiting.length < limit && !walk.isOver) {
      const step = walk.found.next()
      if (step.done === true) walk.isOver = true
      else {
        walk.waiting.push(...step.value.places)
        walk.reached = step.value.reached
      }
    }
    const places = walk.waiting.splice(0, limit)
    const page = places.flatMap((place) => claims.past(place) ?? [])
    const [oldest] = walk.waiting.length > 0 ? places.slice(-1) : [walk.reached]
    const isLast = walk.isOver && walk.waiting.length === 0
    return {
      claims: page,
      products: productsOf(page),
      passed: isLast ? walk.claims : Math.min(walk.claims, walk.top - (oldest ?? walk.top) + 1),
      isLast,
    }
  }
  return {
    begin: (change) => {
      const { regions, total } = consistently(db, () => {
        const all = regionsOf(chunks)
        const sizeOf = (region: Region): number =>
          region.by === 'rows' ? chunks.countIn(region) : region.last - region.first + 1
        return { regions: all, total: all.reduce((sum, region) => sum + sizeOf(region), 0) }
      })
      lastWalk += 1
      walks.set(lastWalk, {
        found: findPlaces(chunks, regions, change),
        top: regions[0]?.last ?? 0,
        claims: total,
        waiting: [],
        reached: 0,
        isOver: false,
      })
      return { walk: lastWalk, claims: total }
    },
    next: (number, limit) => {
      const walk = walks.get(number)
      return walk === undefined ? null : consistently(db, () => nextOf(walk, limit))
    },
    end: (walk) => {
      walks.delete(walk)
    },
  }
}
