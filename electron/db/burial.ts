import type { Database } from 'better-sqlite3'
import { ERASE_KIND } from '../../domain/journal/recordRows.ts'
import type { Session } from '../../domain/model/lineup.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import { chinaDay } from '../../domain/retention/chinaDays.ts'
import type { EraseCounts, EraseWord, Tombstone } from '../../domain/retention/tombstone.ts'
import type { JournalMoment } from './calls.ts'
import type { JournalRepository } from './repositories/journal.ts'
import { createRetentionRepository } from './repositories/retention.ts'

/** Journal entries that lose their content in one go: what they tell of goes in some milliseconds. */
const SLICE_ENTRIES = 64

/** What one tombstone stands for. */
export type Burial = {
  /** All that is left of a session, the rows that hold its claims included; else some of its claims. */
  readonly whole: boolean
  /** Claims that lose their words; of a whole session they go with everything else. */
  readonly claimIds: readonly Ulid[]
  /** Findings without an utterance that go with them. */
  readonly missedIds: readonly Ulid[]
  readonly erased: readonly (readonly [from: number, to: number])[]
  readonly counts: EraseCounts
}

/** On whose word something goes. `again` = it went before, at that moment, and an older copy had brought it back. */
export type BurialWord = { readonly word: EraseWord; readonly again: EpochMs | null }

/** The one way out of the file. */
export type Burials = {
  /** The next claims of a session; null = so few are left that they go with the session. */
  readonly next: (sessionId: Ulid) => Burial | null
  /** All that is left of a session; null = nothing is. */
  readonly ofSession: (sessionId: Ulid) => Burial | null
  /** Claims of a session; null = nothing of them is left. */
  readonly ofClaims: (sessionId: Ulid, claimIds: readonly Ulid[]) => Burial | null
  /** Chains the tombstone on and takes away what it names. Must run inside a transaction. */
  readonly bury: (session: Session, burial: Burial, moment: JournalMoment, said: BurialWord) => void
}

const sizeOf = (stretches: readonly (readonly [number, number])[]): number =>
  stretches.reduce((sum, [from, to]) => sum + to - from + 1, 0)

/** Burials in a database that is open for writing. */
export const createBurials = (db: Database, journal: Pick<JournalRepository, 'append'>): Burials => {
  const retention = createRetentionRepository(db)
  const someClaims = (sessionId: Ulid, named: Pick<Burial, 'claimIds' | 'missedIds' | 'erased'>): Burial => {
    const talking = retention.claimsOf(sessionId, named.claimIds)
    const found = retention.countClaims(named.claimIds)
    const counts = {
      ...found,
      claims: talking.length,
      findings: found.findings + named.missedIds.length,
      entries: sizeOf(named.erased),
    }
    return { ...named, whole: false, counts }
  }
  /** Up to where a session was taken by slices: what is before is empty, or goes with what is left of it. */
  let taken: { readonly sessionId: Ulid; readonly seq: number } | null = null
  return {
    next: (sessionId) => {
      const after = taken?.sessionId === sessionId ? taken.seq : 0
      const spoken = retention.nextSpoken(sessionId, after, SLICE_ENTRIES)
      if (spoken === null) return null
      taken = { sessionId, seq: spoken.stretches.at(-1)?.[1] ?? after }
      const { stretches, claimIds, missedIds } = spoken
      return someClaims(sessionId, { claimIds, missedIds, erased: stretches })
    },
    ofSession: (sessionId) => {
      const erased = retention.entriesOfSession(sessionId)
      if (erased.length === 0 && !retention.hasRows(sessionId)) return null
      const counts = { ...retention.countSession(sessionId), entries: sizeOf(erased) }
      return { whole: true, claimIds: [], missedIds: [], erased, counts }
    },
    ofClaims: (sessionId, claimIds) => {
      const erased = retention.entriesOfClaims(sessionId, claimIds)
      const burial = someClaims(sessionId, { claimIds, missedIds: [], erased })
      const { claims, findings, promises, entries } = burial.counts
      return claims + findings + promises + entries === 0 ? null : burial
    },
    bury: (session, { whole, claimIds, missedIds, erased, counts }, moment, { word, again }) => {
      const sessionId = session.id
      const tombstone: Tombstone = { erased, whole, counts, word }
      const payload: Tombstone = again === null ? tombstone : { ...tombstone, again }
      const seq = journal.append(sessionId, { ...moment, kind: ERASE_KIND, payload })
      retention.emptyEntries(sessionId, erased)
      if (whole) {
        retention.removeRows(sessionId, chinaDay(session.startedAt ?? session.createdAt))
      } else {
        retention.emptyClaims(claimIds)
        retention.removeMissed(missedIds)
      }
      const { claims } = counts
      retention.putErasure({ sessionId, isWhole: whole, claims, seq, at: again ?? moment.at })
    },
  }
}
