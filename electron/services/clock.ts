import type { EpochMs, MonotonicMs } from '../../domain/model/scalars.ts'

/** The two clocks of a machine: the wall's, which can be set, and one that only runs on. */
export type Clock = {
  readonly epochMs: () => EpochMs
  /** Comparable only within one run of the app. */
  readonly monoMs: () => MonotonicMs
}

/** The machine's clocks. */
export const systemClock: Clock = { epochMs: () => Date.now(), monoMs: () => performance.now() }
