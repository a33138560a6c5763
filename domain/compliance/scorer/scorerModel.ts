import { z } from 'zod'
import { FAMILIES } from '../../model/claim.ts'
import { SOUND_COUNT, soundOfName } from '../syllables.ts'
import { NUMBER_FACTS } from './numberFacts.ts'

/** What the scorer gives a number for: the sixteen families in their order, and last whether anything at all is wrong. */
export const SCORE_COUNT = FAMILIES.length + 1
/** Place of “anything at all” among the scores. */
export const ANY = FAMILIES.length

/** Longest pieces the scorer weighs: in characters as written, and in syllables as heard. */
export const LONGEST = { gram: 2, sound: 3 } as const
/** Two characters of a piece with a gap stand so many places apart, at least and at most: 不…买, 别…微信. */
export const APART = { least: 2, most: 3 } as const
/** Stand for the beginning and the end of an utterance in a piece; folded text never holds them. */
export const EDGE = { start: '^', end: '$' } as const

/** Bounds of a model; a pack from outside may bring one. */
export const SCORER_LIMITS = {
  grams: 60_000,
  apart: 120_000,
  sounds: 120_000,
  facets: 2000,
  facetLength: 60,
} as const

/**
 * A line of weights is one sign for how rare a piece is, in fifths, and one for what it adds to each score, in steps of the
 * model: `#` is 0 of the first, `O` of the others. Short, because there are many; a pack has a largest size.
 */
const LINE = /^[#-{]{18}$/
const SIGN = { none: 0x23, nothing: 0x4f } as const
/** The largest weight of a line, in steps. */
const MOST_STEPS = 44
/** Tenths in a fifth. */
const RARITY_STEP = 2
/** The largest rarity, in tenths: a row can hold it. */
const MOST_RARITY = 126

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

/**
 * Writes a line of weights: `rarity` in tenths, `weights` in steps by score, those left out nothing; what is out of range becomes
 * the largest there is.
 */
export const weightLine = (rarity: number, weights: Readonly<Record<number, number>>): string =>
  String.fromCharCode(
    SIGN.none + Math.round(within(rarity, 0, MOST_RARITY) / RARITY_STEP),
    ...Array.from(
      { length: SCORE_COUNT },
      (_unused, place) => SIGN.nothing + Math.round(within(weights[place] ?? 0, -MOST_STEPS, MOST_STEPS)),
    ),
  )

const HEARD = /^(?:\^|[a-z]{1,6})(?: (?:\$|[a-z]{1,6})){1,2}$/
/** Longest name of a heard piece. */
const HEARD_LENGTH = 24

/** Pieces or facts with their lines of weights. */
export type WeightLines = Readonly<Record<string, string>>

const isTable = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given)

/**
 * A table of lines of weights; the first thing wrong is named, and nothing after it. Read by hand: there are tens of
 * thousands of lines in a model, and a schema of its own for each name and line takes most of the time of reading a pack.
 */
const linesSchema = (isName: (name: string) => boolean, most: number) => {
  const isRead = (
    table: Readonly<Record<string, unknown>>,
    context: z.RefinementCtx,
  ): table is WeightLines => {
    const names = Object.keys(table)
    if (names.length > most) {
      context.addIssue({ code: 'too_big', origin: 'array', maximum: most, input: table })
      return false
    }
    for (const name of names) {
      const line = table[name]
      if (!isName(name)) {
        context.addIssue({ code: 'invalid_key', origin: 'record', issues: [], input: name, path: [name] })
        return false
      }
      if (typeof line !== 'string') {
        context.addIssue({ code: 'invalid_type', expected: 'string', input: line, path: [name] })
        return false
      }
      if (!LINE.test(line)) {
        context.addIssue({ code: 'invalid_format', format: 'regex', input: line, path: [name] })
        return false
      }
    }
    return true
  }
  return z.unknown().transform((given, context): WeightLines => {
    if (!isTable(given)) {
      context.addIssue({ code: 'invalid_type', expected: 'record', input: given })
      return z.NEVER
    }
    return isRead(given, context) ? given : z.NEVER
  })
}

