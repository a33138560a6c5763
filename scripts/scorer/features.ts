import { soundOf } from '../../domain/compliance/matcher.ts'
import { normaliseText, SENTENCE_MARKS } from '../../domain/compliance/normaliseText.ts'
import { findNumerals } from '../../domain/compliance/numerals.ts'
import { facetsOf } from '../../domain/compliance/scorer/facets.ts'
import { namesOfNumberFacts, numberFactsIn } from '../../domain/compliance/scorer/numberFacts.ts'
import { APART, EDGE, LONGEST } from '../../domain/compliance/scorer/scorerModel.ts'
import { nameOfSound } from '../../domain/compliance/syllables.ts'
import { FAMILIES, type Family } from '../../domain/model/claim.ts'
import type { Product } from '../../domain/model/product.ts'
import type { LineOnAir } from '../eval/readLines.ts'

/** What kind of feature a name stands for: its first letter. */
export const KIND = { gram: 'g', apart: 'a', sound: 's', facet: 'f' } as const

/** One sentence to learn from: the scorer reads a text sentence by sentence. */
export type Example = {
  readonly text: string
  readonly product: Product | null
  readonly labels: readonly Family[]
}

const SENTENCE_ENDS = new RegExp(`[${SENTENCE_MARKS}]+`, 'u')

/**
 * The sentences of labelled lines. Of a violating line of several sentences those count that hold a labelled piece; of the
 * others nobody has said whether they are clean by themselves.
 */
export const examplesOf = ({ line, product }: LineOnAir): Example[] => {
  const { text, labels, spans } = line
  const examples: Example[] = []
  let from = 0
  for (const sentence of text.split(SENTENCE_ENDS)) {
    const start = text.indexOf(sentence, from)
    const end = start + sentence.length
    from = end
    if (sentence.trim() === '') continue
    const isLabelled = spans.some((span) => span.start < end && span.end > start)
    if (labels.length === 0 || isLabelled) examples.push({ text: sentence, product, labels })
  }
  return examples.length > 0 ? examples : [{ text, product, labels }]
}

/** The pieces as written and as heard, the facts of the product and of the numbers in one sentence, with how often each occurs. */
export const featuresOf = ({ text, product }: Example): Map<string, number> => {
  const features = new Map<string, number>()
  const add = (name: string): void => {
    features.set(name, (features.get(name) ?? 0) + 1)
  }
  const folded = normaliseText(text)
  const written = [EDGE.start, ...String.fromCharCode(...folded.units.subarray(0, folded.length)), EDGE.end]
  for (let length = 1; length <= LONGEST.gram; length += 1) {
    for (let at = 0; at + length <= written.length; at += 1) {
      add(`${KIND.gram}${written.slice(at, at + length).join('')}`)
    }
  }
  const sound = soundOf(folded)
  const heard = [EDGE.start, ...Array.from(sound.units.subarray(0, sound.length), nameOfSound), EDGE.end]
  for (let length = 2; length <= LONGEST.sound; length += 1) {
    for (let at = 0; at + length <= heard.length; at += 1) {
      const piece = heard.slice(at, at + length)
      if (!piece.includes('')) add(`${KIND.sound}${piece.join(' ')}`)
    }
  }
  const letters = written.slice(1, -1)
  for (let gap: number = APART.least; gap <= APART.most; gap += 1) {
    for (let at = 0; at + gap < letters.length; at += 1)
      add(`${KIND.apart}${letters[at] ?? ''}${letters[at + gap] ?? ''}`)
  }
  const facts = numberFactsIn(findNumerals(folded), 0, folded.length, { product, price: null })
  for (const facet of [...facetsOf(product), ...namesOfNumberFacts(facts)]) add(`${KIND.facet}${facet}`)
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

/** For each score, which sentences are examples of it; the last is “anything at all”. */
export const targetsOf = (examples: readonly Example[]): boolean[][] => [
  ...FAMILIES.map((family) => examples.map(({ labels }) => labels.includes(family))),
  examples.map(({ labels }) => labels.length > 0),
]
