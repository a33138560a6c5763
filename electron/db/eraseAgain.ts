import type { Database } from 'better-sqlite3'
import type { JournalEntry } from '../../domain/journal/entry.ts'
import { ERASE_KIND } from '../../domain/journal/recordRows.ts'
import { chinaDay } from '../../domain/retention/chinaDays.ts'
import { eraseWordSchema, type ListedErasure, type Tombstone } from '../../domain/retention/tombstone.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { addToErasureList, readErasureList } from './erasureList.ts'
import { createJournalRepository } from './repositories/journal.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSessionRepository } from './repositories/sessions.ts'
import { createSeals } from './seals.ts'

/** What was erased again: claims that lost their words, and the sessions they belong to. */
export type ErasedAgain = { readonly claims: number; readonly sessions: number }

const hasErasures = (db: Database): boolean =>
  db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'erasure'`).get() !== undefined

/** Erasures of the list that a file, of any format, does not know of although it has their sessions. */
export const unknownErasures = (db: Database, listed: readonly ListedErasure[]): ListedErasure[] => {
  if (listed.length === 0) return []
  const has = db.prepare<[string]>('SELECT 1 FROM session WHERE id = ?')
  const knows = hasErasures(db)
    ? db.prepare<[string, EpochMs, 0 | 1]>(
        'SELECT 1 FROM erasure WHERE session_id = ? AND at = ? AND whole = ?',
      )
    : null
  return listed.filter(
    ({ sessionId, at, claimIds }) =>
      has.get(sessionId) !== undefined && knows?.get(sessionId, at, claimIds === null ? 1 : 0) === undefined,
  )
}

/**
 * Erases what is listed and still there, in one transaction, each with a tombstone of its own that says when and on
 * whose word it was erased first. `db` is up to date and open for writing. A hold that the copy still has was lifted before
 * the erasure, or there would have been none. `onEntry` hears of each tombstone.
 */
export const eraseAgain = (
  db: Database,
  listed: readonly ListedErasure[],
  at: EpochMs,
  onEntry: (entry: JournalEntry) => void,
): ErasedAgain => {
  if (listed.length === 0) return { claims: 0, sessions: 0 }
  const retention = createRetentionRepository(db)
  const sessions = createSessionRepository(db)
  const journal = createJournalRepository(db, createSeals(), onEntry)
  const touched = new Set<string>()
  let claims = 0

  const bury = (
    erasure: ListedErasure,
    told: Omit<Tombstone, 'word' | 'again'>,
    startedAt: EpochMs,
  ): void => {
    const { sessionId } = erasure
    const payload: Tombstone = { ...told, word: erasure.word, again: erasure.at }
    const moment = { at, monoMs: performance.now(), offsetMs: Math.max(0, at - startedAt) }
    const seq = journal.append(sessionId, { ...moment, kind: ERASE_KIND, payload })
    retention.emptyEntries(sessionId, told.erased)
    retention.putErasure({ sessionId, isWhole: told.whole, claims: told.counts.claims, seq, at: erasure.at })
    touched.add(sessionId)
    claims += told.counts.claims
  }
  const eraseSession = (erasure: ListedErasure): void => {
    const { sessionId } = erasure
    const session = sessions.one(sessionId)
    const endedAt = journal.lastAt(sessionId)
    if (session === null) return
    if (endedAt === null) {
      // The copy is from before it went on air: there is no record yet, only a plan.
      sessions.remove(sessionId)
      touched.add(sessionId)
      return
    }
    const stretches = retention.entriesOfSession(sessionId)
    if (stretches.length === 0 && !retention.hasRows(sessionId)) return
    const entries = stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0)
    const counts = { ...retention.countSession(sessionId), entries }
    const startedAt = session.startedAt ?? session.createdAt
    bury(erasure, { erased: stretches, whole: true, counts }, startedAt)
    retention.removeRows(sessionId, chinaDay(startedAt))
    retention.close(sessionId, endedAt)
  }
  const eraseClaims = (erasure: ListedErasure, claimIds: readonly string[]): void => {
    const { sessionId } = erasure
    const session = sessions.one(sessionId)
    if (session === null) return
    const talking = retention.claimsOf(sessionId, claimIds)
    const stretches = retention.entriesOfClaims(sessionId, claimIds)
    const found = retention.countClaims(claimIds)
    if (talking.length + stretches.length + found.findings + found.promises === 0) return
    const entries = stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0)
    const counts = { ...found, claims: talking.length, entries }
    bury(erasure, { erased: stretches, whole: false, counts }, session.startedAt ?? session.createdAt)
    retention.emptyClaims(claimIds)
  }

  db.pragma('secure_delete = ON')
  try {
    db.transaction(() => {
      const whole = new Set(
        listed.flatMap(({ sessionId, claimIds }) => (claimIds === null ? [sessionId] : [])),
      )
      for (const erasure of listed) {
        if (erasure.claimIds === null) eraseSession(erasure)
        else if (!whole.has(erasure.sessionId)) eraseClaims(erasure, erasure.claimIds)
      }
    }).immediate()
  } finally {
    db.pragma('secure_delete = OFF')
  }
  return { claims, sessions: touched.size }
}

type ErasureRow = { session_id: string; whole: 0 | 1; at: number; word: string | null }

/**
 * Adds to the list what the data file has erased and the list does not know: after an erasure, and at the start for what a
 * power cut, a full disk or an earlier version kept from it.
 */
export const listErasures = (db: Database, list: string): void => {
  if (!hasErasures(db)) return
  const rows = db
    .prepare<[], ErasureRow>(
      `SELECT erasure.session_id, whole, erasure.at, payload -> '$.word' AS word
      FROM erasure JOIN journal_entry ON journal_entry.session_id = erasure.session_id
        AND journal_entry.seq = erasure.seq
      ORDER BY erasure.id`,
    )
    .all()
  if (rows.length === 0) return
  const empty = db
    .prepare<[string], string>(`SELECT id FROM claim WHERE session_id = ? AND text = '' ORDER BY rowid`)
    .pluck()
  const listed = readErasureList(list)
  const whole = new Set(listed.flatMap(({ sessionId, claimIds }) => (claimIds === null ? [sessionId] : [])))
  const single = new Set(listed.flatMap(({ claimIds }) => claimIds ?? []))
  const more: ListedErasure[] = []
  for (const row of rows) {
    const { session_id: sessionId, at } = row
    const word = eraseWordSchema.safeParse(JSON.parse(row.word ?? 'null'))
    if (!word.success || whole.has(sessionId)) continue
    const claimIds = row.whole === 1 ? null : empty.all(sessionId).filter((claimId) => !single.has(claimId))
    if (claimIds?.length === 0) continue
    if (claimIds === null) whole.add(sessionId)
    for (const claimId of claimIds ?? []) single.add(claimId)
    more.push({ v: 1, sessionId, claimIds, at, word: word.data })
  }
  addToErasureList(list, more)
}
