import { slotAiredMs, type TimedLineup } from '../../../domain/lineup/timing.ts'
import type { EpochMs } from '../../../domain/model/scalars.ts'

/** `warn` for the last quarter of the planned time (at most its last minute), `danger` from its end on. */
export type CountdownLevel = 'calm' | 'warn' | 'danger'

/** Where the slot on air stands in its planned time. */
export type Countdown = {
  /** Time left in ms; below zero = over. */
  readonly leftMs: number
  /** Part of the planned time that is left, 0–1. */
  readonly part: number
  readonly level: CountdownLevel
}

const WARN_AT_MOST_MS = 60_000

/** The countdown of the slot on air; null when none is, or when it has no planned time. */
export const slotCountdown = (lineup: TimedLineup, at: EpochMs): Countdown | null => {
  const slot = lineup.slots.find(({ id }) => id === lineup.nowSlotId)
  if (slot === undefined || slot.plannedMs <= 0) return null
  const leftMs = slot.plannedMs - slotAiredMs(slot, lineup, at)
  const warnMs = Math.min(WARN_AT_MOST_MS, slot.plannedMs / 4)
  return {
    leftMs,
    part: Math.min(1, Math.max(0, leftMs / slot.plannedMs)),
    level: leftMs <= 0 ? 'danger' : leftMs <= warnMs ? 'warn' : 'calm',
  }
}
