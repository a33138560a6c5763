import type { Database } from 'better-sqlite3'
import { termsStamp } from '../../domain/compliance/recheck/claimTerms.ts'
import { textsOf } from '../../domain/compliance/recheck/recheckClaims.ts'
import {
  SEARCH_PAGE,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
  type SearchState,
} from '../../domain/contract/search.ts'
import { countPairs, type PairUses } from '../../domain/search/pairUses.ts'
import {
  holder,
  holdsText,
  indexQueryOf,
  readSearchText,
  spansOf,
  type IndexQuery,
  type SearchText,
} from '../../domain/search/searchText.ts'
import { consistently } from './consistently.ts'
import {
  createClaimChunkRepository,
  type ChunkRange,
  type ClaimChunkRepository,
  type Stretch,
} from './repositories/claimChunks.ts'
import {
  createSearchRepository,
  readSpeaker,
  type Candidate,
  type SearchedSession,
  type SearchRepository,
} from './repositories/search.ts'

/**
 * How long one call looks before it gives what it has, in ms: calls of others come in between, and a search that is no longer
 * wanted can be left.
 */
const CALL_MS = 15

/** Claims read at a time: as many as make a page; of those the index names then a few, and twice as many each time up to many. */
const BATCH = SEARCH_PAGE
const FEW = 16
const MANY = 512
/** Chunks whose texts tell which pairs are rare: some ms once in a while. */
const SAMPLED_CHUNKS = 16
/** So many claims outside the stretches, and the index is asked again past them. */
const MOST_OUTSIDE = 256
/** Places counted by one query over the index: a few ms where every claim is named. */
const COUNTED_PLACES = 262_144

/** How claims are found: by the index, by the packed texts, or by reading them row by row. */
type Way = 'terms' | 'texts' | 'rows'

/** Stretches next to each other that are read the same way, the newest first. */
type Region = { readonly by: Way; readonly stretches: readonly Stretch[] }

/** What the log looks like: nothing in it changes while nobody writes to the file. */
type LogMap = {
  readonly version: number
  readonly chunks: readonly ChunkRange[]
  readonly newest: number
  /** All of it, by how it is read. */
  readonly regions: readonly Region[]
  /** Read when first needed. */
  sessions: readonly SearchedSession[] | null
}

/** A search made ready. */
type Plan = {
  readonly regions: readonly Region[]
  readonly text: SearchText | null
  readonly index: IndexQuery
  /** Those of some claims that are looked for. */
  readonly hitsAmong: (candidates: readonly Candidate[]) => readonly Candidate[]
  /** Whether it is narrowed to some moments, of which neither the index nor packed texts know. */
  readonly hasMoments: boolean
}

/** So many hits more, after everything from `reached` on was looked at. */
type Counted = { readonly claims: number; readonly reached: number }

/** Claims that may be hits, newest first, after everything from `reached` on was looked at. */
type Found = { readonly candidates: readonly Candidate[]; readonly reached: number }

const allows = <Item>(chosen: readonly Item[], item: Item): boolean =>
  chosen.length === 0 || chosen.includes(item)

/** Sessions a search is narrowed to; null = all. */
const sessionsFor = (query: SearchQuery, sessions: () => readonly SearchedSession[]): Set<string> | null => {
  const { sessionIds, hosts, from, to } = query
  if (hosts.length === 0 && from === null && to === null) {
    return sessionIds.length === 0 ? null : new Set(sessionIds)
  }
  return new Set(
    sessions()
      .filter(
        ({ id, host, first, last }) =>
          allows(sessionIds, id) &&
          allows(hosts, host) &&
          first !== null &&
          last !== null &&
          (from === null || last >= from) &&
          (to === null || first < to),
      )
      .map(({ id }) => id),
  )
}

