import type { EpochMs, Ulid } from '../model/scalars.ts'

/** Tables whose rows the journal vouches for. */
export type RecordTable =
  | 'session'
  | 'slot'
  | 'airing'
  | 'stage'
  | 'override'
  | 'product'
  | 'claim'
  | 'finding'
  | 'spared'
  | 'promise'

/** What can be wrong. Each has its sentence under `data.problem.`. */
export type ProblemCode =
  /** The chain itself. */
  | 'order'
  | 'link'
  | 'payload'
  | 'hash'
  | 'unreadable'
  | 'erased'
  /** Against the signed heads. */
  | 'headHash'
  | 'headCut'
  | 'headLink'
  | 'headSignature'
  | 'headKey'
  | 'headMissing'
  /** Against the head book. */
  | 'bookHash'
  | 'bookCut'
  | 'bookHead'
  | 'bookSession'
  | 'bookCount'
  | 'bookLine'
  | 'bookShort'
  | 'bookKey'
  /** The list of what was erased. */
  | 'listLine'
  /** Against a head that was exported and kept elsewhere. */
  | 'keptSession'
  | 'keptCut'
  | 'keptHash'
  | 'keptSignature'
  /** The tables against the journal. */
  | 'rowGone'
  | 'rowExtra'
  | 'rowDiffers'
  /** The file. */
  | 'damaged'
  | 'schema'

/** Something that is not as it was written. */
export type VerifyProblem = {
  readonly code: ProblemCode
  /** Null = the file as a whole. */
  readonly sessionId: Ulid | null
  readonly title: string
  /** The entry; null = it concerns none in particular. */
  readonly seq: number | null
  readonly at: EpochMs | null
  /** Kind of the entry: claim, finding, slot … */
  readonly kind: string | null
  readonly params: Readonly<Record<string, string | number>>
}

/** What is no fault and should be known. Each has its sentence under `data.note.`. */
export type VerifyNote = {
  readonly code:
    | 'noBook'
    | 'bookRestarted'
    | 'bookTorn'
    | 'keyReplaced'
    | 'unsigned'
    | 'notCovered'
    | 'keptAgrees'
    | 'keptKey'
  readonly params: Readonly<Record<string, string | number>>
}

/** Most problems that are told of one session or of the file; all are counted. */
export const TOLD_PROBLEMS = 20

/** What checking one session found. */
export type SessionVerdict = {
  readonly sessionId: Ulid
  readonly title: string
  readonly startedAt: EpochMs | null
  readonly entries: number
  /** Entries whose content was erased, with a record of it. */
  readonly erased: number
  readonly heads: number
  /** The last entry a signed head covers; 0 = none. */
  readonly signedTo: number
  /** The first in the order of the entries; null = everything is as it was written. */
  readonly firstBad: VerifyProblem | null
  readonly problems: readonly VerifyProblem[]
  readonly problemCount: number
}

/** A key heads were signed with. */
export type KnownKey = { readonly keyId: string; readonly since: EpochMs; readonly heads: number }

/** What verifying found. */
export type VerifyReport = {
  readonly formatVersion: 1
  /** When it was done. */
  readonly at: EpochMs
  /** One session; null = everything. */
  readonly sessionId: Ulid | null
  /** Whether it was stopped: what it says holds for the sessions it names. */
  readonly isStopped: boolean
  readonly isGood: boolean
  readonly entries: number
  readonly sessions: readonly SessionVerdict[]
  /** What is wrong with the file as a whole. */
  readonly problems: readonly VerifyProblem[]
  readonly problemCount: number
  readonly notes: readonly VerifyNote[]
  readonly keys: readonly KnownKey[]
  /** Lines of the head book; null = there was none to compare with. */
  readonly bookLines: number | null
}

/** The first thing that is wrong anywhere: in a session, else with the file. */
export const firstProblem = (report: VerifyReport): VerifyProblem | null =>
  report.sessions.find(({ firstBad }) => firstBad !== null)?.firstBad ?? report.problems[0] ?? null
