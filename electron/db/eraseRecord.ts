import type { Database } from 'better-sqlite3'
import type { Failure } from '../../domain/contract/result.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { type EraseCounts, type EraseScope, NOTHING_ERASED } from '../../domain/retention/tombstone.ts'
import { createBurials } from './burial.ts'
import type { DbInput, DbOutput } from './calls.ts'
import { eraseAgain, listErasures, unknownErasures } from './eraseAgain.ts'
import { type ErasureListFile, erasureListOf, openErasureList, readErasureList } from './erasureList.ts'
import { noteErasedAgain, owesErasing } from './recovery/recoveryReport.ts'
import type { JournalRepository } from './repositories/journal.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { createSessionRepository } from './repositories/sessions.ts'
import { createSigner, type SigningKey } from './seals.ts'
import { storageFailure } from './storageFailure.ts'

/** The way out of the file: what would go, and what goes. Its bytes are another matter (`sweepFile`). */
export type RecordEraser = {
  /**
   * Signs the list of what was erased with this key from now on. What the list says by this key and the file does not know,
   * since an older copy was put in its place, is erased again; what the file has erased and the list does not know is listed.
   * Gives why that could not be done; the next start tries again.
   */
  readonly useKey: (key: SigningKey, at: EpochMs) => Failure | null
  readonly count: (scope: EraseScope) => EraseCounts
  /** The next slice of what a scope names, in one transaction with the entry that tells of it. */
  readonly erase: (input: DbInput<'retention.erase'>) => DbOutput<'retention.erase'>
}

/** Erasing over a database that is open for writing. */
export const createRecordEraser = (db: Database, journal: JournalRepository): RecordEraser => {
  const retention = createRetentionRepository(db)
  const sessions = createSessionRepository(db)
  const burials = createBurials(db, journal)
  /** Null = there is no key yet: what is erased until then is listed when there is one. */
  let list: ErasureListFile | null = null

  const eraseNext = db.transaction(({ scope, moment, word }: DbInput<'retention.erase'>) => {
    const { sessionId, claimIds } = scope
    const session = sessions.one(sessionId)
    if (session === null) return { refused: 'unknown' as const }
    if (session.state !== 'ended' && session.state !== 'reviewed') return { refused: 'open' as const }
    if (retention.hold(sessionId) !== null) return { refused: 'held' as const }
    if (retention.isErased(sessionId)) return { refused: 'gone' as const }
    const burial =
      claimIds === null
        ? (burials.next(sessionId) ?? burials.ofSession(sessionId))
        : burials.ofClaims(sessionId, retention.claimsOf(sessionId, claimIds))
    if (burial === null) return { refused: 'gone' as const }
    burials.bury(session, burial, moment, { word, again: null })
    return { erased: burial.counts, claimIds: burial.claimIds, isDone: claimIds !== null || burial.whole }
  })
  const remember = (
    { scope, moment, word }: DbInput<'retention.erase'>,
    claimIds: readonly string[] | null,
  ): void => {
    // A slice that held no claim is told of with the whole session.
    if (claimIds?.length === 0) return
    const ids = claimIds === null ? null : [...claimIds]
    try {
      list?.add([{ sessionId: scope.sessionId, claimIds: ids, at: moment.at, word }])
    } catch {
      // It is erased all the same; the next start lists it.
    }
  }

  return {
    useKey: (key, at) => {
      const file = erasureListOf(db.name)
      try {
        list = openErasureList(file, createSigner(key))
        const { erasures } = readErasureList(file, [key.publicKey])
        const isRecovered = owesErasing(db.name)
        const again = eraseAgain(db, isRecovered ? erasures : unknownErasures(db, erasures), at, journal)
        if (isRecovered) noteErasedAgain(db.name, again.claims)
        listErasures(db, list, erasures)
        return null
      } catch (error) {
        // What was chained on was taken back.
        journal.settle(false)
        return storageFailure(error, db.name)
      }
    },
    count: ({ sessionId, claimIds }) => {
      if (retention.isErased(sessionId)) return NOTHING_ERASED
      const burial = claimIds === null ? burials.ofSession(sessionId) : burials.ofClaims(sessionId, claimIds)
      return burial?.counts ?? NOTHING_ERASED
    },
    erase: (input) => {
      const gone = eraseNext.immediate(input)
      if ('refused' in gone) return gone
      const { erased, claimIds, isDone } = gone
      remember(input, isDone && input.scope.claimIds === null ? null : claimIds)
      return { erased, isDone }
    },
  }
}