/** The log as regions, the newest first, without chunks of sessions that are not asked for (null = all are). */
const regionsOf = (
  { chunks, newest }: Pick<LogMap, 'chunks' | 'newest'>,
  wanted: ReadonlySet<string> | null,
): Region[] => {
  const upToDate = termsStamp()
  const regions: Array<{ by: Way; stretches: Array<{ first: number; last: number }> }> = []
  const add = (first: number, last: number, by: Way): void => {
    if (last < first) return
    const region = regions.at(-1)
    if (region?.by !== by) {
      regions.push({ by, stretches: [{ first, last }] })
      return
    }
    const newer = region.stretches.at(-1)
    if (newer?.first === last + 1) newer.first = first
    else region.stretches.push({ first, last })
  }
  let top = newest
  for (const { first, last, stamp, sessionId } of chunks) {
    add(last + 1, top, 'rows')
    if (wanted === null || wanted.has(sessionId)) {
      add(first, last, stamp === upToDate ? 'terms' : 'texts')
    }
    top = first - 1
  }
  add(1, top, 'rows')
  return regions
}

/** The first of some stretches, the newest being first, that begins at or before a place; their number when there is none. */
const stretchBelow = (stretches: readonly Stretch[], place: number): number => {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.first ?? 0) > place) low = middle + 1
    else high = middle
  }
  return low
}

type Readers = { readonly chunks: ClaimChunkRepository; readonly claims: SearchRepository }

/**
 * Claims the index names, few at first and then more at a time: it is asked for one after the other, since finding one more can
 * cost more than reading it. Where it names many outside the stretches, it is asked again from the next stretch on.
 */
function* namedClaims(
  { claims }: Readers,
  stretches: readonly Stretch[],
  match: string,
  before: number,
): Generator<Found> {
  const lowest = stretches.at(-1)?.first ?? 1
  let top = before - 1
  let size = BATCH
  for (;;) {
    const next = stretches[stretchBelow(stretches, top)]
    if (next === undefined) return
    top = Math.min(top, next.last)
    let inside: number[] = []
    let outside = 0
    for (const place of claims.named(match, { first: lowest, last: top })) {
      top = place - 1
      if ((stretches[stretchBelow(stretches, place)]?.last ?? 0) >= place) inside.push(place)
      else outside += 1
      if (outside >= MOST_OUTSIDE) break
      if (inside.length < size) continue
      yield { candidates: claims.claimsAt(inside), reached: place }
      inside = []
      outside = 0
      size = size === BATCH ? FEW : Math.min(2 * size, MANY)
    }
    if (outside < MOST_OUTSIDE) top = lowest - 1
    yield { candidates: claims.claimsAt(inside), reached: top + 1 }
  }
}

/** Claims whose packed text holds what is looked for. */
function* packedClaims(
  { chunks, claims }: Readers,
  stretches: readonly Stretch[],
  text: SearchText,
  before: number,
): Generator<Found> {
  const holds = holder(text)
  for (const { first, last } of stretches) {
    let top = Math.min(last, before - 1)
    while (top >= first) {
      const chunk = chunks.newest(top)
      if (chunk === null || chunk.first < first) break
      // A page is often full before the chunk is through.
      for (let from = top + 1; from > chunk.first;) {
        const to = from
        from = Math.max(chunk.first, to - BATCH)
        const places: number[] = []
        for (let place = to - 1; place >= from; place -= 1) {
          if (holds(chunk.claims, place - chunk.first)) places.push(place)
        }
        yield { candidates: claims.claimsAt(places), reached: from }
      }
      top = chunk.first - 1
    }
  }
}

/** Every claim. */
function* everyClaim({ claims }: Readers, stretches: readonly Stretch[], before: number): Generator<Found> {
  for (const { first, last } of stretches) {
    let top = Math.min(last, before - 1)
    while (top >= first) {
      const candidates = claims.claimsIn({ first, last: top }, BATCH)
      top = (candidates.length < BATCH ? first : (candidates.at(-1)?.place ?? first)) - 1
      yield { candidates, reached: top + 1 }
    }
  }
}

const candidatesIn = (
  readers: Readers,
  { by, stretches }: Region,
  text: SearchText | null,
  match: string | null,
  before: number,
): Generator<Found> => {
  if (by === 'terms' && match !== null) return namedClaims(readers, stretches, match, before)
  if (by !== 'rows' && text !== null) return packedClaims(readers, stretches, text, before)
  return everyClaim(readers, stretches, before)
}

