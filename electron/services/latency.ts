import type { Ulid } from '../../domain/model/scalars.ts'

/** How long one claim took from its arrival in main to the broadcast of its verdict, in ms. */
export type LatencySample = { readonly claimId: Ulid; readonly findings: number; readonly ms: number }

/** Samples kept; older ones are dropped. */
const KEPT = 20_000

/** The claim path's own stopwatch: an array in memory, nothing on the hot path. */
export type LatencyLog = {
  readonly add: (sample: LatencySample) => void
  readonly samples: () => readonly LatencySample[]
}

/** An empty log of times. */
export const createLatencyLog = (): LatencyLog => {
  const samples: LatencySample[] = []
  return {
    add: (sample) => {
      samples.push(sample)
      if (samples.length > KEPT * 2) samples.splice(0, samples.length - KEPT)
    },
    samples: () => samples,
  }
}
