import { z } from 'zod'
import type { SessionVerdict, VerifyProblem, VerifyReport } from '../journal/verifyReport.ts'
import type { EpochMs, Ulid } from '../model/scalars.ts'

const made = <Value>() => z.custom<Value>((value) => typeof value === 'object' && value !== null)

/** Name of the task verifying tells its progress as; `done` and `total` are entries. */
export const VERIFY_TASK = 'chain-verify'

/**
 * How the private key is kept. `system`: by the key store of the system (`store` names it); `file`: in a file only this
 * account may read, since the system has no key store; `none`: no key could be made or kept, and heads are not signed.
 */
export type KeyProtection = {
  readonly kind: 'system' | 'file' | 'none'
  readonly store: string
  /** Empty = there is none. */
  readonly keyId: string
}

/** What verifying said of something last. */
export type LastVerdict = { readonly at: EpochMs; readonly verdict: SessionVerdict }

/** A session in the list to verify. */
export type ChainSession = {
  readonly sessionId: Ulid
  readonly title: string
  readonly startedAt: EpochMs | null
  readonly isOver: boolean
  readonly entries: number
  /** Null = it was never verified. */
  readonly last: LastVerdict | null
}

/** What the file as a whole was found to be. */
export type LastFileVerdict = {
  readonly at: EpochMs
  readonly isGood: boolean
  readonly firstBad: VerifyProblem | null
}

/** What there is to verify, with what was found last. */
export type ChainOverview = {
  /** Sessions that were on air, the newest first. */
  readonly sessions: readonly ChainSession[]
  /** Null = everything was never verified together. */
  readonly file: LastFileVerdict | null
  readonly key: KeyProtection
  /** Where the head book lies. */
  readonly bookFile: string
}

export const chainOverviewSchema = made<ChainOverview>()
export const verifyReportSchema = made<VerifyReport>()
