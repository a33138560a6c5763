import {
  ANY,
  SCORE_COUNT,
  type ScorerModel,
  type Thresholds,
} from '../../domain/compliance/scorer/scorerModel.ts'
import type { LineOnAir } from '../eval/readLines.ts'
import { buildVocabulary, examplesOf, featuresOf, targetsOf, toRows, KIND, type Example } from './features.ts'
import { trainSvm, type Line } from './linearSvm.ts'

export type TrainOptions = {
  /** Cost of a wrong line; larger follows the lines more closely. */
  readonly cost: number
  /** How many pieces longer than one character are kept: those that move a score most. */
  readonly mostPieces: number
  readonly thresholds: Thresholds
  /** Packs it is trained beside. */
  readonly packs: readonly string[]
}

/** How the shipped scorer is trained; chosen by cross-validation (see docs/eval). */
export const TRAINING = { cost: 1, mostPieces: 80_000 } as const

const ROUNDS = 60
const TOLERANCE = 0.05
/** A weight that moves a score by less than this, before a line's pieces are scaled to length one, is left out. */
const LEAST_WEIGHT = 0.6

const tenths = (value: number): number => Math.round(value * 10)
const thousandths = (value: number): number => Math.round(value * 1000)

/** Ones of a family are few: a wrong one costs as much more as they are fewer (“anything at all” is even enough). */
const trainAll = (
  examples: readonly Example[],
  rows: ReturnType<typeof toRows>,
  columns: number,
  cost: number,
): Line[] =>
  targetsOf(examples).map((isExample, place) => {
    const positives = Math.max(1, isExample.filter(Boolean).length)
    const all = examples.length
    const isEven = place === ANY
    return trainSvm(rows, columns, isExample, {
      positiveCost: isEven ? cost : (cost * all) / (2 * positives),
      negativeCost: isEven ? cost : (cost * all) / (2 * Math.max(1, all - positives)),
      rounds: ROUNDS,
      tolerance: TOLERANCE,
    })
  })

/**
 * Trains the scorer on labelled lines: first on every piece that occurs twice, then again on those that moved a score most,
 * so that the model stays small. The same lines give the same model.
 */
export const trainModel = (labelled: readonly LineOnAir[], options: TrainOptions): ScorerModel => {
  const examples = labelled.flatMap(examplesOf)
  const lines = examples.map(featuresOf)
  const whole = buildVocabulary(lines, 2, () => true)
  const first = trainAll(examples, toRows(lines, whole), whole.rarity.length, options.cost)
  const strength = (name: string): number => {
    const number = whole.numberOf.get(name)
    if (number === undefined) return 0
    const rare = whole.rarity[number] ?? 0
    return rare * Math.max(...first.map(({ weights }) => Math.abs(weights[number] ?? 0)))
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
  const vocabulary = buildVocabulary(lines, 2, (name) => !isLong(name) || kept.has(name))
  const last = trainAll(examples, toRows(lines, vocabulary), vocabulary.rarity.length, options.cost)

  const tables: Record<string, Record<string, string>> = {
    [KIND.gram]: {},
    [KIND.apart]: {},
    [KIND.sound]: {},
    [KIND.facet]: {},
  }
  for (const [name, number] of [...vocabulary.numberOf].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    const rare = vocabulary.rarity[number] ?? 0
    const parts = [String(tenths(rare))]
    for (let place = 0; place < SCORE_COUNT; place += 1) {
      const weight = (last[place]?.weights[number] ?? 0) * rare
      if (Math.abs(weight) >= LEAST_WEIGHT) parts.push(`${place}:${tenths(weight)}`)
    }
    const table = tables[name.slice(0, 1)]
    if (table !== undefined) table[name.slice(1)] = parts.join(' ')
  }
  return {
    formatVersion: 1,
    lines: labelled.length,
    packs: [...options.packs],
    bias: last.map(({ bias }) => thousandths(bias)),
    ...options.thresholds,
    grams: tables[KIND.gram] ?? {},
    apart: tables[KIND.apart] ?? {},
    sounds: tables[KIND.sound] ?? {},
    facets: tables[KIND.facet] ?? {},
  }
}
