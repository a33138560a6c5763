import {
  ANY,
  SCORE_COUNT,
  weightLine,
  type ScorerModel,
  type Thresholds,
} from '../../domain/compliance/scorer/scorerModel.ts'
import type { LineOnAir } from '../eval/readLines.ts'
import {
  buildVocabulary,
  examplesOf,
  featuresOf,
  targetsOf,
  toRows,
  KIND,
  type Example,
  type SparseRows,
  type Vocabulary,
} from './features.ts'
import { trainLogistic, type Lines } from './logisticRegression.ts'

export type TrainOptions = {
  /** How many pieces longer than one character are kept: those that move a score most. */
  readonly mostPieces: number
  readonly thresholds: Thresholds
  /** Packs it is trained beside. */
  readonly packs: readonly string[]
}

/** How the shipped scorer is trained; chosen by cross-validation (see docs/eval). */
export const TRAINING = { mostPieces: 180_000 } as const

/** Pieces that occur in fewer sentences are chance. */
const FEWEST = 3
const ROUNDS = 8
const STEP = 0.3
/** Most sentences are of no family: a missed one of a family costs so much more, by how many others there are to one of it. */
const MISS_EXPONENT = 0.3
/** What a family's mistakes count beside those of “anything at all”. */
const FAMILY_SHARE = 0.3
/** A score is the logarithm of the odds divided by this: from about -1, plainly not, to 1. */
const SCALE = 3
/** Weights are rounded to steps of this, in thousandths; the largest are eleven. */
const WEIGHT_STEP = 250
/** How much what is frequent goes before what is strong, when pieces are chosen. */
const OFTEN = 0.25

const thousandths = (value: number): number => Math.round(value * 1000)

/** Learns what tells the examples of each score apart; to be asked with their rows over one vocabulary and another. */
const learnerOf = (examples: readonly Example[]): ((rows: SparseRows, columns: number) => Lines) => {
  const targets = targetsOf(examples)
  const wanted = Int32Array.from(examples, (_unused, row) =>
    targets.reduce((bits, isExample, score) => bits | (isExample[row] === true ? 1 << score : 0), 0),
  )
  const options = {
    scores: SCORE_COUNT,
    missCost: targets.map((isExample, score) => {
      const positives = Math.max(1, isExample.filter(Boolean).length)
      return score === ANY ? 1 : Math.max(1, (examples.length - positives) / positives) ** MISS_EXPONENT
    }),
    share: targets.map((_unused, score) => (score === ANY ? 1 : FAMILY_SHARE)),
    rounds: ROUNDS,
    step: STEP,
  }
  return (rows, columns) => trainLogistic(rows, columns, wanted, options)
}

/** What a piece adds to each score of a sentence of length one in which it stands alone. */
const weightsOf = ({ weights }: Lines, { rarity }: Vocabulary, number: number): number[] =>
  Array.from(
    { length: SCORE_COUNT },
    (_unused, score) => ((weights[number * SCORE_COUNT + score] ?? 0) * (rarity[number] ?? 0)) / SCALE,
  )

/**
 * Trains the scorer on labelled lines: first on every piece that occurs often enough, then again on those that moved a score most,
 * so that the model stays small. The same lines give the same model.
 */
export const trainModel = (labelled: readonly LineOnAir[], options: TrainOptions): ScorerModel => {
  const examples = labelled.flatMap(examplesOf)
  const lines = examples.map(featuresOf)
  const learn = learnerOf(examples)
  const whole = buildVocabulary(lines, FEWEST, () => true)
  const first = learn(toRows(lines, whole), whole.rarity.length)
  const strength = (name: string): number => {
    const number = whole.numberOf.get(name) ?? -1
    const strongest = Math.max(...weightsOf(first, whole, number).map(Math.abs))
    // Of two as strong the one that occurs more often.
    return strongest * Math.exp(-(whole.rarity[number] ?? 0) * OFTEN)
  }
  const isLong = (name: string): boolean =>
    name.startsWith(KIND.sound) ||
    name.startsWith(KIND.apart) ||
    (name.startsWith(KIND.gram) && name.length > 2)
  const strongest = [...whole.numberOf.keys()]
    .filter(isLong)
    .map((name) => ({ name, strength: strength(name) }))
    .toSorted((left, right) => right.strength - left.strength || (left.name < right.name ? -1 : 1))
    .slice(0, options.mostPieces)
  const kept = new Set(strongest.map(({ name }) => name))
  // A piece of three syllables is reached over the piece of two it begins with.
  for (const name of kept) {
    const syllables = name.split(' ')
    if (name.startsWith(KIND.sound) && syllables.length > 2) kept.add(syllables.slice(0, 2).join(' '))
  }
  const vocabulary = buildVocabulary(lines, FEWEST, (name) => !isLong(name) || kept.has(name))
  const last = learn(toRows(lines, vocabulary), vocabulary.rarity.length)

  const tables: Record<string, Record<string, string>> = {
    [KIND.gram]: {},
    [KIND.apart]: {},
    [KIND.sound]: {},
    [KIND.facet]: {},
  }
  for (const [name, number] of [...vocabulary.numberOf].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    const steps = weightsOf(last, vocabulary, number).map((weight) => (weight * 1000) / WEIGHT_STEP)
    const table = tables[name.slice(0, 1)]
    if (table !== undefined) table[name.slice(1)] = weightLine((vocabulary.rarity[number] ?? 0) * 10, steps)
  }
  return {
    formatVersion: 2,
    lines: labelled.length,
    step: WEIGHT_STEP,
    packs: [...options.packs],
    bias: Array.from(last.bias, (bias) => thousandths(bias / SCALE)),
    ...options.thresholds,
    grams: tables[KIND.gram] ?? {},
    apart: tables[KIND.apart] ?? {},
    sounds: tables[KIND.sound] ?? {},
    facets: tables[KIND.facet] ?? {},
  }
}
