import { FAMILIES, type Family } from '../../model/claim.ts'
import type { Product } from '../../model/product.ts'
import type { SoundStream } from '../matcher.ts'
import type { FoldedText } from '../normaliseText.ts'
import type { Numeral } from '../numerals.ts'
import { facetsOf } from './facets.ts'
import { numberFactsIn, type ProductOnAir } from './numberFacts.ts'
import {
  ANY,
  APART,
  codeOfApart,
  codeOfPair,
  codeOfTriple,
  codeOfUnits,
  EDGE_CLASS,
  EDGE_SOUND,
  hashOfCode,
  NO_ROW,
  passesGate,
  placeOfCode,
  RARITY,
  ROW_SIZE,
  SCORE_COUNT,
  SLOT_SIZE,
  type CompiledScorer,
} from './scorerModel.ts'
import { makeScorerSum, type ScorerSum } from './scorerSum.ts'

/** What a product adds to every score, worked out once per product and scorer. */
type FacetSum = { readonly scorer: CompiledScorer; readonly sums: Int32Array; readonly square: number }

const facetSums = new WeakMap<Product, FacetSum>()
let noProduct: FacetSum | null = null
let lastProduct: Product | null = null
let lastSum: FacetSum | null = null

/**
 * Rows of a sentence, to be added up together: their places; and the codes of pieces the gate let through, that may have one.
 */
const FOUND = { rows: new Int32Array(4096), count: 0, codes: new Int32Array(4096), codeCount: 0 }

const makeRoomFor = (rows: number): void => {
  if (FOUND.rows.length >= rows) return
  FOUND.rows = new Int32Array(rows * 2)
  FOUND.codes = new Int32Array(rows * 2)
}

/** Adds the weights of the rows found to the scores, in steps, and forgets them; gives the square of their length. */
const addFound = (weights: Int8Array, sums: Int32Array): number => {
  const { rows, count } = FOUND
  let square = 0
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0
    for (let place = 0; place < SCORE_COUNT; place += 1) {
      sums[place] = (sums[place] ?? 0) + (weights[row + place] ?? 0)
    }
    const rarity = weights[row + RARITY] ?? 0
    square += rarity * rarity
  }
  FOUND.count = 0
  return square
}

/** What makes the sums in WebAssembly, by the rows that are summed: scorers that differ in their thresholds share it. */
const wasmSums = new WeakMap<Int8Array, { readonly sum: ScorerSum | null }>()
let lastScorer: CompiledScorer | null = null
let lastScorerSum: ScorerSum | null = null

const wasmSumOf = (scorer: CompiledScorer): ScorerSum | null => {
  if (scorer === lastScorer) return lastScorerSum
  let known = wasmSums.get(scorer.rows)
  if (known === undefined) {
    known = { sum: makeScorerSum(scorer) }
    wasmSums.set(scorer.rows, known)
  }
  lastScorer = scorer
  lastScorerSum = known.sum
  return known.sum
}

/** Puts a whole text where the sums are made. */
const putText = (into: ScorerSum, text: FoldedText, sound: SoundStream): void => {
  into.growTo(Math.max(text.length, sound.length))
  const { units, sounds } = into
  for (let at = 0; at < text.length; at += 1) units[at] = text.units[at] ?? 0
  for (let at = 0; at < sound.length; at += 1) sounds[at] = sound.units[at] ?? 0
}

const facetSumOf = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  if (product === lastProduct && lastSum?.scorer === scorer) return lastSum
  const known = product === null ? noProduct : (facetSums.get(product) ?? null)
  const sum = known?.scorer === scorer ? known : sumFacets(scorer, product)
  lastProduct = product
  lastSum = sum
  return sum
}

const sumFacets = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const sums = new Int32Array(SCORE_COUNT)
  const facets = facetsOf(product)
  makeRoomFor(facets.length)
  FOUND.count = 0
  for (const facet of facets) {
    FOUND.rows[FOUND.count] = (scorer.facets.get(facet) ?? NO_ROW) * ROW_SIZE
    FOUND.count += 1
  }
  const made = { scorer, sums, square: addFound(scorer.rows, sums) }
  if (product === null) noProduct = made
  else facetSums.set(product, made)
  return made
}

/**
 * As written, from one place to another: each character, and of each two side by side or with a gap between them the code when
 * the gate lets it through.
 * A place that does not count is written over by the next one; unknown characters are class 0, whose row weighs nothing.
 */