const thousandthsSchema = z.number().int().min(-1_000_000).max(1_000_000)

/**
 * The scorer’s weights as they lie in a pack (`scorer.json`): made by `npm run train` from labelled lines, and without code.
 * Each piece as written (1–2 folded characters), each two characters with one or two others between them (`apart`), each piece
 * as heard (2–3 syllables without tone, so that what a recogniser mishears, pinyin and same-sound characters weigh the same;
 * `^` and `$` are the ends of the utterance) and each fact of the product and of the numbers said has a line of weights: how
 * rare it is, and what it adds to the score of each family and to “anything at all” before the whole is scaled to length one
 * (see `weightLine`). The other numbers are thousandths.
 */
export const scorerModelSchema = z.strictObject({
  formatVersion: z.literal(2),
  /** Labelled lines it was trained on. */
  lines: z.number().int().min(0),
  /** What a step of a weight adds. */
  step: z.number().int().min(1).max(100_000),
  /** Packs it was trained beside: their rules' words are only noted in a sentence that is plainly clean. */
  packs: z.array(z.string().min(1).max(60)).max(20),
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
  /** Up to where “anything at all” makes a sentence so plainly clean that a rule's words in it are only noted. */
  cleanTo: thousandthsSchema,
  grams: linesSchema((name) => name.length >= 1 && name.length <= LONGEST.gram, SCORER_LIMITS.grams),
  apart: linesSchema((name) => name.length === 2, SCORER_LIMITS.apart),
  sounds: linesSchema((name) => name.length <= HEARD_LENGTH && HEARD.test(name), SCORER_LIMITS.sounds),
  facets: linesSchema(
    (name) => name.length >= 1 && name.length <= SCORER_LIMITS.facetLength,
    SCORER_LIMITS.facets,
  ),
})
export type ScorerModel = z.infer<typeof scorerModelSchema>

/** From where scores count; the values of a model that are chosen by cross-validation, not learnt. */
export type Thresholds = Pick<ScorerModel, 'anyFrom' | 'alsoFrom' | 'aloneFrom' | 'noteFrom' | 'cleanTo'>

/** The thresholds of a model, which are thousandths there, as a compiled scorer compares scores with them. */
export const readThresholds = ({
  anyFrom,
  alsoFrom,
  aloneFrom,
  noteFrom,
  cleanTo,
}: Thresholds): Thresholds => ({
  anyFrom: anyFrom / 1000,
  alsoFrom: alsoFrom / 1000,
  aloneFrom: aloneFrom / 1000,
  noteFrom: noteFrom / 1000,
  cleanTo: cleanTo / 1000,
})

/** What of a compiled scorer is a number and no table: the size of a step and from where scores count. */
export const numbersOf = ({
  step,
  anyFrom,
  alsoFrom,
  aloneFrom,
  noteFrom,
  cleanTo,
}: CompiledScorer): Thresholds & Pick<CompiledScorer, 'step'> => ({
  step,
  anyFrom,
  alsoFrom,
  aloneFrom,
  noteFrom,
  cleanTo,
})

/**
 * The scorer ready to run. Every piece and fact has a row in `rows`: what it adds to the seventeen scores, in steps, and how
 * rare it is, in tenths. Single characters come first, then the facts, then the longer pieces; the frequent first, so that what
 * ordinary speech asks for lies close together.
 *
 * `slots` is a hash table of the longer pieces (open addressing, code 0 = empty): a code and the place of its row. `gate` has a
 * bit for every hash: most pieces of an ordinary sentence that the scorer does not know are turned away there.
 */
export type CompiledScorer = Thresholds & {
  readonly rows: Int8Array
  /** What a step adds, in tenths. */
  readonly step: number
  readonly slots: Int32Array
  /** How far a hash is shifted to be a slot. */
  readonly slotShift: number
  readonly gate: Uint8Array
  /** Folded unit → its class, 0 = the scorer does not know it. The single character of class `c` is row `c`. */
  readonly unitClass: Uint16Array
  /** Facts of a product, by name: a row each. */
  readonly facets: ReadonlyMap<string, number>
  /** Places of the rows of the facts of numbers, in their order. */
  readonly numberRows: Int32Array
  readonly packs: ReadonlySet<string>
  readonly bias: Float64Array
}

