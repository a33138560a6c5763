import type { SparseRows } from './features.ts'

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

/** The same order of numbers for the same seed (mulberry32). */
export const makeRandom = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Trains a linear support vector machine with squared hinge loss by dual coordinate descent (Hsieh et al., “A Dual
 * Coordinate Descent Method for Large-scale Linear SVM”, ICML 2008). `rows` names the rows to learn from. Deterministic.
 */
export const trainSvm = (
  data: SparseRows,
  columns: number,
  isExample: readonly boolean[],
  rows: Int32Array,
  options: SvmOptions,
): Line => {
  const { from, column, value } = data
  const weights = new Float64Array(columns)
  let bias = 0
  const alpha = new Float64Array(rows.length)
  const diagonal = new Float64Array(rows.length)
  for (const [at, row] of rows.entries()) {
    let square = 1
    for (let place = from[row] ?? 0; place < (from[row + 1] ?? 0); place += 1)
      square += (value[place] ?? 0) ** 2
    diagonal[at] = square + 0.5 / (isExample[row] === true ? options.positiveCost : options.negativeCost)
  }
  const order = Int32Array.from(rows, (_row, at) => at)
  const random = makeRandom(1)
  for (let round = 0; round < options.rounds; round += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1))
      const held = order[at] ?? 0
      order[at] = order[other] ?? 0
      order[other] = held
    }
    let longest = 0
    for (const at of order) {
      const row = rows[at] ?? 0
      const sign = isExample[row] === true ? 1 : -1
      const begin = from[row] ?? 0
      const end = from[row + 1] ?? 0
      let product = bias
      for (let place = begin; place < end; place += 1) {
        product += (weights[column[place] ?? 0] ?? 0) * (value[place] ?? 0)
      }
      const cost = sign > 0 ? options.positiveCost : options.negativeCost
      const held = alpha[at] ?? 0
      const gradient = sign * product - 1 + (held * 0.5) / cost
      const projected = held === 0 ? Math.min(gradient, 0) : gradient
      if (projected === 0) continue
      longest = Math.max(longest, Math.abs(projected))
      const next = Math.max(0, held - gradient / (diagonal[at] ?? 1))
      const step = (next - held) * sign
      alpha[at] = next
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

/** What a trained line says of one row. */
export const valueOf = (data: SparseRows, row: number, line: Line): number => {
  let sum = line.bias
  for (let place = data.from[row] ?? 0; place < (data.from[row + 1] ?? 0); place += 1) {
    sum += (line.weights[data.column[place] ?? 0] ?? 0) * (data.value[place] ?? 0)
  }
  return sum
}
