import { create } from 'zustand'
import type { ReviewFilter, SessionRecord, SessionSummary } from '../../../../domain/contract/ipc.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { EVERYTHING } from '../../../../domain/review/reviewRows.ts'
import { callMain } from '../../../shared/bridge.ts'
import { useNavigationStore } from '../../stores/navigationStore.ts'

/** What is chosen in the list: a product coming on air, or an utterance and one of its findings. */
export type Choice =
  | { readonly kind: 'airing'; readonly slotId: Ulid; readonly at: number; readonly findingId: Ulid | null }
  | { readonly kind: 'claim'; readonly claimId: Ulid; readonly findingId: Ulid | null }

/** How the last export ended. */
export type ExportState =
  | { readonly kind: 'none' | 'working' | 'closed' }
  | { readonly kind: 'saved'; readonly name: string; readonly rows: number }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type ReviewState = {
  /** Null until they were read. */
  readonly sessions: readonly SessionSummary[] | null
  readonly sessionsFailure: Failure | null
  readonly openId: Ulid | null
  /** Null while it is being opened. */
  readonly record: SessionRecord | null
  readonly recordFailure: Failure | null
  readonly filter: ReviewFilter
  readonly choice: Choice | null
  readonly exported: ExportState
}

export const useReviewStore = create<ReviewState>()(() => ({
  sessions: null,
  sessionsFailure: null,
  openId: null,
  record: null,
  recordFailure: null,
  filter: EVERYTHING,
  choice: null,
  exported: { kind: 'none' },
}))

/** Opens a session; one opened before it, and not yet here, is forgotten. */
export const openSession = async (sessionId: Ulid): Promise<void> => {
  useReviewStore.setState({
    openId: sessionId,
    record: null,
    recordFailure: null,
    filter: EVERYTHING,
    choice: null,
    exported: { kind: 'none' },
  })
  const answer = await callMain('review.open', { sessionId })
  if (useReviewStore.getState().openId !== sessionId) return
  useReviewStore.setState(answer.ok ? { record: answer.value } : { recordFailure: answer.error })
}

/** Reads the list of sessions, and opens the one asked for, else the one that was open, else the newest. */
export const loadSessions = async (): Promise<void> => {
  const answer = await callMain('review.sessions', {})
  if (!answer.ok) {
    useReviewStore.setState({ sessionsFailure: answer.error })
    return
  }
  const sessions = answer.value
  useReviewStore.setState({ sessions, sessionsFailure: null })
  const wanted = useNavigationStore.getState().reviewSessionId ?? useReviewStore.getState().openId
  const target = sessions.find(({ session }) => session.id === wanted) ?? sessions[0]
  useNavigationStore.setState({ reviewSessionId: null })
  if (target !== undefined) await openSession(target.session.id)
}

/** Changes part of the filter. */
export const setFilter = (part: Partial<ReviewFilter>): void =>
  useReviewStore.setState(({ filter }) => ({ filter: { ...filter, ...part } }))

/** Lets everything through again. */
export const clearFilter = (): void => useReviewStore.setState({ filter: EVERYTHING })

/** Chooses a line of the list. */
export const choose = (choice: Choice | null): void => useReviewStore.setState({ choice })

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** Exports what the filter lets through as CSV; main asks where to. */
export const exportCsv = async (): Promise<void> => {
  const { openId, filter } = useReviewStore.getState()
  if (openId === null) return
  useReviewStore.setState({ exported: { kind: 'working' } })
  const answer = await callMain('review.exportCsv', { sessionId: openId, filter })
  if (useReviewStore.getState().openId !== openId) return
  useReviewStore.setState({
    exported: !answer.ok
      ? { kind: 'failed', failure: answer.error }
      : answer.value.savedAs === null
        ? { kind: 'closed' }
        : { kind: 'saved', name: fileName(answer.value.savedAs), rows: answer.value.rows },
  })
}
