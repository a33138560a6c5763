import { rmSync } from 'node:fs'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { EMPTY_SEARCH, SEARCH_PAGE, type SearchQuery } from '../../domain/contract/search.ts'
import { EVERYTHING, reviewRows } from '../../domain/review/reviewRows.ts'
import { openDbClient } from '../../electron/db/client.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase, openForReading } from '../../electron/db/open.ts'
import { createClaimRepository } from '../../electron/db/repositories/claims.ts'
import { createSearchReader, type SearchReader } from '../../electron/db/searchReader.ts'
import { bundle, SESSION_ID } from '../integration/db/claimBundle.ts'
import { HOSTS, historyId, PER_SESSION, PRODUCTS, type HistoryFile } from './historyFile.ts'
import { middle, timed } from './measure.ts'

/** Half and 95 of a hundred searches took at most so many ms. */
export type Spread = { readonly p50: number; readonly p95: number }

/** Searches of one kind. */
export type SearchRow = {
  readonly claims: number
  readonly searched: string
  /** Claims that are hits, on average. */
  readonly hits: number
  readonly first: Spread
  /** Null = no search has a second page. */
  readonly next: Spread | null
  /** With a filter: product, family, severity, host, session, days, and several of them, in turn. */
  readonly filtered: Spread
  /** Until the count is there. */
  readonly count: Spread
  /** Null = a scan would look for letters. */
  readonly like: Spread | null
  /** Null = a trigram index cannot be asked this. */
  readonly trigram: Spread | null
}

/** What the indexes take, in bytes and ms. */
export type SearchIndex = {
  readonly claims: number
  readonly textBytes: number
  readonly indexBytes: number
  readonly trigramBytes: number
  readonly trigramMs: number
}

/** Opening a session in the review, in ms. */
export type OpeningFigures = {
  readonly claims: number
  /** Until its beginning is here, with its lines made ready. */
  readonly beginning: Spread
  readonly whole: Spread
  /** The whole session in one message. */
  readonly oneMessage: Spread
}

export type SearchFigures = {
  readonly rows: readonly SearchRow[]
  readonly indexes: readonly SearchIndex[]
  readonly opening: OpeningFigures
}

/** Texts looked for, of each kind; each search is made so many times, and its own time is the median. */
const SEARCHES = 24
const TIMES = 5
/** A scan of everything takes long enough to be measured once. */
const SCAN_ONCE_FROM = 1_000_000

const spread = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((left, right) => left - right)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

/** Stretches of Chinese characters of one length with the share of texts they stand in. */
const pieces = (pool: readonly string[], length: number): ReadonlyMap<string, number> => {
  const seen = new Map<string, number>()
  for (const text of pool) {
    const own = new Set(
      Array.from({ length: Math.max(0, text.length - length + 1) }, (_unused, at) =>
        text.slice(at, at + length),
      ),
    )
    for (const piece of own) seen.set(piece, (seen.get(piece) ?? 0) + 1)
  }
  return new Map(
    [...seen].flatMap(([piece, count]) =>
      /^[\u4e00-\u9fff]+$/.test(piece) ? [[piece, count / pool.length] as const] : [],
    ),
  )
}

/** So many pieces whose share lies between two, from all over the list. */
const between = (shares: ReadonlyMap<string, number>, least: number, most: number): string[] => {
  const fitting = [...shares].filter(([, share]) => share >= least && share <= most).map(([piece]) => piece)
  const step = Math.max(1, Math.floor(fitting.length / SEARCHES))
  return fitting.filter((_piece, at) => at % step === 0).slice(0, SEARCHES)
}

type Kind = { readonly name: string; readonly texts: readonly string[] }

const INITIALS = ['zhbt', 'qwzd', 'mmbs', 'wxjf', 'qtwl', 'dpjy', 'jzqd', 'zxyc']

const kindsOf = (pool: readonly string[]): Kind[] => [
  ...[1, 2, 4].flatMap((length): Kind[] => {
    const shares = pieces(pool, length)
    const most = [...shares.values()].reduce((left, right) => Math.max(left, right), 0)
    const name = length === 1 ? '1 character' : `${String(length)} characters`
    return [
      { name: `${name}, common`, texts: between(shares, most / 8, 1) },
      { name: `${name}, rare`, texts: between(shares, 0, 3 / pool.length) },
    ]
  }),
  { name: '4 initials', texts: INITIALS },
]

