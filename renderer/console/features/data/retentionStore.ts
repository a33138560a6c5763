import { create } from 'zustand'
import {
  ERASE_TASK,
  type EraseDone,
  type EraseOrder,
  type ErasePreview,
  type ExportScope,
  type HoldWord,
  type NamedClaims,
  type RetainedSession,
  type RetentionOverview,
} from '../../../../domain/contract/retention.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { bridge, callMain } from '../../../shared/bridge.ts'
import { askMain } from '../../bridge/askMain.ts'

/** What is about to be erased, with what that takes. */
export type Erasing = {
  readonly scopes: EraseOrder['scopes']
  readonly ground: EraseOrder['ground']
  readonly preview: ErasePreview
}

export type RetentionState = {
  /** Null until it was read. */
  readonly overview: RetentionOverview | null
  readonly failure: Failure | null
  /** Due sessions that are ticked. */
  readonly chosen: ReadonlySet<Ulid>
  readonly holding: RetainedSession | null
  readonly erasing: Erasing | null
  /** How far erasing is, in journal entries; null = it has not begun. When all are done the file is cleared. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly isRemovingCopies: boolean
  readonly isSweeping: boolean
  readonly done: Omit<EraseDone, 'overview'> | null
  /** What was looked for last, and what was found. */
  readonly person: { readonly text: string; readonly found: NamedClaims } | null
  readonly chosenClaims: ReadonlySet<Ulid>
  /** Where something was exported to last; empty = nowhere yet. */
  readonly savedAs: string
}

export const useRetention = create<RetentionState>()(() => ({
  overview: null,
  failure: null,
  chosen: new Set(),
  holding: null,
  erasing: null,
  progress: null,
  isRemovingCopies: false,
  isSweeping: false,
  done: null,
  person: null,
  chosenClaims: new Set(),
  savedAs: '',
}))

const take = (overview: RetentionOverview): void =>
  useRetention.setState(({ chosen }) => {
    const due = new Set(
      overview.sessions.filter(({ state }) => state === 'due').map(({ sessionId }) => sessionId),
    )
    return { overview, failure: null, chosen: new Set([...chosen].filter((id) => due.has(id))) }
  })

/** Asks main how long everything is kept. */
export const loadRetention = async (): Promise<void> => {
  const answer = await callMain('retention.overview', {})
  if (answer.ok) take(answer.value)
  else useRetention.setState({ failure: answer.error })
}

const toggled = (set: ReadonlySet<Ulid>, id: Ulid): ReadonlySet<Ulid> =>
  set.has(id) ? new Set([...set].filter((each) => each !== id)) : new Set([...set, id])

export const toggleSession = (id: Ulid): void =>
  useRetention.setState(({ chosen }) => ({ chosen: toggled(chosen, id) }))
export const chooseSessions = (ids: readonly Ulid[]): void => useRetention.setState({ chosen: new Set(ids) })
export const toggleClaim = (id: Ulid): void =>
  useRetention.setState(({ chosenClaims }) => ({ chosenClaims: toggled(chosenClaims, id) }))

/** Opens the question whether a session is held, or let go. */
export const askHold = (holding: RetainedSession | null): void => useRetention.setState({ holding })

/** Holds a session or lets it go. True when it was done. */
export const holdSession = async (session: RetainedSession, word: HoldWord): Promise<boolean> => {
  const { sessionId, hold } = session
  const overview = await askMain('retention.hold', { sessionId, word, isHeld: hold === null })
  if (overview === null) return false
  take(overview)
  askHold(null)
  return true
}

/** Looks what erasing would take, and asks. */
export const askErase = async (scopes: EraseOrder['scopes'], ground: EraseOrder['ground']): Promise<void> => {
  const preview = await askMain('retention.preview', { scopes })
  if (preview !== null) useRetention.setState({ erasing: { scopes, ground, preview }, done: null })
}
export const dropErase = (): void => useRetention.setState({ erasing: null })

/** Erases what was asked about. */
export const eraseNow = async (
  { scopes, ground }: Erasing,
  word: HoldWord,
  withCopies: boolean,
): Promise<void> => {
  const unsubscribe = bridge().onProgress(({ task, done, total }) => {
    if (task === ERASE_TASK) useRetention.setState({ progress: { done, total } })
  })
  const answer = await askMain('retention.erase', { scopes, ground, ...word, withCopies })
  unsubscribe()
  useRetention.setState({ progress: null })
  if (answer === null) {
    useRetention.setState({ erasing: null })
    await loadRetention()
    return
  }
  const { overview, ...done } = answer
  take(overview)
  useRetention.setState({ erasing: null, done, chosenClaims: new Set() })
  const { person } = useRetention.getState()
  if (person !== null) await findPerson(person.text)
}

/** Clears what is left of erased records in the bytes of the file. */
export const sweepNow = async (): Promise<void> => {
  useRetention.setState({ isSweeping: true })
  const overview = await askMain('retention.sweep', {})
  useRetention.setState({ isSweeping: false })
  if (overview !== null) take(overview)
}

export const askRemoveCopies = (isRemovingCopies: boolean): void =>
  useRetention.setState({ isRemovingCopies })

/** Deletes copies made before the last erasure. */
export const removeCopies = async (): Promise<void> => {
  const overview = await askMain('retention.removeCopies', {})
  askRemoveCopies(false)
  if (overview !== null) take(overview)
}

/** Looks for claims that name a person. */
export const findPerson = async (text: string): Promise<void> => {
  const found = await askMain('retention.find', { text })
  if (found !== null) useRetention.setState({ person: { text, found }, chosenClaims: new Set() })
}

/** Saves what a person is given. */
export const exportFor = async (scope: ExportScope, format: 'jsonl' | 'html'): Promise<void> => {
  const saved = await askMain('retention.export', { scope, format })
  if (saved !== null) useRetention.setState({ savedAs: saved.savedAs ?? '' })
}
