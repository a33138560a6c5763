import type { SparseRows } from './features.ts'
import { makeRandom } from './makeRandom.ts'

/** One straight line for each score: weights of column `c` are `weights[c * scores … (c + 1) * scores)`. */
export type Lines = { readonly weights: Float32Array; readonly bias: Float64Array }

export type LogisticOptions = {
  /** How many scores there are, at most 31. */
  readonly scores: number
  /** By score: how much more a missed example costs than a row wrongly taken for one. */
  readonly missCost: readonly number[]
  /** By score: how much its mistakes count beside those of the others. */
  readonly share: readonly number[]
  readonly rounds: number
  /** How far the first step goes; later ones are shorter. */
  readonly step: number
}

/** Keeps the first steps of a column finite. */
const LEAST_DIVISOR = 0.01
/** A bias moves in every row, and so by less. */
const BIAS_STEP = 0.3

const shuffle = (order: Int32Array, random: () => number): void => {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const held = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = held
  }
}

/**
 * Trains logistic regressions of several scores over the same rows by stochastic gradient descent with a step of its own for
 * each weight (Duchi, Hazan & Singer, “Adaptive Subgradient Methods for Online Learning and Stochastic Optimization”, JMLR
 * 2011). `examples[row]` has a bit for each score the row is an example of. Deterministic.
 */
export const trainLogistic = (
  { from, column, value }: SparseRows,
  columns: number,
  examples: Int32Array,
  { scores, missCost, share, rounds, step }: LogisticOptions,
): Lines => {
  const weights = new Float32Array(columns * scores)
  const squares = new Float32Array(columns * scores)
  const bias = new Float64Array(scores)
  const biasSquares = new Float64Array(scores)
  const order = Int32Array.from(examples, (_unused, row) => row)
  const random = makeRandom(1)
  const sums = new Float64Array(scores)
  const slopes = new Float64Array(scores)
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random)
    const length = step * (1 - round / rounds)
    for (const row of order) {
      const begin = from[row] ?? 0
      const end = from[row + 1] ?? 0
      sums.set(bias)
      for (let place = begin; place < end; place += 1) {
        const base = (column[place] ?? 0) * scores
        const one = value[place] ?? 0
        for (let score = 0; score < scores; score += 1)
          sums[score] = (sums[score] ?? 0) + (weights[base + score] ?? 0) * one
      }
      const wanted = examples[row] ?? 0
      for (let score = 0; score < scores; score += 1) {
        const isExample = (wanted >>> score) & 1
        const slope =
          (1 / (1 + Math.exp(-(sums[score] ?? 0))) - isExample) *
          (isExample === 1 ? (missCost[score] ?? 1) : 1) *
          (share[score] ?? 1)
        slopes[score] = slope
        const square = (biasSquares[score] ?? 0) + slope * slope
        biasSquares[score] = square
        bias[score] = (bias[score] ?? 0) - (length * BIAS_STEP * slope) / (Math.sqrt(square) + LEAST_DIVISOR)
      }
      for (let place = begin; place < end; place += 1) {
        const base = (column[place] ?? 0) * scores
        const one = value[place] ?? 0
        for (let score = 0; score < scores; score += 1) {
          const slope = (slopes[score] ?? 0) * one
          const square = (squares[base + score] ?? 0) + slope * slope
          squares[base + score] = square
          weights[base + score] =
            (weights[base + score] ?? 0) - (length * slope) / (Math.sqrt(square) + LEAST_DIVISOR)
        }
      }
    }
  }
  return { weights, bias }
}
