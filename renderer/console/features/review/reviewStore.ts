import { create } from 'zustand'
import type {
  OpenedSession,
  RecordPage,
  ReviewCounts,
  ReviewFilter,
  SessionRecord,
  SessionSummary,
} from '../../../../domain/contract/ipc.ts'
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
  /** The open session as far as it is here; null while it is being opened. */
  readonly record: SessionRecord | null
  /** The numbers of all of it. */
  readonly counts: ReviewCounts | null
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
  counts: null,
  recordFailure: null,
  filter: EVERYTHING,
  choice: null,
  exported: { kind: 'none' },
}))

const recordOf = (opened: OpenedSession, pages: readonly RecordPage[]): SessionRecord => ({
  lineup: opened.lineup,
  airings: opened.airings,
  overrides: opened.overrides,
  claims: pages.flatMap(({ claims }) => claims),
  findings: [...opened.missed, ...pages.flatMap(({ findings }) => findings)],
  suppressed: pages.flatMap(({ suppressed }) => suppressed),
  promises: pages.flatMap(({ promises }) => promises),
})

/** Longest the rest of a session waits for the beginning to be painted, in ms; no frame comes while the window is hidden. */
const PAINT_WAIT_MS = 100

/** Once there is nothing left to paint. */
const whenPainted = (): Promise<unknown> =>
  new Promise((resolve) => requestIdleCallback(resolve, { timeout: PAINT_WAIT_MS }))

/**
 * Opens a session, shows its beginning and brings the rest; each time as much again is here it is shown. A session opened
 * before it, and not yet here, is forgotten. `choice` is the line to stand at; null = none.
 */
export const openSession = async (sessionId: Ulid, choice: Choice | null): Promise<void> => {
  useReviewStore.setState({
    openId: sessionId,
    record: null,
    counts: null,
    recordFailure: null,
    filter: EVERYTHING,
    choice,
    exported: { kind: 'none' },
  })
  const answer = await callMain('review.open', { sessionId })
  const isLeft = (): boolean => useReviewStore.getState().openId !== sessionId
  if (isLeft()) return
  if (!answer.ok) {
    useReviewStore.setState({ recordFailure: answer.error })
    return
  }
  const { counts, page } = answer.value
  const pages = [page]
  let shown = page.claims.length
  useReviewStore.setState({ record: recordOf(answer.value, pages), counts })
  let here = shown
  await whenPainted()
  for (let after = isLeft() ? null : page.next; after !== null;) {
    const more = await callMain('review.page', { sessionId, after })
    if (isLeft()) return
    if (!more.ok) {
      useReviewStore.setState({ recordFailure: more.error })
      return
    }
    pages.push(more.value)
    here += more.value.claims.length
    after = more.value.next
    if (after !== null && here < 2 * shown) continue
    shown = here
    useReviewStore.setState({ record: recordOf(answer.value, pages) })
  }
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
  if (target !== undefined) await openSession(target.session.id, null)
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
