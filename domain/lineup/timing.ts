import type { Slot } from '../model/lineup.ts'
import type { DurationMs, EpochMs, Ulid } from '../model/scalars.ts'

/** Longest span the model holds, in ms: a session resumed after weeks does not overflow it. */
export const LONGEST_SPAN_MS: DurationMs = 7 * 24 * 3_600_000

/** What the clock arithmetic needs of a session on air. */
export type TimedLineup = {
  readonly slots: readonly Slot[]
  readonly nowSlotId: Ulid | null
  readonly nowSince: EpochMs | null
  readonly startedAt: EpochMs | null
}

/** The numbers of the header and of the product countdown, all in ms. */
export type LineupTiming = {
  /** Sum of the planned times of every slot. */
  readonly plannedMs: DurationMs
  /** Since the session went live; 0 before. */
  readonly elapsedMs: DurationMs
  /** Time on air of the slot on air, over every time it was on. 0 when none is. */
  readonly slotElapsedMs: DurationMs
  /** Planned time left of the slot on air; negative = over time (超时). 0 when none is. */
  readonly slotRemainingMs: number
  /** Positive = behind the plan (拖), negative = ahead (赶). 0 before the start. */
  readonly offsetMs: number
  /** When the last slot would end if every slot still to come takes its planned time. */
  readonly expectedEndAt: EpochMs
}

/** Planned time of a lineup in ms. */
export const plannedTotalMs = (slots: readonly Slot[]): DurationMs =>
  slots.reduce((sum, slot) => sum + slot.plannedMs, 0)

/** Time on air of a slot so far, counting the time it is on now. */
export const slotAiredMs = (slot: Slot, lineup: TimedLineup, at: EpochMs): DurationMs =>
  slot.id === lineup.nowSlotId && lineup.nowSince !== null
    ? slot.airedMs + Math.max(0, at - lineup.nowSince)
    : slot.airedMs

/**
 * Where a lineup stands at a moment. A slot that was jumped over is still to come and counts with its whole planned time; a
 * slot over time pushes the expected end.
 */
export const lineupTiming = (lineup: TimedLineup, at: EpochMs): LineupTiming => {
  const plannedMs = plannedTotalMs(lineup.slots)
  const now = lineup.slots.find((slot) => slot.id === lineup.nowSlotId)
  const slotElapsedMs = now === undefined ? 0 : slotAiredMs(now, lineup, at)
  const slotRemainingMs = now === undefined ? 0 : now.plannedMs - slotElapsedMs
  const toCome = lineup.slots.reduce((sum, slot) => (slot.state === 'queued' ? sum + slot.plannedMs : sum), 0)
  const expectedEndAt = at + Math.max(0, slotRemainingMs) + toCome
  const startedAt = lineup.startedAt
  return {
    plannedMs,
    elapsedMs: startedAt === null ? 0 : Math.max(0, at - startedAt),
    slotElapsedMs,
    slotRemainingMs,
    offsetMs: startedAt === null ? 0 : expectedEndAt - (startedAt + plannedMs),
    expectedEndAt,
  }
}
