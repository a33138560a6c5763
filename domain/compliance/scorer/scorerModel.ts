import { z } from 'zod'
import { FAMILIES } from '../../model/claim.ts'
import { SOUND_COUNT, soundOfName } from '../syllables.ts'

/** What the scorer gives a number for: the sixteen families in their order, and last whether anything at all is wrong. */
export const SCORE_COUNT = FAMILIES.length + 1
/** Place of “anything at all” among the scores. */
export const ANY = FAMILIES.length

/** Longest pieces the scorer weighs: in characters as written, and in syllables as heard. */
export const LONGEST = { gram: 2, sound: 3 } as const
/** Stand for the beginning and the end of an utterance in a piece; folded text never holds them. */
export const EDGE = { start: '^', end: '$' } as const

/** Bounds of a model; a pack from outside may bring one. */
export const SCORER_LIMITS = {
  grams: 60_000,
  sounds: 120_000,
  facets: 2000,
  weightsLength: 240,
  facetLength: 60,
} as const

const weightsSchema = z
  .string()
  .regex(/^\d{1,6}(?: \d{1,2}:-?\d{1,6}){0,17}$/)
  .max(SCORER_LIMITS.weightsLength)
const thousandthsSchema = z.number().int().min(-1_000_000).max(1_000_000)

/**
 * The scorer's weights as they lie in a pack (`scorer.json`): made by `npm run train` from labelled lines, without code and
 * readable. Each piece as written (1–2 folded characters), each piece as heard (2–3 syllables without tone, so that what a
 * recogniser mishears, pinyin and same-sound characters weigh the same; `^` and `$` are the ends of the utterance) and each
 * fact of the product has a line `R F:W F:W …`: `R` how rare it is, `F` the place of a family (16 = anything at all) and `W` what it adds
 * to that family's score before the whole is scaled to length one, both in tenths. The other numbers are thousandths.
 */
export const scorerModelSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** Labelled lines it was trained on. */
  lines: z.number().int().min(0),
  /** What each score begins with. */
  bias: z.array(thousandthsSchema).length(SCORE_COUNT),
  /** From where “anything at all” counts as wrong. */
  anyFrom: thousandthsSchema,
  /** With something wrong: from where a family is meant besides the likeliest one. */
  alsoFrom: thousandthsSchema,
  /** From where a family is meant whatever “anything at all” says. */
  aloneFrom: thousandthsSchema,
  /** From where the scorer makes a note by itself, without words of a rule. */
  noteFrom: thousandthsSchema,
  grams: z
    .record(z.string().min(1).max(LONGEST.gram), weightsSchema)
    .refine((grams) => Object.keys(grams).length <= SCORER_LIMITS.grams, 'too many pieces'),
  sounds: z
    .record(
      z
        .string()
        .regex(/^(?:\^|[a-z]{1,6})(?: (?:\$|[a-z]{1,6})){1,2}$/)
        .max(24),
      weightsSchema,
    )
    .refine((sounds) => Object.keys(sounds).length <= SCORER_LIMITS.sounds, 'too many pieces'),
  facets: z
    .record(z.string().min(1).max(SCORER_LIMITS.facetLength), weightsSchema)
    .refine((facets) => Object.keys(facets).length <= SCORER_LIMITS.facets, 'too many facts'),
})
export type ScorerModel = z.infer<typeof scorerModelSchema>

/**
 * The scorer ready to run. Every piece and fact is a row of `cells`: its rarity, how many weights follow, and the weights,
 * each with the place of its score packed beside it. Rarity and weights are tenths, as in the model.
 */
export type CompiledScorer = {
  readonly cells: Int16Array
  /** Folded unit → its class, 0 = the scorer does not know it. */
  readonly unitClass: Uint16Array
  /** Class → row of the single character. */
  readonly unitRow: Int32Array
  /** Pieces of two and more: code of the piece and its row, in turn; open addressing, code -1 = empty. */
  readonly table: Int32Array
  readonly tableMask: number
  /** Facts of a product, by name: a row each. */
  readonly facets: ReadonlyMap<string, number>
  readonly bias: Float64Array
  readonly anyFrom: number
  readonly alsoFrom: number
  readonly aloneFrom: number
  readonly noteFrom: number
}

/** Row 0 weighs nothing. */
export const NO_ROW = 0
/** Weights are packed as `weight * 32 + place of the score`. */
export const PLACE_BITS = 5
const MOST_WEIGHT = 2 ** (15 - PLACE_BITS) - 1

/** Classes of the ends of an utterance; those of characters follow. */
export const EDGE_CLASS = { start: 1, end: 2 } as const
/** The ends of an utterance among syllables. */
export const EDGE_SOUND = { start: SOUND_COUNT, end: SOUND_COUNT + 1 } as const

const CLASS_BITS = 13
const SOUND_BITS = 9
/** Kinds of pieces keep apart by a bit of their own. */
const PAIR_HEARD = 2 ** 27
const TRIPLE_HEARD = 2 ** 28

/** Code of two characters, by their classes. */
export const codeOfUnits = (first: number, second: number): number => (first << CLASS_BITS) | second
/** Code of two syllables. */
export const codeOfPair = (first: number, second: number): number =>
  PAIR_HEARD | (first << SOUND_BITS) | second
/** Code of three syllables, from the code of the first two. */
export const codeOfTriple = (pair: number, third: number): number =>
  TRIPLE_HEARD | ((pair & (PAIR_HEARD - 1)) << SOUND_BITS) | third

