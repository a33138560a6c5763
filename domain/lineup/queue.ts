import type { Result } from '../contract/result.ts'
import { fail, succeed } from '../contract/result.ts'
import type { Slot } from '../model/lineup.ts'
import type { EpochMs, Ulid } from '../model/scalars.ts'
import { LONGEST_SPAN_MS } from './timing.ts'

/** The queue of a session on air: its slots in order, the one on air and since when. */
export type QueueState = {
  readonly slots: readonly Slot[]
  readonly nowSlotId: Ulid | null
  readonly nowSince: EpochMs | null
}

/** What can happen to the queue; `at` is the moment it happens. */
export type QueueEvent =
  | { readonly type: 'next'; readonly at: EpochMs }
  | { readonly type: 'previous'; readonly at: EpochMs }
  | { readonly type: 'goTo'; readonly slotId: Ulid; readonly at: EpochMs }
  | { readonly type: 'stop'; readonly at: EpochMs }

const inOrder = (slots: readonly Slot[]): Slot[] => [...slots].sort((a, b) => a.position - b.position)

/** The slot that 下一个 would put on air: the one after the slot on air, or the first when none is; null at the end. */
export const nextSlotId = (slots: readonly Slot[], nowSlotId: Ulid | null): Ulid | null => {
  const ordered = inOrder(slots)
  const index = nowSlotId === null ? -1 : ordered.findIndex((slot) => slot.id === nowSlotId)
  return ordered[index + 1]?.id ?? null
}

/** The slot before the one on air; null when there is none. */
export const previousSlotId = (slots: readonly Slot[], nowSlotId: Ulid | null): Ulid | null => {
  if (nowSlotId === null) return null
  const ordered = inOrder(slots)
  const index = ordered.findIndex((slot) => slot.id === nowSlotId)
  return index > 0 ? (ordered[index - 1]?.id ?? null) : null
}

/** Takes the slot on air off: it is done, and the time it was on is added. A clock set back counts as no time. */
const leave = (state: QueueState, at: EpochMs): Slot[] =>
  state.slots.map((slot) =>
    slot.id === state.nowSlotId
      ? {
          ...slot,
          state: 'done',
          airedMs: Math.min(LONGEST_SPAN_MS, slot.airedMs + Math.max(0, at - (state.nowSince ?? at))),
        }
      : slot,
  )

const enter = (state: QueueState, slotId: Ulid, at: EpochMs): QueueState => ({
  slots: leave(state, at).map((slot) =>
    slot.id === slotId ? { ...slot, state: 'live', startedAt: slot.startedAt ?? at } : slot,
  ),
  nowSlotId: slotId,
  nowSince: at,
})

/**
 * The queue after an event. Fails with `live-no-next`, `live-no-previous`, `live-already-on-air`, `lineup-slot-unknown` or
 * `live-none-on-air`; the state is then unchanged.
 */
export const advanceQueue = (state: QueueState, event: QueueEvent): Result<QueueState> => {
  switch (event.type) {
    case 'next': {
      const slotId = nextSlotId(state.slots, state.nowSlotId)
      return slotId === null ? fail('live-no-next', {}) : succeed(enter(state, slotId, event.at))
    }
    case 'previous': {
      const slotId = previousSlotId(state.slots, state.nowSlotId)
      return slotId === null ? fail('live-no-previous', {}) : succeed(enter(state, slotId, event.at))
    }
    case 'goTo': {
      const target = state.slots.find((slot) => slot.id === event.slotId)
      if (target === undefined) return fail('lineup-slot-unknown', {})
      if (target.id === state.nowSlotId) return fail('live-already-on-air', { position: target.position })
      return succeed(enter(state, target.id, event.at))
    }
    case 'stop':
      return state.nowSlotId === null
        ? fail('live-none-on-air', {})
        : succeed({ slots: leave(state, event.at), nowSlotId: null, nowSince: null })
    default:
      return event satisfies never
  }
}