/** Place of the row that weighs nothing. */
export const NO_ROW = 0
/** Numbers in a row: the scores, and its rarity after them; rows begin at multiples of four. */
export const ROW_SIZE = 20
/** Place of the rarity in a row. */
export const RARITY = SCORE_COUNT
/** Numbers in a slot: a code, and the place of its row. */
export const SLOT_SIZE = 2

/** Classes of the ends of an utterance; those of characters follow. */
export const EDGE_CLASS = { start: 1, end: 2 } as const
/** The ends of an utterance among syllables. */
export const EDGE_SOUND = { start: SOUND_COUNT, end: SOUND_COUNT + 1 } as const

const CLASS_BITS = 13
const SOUND_BITS = 9
/** Kinds of pieces keep apart by a bit of their own. */
const WITH_GAP = 2 ** 26
const PAIR_HEARD = 2 ** 27
const TRIPLE_HEARD = 2 ** 28

/** Code of two characters, by their classes. */
export const codeOfUnits = (first: number, second: number): number => (first << CLASS_BITS) | second
/** Code of two characters with others between them, by their classes. */
export const codeOfApart = (first: number, second: number): number =>
  WITH_GAP | (first << CLASS_BITS) | second
/** Code of two syllables. */
export const codeOfPair = (first: number, second: number): number =>
  PAIR_HEARD | (first << SOUND_BITS) | second
/** Code of three syllables, from the code of the first two. */
export const codeOfTriple = (pair: number, third: number): number =>
  TRIPLE_HEARD | ((pair & (PAIR_HEARD - 1)) << SOUND_BITS) | third

/** The gate has so many bits for a place of the table, as a power of two. */
export const GATE_BITS = 3

/** A code's hash: its upper bits are the place of the table, and with `GATE_BITS` more the bit of the gate. */
export const hashOfCode = (code: number): number => Math.imul(code ^ (code >>> 15), 0x9e3779b1)

