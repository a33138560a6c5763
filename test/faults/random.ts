import { makeRandom } from '../../scripts/scorer/makeRandom.ts'

/** Choices that look random and are the same for the same seed. */
export type Random = {
  /** A whole number from 0 to `below` − 1. */
  readonly below: (below: number) => number
  readonly pick: <Value>(values: readonly Value[]) => Value
}

/** Choices from a seed. */
export const createRandom = (seed: number): Random => {
  const next = makeRandom(seed)
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (values) => {
      const value = values[below(values.length)]
      if (value === undefined) throw new Error('nothing to pick from')
      return value
    },
  }
}
