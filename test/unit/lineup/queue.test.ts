import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QueueEvent, QueueState } from '../../../domain/lineup/queue.ts'
import { advanceQueue, nextSlotId, previousSlotId } from '../../../domain/lineup/queue.ts'
import { LONGEST_SPAN_MS } from '../../../domain/lineup/timing.ts'
import { id, product, slotsFor } from './samples.ts'

const slots = slotsFor(['a', 'b', 'c', 'd'].map((each) => product(each)))
const before: QueueState = { slots, nowSlotId: null, nowSince: null }

/** Plays events; fails the test at the first that is refused. */
const play = (events: readonly QueueEvent[]): QueueState => {
  let state = before
  for (const event of events) {
    const next = advanceQueue(state, event)
    if (!next.ok) throw new Error(next.error.code)
    state = next.value
  }
  return state
}
const states = (state: QueueState): string[] => state.slots.map((slot) => slot.state)

describe('the queue of a session on air', () => {
  test('the first 下一个 puts the first slot on air', () => {
    const state = play([{ type: 'next', at: 1000 }])
    expect(state.nowSlotId).toBe(id(101))
    expect(state.nowSince).toBe(1000)
    expect(states(state)).toEqual(['live', 'queued', 'queued', 'queued'])
    expect(state.slots[0]?.startedAt).toBe(1000)
  })

  test('leaving a slot marks it done and adds the time it was on', () => {
    const state = play([
      { type: 'next', at: 1000 },
      { type: 'next', at: 61_000 },
    ])
    expect(states(state)).toEqual(['done', 'live', 'queued', 'queued'])
    expect(state.slots[0]?.airedMs).toBe(60_000)
  })

  test('a slot that comes on twice keeps its first start and adds up its time', () => {
    const state = play([
      { type: 'next', at: 1000 },
      { type: 'next', at: 2000 },
      { type: 'previous', at: 5000 },
      { type: 'next', at: 9000 },
    ])
    expect(state.slots[0]).toMatchObject({ startedAt: 1000, airedMs: 1000 + 4000, state: 'done' })
    expect(state.nowSlotId).toBe(id(102))
  })

  test('going to a slot jumps over the others, which stay to come', () => {
    const state = play([
      { type: 'next', at: 0 },
      { type: 'goTo', slotId: id(104), at: 10 },
    ])
    expect(states(state)).toEqual(['done', 'queued', 'queued', 'live'])
    expect(nextSlotId(state.slots, state.nowSlotId)).toBeNull()
    expect(previousSlotId(state.slots, state.nowSlotId)).toBe(id(103))
  })

  test('what cannot be done is refused with a reason', () => {
    const last = play([
      { type: 'next', at: 0 },
      { type: 'goTo', slotId: id(104), at: 1 },
    ])
    const code = (state: QueueState, event: QueueEvent): string => {
      const result = advanceQueue(state, event)
      return result.ok ? 'ok' : result.error.code
    }
    expect(code(last, { type: 'next', at: 2 })).toBe('live-no-next')
    expect(code(play([{ type: 'next', at: 0 }]), { type: 'previous', at: 1 })).toBe('live-no-previous')
    expect(code(last, { type: 'goTo', slotId: id(104), at: 2 })).toBe('live-already-on-air')
    expect(code(last, { type: 'goTo', slotId: id(999), at: 2 })).toBe('lineup-slot-unknown')
    expect(code(before, { type: 'stop', at: 2 })).toBe('live-none-on-air')
  })

  test('a clock that is set back takes no time away', () => {
    const state = play([
      { type: 'next', at: 10_000 },
      { type: 'next', at: 4000 },
    ])
    expect(state.slots[0]?.airedMs).toBe(0)
  })

  test('a session resumed after weeks stays inside what the model can hold', () => {
    const state = play([
      { type: 'next', at: 0 },
      { type: 'stop', at: 30 * 24 * 3_600_000 },
    ])
    expect(state.slots[0]?.airedMs).toBe(LONGEST_SPAN_MS)
    expect(state.nowSlotId).toBeNull()
  })

  test('whatever is pressed, one slot at most is on air, and it is the one the state names', () => {
    const events = fc.array(
      fc.oneof(
        fc.constantFrom<'next' | 'previous' | 'stop'>('next', 'previous', 'stop').map((type) => ({ type })),
        fc.integer({ min: 100, max: 106 }).map((number) => ({ type: 'goTo' as const, slotId: id(number) })),
      ),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(events, (pressed) => {
        let state = before
        pressed.forEach((event, index) => {
          const next = advanceQueue(state, { ...event, at: index * 1000 })
          if (next.ok) state = next.value
          const live = state.slots.filter((slot) => slot.state === 'live').map((slot) => slot.id)
          expect(live).toEqual(state.nowSlotId === null ? [] : [state.nowSlotId])
          expect(state.slots.map((slot) => slot.id)).toEqual(slots.map((slot) => slot.id))
        })
      }),
    )
  })
})
