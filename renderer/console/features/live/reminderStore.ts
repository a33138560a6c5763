import { create } from 'zustand'
import type { Unsubscribe } from '../../../../domain/contract/bridge.ts'
import type { Finding } from '../../../../domain/model/claim.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { chooseReminder } from '../../../shared/live/chooseReminder.ts'

/** Which finding the panel shows. */
export type ReminderState = {
  readonly shownId: Ulid | null
  /** Chosen by hand; null = the panel chooses. */
  readonly pinnedId: Ulid | null
  /** Monotonic ms since when this one is shown, so that a key meant for the one before it does not hit it. */
  readonly since: number
}

export const useReminderStore = create<ReminderState>()(() => ({ shownId: null, pinnedId: null, since: 0 }))

const choose = (pinnedId: Ulid | null): void => {
  const state = useReminderStore.getState()
  const { findings } = useLiveStore.getState().snapshot
  const shown = chooseReminder(state.shownId, pinnedId, findings)
  const shownId = shown?.id ?? null
  const kept = shownId === pinnedId ? pinnedId : null
  if (shownId === state.shownId && kept === state.pinnedId) return
  const since = shownId === state.shownId ? state.since : performance.now()
  useReminderStore.setState({ shownId, pinnedId: kept, since })
}

/** Shows a finding because somebody chose it. */
export const pinReminder = (id: Ulid): void => choose(id)

/** Lets the panel choose again. */
export const unpinReminder = (): void => choose(null)

/** Keeps the panel in step with the findings while the live room is open. Gives the stop function. */
export const followReminders = (): Unsubscribe => {
  choose(useReminderStore.getState().pinnedId)
  return useLiveStore.subscribe((state, before) => {
    if (state.snapshot.findings === before.snapshot.findings) return
    const { pinnedId } = useReminderStore.getState()
    const was = before.snapshot.findings.find(({ id }) => id === pinnedId)
    const is = state.snapshot.findings.find(({ id }) => id === pinnedId)
    // Once the chosen one has been dealt with the panel goes on to what is still open.
    choose(was?.state === 'open' && is?.state !== 'open' ? null : pinnedId)
  })
}

/** The finding the panel shows now; null = none. */
export const shownReminder = (): Finding | null => {
  const { shownId } = useReminderStore.getState()
  return useLiveStore.getState().snapshot.findings.find(({ id }) => id === shownId) ?? null
}
