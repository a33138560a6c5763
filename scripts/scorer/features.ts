import { normaliseText } from '../../domain/compliance/normaliseText.ts'
import { facetsOf } from '../../domain/compliance/scorer/facets.ts'
import { EDGE, MAX_GRAM } from '../../domain/compliance/scorer/scorerModel.ts'
import { FAMILIES } from '../../domain/model/claim.ts'
import type { LineOnAir } from '../eval/readLines.ts'

/** The pieces and facts of one line with how often each occurs; pieces are prefixed `g`, facts `f`. */
export const featuresOf = ({ line, product }: LineOnAir): Map<string, number> => {
  const folded = normaliseText(line.text)
  let units = EDGE.start as string
  for (let at = 0; at < folded.length; at += 1) units += String.fromCharCode(folded.units[at] ?? 0)
  units += EDGE.end
  const features = new Map<string, number>()
  const add = (name: string): void => {
    features.set(name, (features.get(name) ?? 0) + 1)
  }
  for (let length = 1; length <= MAX_GRAM; length += 1) {
    for (let at = 0; at + length <= units.length; at += 1) add(`g${units.slice(at, at + length)}`)
  }
  for (const facet of facetsOf(product)) add(`f${facet}`)
  return features
}

/** Vocabulary: which features are used, and how rare each is (inverse document frequency, natural logarithm plus one). */
export type Vocabulary = { readonly numberOf: ReadonlyMap<string, number>; readonly rarity: Float64Array }

/** Features that occur in at least `fewest` lines and pass `keeps`. */
export const buildVocabulary = (
  lines: ReadonlyArray<ReadonlyMap<string, number>>,
  fewest: number,
  keeps: (name: string) => boolean,
): Vocabulary => {
  const frequency = new Map<string, number>()
  for (const line of lines)
    for (const name of line.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1)
  const numberOf = new Map<string, number>()
  const rarity: number[] = []
  for (const [name, count] of frequency) {
    if (count < fewest || !keeps(name)) continue
    numberOf.set(name, rarity.length)
    rarity.push(Math.log(lines.length / count) + 1)
  }
  return { numberOf, rarity: Float64Array.from(rarity) }
}

/** Rows of numbers in compressed form: row `r` holds `column[i]`, `value[i]` for `i` of `from[r] … from[r + 1]`. */
export type SparseRows = {
  readonly from: Int32Array
  readonly column: Int32Array
  readonly value: Float64Array
}

/** Lines as rows of length one. */
export const toRows = (
  lines: ReadonlyArray<ReadonlyMap<string, number>>,
  vocabulary: Vocabulary,
): SparseRows => {
  const from = new Int32Array(lines.length + 1)
  const column: number[] = []
  const value: number[] = []
  for (const [row, line] of lines.entries()) {
    from[row] = column.length
    let length = 0
    for (const [name, count] of line) {
      const number = vocabulary.numberOf.get(name)
      if (number === undefined) continue
      const rare = vocabulary.rarity[number] ?? 0
      column.push(number)
      value.push(count * rare)
      length += count * rare * rare
    }
    const scale = length > 0 ? 1 / Math.sqrt(length) : 0
    for (let at = from[row] ?? 0; at < value.length; at += 1) value[at] = (value[at] ?? 0) * scale
  }
  from[lines.length] = column.length
  return { from, column: Int32Array.from(column), value: Float64Array.from(value) }
}

/** For each score, which lines are examples of it; the last is “anything at all”. */
export const targetsOf = (lines: readonly LineOnAir[]): boolean[][] => [
  ...FAMILIES.map((family) => lines.map(({ line }) => line.labels.includes(family))),
  lines.map(({ line }) => line.labels.length > 0),
]
