import { describe, expect, test } from 'vitest'
import { advanceQueue } from '../../../domain/lineup/queue.ts'
import type { TimedLineup } from '../../../domain/lineup/timing.ts'
import { lineupTiming, plannedTotalMs } from '../../../domain/lineup/timing.ts'
import { id, MINUTE, product, slotsFor } from './samples.ts'

const START = 1_000_000
const slots = slotsFor(['a', 'b', 'c'].map((each) => product(each)))

const onAir = (events: readonly { readonly slotId: string; readonly at: number }[]): TimedLineup => {
  let queue = {
    slots: slots as readonly (typeof slots)[number][],
    nowSlotId: null as string | null,
    nowSince: null as number | null,
  }
  for (const event of events) {
    const next = advanceQueue(queue, { type: 'goTo', ...event })
    if (!next.ok) throw new Error(next.error.code)
    queue = next.value
  }
  return { ...queue, startedAt: START }
}

describe('the clock of a lineup', () => {
  test('before the start there is a plan and no offset', () => {
    const timing = lineupTiming({ slots, nowSlotId: null, nowSince: null, startedAt: null }, START)
    expect(plannedTotalMs(slots)).toBe(15 * MINUTE)
    expect(timing).toEqual({
      plannedMs: 15 * MINUTE,
      elapsedMs: 0,
      slotElapsedMs: 0,
      slotRemainingMs: 0,
      offsetMs: 0,
      expectedEndAt: START + 15 * MINUTE,
    })
  })

  test('on plan the offset is zero and the countdown runs', () => {
    const timing = lineupTiming(onAir([{ slotId: id(101), at: START }]), START + 2 * MINUTE)
    expect(timing.slotRemainingMs).toBe(3 * MINUTE)
    expect(timing.offsetMs).toBe(0)
    expect(timing.expectedEndAt).toBe(START + 15 * MINUTE)
  })

  test('a slot over time goes below zero and pushes the end', () => {
    const timing = lineupTiming(onAir([{ slotId: id(101), at: START }]), START + 7 * MINUTE)
    expect(timing.slotRemainingMs).toBe(-2 * MINUTE)
    expect(timing.offsetMs).toBe(2 * MINUTE)
    expect(timing.expectedEndAt).toBe(START + 17 * MINUTE)
  })

  test('leaving early puts the session ahead', () => {
    const lineup = onAir([
      { slotId: id(101), at: START },
      { slotId: id(102), at: START + 3 * MINUTE },
    ])
    expect(lineupTiming(lineup, START + 3 * MINUTE).offsetMs).toBe(-2 * MINUTE)
  })

  test('a slot that was jumped over is still to come', () => {
    const lineup = onAir([
      { slotId: id(101), at: START },
      { slotId: id(103), at: START + 5 * MINUTE },
    ])
    expect(lineupTiming(lineup, START + 5 * MINUTE).expectedEndAt).toBe(START + 15 * MINUTE)
  })

  test('a slot that comes back counts the time it has had', () => {
    const lineup = onAir([
      { slotId: id(101), at: START },
      { slotId: id(102), at: START + 4 * MINUTE },
      { slotId: id(101), at: START + 6 * MINUTE },
    ])
    expect(lineupTiming(lineup, START + 6 * MINUTE + 30_000).slotRemainingMs).toBe(30_000)
  })
})