/** Where a code is looked for first: places of `table` come in twos. */
export const slotOfCode = (code: number, mask: number): number => {
  const hash = Math.imul(code, 0x9e3779b1)
  return (hash ^ (hash >>> 15)) & mask
}

/** A model that is readable but cannot run: a sound that is none, a piece without its beginning, too many characters. */
export class ScorerModelError extends Error {
  readonly piece: string

  constructor(piece: string, reason: string) {
    super(`${piece}: ${reason}`)
    this.name = 'ScorerModelError'
    this.piece = piece
  }
}

const [ZERO, MINUS, COLON] = ['0', '-', ':'].map((character) => character.charCodeAt(0))

/** Adds a line of weights; read character by character, for there are tens of thousands. Gives its row. */
const addRow = (cells: number[], weights: string, piece: string): number => {
  const row = cells.length
  cells.push(0, 0)
  let place = -1
  let value = 0
  let sign = 1
  for (let at = 0; at <= weights.length; at += 1) {
    const unit = at < weights.length ? weights.charCodeAt(at) : 0x20
    if (unit === MINUS) sign = -1
    else if (unit === COLON) {
      place = value
      value = 0
    } else if (unit !== 0x20) value = value * 10 + unit - (ZERO ?? 0)
    else {
      if (place < 0) cells[row] = value
      else cells.push(sign * value * 2 ** PLACE_BITS + place)
      if (place >= SCORE_COUNT || value > MOST_WEIGHT)
        throw new ScorerModelError(piece, 'a weight out of range')
      value = 0
      sign = 1
    }
  }
  cells[row + 1] = cells.length - row - 2
  return row
}

/** Classes of the characters of a model, and the rows of those that weigh something by themselves. */
const readUnits = (model: ScorerModel, cells: number[]) => {
  const unitClass = new Uint16Array(65_536)
  const unitRow: number[] = [NO_ROW, NO_ROW, NO_ROW]
  for (const [gram, weights] of Object.entries(model.grams)) {
    if (gram.length > 1) continue
    const row = addRow(cells, weights, gram)
    if (gram === EDGE.start) unitRow[EDGE_CLASS.start] = row
    else if (gram === EDGE.end) unitRow[EDGE_CLASS.end] = row
    else {
      unitClass[gram.charCodeAt(0)] = unitRow.length
      unitRow.push(row)
    }
  }
  if (unitRow.length > 2 ** CLASS_BITS) throw new ScorerModelError('', 'too many different characters')
  return { unitClass, unitRow: Int32Array.from(unitRow) }
}

/**
 * Makes a model ready to run.
 * @throws ScorerModelError when a piece lacks a character or the piece it begins with, or names a sound that there is not.
 */
export const compileScorer = (model: ScorerModel): CompiledScorer => {
  const cells: number[] = [0, 0]
  const { unitClass, unitRow } = readUnits(model, cells)
  const pieces = Object.keys(model.grams).length + Object.keys(model.sounds).length
  let size = 64
  while (size < pieces * 1.6 + 16) size *= 2
  const tableMask = size - 1
  const table = new Int32Array(size * 2).fill(-1)
  const has = (code: number): boolean => {
    for (let slot = slotOfCode(code, tableMask); table[slot * 2] !== -1; slot = (slot + 1) & tableMask) {
      if (table[slot * 2] === code) return true
    }
    return false
  }
  const put = (code: number, row: number): void => {
    let slot = slotOfCode(code, tableMask)
    while (table[slot * 2] !== -1) slot = (slot + 1) & tableMask
    table[slot * 2] = code
    table[slot * 2 + 1] = row
  }
  const classOf = (character: string): number =>
    character === EDGE.start
      ? EDGE_CLASS.start
      : character === EDGE.end
        ? EDGE_CLASS.end
        : (unitClass[character.charCodeAt(0)] ?? 0)
  for (const [gram, weights] of Object.entries(model.grams)) {
    if (gram.length < 2) continue
    const [first, second] = [classOf(gram[0] ?? ''), classOf(gram[1] ?? '')]
    if (first === 0 || second === 0) throw new ScorerModelError(gram, 'one of its characters is missing')
    put(codeOfUnits(first, second), addRow(cells, weights, gram))
  }
  const soundNumber = (name: string): number =>
    name === EDGE.start ? EDGE_SOUND.start : name === EDGE.end ? EDGE_SOUND.end : soundOfName(name)
  const triples: Array<{ code: number; pair: number; row: number; piece: string }> = []
  for (const [piece, weights] of Object.entries(model.sounds)) {
    const [first = 0, second = 0, third] = piece.split(' ').map(soundNumber)
    if (first === 0 || second === 0 || third === 0)
      throw new ScorerModelError(piece, 'a sound that there is not')
    const pair = codeOfPair(first, second)
    const row = addRow(cells, weights, piece)
    if (third === undefined) put(pair, row)
    else triples.push({ code: codeOfTriple(pair, third), pair, row, piece })
  }
  for (const { code, pair, row, piece } of triples) {
    if (!has(pair)) throw new ScorerModelError(piece, 'the piece it begins with is missing')
    put(code, row)
  }
  const facets = new Map<string, number>()
  for (const [name, weights] of Object.entries(model.facets)) facets.set(name, addRow(cells, weights, name))
  return {
    cells: Int16Array.from(cells),
    unitClass,
    unitRow,
    table,
    tableMask,
    facets,
    bias: Float64Array.from(model.bias, (value) => value / 1000),
    anyFrom: model.anyFrom / 1000,
    alsoFrom: model.alsoFrom / 1000,
    aloneFrom: model.aloneFrom / 1000,
    noteFrom: model.noteFrom / 1000,
  }
}