const findUnits = (scorer: CompiledScorer, text: FoldedText, from: number, to: number): void => {
  const { gate, slotShift, unitClass } = scorer
  const { units } = text
  const { rows, codes } = FOUND
  let { count, codeCount } = FOUND
  let before: number = EDGE_CLASS.start
  // No piece has a class that is none in it.
  let second = 0
  let third = 0
  rows[count] = before * ROW_SIZE
  count += 1
  for (let at = from; at < to; at += 1) {
    const next = unitClass[units[at] ?? 0] ?? 0
    rows[count] = next * ROW_SIZE
    count += 1
    const code = codeOfUnits(before, next)
    codes[codeCount] = code
    codeCount += passesGate(gate, slotShift, hashOfCode(code))
    const apart = codeOfApart(second, next)
    codes[codeCount] = apart
    codeCount += passesGate(gate, slotShift, hashOfCode(apart))
    const farApart = codeOfApart(third, next)
    codes[codeCount] = farApart
    codeCount += passesGate(gate, slotShift, hashOfCode(farApart))
    third = second
    second = at === from ? 0 : before
    before = next
  }
  rows[count] = EDGE_CLASS.end * ROW_SIZE
  codes[codeCount] = codeOfUnits(before, EDGE_CLASS.end)
  FOUND.count = count + 1
  FOUND.codeCount = codeCount + 1
}

/** As heard, from one place of the sounds to another: each two and each three syllables that follow one another. */
const findSounds = (scorer: CompiledScorer, sound: SoundStream, from: number, to: number): void => {
  const { gate, slotShift } = scorer
  const { units } = sound
  const { codes } = FOUND
  let { codeCount } = FOUND
  let before: number = EDGE_SOUND.start
  // No piece has a sound that is none in it.
  let pair = codeOfPair(0, before)
  for (let at = from; at <= to; at += 1) {
    const next = at === to ? EDGE_SOUND.end : (units[at] ?? 0)
    const triple = codeOfTriple(pair, next)
    pair = codeOfPair(before, next)
    codes[codeCount] = pair
    codeCount += passesGate(gate, slotShift, hashOfCode(pair))
    codes[codeCount] = triple
    codeCount += passesGate(gate, slotShift, hashOfCode(triple))
    before = next
  }
  FOUND.codeCount = codeCount
}

/** What the numbers are to the product. */
const findNumbers = ({ numberRows }: CompiledScorer, facts: number): void => {
  for (let at = 0, left = facts; left !== 0; at += 1, left >>>= 1) {
    if ((left & 1) === 0) continue
    FOUND.rows[FOUND.count] = numberRows[at] ?? NO_ROW
    FOUND.count += 1
  }
}

/** Looks the codes up that passed the gate. */
const findRows = ({ slots, slotShift }: CompiledScorer): void => {
  const { rows, codes, codeCount } = FOUND
  let { count } = FOUND
  for (let at = 0; at < codeCount; at += 1) {
    const code = codes[at] ?? 0
    let slot = (hashOfCode(code) >>> slotShift) * SLOT_SIZE
    let held = slots[slot] ?? 0
    while (held !== code && held !== 0) {
      slot += SLOT_SIZE
      if (slot === slots.length) slot = 0
      held = slots[slot] ?? 0
    }
    rows[count] = slots[slot + 1] ?? NO_ROW
    count += held === code ? 1 : 0
  }
  FOUND.count = count
  FOUND.codeCount = 0
}

/** What the scorer says of one text, sentence by sentence. Reused from text to text. */
export type Scores = {
  /** Of the sentence scored last: per family and, at the end, for anything at all. */
  readonly values: Float64Array
  /** Sums in steps while a sentence is read. */
  readonly sums: Int32Array
  /** 1 for each family some sentence is held to violate. */
  readonly meant: Uint8Array
  /** The same by sentence: `meantIn[sentence * 16 + family]`. */
  meantIn: Uint8Array
  /** By sentence: 1 where it is held for plainly clean. */
  cleanIn: Uint8Array
  /** The sentence the scorer would make a note of by itself, and its likeliest family; -1 = none. */
  notable: number
  notableFamily: number
}

export const makeScores = (): Scores => ({
  values: new Float64Array(SCORE_COUNT),
  sums: new Int32Array(SCORE_COUNT),
  meant: new Uint8Array(ANY),
  meantIn: new Uint8Array(ANY * 8),
  cleanIn: new Uint8Array(8),
  notable: -1,
  notableFamily: -1,
})

/** A stretch of a text between ends of sentences, in places of the folded text and of its sounds. */
export type Sentence = { start: number; end: number; soundStart: number; soundEnd: number }

