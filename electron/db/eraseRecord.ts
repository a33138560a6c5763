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

/** The way out of the file: what would go, and what goes. Its bytes are another matter (`sweepFile`). */
export type RecordEraser = {
  readonly count: (scope: EraseScope) => EraseCounts
  /** Everything a scope names, in one transaction with the entry that tells of it. */
  readonly erase: (input: DbInput<'retention.erase'>) => DbOutput<'retention.erase'>
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
  }
}
