import { measure } from 'mitata'

/** Keeps results alive, so that no work is optimised away. */
export const sink = { value: 0 }

const middle = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0

/** Things measured side by side: name → one pass over the whole work. */
export type Passes = Readonly<Record<string, () => number>>

/** Turns of a round. */
const TURNS = 3

/**
 * Median time of a pass in ns, by name. Each is warmed up first; then all are measured in short turns, one after the other and
 * many times over, so that a busy moment of the machine meets them all and weighs little in any median.
 */
export const medians = async (passes: Passes, rounds: number): Promise<Record<string, number>> => {
  const named = Object.entries(passes)
  const run = async (pass: () => number, samples: number, nanoseconds: number): Promise<number> => {
    const { p50 } = await measure(
      () => {
        sink.value += pass()
      },
      { min_samples: samples, min_cpu_time: nanoseconds, warmup_samples: 0 },
    )
    return p50
  }
  for (const [, pass] of named) await run(pass, 6, 200e6)
  const seen: Record<string, number[]> = Object.fromEntries(named.map(([name]) => [name, []]))
  for (let turn = 0; turn < rounds * TURNS; turn += 1) {
    for (const [name, pass] of named) seen[name]?.push(await run(pass, 2, 4e6))
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
