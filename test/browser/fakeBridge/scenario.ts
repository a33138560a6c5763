import type { RulePack } from '../../../domain/compliance/rulePack.ts'
import type { IpcName } from '../../../domain/contract/ipc.ts'
import type { Settings } from '../../../domain/model/settings.ts'

/** A state of the app to look at; a test names what it needs and leaves the rest as it is. */
export type Scenario = {
  /** Slots of the open session; beyond the made-up products they repeat. 0 = nothing yet. */
  readonly slots: number
  /** `draft` prepared only; `live` on air; `resumable` cut off; `ended` in the past only. */
  readonly session: 'none' | 'draft' | 'live' | 'resumable' | 'ended'
  /** Claims of the session on air or of the past session. */
  readonly claims: number
  /** Longest names, prices ¥0.01 and ¥129,999, everything at its edge. */
  readonly extreme: boolean
  /** Everything the pre-flight asks for is there. */
  readonly clean: boolean
  readonly settings: Partial<Settings>
  /** Calls that fail, by name: the error code they answer. */
  readonly failing: Readonly<Record<string, string>>
  /** Stage server: `taken` = its port is in use. */
  readonly stage: 'served' | 'taken'
  readonly saved: 'saved' | 'saving' | 'failed' | 'held'
  /** What looking at the pages of the data file has found; empty = nothing. */
  readonly damage: string
  /** Share of past claims the search index holds, 0–1. */
  readonly indexed: number
  /** A newer version of the first pack that waits to be accepted. */
  readonly rulesUpdate: boolean
  /** The rules the app really ships instead of a handful of made-up ones. */
  readonly packs: readonly RulePack[] | null
  /** `none` made yet; `recovered` = there was damage at the start; `second-missing` = the other disk is not there. */
  readonly backups: 'some' | 'none' | 'recovered' | 'second-missing'
  /** What verifying the record finds. */
  readonly verify: 'good' | 'bad'
  /** Long work that waits halfway until the test says `fakeMain.goOn`. */
  readonly waiting: readonly IpcName[]
  /** The system's key store; empty = there is none. */
  readonly keyStore: string
}

export const DEFAULT_SCENARIO: Scenario = {
  slots: 6,
  session: 'draft',
  claims: 0,
  extreme: false,
  clean: false,
  settings: {},
  failing: {},
  stage: 'served',
  saved: 'saved',
  damage: '',
  indexed: 1,
  rulesUpdate: false,
  packs: null,
  backups: 'some',
  verify: 'good',
  waiting: [],
  keyStore: 'macOS Keychain',
}
