import type { Database } from 'better-sqlite3'
import { eraseWordSchema, type ListedErasure } from '../../domain/retention/tombstone.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { createBurials } from './burial.ts'
import type { ErasureListFile } from './erasureList.ts'
import type { JournalRepository } from './repositories/journal.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSessionRepository } from './repositories/sessions.ts'

/** What was erased again: claims that lost their words, and the sessions they belong to. */
export type ErasedAgain = { readonly claims: number; readonly sessions: number }

const hasErasures = (db: Database): boolean =>
  db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'erasure'`).get() !== undefined

/**
 * Erasures of the list that a file, of any format, does not know of although it has their sessions: a session is told from
 * the file's own list, claims from their words.
 */
export const unknownErasures = (db: Database, listed: readonly ListedErasure[]): ListedErasure[] => {
  if (listed.length === 0) return []
  const has = db.prepare<[string]>('SELECT 1 FROM session WHERE id = ?')
  const knows = hasErasures(db)
    ? db.prepare<[string]>('SELECT 1 FROM erasure WHERE session_id = ? AND whole = 1')
    : null
  const talks = db.prepare<[string]>(
    `SELECT 1 FROM claim WHERE id IN (SELECT value FROM json_each(?)) AND text <> '' LIMIT 1`,
  )
  return listed.filter(({ sessionId, claimIds }) => {
    if (claimIds !== null) return talks.get(JSON.stringify(claimIds)) !== undefined
    return has.get(sessionId) !== undefined && knows?.get(sessionId) === undefined
  })
}

/**
 * Erases what is listed and still there, in one transaction, each with a tombstone of its own that says when and on
 * whose word it was erased first. `db` is up to date and open for writing. A hold that the copy still has was lifted before
 * the erasure, or there would have been none.
 */
export const eraseAgain = (
  db: Database,
  listed: readonly ListedErasure[],
  at: EpochMs,
  journal: Pick<JournalRepository, 'append' | 'lastAt'>,
): ErasedAgain => {
  if (listed.length === 0) return { claims: 0, sessions: 0 }
  const retention = createRetentionRepository(db)
  const sessions = createSessionRepository(db)
  const burials = createBurials(db, journal)
  const touched = new Set<string>()
  let claims = 0

  const eraseOne = ({ sessionId, claimIds, word, at: again }: ListedErasure): void => {
    const session = sessions.one(sessionId)
    if (session === null) return
    const endedAt = journal.lastAt(sessionId)
    if (claimIds === null && endedAt === null) {
      // The copy is from before it went on air: there is no record yet, only a plan.
      sessions.remove(sessionId)
      touched.add(sessionId)
      return
    }
    const burial = claimIds === null ? burials.ofSession(sessionId) : burials.ofClaims(sessionId, claimIds)
    if (burial === null) return
    const offsetMs = Math.max(0, at - (session.startedAt ?? session.createdAt))
    burials.bury(session, burial, { at, monoMs: performance.now(), offsetMs }, { word, again })
    if (burial.whole && endedAt !== null) retention.close(sessionId, endedAt)
    touched.add(sessionId)
    claims += burial.counts.claims
  }

  db.transaction(() => {
    const whole = new Set(listed.flatMap(({ sessionId, claimIds }) => (claimIds === null ? [sessionId] : [])))
    for (const erasure of listed)
      if (erasure.claimIds === null || !whole.has(erasure.sessionId)) eraseOne(erasure)
  }).immediate()
  return { claims, sessions: touched.size }
}

type ErasureRow = { session_id: string; whole: 0 | 1; at: number; word: string | null }

/**
 * Adds to the list what the data file has erased and the list does not know (`listed`): what a power cut or a full disk kept
 * from it, what an earlier version listed without a signature, what a key signed that is there no more.
 */
export const listErasures = (db: Database, list: ErasureListFile, listed: readonly ListedErasure[]): void => {
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
    more.push({ sessionId, claimIds, at, word: word.data })
  }
  list.add(more)
}
