import { create } from 'zustand'
import { type ChainOverview, VERIFY_TASK } from '../../../../domain/contract/chain.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import type { VerifyReport } from '../../../../domain/journal/verifyReport.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { bridge, callMain } from '../../../shared/bridge.ts'
import { askMain } from '../../bridge/askMain.ts'

export type VerifyState = {
  /** Null until it was read. */
  readonly overview: ChainOverview | null
  readonly failure: Failure | null
  /** What is being verified: one session, or everything (null). */
  readonly running: {
    readonly sessionId: Ulid | null
    readonly done: number
    readonly total: number
    readonly isStopping: boolean
  } | null
  readonly report: VerifyReport | null
  /** Where something was exported to last; empty = nowhere yet. */
  readonly savedAs: string
}

/** Verifying goes on while one looks into another room. */
export const useVerify = create<VerifyState>()(() => ({
  overview: null,
  failure: null,
  running: null,
  report: null,
  savedAs: '',
}))

/** Asks main what there is to verify. */
export const loadOverview = async (): Promise<void> => {
  const answer = await callMain('chain.overview', {})
  useVerify.setState(answer.ok ? { overview: answer.value, failure: null } : { failure: answer.error })
}

/** Verifies one session, or everything (null). */
export const startVerifying = async (sessionId: Ulid | null): Promise<void> => {
  useVerify.setState({
    running: { sessionId, done: 0, total: 0, isStopping: false },
    report: null,
    savedAs: '',
  })
  const unsubscribe = bridge().onProgress(({ task, done, total }) => {
    if (task !== VERIFY_TASK) return
    useVerify.setState(({ running }) => (running === null ? {} : { running: { ...running, done, total } }))
  })
  const report = await askMain('chain.verify', { sessionId })
  unsubscribe()
  useVerify.setState({ running: null, report })
  await loadOverview()
}

/** Ends verifying with what was found so far. */
export const stopVerifying = async (): Promise<void> => {
  useVerify.setState(({ running }) => (running === null ? {} : { running: { ...running, isStopping: true } }))
  await askMain('chain.stop', {})
}

/** Saves the report made last. */
export const exportReport = async (format: 'text' | 'json'): Promise<void> => {
  const saved = await askMain('chain.exportReport', { format })
  if (saved !== null) useVerify.setState({ savedAs: saved.savedAs ?? '' })
}

/** Saves a session's last signed head. */
export const exportHead = async (sessionId: Ulid): Promise<void> => {
  const saved = await askMain('chain.exportHead', { sessionId })
  if (saved !== null) useVerify.setState({ savedAs: saved.savedAs ?? '' })
}