/** Counts what the index names in stretches, a part of the log at a time. */
function* countNamed(
  { claims }: Readers,
  stretches: readonly Stretch[],
  match: string,
  before: number,
): Generator<Counted> {
  for (const { first, last } of stretches.slice(stretchBelow(stretches, before - 1))) {
    for (let top = Math.min(last, before - 1); top >= first;) {
      const reached = Math.max(first, top - COUNTED_PLACES + 1)
      yield { claims: claims.countNamed(match, { first: reached, last: top }), reached }
      top = reached - 1
    }
  }
}

/** Counts packed texts that hold what is looked for, a chunk at a time. */
function* countPacked(
  { chunks }: Readers,
  stretches: readonly Stretch[],
  text: SearchText,
  before: number,
): Generator<Counted> {
  const holds = holder(text)
  for (const { first, last } of stretches.slice(stretchBelow(stretches, before - 1))) {
    for (let top = Math.min(last, before - 1); top >= first;) {
      const chunk = chunks.newest(top)
      if (chunk === null || chunk.first < first) break
      let claims = 0
      for (let claim = top - chunk.first; claim >= 0; claim -= 1) {
        if (holds(chunk.claims, claim)) claims += 1
      }
      yield { claims, reached: chunk.first }
      top = chunk.first - 1
    }
  }
}

/** Searches all claims on a connection of its own; each call is short, and says where the next one goes on. */
export type SearchReader = {
  /** Hits below a place (null = from the newest on), `limit` at most. */
  readonly find: (query: SearchQuery, before: number | null, limit: number) => SearchPage
  /** Hits below a place that were counted, and where to go on counting. */
  readonly count: (
    query: SearchQuery,
    before: number | null,
  ) => { readonly claims: number; readonly next: number | null }
  readonly state: () => SearchState
}