/** Moves on to the sentence after `sentence`; false at the end of the text. */
const nextSentence = (text: FoldedText, sound: SoundStream, sentence: Sentence): boolean => {
  const { clause, sentenceOfClause, length } = text
  if (sentence.end >= length && (sentence.end > 0 || length > 0)) return false
  const start = sentence.end
  const number = sentenceOfClause[clause[start] ?? 0]
  let end = start
  while (end < length && sentenceOfClause[clause[end] ?? 0] === number) end += 1
  let soundEnd = sentence.soundEnd
  while (soundEnd < sound.length && (sound.from[soundEnd] ?? 0) < end) soundEnd += 1
  sentence.start = start
  sentence.end = end
  sentence.soundStart = sentence.soundEnd
  sentence.soundEnd = soundEnd
  return end > start
}

/**
 * Adds up in JavaScript what the pieces of a sentence weigh, in steps; gives the square of the length of their rarities. For
 * where there is no `ScorerSum`, and for comparing the two.
 */
export const sumPieces = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  { start, end, soundStart, soundEnd }: Sentence,
  sums: Int32Array,
): number => {
  // Four at most for each character and each end.
  makeRoomFor((end - start + 4) * 4 + (soundEnd - soundStart + 4) * 2)
  FOUND.count = 0
  FOUND.codeCount = 0
  findUnits(scorer, text, start, end)
  findSounds(scorer, sound, soundStart, soundEnd)
  findRows(scorer)
  return addFound(scorer.rows, sums)
}

/** The same where the text was put. */
const sumPutPieces = (
  { sum, sums: summed }: ScorerSum,
  { start, end, soundStart, soundEnd }: Sentence,
  sums: Int32Array,
): number => {
  const square = sum(start, end, soundStart, soundEnd)
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    sums[place] = (sums[place] ?? 0) + (summed[place] ?? 0)
  }
  return square
}

const scoreSentence = (
  scorer: CompiledScorer,
  wasm: ScorerSum | null,
  text: FoldedText,
  sound: SoundStream,
  numerals: readonly Numeral[],
  onAir: ProductOnAir,
  sentence: Sentence,
  into: Scores,
): void => {
  const { values, sums } = into
  const { bias, rows, step } = scorer
  const facets = facetSumOf(scorer, onAir.product)
  for (let place = 0; place < SCORE_COUNT; place += 1) sums[place] = facets.sums[place] ?? 0
  let { square } = facets
  square +=
    wasm === null ? sumPieces(scorer, text, sound, sentence, sums) : sumPutPieces(wasm, sentence, sums)
  const facts = numberFactsIn(numerals, sentence.start, sentence.end, onAir)
  if (facts !== 0) {
    findNumbers(scorer, facts)
    square += addFound(rows, sums)
  }
  const scale = square > 0 ? step / Math.sqrt(square) : 0
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    values[place] = (sums[place] ?? 0) * scale + (bias[place] ?? 0)
  }
}

const SENTENCE: Sentence = { start: 0, end: 0, soundStart: 0, soundEnd: 0 }

/**
 * Scores a folded text with the product on air and decides which families each of its sentences is held to violate. A
 * sentence is scored by itself, so that what is said before and after it changes nothing. Five look-ups a character, no
 * allocation. `numerals` are the numbers of the text.
 */
export const scoreInto = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  numerals: readonly Numeral[],
  onAir: ProductOnAir,
  into: Scores,
): void => {
  const { values, meant } = into
  const { anyFrom, alsoFrom, aloneFrom, noteFrom, cleanTo } = scorer
  meant.fill(0)
  into.notable = -1
  let most = noteFrom
  const wasm = wasmSumOf(scorer)
  if (wasm !== null) putText(wasm, text, sound)
  SENTENCE.end = 0
  SENTENCE.soundEnd = 0
  for (let number = 0; nextSentence(text, sound, SENTENCE); number += 1) {
    scoreSentence(scorer, wasm, text, sound, numerals, onAir, SENTENCE, into)
    const base = number * ANY
    if (base + ANY > into.meantIn.length) {
      const wider = new Uint8Array(into.meantIn.length * 2)
      wider.set(into.meantIn)
      into.meantIn = wider
      const cleaner = new Uint8Array(into.cleanIn.length * 2)
      cleaner.set(into.cleanIn)
      into.cleanIn = cleaner
    }
    const any = values[ANY] ?? 0
    into.cleanIn[number] = any <= cleanTo ? 1 : 0
    let likeliest = 0
    for (let place = 1; place < ANY; place += 1) {
      if ((values[place] ?? 0) > (values[likeliest] ?? 0)) likeliest = place
    }
    for (let place = 0; place < ANY; place += 1) {
      const value = values[place] ?? 0
      const isMeant =
        value >= aloneFrom || (any >= anyFrom && (place === likeliest || value >= alsoFrom)) ? 1 : 0
      into.meantIn[base + place] = isMeant
      meant[place] = (meant[place] ?? 0) | isMeant
    }
    if (any >= most && (values[likeliest] ?? 0) >= 0) {
      most = any
      into.notable = number
      into.notableFamily = likeliest
    }
  }
}