/** The nth filter of those that are tried in turn. */
const filterOf = (at: number, claims: number): Partial<SearchQuery> => {
  const product = { productIds: [`product-${String((at * 5) % PRODUCTS)}`] }
  const host = { hosts: [HOSTS[at % HOSTS.length] ?? ''] }
  const days = { from: Math.floor(claims / 4), to: Math.floor(claims / 2) }
  const filters: Array<Partial<SearchQuery>> = [
    product,
    { families: ['PRI'] },
    { severities: ['block'] },
    host,
    { sessionIds: [historyId(at % Math.max(1, claims / PER_SESSION))] },
    days,
    { ...host, ...days, severities: ['warn'] },
  ]
  return filters[at % filters.length] ?? {}
}

/** A page, in as many calls as it takes. */
const page = (reader: SearchReader, query: SearchQuery, before: number | null): number | null => {
  let hits = 0
  let place = before
  do {
    const part = reader.find(query, place, SEARCH_PAGE - hits)
    hits += part.hits.length
    place = part.next
  } while (place !== null && hits < SEARCH_PAGE)
  return place
}

const countHits = (reader: SearchReader, query: SearchQuery): number => {
  let claims = 0
  let before: number | null = null
  do {
    const part = reader.count(query, before)
    claims += part.claims
    before = part.next
  } while (before !== null)
  return claims
}

const medianOf = (times: number, work: () => unknown): number =>
  middle(Array.from({ length: times }, () => timed(work).ms))

/** A trigram index over the same texts, in a file of its own that names the claims. */
const makeTrigrams = (file: string, history: string): { readonly bytes: number; readonly ms: number } => {
  const db = new BetterSqlite3(file)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.prepare('ATTACH ? AS history').run(history)
  db.exec("CREATE VIRTUAL TABLE trigram USING fts5(text, content = '', detail = none, tokenize = 'trigram')")
  const { ms } = timed(() =>
    db.exec('INSERT INTO trigram (rowid, text) SELECT rowid, text FROM history.claim ORDER BY rowid'),
  )
  const bytes = db
    .prepare(
      'SELECT (SELECT sum(length(block)) FROM trigram_data) + (SELECT sum(length(sz) + 8) FROM trigram_docsize)',
    )
    .pluck()
    .get()
  db.close()
  return { ms, bytes: typeof bytes === 'number' ? bytes : 0 }
}

const LIKE = `SELECT rowid, text FROM claim WHERE text LIKE '%' || ? || '%' ORDER BY rowid DESC LIMIT ${String(SEARCH_PAGE)}`
/** Without positions the trigrams of a text are asked for together, and the text itself says whether they stand in a row. */
const TRIGRAM = `SELECT claim.rowid, claim.text FROM grams.trigram CROSS JOIN claim ON claim.rowid = trigram.rowid
  WHERE trigram MATCH ? AND instr(claim.text, ?) > 0 ORDER BY trigram.rowid DESC LIMIT ${String(SEARCH_PAGE)}`

const trigramsOf = (text: string): string =>
  Array.from({ length: text.length - 2 }, (_unused, at) => `"${text.slice(at, at + 3)}"`).join(' AND ')

const measureKind = (
  { name, texts }: Kind,
  claims: number,
  reader: SearchReader,
  db: Database,
): SearchRow => {
  const like = db.prepare<[string]>(LIKE)
  const trigram = db.prepare<[string, string]>(TRIGRAM)
  const queries = texts.map((text) => ({ ...EMPTY_SEARCH, text }))
  const firsts = queries.map((query) => medianOf(TIMES, () => page(reader, query, null)))
  const nexts = queries.flatMap((query) => {
    const at = page(reader, query, null)
    return at === null ? [] : [medianOf(TIMES, () => page(reader, query, at))]
  })
  const filtered = queries.map((query, at) => {
    const narrowed = { ...query, ...filterOf(at, claims) }
    return medianOf(TIMES, () => page(reader, narrowed, null))
  })
  const counts = queries.map((query) => timed(() => countHits(reader, query)))
  const scans = claims >= SCAN_ONCE_FROM ? 1 : TIMES
  const isAsked = texts.every((text) => /^[\u4e00-\u9fff]+$/.test(text))
  return {
    claims,
    searched: name,
    hits: counts.reduce((sum, { value }) => sum + value, 0) / counts.length,
    first: spread(firsts),
    next: nexts.length === 0 ? null : spread(nexts),
    filtered: spread(filtered),
    count: spread(counts.map(({ ms }) => ms)),
    like: isAsked ? spread(texts.map((text) => medianOf(scans, () => like.all(text)))) : null,
    trigram:
      isAsked && texts.every(({ length }) => length >= 3)
        ? spread(texts.map((text) => medianOf(TIMES, () => trigram.all(trigramsOf(text), text))))
        : null,
  }
}

