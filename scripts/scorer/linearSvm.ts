import type { SparseRows } from './features.ts'
import { makeRandom } from './makeRandom.ts'

/** Weights and bias of one straight line between two kinds of rows. */
export type Line = { readonly weights: Float64Array; readonly bias: number }

export type SvmOptions = {
  /** Cost of a wrong row that is an example, and of one that is none. */
  readonly positiveCost: number
  readonly negativeCost: number
  readonly rounds: number
  /** Rounds stop when no step is longer than this. */
  readonly tolerance: number
}

/**
 * Trains a linear support vector machine with squared hinge loss by dual coordinate descent (Hsieh et al., “A Dual
 * Coordinate Descent Method for Large-scale Linear SVM”, ICML 2008). Deterministic.
 */
export const trainSvm = (
  data: SparseRows,
  columns: number,
  isExample: readonly boolean[],
  options: SvmOptions,
): Line => {
  const { from, column, value } = data
  const weights = new Float64Array(columns)
  let bias = 0
  const rows = isExample.length
  const alpha = new Float64Array(rows)
  const diagonal = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let square = 1
    for (let place = from[row] ?? 0; place < (from[row + 1] ?? 0); place += 1)
      square += (value[place] ?? 0) ** 2
    diagonal[row] = square + 0.5 / (isExample[row] === true ? options.positiveCost : options.negativeCost)
  }
  const order = Int32Array.from({ length: rows }, (_unused, row) => row)
  const random = makeRandom(1)
  for (let round = 0; round < options.rounds; round += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1))
      const held = order[at] ?? 0
      order[at] = order[other] ?? 0
      order[other] = held
    }
    let longest = 0
    for (const row of order) {
      const sign = isExample[row] === true ? 1 : -1
      const begin = from[row] ?? 0
      const end = from[row + 1] ?? 0
      let product = bias
      for (let place = begin; place < end; place += 1) {
        product += (weights[column[place] ?? 0] ?? 0) * (value[place] ?? 0)
      }
      const cost = sign > 0 ? options.positiveCost : options.negativeCost
      const held = alpha[row] ?? 0
      const gradient = sign * product - 1 + (held * 0.5) / cost
      const projected = held === 0 ? Math.min(gradient, 0) : gradient
      if (projected === 0) continue
      longest = Math.max(longest, Math.abs(projected))
      const next = Math.max(0, held - gradient / (diagonal[row] ?? 1))
      const step = (next - held) * sign
      alpha[row] = next
      bias += step
      for (let place = begin; place < end; place += 1) {
        const which = column[place] ?? 0
        weights[which] = (weights[which] ?? 0) + step * (value[place] ?? 0)
      }
    }
    if (longest < options.tolerance) break
  }
  return { weights, bias }
}