/** Whether the gate lets a hash through: 1 or 0. */
export const passesGate = (gate: Uint8Array, slotShift: number, hash: number): number => {
  const bit = hash >>> (slotShift - GATE_BITS)
  return ((gate[bit >>> 3] ?? 0) >>> (bit & 7)) & 1
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

/** Reads a line of weights into a row. */
const readLine = (rows: Int8Array, row: number, line: string): void => {
  const base = row * ROW_SIZE
  rows[base + RARITY] = Math.min(MOST_RARITY, (line.charCodeAt(0) - SIGN.none) * RARITY_STEP)
  for (let place = 0; place < SCORE_COUNT; place += 1)
    rows[base + place] = line.charCodeAt(place + 1) - SIGN.nothing
}

/** The places of lines of weights by rarity, the frequent first. */
const byRarity = (lines: readonly string[]): Float64Array => {
  const keys = Float64Array.from(lines, (line, at) => line.charCodeAt(0) * ORDER_ROOM + at)
  keys.sort()
  for (let at = 0; at < keys.length; at += 1) keys[at] = (keys[at] ?? 0) % ORDER_ROOM
  return keys
}
/** More than there can be pieces (`SCORER_LIMITS`). */
const ORDER_ROOM = 2 ** 19

/** The line of what weighs nothing. */
const NO_WEIGHTS = weightLine(0, {})

/** The classes of a model's characters, and the lines of weights by class; then its longer pieces with theirs. */
const numberPieces = (model: ScorerModel) => {
  const unitClass = new Uint16Array(65_536)
  const singles: string[] = [
    NO_WEIGHTS,
    model.grams[EDGE.start] ?? NO_WEIGHTS,
    model.grams[EDGE.end] ?? NO_WEIGHTS,
  ]
  const characters: string[] = []
  const pieces: string[] = []
  const weights: string[] = []
  // Keys and look-ups: entries and values of so large a record take several times as long.
  for (const gram of Object.keys(model.grams)) {
    if (gram.length > 1) {
      pieces.push(gram)
      weights.push(model.grams[gram] ?? NO_WEIGHTS)
    } else if (gram !== EDGE.start && gram !== EDGE.end) characters.push(gram)
  }
  const lines = characters.map((character) => model.grams[character] ?? NO_WEIGHTS)
  for (const number of byRarity(lines)) {
    const character = characters[number] ?? ''
    unitClass[character.charCodeAt(0)] = singles.length
    singles.push(lines[number] ?? NO_WEIGHTS)
  }
  if (singles.length > 2 ** CLASS_BITS) throw new ScorerModelError('', 'too many different characters')
  for (const piece of Object.keys(model.apart)) {
    pieces.push(`${piece[0] ?? ''}${GAP}${piece[1] ?? ''}`)
    weights.push(model.apart[piece] ?? NO_WEIGHTS)
  }
  for (const piece of Object.keys(model.sounds)) {
    pieces.push(piece)
    weights.push(model.sounds[piece] ?? NO_WEIGHTS)
  }
  return { unitClass, singles, pieces, weights }
}

const [EDGE_START, EDGE_END] = [EDGE.start.charCodeAt(0), EDGE.end.charCodeAt(0)]

/** Between the characters of a piece with a gap, while a model is compiled; folded text never holds it. */
const GAP = '…'

/** What a piece of two and more is called; for three syllables also their first two. */
type PieceCode = { code: number; pair: number }

/** Reads the name of a piece: sounds stand apart, characters do not. */
const readPiece = (piece: string, unitClass: Uint16Array, into: PieceCode): void => {
  into.pair = -1
  if (piece.length === 2) {
    const [first, second] = [piece.charCodeAt(0), piece.charCodeAt(1)]
    const firstClass = first === EDGE_START ? EDGE_CLASS.start : (unitClass[first] ?? 0)
    const secondClass = second === EDGE_END ? EDGE_CLASS.end : (unitClass[second] ?? 0)
    if (firstClass === 0 || secondClass === 0)
      throw new ScorerModelError(piece, 'one of its characters is missing')
    into.code = codeOfUnits(firstClass, secondClass)
    return
  }
  if (piece[1] === GAP) {
    const [firstClass, secondClass] = [
      unitClass[piece.charCodeAt(0)] ?? 0,
      unitClass[piece.charCodeAt(2)] ?? 0,
    ]
    if (firstClass === 0 || secondClass === 0)
      throw new ScorerModelError(piece, 'one of its characters is missing')
    into.code = codeOfApart(firstClass, secondClass)
    return
  }
  const second = piece.indexOf(' ') + 1
  const third = piece.indexOf(' ', second) + 1
  into.code = codeOfPair(
    soundNumber(piece.slice(0, second - 1), piece),
    soundNumber(piece.slice(second, third === 0 ? piece.length : third - 1), piece),
  )
  if (third === 0) return
  into.pair = into.code
  into.code = codeOfTriple(into.pair, soundNumber(piece.slice(third), piece))
}

const soundNumber = (name: string, piece: string): number => {
  const number =
    name === EDGE.start ? EDGE_SOUND.start : name === EDGE.end ? EDGE_SOUND.end : soundOfName(name)
  if (number === 0) throw new ScorerModelError(piece, 'a sound that there is not')
  return number
}

/** The slot a code is in, or the empty one where it would be, as a place of `slots`. */
const slotOf = (slots: Int32Array, slotShift: number, code: number): number => {
  let place = (hashOfCode(code) >>> slotShift) * SLOT_SIZE
  while (slots[place] !== 0 && slots[place] !== code) {
    place += SLOT_SIZE
    if (place === slots.length) place = 0
  }
  return place
}

/** The row of a piece by its code, as a place of `rows`; that of row 0 when the scorer does not know it. */
export const placeOfCode = ({ slots, slotShift }: CompiledScorer, code: number): number => {
  const slot = slotOf(slots, slotShift, code)
  return slots[slot] === code ? (slots[slot + 1] ?? NO_ROW) : NO_ROW
}

/** Places of the rows of the facts of numbers. */
export const numberRowsOf = (facets: ReadonlyMap<string, number>): Int32Array =>
  Int32Array.from(NUMBER_FACTS, (name) => (facets.get(name) ?? NO_ROW) * ROW_SIZE)

/** There are so many slots to a piece, at least. */
const ROOM = 1.3

/**
 * Makes a model ready to run.
 * @throws ScorerModelError when a piece lacks a character or the piece it begins with, or names a sound that there is not.
 */
export const compileScorer = (model: ScorerModel): CompiledScorer => {
  const { unitClass, singles, pieces, weights } = numberPieces(model)
  const facts = Object.entries(model.facets)
  let bits = 6
  while (1 << bits < pieces.length * ROOM) bits += 1
  const slotShift = 32 - bits
  const slots = new Int32Array(SLOT_SIZE << bits)
  const rows = new Int8Array((singles.length + facts.length + pieces.length) * ROW_SIZE)
  const gate = new Uint8Array(1 << (bits + GATE_BITS - 3))
  for (const [single, line] of singles.entries()) readLine(rows, single, line)
  const facets = new Map<string, number>()
  for (const [at, [name, line]] of facts.entries()) {
    facets.set(name, singles.length + at)
    readLine(rows, singles.length + at, line)
  }
  let row = singles.length + facts.length
  const code: PieceCode = { code: 0, pair: -1 }
  const triples: Array<{ readonly pair: number; readonly piece: string }> = []
  // The frequent ones first: they are then found at their own place.
  for (const number of byRarity(weights)) {
    const piece = pieces[number] ?? ''
    readPiece(piece, unitClass, code)
    if (code.pair >= 0) triples.push({ pair: code.pair, piece })
    const slot = slotOf(slots, slotShift, code.code)
    slots[slot] = code.code
    slots[slot + 1] = row * ROW_SIZE
    readLine(rows, row, weights[number] ?? NO_WEIGHTS)
    row += 1
    const bit = hashOfCode(code.code) >>> (slotShift - GATE_BITS)
    gate[bit >>> 3] = (gate[bit >>> 3] ?? 0) | (1 << (bit & 7))
  }
  for (const { pair, piece } of triples) {
    if (slots[slotOf(slots, slotShift, pair)] !== pair)
      throw new ScorerModelError(piece, 'the piece it begins with is missing')
  }
  return {
    rows,
    step: model.step / 100,
    slots,
    slotShift,
    gate,
    unitClass,
    facets,
    numberRows: numberRowsOf(facets),
    packs: new Set(model.packs),
    bias: Float64Array.from(model.bias, (value) => value / 1000),
    ...readThresholds(model),
  }
}

/** Rarity is ten times: one, and the natural logarithm of one in so many lines. */
const TENTHS = 10
/** Rarity of a pair that no line of the model holds. */
const UNSEEN = 110

/**
 * How rare a word is by a scorer's counts of characters and of two side by side, as a chain of pairs: about the natural
 * logarithm of one in so many texts.
 */
export const rarityOfWord = (scorer: CompiledScorer, units: readonly number[]): number => {
  const { rows, unitClass } = scorer
  const rarityAt = (place: number): number => (place === NO_ROW ? UNSEEN : (rows[place + RARITY] ?? 0))
  let before = unitClass[units[0] ?? 0] ?? 0
  if (units.length === 1) return (rarityAt(before * ROW_SIZE) - TENTHS) / TENTHS
  let rarity = 0
  for (let at = 1; at < units.length; at += 1) {
    const next = unitClass[units[at] ?? 0] ?? 0
    const isKnown = before !== 0 && next !== 0
    const place = isKnown ? placeOfCode(scorer, codeOfUnits(before, next)) : NO_ROW
    rarity += rarityAt(place) - (at === 1 ? TENTHS : rarityAt(before * ROW_SIZE))
    before = next
  }
  return rarity / TENTHS
}
