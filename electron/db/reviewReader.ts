import type { Database } from 'better-sqlite3'
import type { OpenedSession, RecordPage, SessionRecord, SessionSummary } from '../../domain/contract/ipc.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import { reviewCounts } from '../../domain/review/reviewCounts.ts'
import { consistently } from './consistently.ts'
import { createLineupReader } from './readLineup.ts'
import { createClaimRepository } from './repositories/claims.ts'
import { createProductRepository } from './repositories/products.ts'
import { createSessionRepository } from './repositories/sessions.ts'

/** Reads past sessions on a connection of its own. */
export type ReviewReader = {
  readonly summaries: () => SessionSummary[]
  /** A session without its claims but the first; null = there is no such session. */
  readonly open: (sessionId: Ulid, limit: number) => OpenedSession | null
  readonly page: (sessionId: Ulid, after: number, limit: number) => RecordPage
  readonly read: (sessionId: Ulid) => SessionRecord | null
}

/** Reviews over a database that is open for reading. */
export const createReviewReader = (db: Database): ReviewReader => {
  const claims = createClaimRepository(db)
  const sessions = createSessionRepository(db)
  const { lineup } = createLineupReader(sessions, createProductRepository(db))
  return {
    summaries: () => sessions.summaries(),
    open: (sessionId, limit) =>
      consistently(db, () => {
        const found = lineup(sessionId)
        if (found === null) return null
        return {
          lineup: found,
          airings: sessions.airings(sessionId),
          overrides: sessions.overrides(sessionId),
          counts: reviewCounts(claims.totals(sessionId), claims.findingCounts(sessionId)),
          missed: claims.missedInSession(sessionId),
          page: claims.pageOfSession(sessionId, 0, limit),
        }
      }),
    page: (sessionId, after, limit) => consistently(db, () => claims.pageOfSession(sessionId, after, limit)),
    read: (sessionId) =>
      consistently(db, () => {
        const found = lineup(sessionId)
        return found === null
          ? null
          : {
              lineup: found,
              claims: claims.ofSession(sessionId, null),
              findings: claims.findingsOfSession(sessionId),
              suppressed: claims.suppressedOfSession(sessionId),
              promises: claims.promisesOfSession(sessionId),
              airings: sessions.airings(sessionId),
              overrides: sessions.overrides(sessionId),
            }
      }),
  }
}