/** A piece of a text that moved a score: places in the folded text and what it added (negative: took away). */
export type MovingPiece = { readonly start: number; readonly end: number; readonly weight: number }

/** What each character of a sentence added to a score, and where in the folded text the sentence begins. */
export type Shares = { readonly from: number; readonly shares: Float64Array }

/**
 * What each character of a sentence (the `number`th, from 0) added to a family's score and to “anything at all”: the scaled
 * weights of the pieces it is part of, shared out evenly. For a screen, not for the live path.
 */
export const explainScore = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  numerals: readonly Numeral[],
  onAir: ProductOnAir,
  family: Family,
  number: number,
): Shares => {
  const sentence: Sentence = { start: 0, end: 0, soundStart: 0, soundEnd: 0 }
  for (let at = 0; at <= number; at += 1) {
    if (!nextSentence(text, sound, sentence)) return { from: 0, shares: new Float64Array(0) }
  }
  const { rows } = scorer
  const wanted = FAMILIES.indexOf(family)
  const shares = new Float64Array(sentence.end - sentence.start)
  const sums = new Int32Array(SCORE_COUNT)
  let { square } = facetSumOf(scorer, onAir.product)
  const share = (place: number, start: number, end: number): void => {
    if (place === NO_ROW) return
    sums.fill(0)
    FOUND.rows[0] = place
    FOUND.count = 1
    square += addFound(rows, sums)
    const [first, last] = [Math.max(start, sentence.start), Math.min(end, sentence.end)]
    const each = ((sums[wanted] ?? 0) + (sums[ANY] ?? 0)) / Math.max(1, last - first)
    for (let unit = first; unit < last; unit += 1) {
      shares[unit - sentence.start] = (shares[unit - sentence.start] ?? 0) + each
    }
  }
  const classAt = (at: number): number =>
    at < sentence.start
      ? EDGE_CLASS.start
      : at >= sentence.end
        ? EDGE_CLASS.end
        : (scorer.unitClass[text.units[at] ?? 0] ?? 0)
  for (let at = sentence.start - 1; at <= sentence.end; at += 1) {
    share(classAt(at) * ROW_SIZE, at, at + 1)
    if (at < sentence.start || classAt(at - 1) === 0 || classAt(at) === 0) continue
    share(placeOfCode(scorer, codeOfUnits(classAt(at - 1), classAt(at))), at - 1, at + 1)
    for (
      let gap = APART.least;
      gap <= APART.most && at < sentence.end && at - gap >= sentence.start;
      gap += 1
    ) {
      if (classAt(at - gap) !== 0)
        share(placeOfCode(scorer, codeOfApart(classAt(at - gap), classAt(at))), at - gap, at + 1)
    }
  }
  FOUND.count = 0
  findNumbers(scorer, numberFactsIn(numerals, sentence.start, sentence.end, onAir))
  sums.fill(0)
  square += addFound(rows, sums)
  const { soundStart, soundEnd } = sentence
  const soundAt = (at: number): number =>
    at < soundStart ? EDGE_SOUND.start : at >= soundEnd ? EDGE_SOUND.end : (sound.units[at] ?? 0)
  const startOf = (at: number): number =>
    at < soundStart ? sentence.start : (sound.from[at] ?? sentence.end)
  for (let at = soundStart; at <= soundEnd; at += 1) {
    if (soundAt(at - 1) === 0 || soundAt(at) === 0) continue
    const end = at < soundEnd ? (sound.to[at] ?? 0) : sentence.end
    share(placeOfCode(scorer, codeOfPair(soundAt(at - 1), soundAt(at))), startOf(at - 1), end)
    if (at === soundStart || soundAt(at - 2) === 0) continue
    const pair = codeOfPair(soundAt(at - 2), soundAt(at - 1))
    share(placeOfCode(scorer, codeOfTriple(pair, soundAt(at))), startOf(at - 2), end)
  }
  const scale = square > 0 ? scorer.step / Math.sqrt(square) : 0
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) * scale
  return { from: sentence.start, shares }
}

/** The stretch of the text that speaks most for the family: the contiguous places with the largest sum above the mean. */
export const movingStretch = ({ from, shares }: Shares): MovingPiece => {
  const mean = shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
  const floor = Math.max(0, mean)
  let best: MovingPiece = { start: from, end: from + shares.length, weight: 0 }
  let bestSum = 0
  let start = 0
  let sum = 0
  for (let at = 0; at < shares.length; at += 1) {
    if (sum <= 0) {
      sum = 0
      start = at
    }
    sum += (shares[at] ?? 0) - floor
    if (sum > bestSum) {
      bestSum = sum
      best = { start: from + start, end: from + at + 1, weight: sum }
    }
  }
  return best
}