/** Searches over a database that is open for reading; `now` is a clock in ms by which a call knows when to stop. */
export const createSearchReader = (db: Database, now: () => number): SearchReader => {
  const readers: Readers = { chunks: createClaimChunkRepository(db), claims: createSearchRepository(db) }
  const { chunks, claims } = readers
  let map: LogMap | null = null
  /** Uses in a sample of the packed texts, and of how many chunks it was taken. */
  let sampled: { readonly of: number; readonly uses: PairUses } | null = null

  const currentMap = (): LogMap => {
    const version = claims.version()
    if (map?.version !== version) {
      const log = { chunks: chunks.ranges(), newest: chunks.newestPlace() }
      map = { ...log, version, regions: regionsOf(log, null), sessions: null }
    }
    return map
  }
  const currentUses = ({ chunks: ranges }: LogMap): PairUses => {
    if (sampled === null || ranges.length > 2 * sampled.of) {
      const step = Math.max(1, Math.floor(ranges.length / SAMPLED_CHUNKS))
      const texts = ranges
        .filter((_range, at) => at % step === 0)
        .flatMap(({ first }) => {
          const chunk = chunks.newest(first)
          return chunk === null ? [] : textsOf(chunk.claims)
        })
      sampled = { of: ranges.length, uses: countPairs(texts) }
    }
    return sampled.uses
  }
  const planFor = (query: SearchQuery): Plan => {
    const log = currentMap()
    const text = readSearchText(query.text)
    const index = indexQueryOf(text, query, currentUses(log))
    const wanted = sessionsFor(query, () => (log.sessions ??= claims.sessions()))
    const asksForFindings = query.families.length > 0 || query.severities.length > 0
    const isAsked = ({ sessionId, productId, at, text: said }: Candidate): boolean =>
      (wanted === null || wanted.has(sessionId)) &&
      (query.productIds.length === 0 || (productId !== null && query.productIds.includes(productId))) &&
      (query.from === null || at >= query.from) &&
      (query.to === null || at < query.to) &&
      (text === null || holdsText(said, text))
    const hitsAmong = (candidates: readonly Candidate[]): readonly Candidate[] => {
      const asked = candidates.filter(isAsked)
      if (!asksForFindings || asked.length === 0) return asked
      const findings = claims.findingsOf(asked)
      return asked.filter(({ id }) =>
        findings
          .get(id)
          ?.some(
            ({ family, severity }) => allows(query.families, family) && allows(query.severities, severity),
          ),
      )
    }
    return {
      regions: wanted === null ? log.regions : regionsOf(log, wanted),
      text,
      index,
      hitsAmong,
      hasMoments: query.from !== null || query.to !== null,
    }
  }
  const toHits = (found: readonly Candidate[], text: SearchText | null): SearchHit[] => {
    const findings = claims.findingsOf(found)
    const names = claims.namesOf(found)
    return found.map(({ place, id, sessionId, at, speaker, text: said }, index) => ({
      place,
      claimId: id,
      sessionId,
      sessionTitle: names[index]?.title ?? '',
      at,
      speaker: readSpeaker(speaker),
      productName: names[index]?.product ?? null,
      text: said,
      marks: text === null ? [] : spansOf(said, text),
      findings: findings.get(id) ?? [],
    }))
  }
  const isNothing = (query: SearchQuery): boolean => query.text !== '' && readSearchText(query.text) === null

  const find = (query: SearchQuery, from: number | null, limit: number): SearchPage => {
    const plan = planFor(query)
    const before = from ?? Number.MAX_SAFE_INTEGER
    const found: Candidate[] = []
    const page = (next: number | null): SearchPage => ({ hits: toHits(found, plan.text), next })
    const until = now() + CALL_MS
    for (const region of plan.regions) {
      for (const { candidates, reached } of candidatesIn(
        readers,
        region,
        plan.text,
        plan.index.quick,
        before,
      )) {
        const room = limit - found.length
        const hits = plan.hitsAmong(candidates)
        found.push(...hits.slice(0, room))
        if (hits.length >= room) return page(found.at(-1)?.place ?? reached)
        if (now() >= until) return page(reached)
      }
    }
    return page(null)
  }

  /** Hits of a region by and by, without reading the claims where the index or their texts alone tell. */
  function* countedIn({ by, stretches }: Region, plan: Plan, before: number): Generator<Counted> {
    const { text, index, hitsAmong, hasMoments } = plan
    if (by === 'terms' && index.exact !== null && !hasMoments) {
      yield* countNamed(readers, stretches, index.exact, before)
      return
    }
    const isByTerms = by === 'terms' && index.match !== null
    if (by !== 'rows' && !isByTerms && text !== null && !hasMoments && index.isTextAlone) {
      yield* countPacked(readers, stretches, text, before)
      return
    }
    for (const { candidates, reached } of candidatesIn(
      readers,
      { by, stretches },
      text,
      index.match,
      before,
    )) {
      yield { claims: hitsAmong(candidates).length, reached }
    }
  }
  const count = (
    query: SearchQuery,
    from: number | null,
  ): { readonly claims: number; readonly next: number | null } => {
    const plan = planFor(query)
    const before = from ?? Number.MAX_SAFE_INTEGER
    const until = now() + CALL_MS
    let counted = 0
    for (const region of plan.regions) {
      for (const { claims: more, reached } of countedIn(region, plan, before)) {
        counted += more
        if (now() >= until) return { claims: counted, next: reached }
      }
    }
    return { claims: counted, next: null }
  }

  return {
    find: (query, before, limit) =>
      isNothing(query) ? { hits: [], next: null } : consistently(db, () => find(query, before, limit)),
    count: (query, before) =>
      isNothing(query) ? { claims: 0, next: null } : consistently(db, () => count(query, before)),
    state: () =>
      consistently(db, () => {
        const sum = (by: Way, size: (stretch: Stretch) => number): number =>
          currentMap()
            .regions.filter((region) => region.by === by)
            .flatMap(({ stretches }) => stretches)
            .reduce((total, stretch) => total + size(stretch), 0)
        const length = ({ first, last }: Stretch): number => last - first + 1
        const indexed = sum('terms', length)
        const waiting = sum('texts', length) + sum('rows', chunks.countIn) - claims.claimsOnAir()
        return { claims: indexed + waiting, waiting }
      }),
  }
}
