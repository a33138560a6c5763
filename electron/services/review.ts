import type {
  OpenedSession,
  RecordPage,
  ReviewFilter,
  SessionRecord,
  SessionSummary,
} from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { reviewRows } from '../../domain/review/reviewRows.ts'
import type { Language, Ulid } from '../../domain/model/scalars.ts'
import type { DbClient } from '../db/client.ts'
import { reviewCsv } from '../transfer/reviewCsv.ts'

/** A session's review as a file. */
export type ReviewExport = { readonly fileName: string; readonly bytes: Uint8Array; readonly rows: number }

/** Past sessions, read from the log as they were stored. */
export type ReviewService = {
  /** Sessions that have been on air, newest first. */
  readonly sessions: () => Promise<Result<SessionSummary[]>>
  /** A session with its first claims; `page` brings the others. */
  readonly open: (sessionId: Ulid) => Promise<Result<OpenedSession>>
  readonly page: (sessionId: Ulid, after: number) => Promise<Result<RecordPage>>
  /** A session whole. */
  readonly read: (sessionId: Ulid) => Promise<Result<SessionRecord>>
  readonly csv: (sessionId: Ulid, filter: ReviewFilter, language: Language) => Promise<Result<ReviewExport>>
}

/** A title as part of a file name on every system. */
export const fileNameOf = (title: string): string => title.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').trim()

/** Claims that come with a session as it is opened, more than a window shows; and with each call after that. */
const FIRST_CLAIMS = 200
const MORE_CLAIMS = 2500

/** Reviews over the database. */
export const createReviewService = ({ db }: { readonly db: DbClient }): ReviewService => {
  const known = <Value>(found: Result<Value | null>): Result<Value> => {
    if (!found.ok) return found
    return found.value === null ? fail('session-unknown', {}) : succeed(found.value)
  }
  const read = async (sessionId: Ulid): Promise<Result<SessionRecord>> =>
    known(await db.call('review.read', sessionId))
  return {
    sessions: async () => {
      const all = await db.call('review.summaries', null)
      return all.ok ? succeed(all.value.filter(({ session }) => session.startedAt !== null)) : all
    },
    open: async (sessionId) => known(await db.call('review.open', { sessionId, limit: FIRST_CLAIMS })),
    page: (sessionId, after) => db.call('review.page', { sessionId, after, limit: MORE_CLAIMS }),
    read,
    csv: async (sessionId, filter, language) => {
      const found = await read(sessionId)
      if (!found.ok) return found
      const { session } = found.value.lineup
      return succeed({
        fileName: `${fileNameOf(session.title)}.csv`,
        bytes: reviewCsv(found.value, filter, language),
        rows: reviewRows(found.value, filter).length,
      })
    },
  }
}
