import { measure } from 'mitata'

/** Keeps results alive, so that no work is optimised away. */
export const sink = { value: 0 }

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0

/** Things measured side by side: name → one pass over the whole work. */
export type Passes = Readonly<Record<string, () => number>>

/**
 * Median time of a pass in ns, by name. All are measured in turn, several rounds, so that a busy moment of the machine
 * meets them all.
 */
export const medians = async (passes: Passes, rounds: number): Promise<Record<string, number>> => {
  const seen: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, pass] of Object.entries(passes)) {
      const { p50 } = await measure(
        () => {
          sink.value += pass()
        },
        { min_samples: 6, min_cpu_time: 40e6, warmup_samples: 2 },
      )
      ;(seen[name] ??= []).push(p50)
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, times]) => [name, middle(times)]))
}

/** Time of one call in ms. */
export const timed = <Value>(work: () => Value): { readonly ms: number; readonly value: Value } => {
  const startedAt = performance.now()
  const value = work()
  return { ms: performance.now() - startedAt, value }
}

/** Median of several calls, in ms. */
export const medianMs = (work: () => unknown, times: number): number =>
  middle(Array.from({ length: times }, () => timed(work).ms))

export { middle }