/** A session of so many claims, one in three with a finding. */
const makeLongSession = (file: string, claims: number): void => {
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'bench' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  db.pragma('synchronous = OFF')
  db.prepare(
    `INSERT INTO session (id, title, kind, state, host, created_at, started_at, ended_at)
    VALUES (?, '晚场', 'broadcast', 'ended', '', 1, 1, ?)`,
  ).run(SESSION_ID, claims)
  const repository = createClaimRepository(db)
  db.transaction(() => {
    for (let number = 2; number < claims + 2; number += 1) {
      const { claim, findings, suppressed, promises } = bundle(number)
      repository.insert(claim)
      if (number % 3 === 0) for (const finding of findings) repository.insertFinding(finding)
      if (number % 5 === 0) repository.insertSuppressed(claim.id, suppressed)
      if (number % 10 === 0) for (const promise of promises) repository.insertPromise(promise)
    }
  })()
  db.close()
}

const OPENINGS = 7
const FIRST_CLAIMS = 200
const MORE_CLAIMS = 2500

/** Opens a long session through the reader's own thread, as the app does. */
const measureOpening = async (file: string, claims: number): Promise<OpeningFigures> => {
  makeLongSession(file, claims)
  const opened = await openDbClient({
    workerUrl: new URL('../../electron/db/dbWorker.ts', import.meta.url),
    file,
    addon: null,
    stamp: 'bench',
    onSlow: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  // What a first call starts is not what is measured.
  await client.call('review.summaries', null)
  const beginning: number[] = []
  const whole: number[] = []
  const oneMessage: number[] = []
  for (let turn = 0; turn < OPENINGS; turn += 1) {
    const startedAt = performance.now()
    const first = await client.call('review.open', { sessionId: SESSION_ID, limit: FIRST_CLAIMS })
    if (!first.ok || first.value === null) throw new Error('the session does not open')
    const { lineup, airings, overrides, page: beginningPage } = first.value
    reviewRows({ lineup, airings, overrides, ...beginningPage }, EVERYTHING)
    beginning.push(performance.now() - startedAt)
    for (let after = beginningPage.next; after !== null;) {
      const more = await client.call('review.page', { sessionId: SESSION_ID, after, limit: MORE_CLAIMS })
      if (!more.ok) throw new Error(more.error.code)
      after = more.value.next
    }
    whole.push(performance.now() - startedAt)
    const messageAt = performance.now()
    await client.call('review.read', SESSION_ID)
    oneMessage.push(performance.now() - messageAt)
  }
  await client.close()
  return { claims, beginning: spread(beginning), whole: spread(whole), oneMessage: spread(oneMessage) }
}

/** Searches histories in every way, in turn, and opens a long session. */
export const measureSearch = async (
  histories: readonly HistoryFile[],
  longSession: number,
): Promise<SearchFigures> => {
  const rows: SearchRow[] = []
  const indexes: SearchIndex[] = []
  for (const { file, claims, pool, textBytes, indexBytes } of histories) {
    const grams = `${file}.trigram`
    const trigram = makeTrigrams(grams, file)
    indexes.push({ claims, textBytes, indexBytes, trigramBytes: trigram.bytes, trigramMs: trigram.ms })
    const db = openForReading({ file, addon: null })
    db.prepare('ATTACH ? AS grams').run(grams)
    const reader = createSearchReader(db, () => performance.now())
    for (const kind of kindsOf(pool)) rows.push(measureKind(kind, claims, reader, db))
    db.close()
    rmSync(grams)
  }
  const [first] = histories
  const opening = await measureOpening(`${first?.file ?? ''}.long`, longSession)
  return { rows, indexes, opening }
}
