import type { Database } from 'better-sqlite3'
import { ERASE_KIND } from '../../domain/journal/recordRows.ts'
import { chinaDay } from '../../domain/retention/chinaDays.ts'
import { type EraseCounts, type EraseScope, NOTHING_ERASED } from '../../domain/retention/tombstone.ts'
import type { DbInput, DbOutput } from './calls.ts'
import type { JournalRepository } from './repositories/journal.ts'
import { listErasures } from './eraseAgain.ts'
import { erasureListOf } from './erasureList.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSessionRepository } from './repositories/sessions.ts'

/** How long merging the log is tried while somebody reads an old state or merges beside us, and how often, in ms. */
const MERGE_MS = 10_000
const MERGE_PAUSE_MS = 50

/** Holds this thread up: what comes next must not be written before the log is merged. */
const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** The way out of the file: what would go, what goes, and that nothing of it stays behind. */
export type RecordEraser = {
  readonly count: (scope: EraseScope) => EraseCounts
  /** Everything a scope names, in one transaction with the entry that tells of it. */
  readonly erase: (input: DbInput<'retention.erase'>) => DbOutput<'retention.erase'>
  /**
   * Rewrites the file without what was erased and empties the log beside it. False = not done yet: a session is on air, or
   * somebody still reads an old state. Does nothing when nothing is waiting.
   */
  readonly sweep: (at: number) => boolean
}

const sizeOf = (stretches: readonly (readonly [number, number])[]): number =>
  stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0)

/** Erasing over a database that is open for writing. */
export const createRecordEraser = (db: Database, journal: JournalRepository): RecordEraser => {
  const retention = createRetentionRepository(db)
  const sessions = createSessionRepository(db)

  const planOf = ({ sessionId, claimIds }: EraseScope) => {
    const claims = claimIds === null ? null : retention.claimsOf(sessionId, claimIds)
    const stretches =
      claims === null ? retention.entriesOfSession(sessionId) : retention.entriesOfClaims(sessionId, claims)
    const counted = claims === null ? retention.countSession(sessionId) : retention.countClaims(claims)
    return { claims, stretches, counts: { ...counted, entries: sizeOf(stretches) } }
  }

  const eraseNow = db.transaction(({ scope, moment, word }: DbInput<'retention.erase'>) => {
    const { sessionId } = scope
    const session = sessions.one(sessionId)
    if (session === null) return { refused: 'unknown' as const }
    if (session.state !== 'ended' && session.state !== 'reviewed') return { refused: 'open' as const }
    if (retention.hold(sessionId) !== null) return { refused: 'held' as const }
    const { claims, stretches, counts } = planOf(scope)
    if (retention.isErased(sessionId) || claims?.length === 0) return { refused: 'gone' as const }
    const seq = journal.append(sessionId, {
      ...moment,
      kind: ERASE_KIND,
      payload: { erased: stretches, whole: claims === null, counts, word },
    })
    retention.emptyEntries(sessionId, stretches)
    if (claims === null) retention.removeRows(sessionId, chinaDay(session.startedAt ?? session.createdAt))
    else retention.emptyClaims(claims)
    retention.putErasure({ sessionId, isWhole: claims === null, claims: counts.claims, seq, at: moment.at })
    return { erased: counts }
  })

  const remember = (): void => {
    try {
      listErasures(db, erasureListOf(db.name))
    } catch {
      // It is erased all the same; the next start, or the next erasure, lists it.
    }
  }

  return {
    count: (scope) => (retention.isErased(scope.sessionId) ? NOTHING_ERASED : planOf(scope).counts),
    erase: (input) => {
      // Removed rows are written over at once; the sweep that follows also reaches what moved before.
      db.pragma('secure_delete = ON')
      try {
        const erased = eraseNow.immediate(input)
        remember()
        return erased
      } finally {
        db.pragma('secure_delete = OFF')
      }
    },
    sweep: (at) => {
      if (!retention.isUnswept()) return true
      if (sessions.live() !== null) return false
      // Removed rows leave their terms in the index until its pieces are merged.
      retention.rebuildIndex()
      // Free pages and gaps hold what was there before: the file is written anew, from what is left.
      db.exec('VACUUM')
      const until = performance.now() + MERGE_MS
      for (;;) {
        const [merged] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
        if (merged?.busy === 0) break
        if (performance.now() > until) return false
        pause(MERGE_PAUSE_MS)
      }
      retention.markSwept(at)
      return true
    },
  }
}
