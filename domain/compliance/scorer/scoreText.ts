import { FAMILIES, type Family } from '../../model/claim.ts'
import type { Product } from '../../model/product.ts'
import type { SoundStream } from '../matcher.ts'
import type { FoldedText } from '../normaliseText.ts'
import { facetsOf } from './facets.ts'
import {
  ANY,
  BEGINS_LONGER,
  codeOfPair,
  codeOfTriple,
  codeOfUnits,
  EDGE_CLASS,
  EDGE_SOUND,
  NO_ROW,
  ROW_SIZE,
  ROWS_AT_ONCE,
  SCORE_COUNT,
  slotOfCode,
  type CompiledScorer,
} from './scorerModel.ts'

/** What a product adds to every score, worked out once per product and scorer. */
type FacetSum = { readonly scorer: CompiledScorer; readonly sums: Int32Array; readonly square: number }

const facetSums = new WeakMap<Product, FacetSum>()
let noProduct: FacetSum | null = null

/** Rows found in a sentence, to be added up together: their places in the cells. */
const FOUND = { rows: new Int32Array(4096), count: 0 }

/** Adds the weights of the rows found to the scores, in tenths, and forgets them; gives the square of their length. */
const addFound = (cells: Int32Array, sums: Int32Array): number => {
  const { rows, count } = FOUND
  let square = 0
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const to = Math.min(count, from + ROWS_AT_ONCE)
    let [a, b, c, d, e, f, g, h, i] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0
      const rarity = (cells[row] ?? 0) & (BEGINS_LONGER - 1)
      square += rarity * rarity
      a = (a + (cells[row + 1] ?? 0)) | 0
      b = (b + (cells[row + 2] ?? 0)) | 0
      c = (c + (cells[row + 3] ?? 0)) | 0
      d = (d + (cells[row + 4] ?? 0)) | 0
      e = (e + (cells[row + 5] ?? 0)) | 0
      f = (f + (cells[row + 6] ?? 0)) | 0
      g = (g + (cells[row + 7] ?? 0)) | 0
      h = (h + (cells[row + 8] ?? 0)) | 0
      i = (i + (cells[row + 9] ?? 0)) | 0
    }
    addHalves(sums, 0, a)
    addHalves(sums, 2, b)
    addHalves(sums, 4, c)
    addHalves(sums, 6, d)
    addHalves(sums, 8, e)
    addHalves(sums, 10, f)
    addHalves(sums, 12, g)
    addHalves(sums, 14, h)
    addHalves(sums, 16, i)
  }
  FOUND.count = 0
  return square
}

const addHalves = (sums: Int32Array, place: number, both: number): void => {
  const low = (both << 16) >> 16
  sums[place] = (sums[place] ?? 0) + low
  sums[place + 1] = (sums[place + 1] ?? 0) + ((both - low) >> 16)
}

const facetSumOf = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const known = product === null ? noProduct : facetSums.get(product)
  if (known?.scorer === scorer) return known
  const sums = new Int32Array(SUMS)
  const facets = facetsOf(product)
  makeRoomFor(facets.length)
  FOUND.count = 0
  for (const facet of facets) {
    FOUND.rows[FOUND.count] = (scorer.facets.get(facet) ?? NO_ROW) * ROW_SIZE
    FOUND.count += 1
  }
  const made = { scorer, sums, square: addFound(scorer.cells, sums) }
  if (product === null) noProduct = made
  else facetSums.set(product, made)
  return made
}

const makeRoomFor = (rows: number): void => {
  if (FOUND.rows.length < rows) FOUND.rows = new Int32Array(rows * 2)
}

/** The row of a piece by its code, -1 when the scorer does not know it. */
const rowOf = (table: Int32Array, mask: number, code: number): number => {
  let slot = slotOfCode(code, mask)
  for (;;) {
    const found = table[slot * 2]
    if (found === code) return table[slot * 2 + 1] ?? 0
    if (found === -1) return -1
    slot = (slot + 1) & mask
  }
}

/** As written, from one place to another: each character and each two side by side. */
const findUnits = (scorer: CompiledScorer, text: FoldedText, from: number, to: number): void => {
  const { table, tableMask, unitClass } = scorer
  const { units } = text
  const { rows } = FOUND
  let { count } = FOUND
  rows[count] = EDGE_CLASS.start * ROW_SIZE
  count += 1
  let before: number = EDGE_CLASS.start
  for (let at = from; at <= to; at += 1) {
    const next = at === to ? EDGE_CLASS.end : (unitClass[units[at] ?? 0] ?? 0)
    if (next !== 0) {
      rows[count] = next * ROW_SIZE
      count += 1
      if (before !== 0) {
        const row = rowOf(table, tableMask, codeOfUnits(before, next))
        rows[count] = row * ROW_SIZE
        count += row >= 0 ? 1 : 0
      }
    }
    before = next
  }
  FOUND.count = count
}

/** As heard, from one place of the sounds to another: each two and each three syllables that follow one another. */
const findSounds = (scorer: CompiledScorer, sound: SoundStream, from: number, to: number): void => {
  const { cells, table, tableMask } = scorer
  const { units } = sound
  const { rows } = FOUND
  let { count } = FOUND
  let before: number = EDGE_SOUND.start
  let pair = 0
  for (let at = from; at <= to; at += 1) {
    const next = at === to ? EDGE_SOUND.end : (units[at] ?? 0)
    let here = 0
    if (next !== 0 && before !== 0) {
      const code = codeOfPair(before, next)
      const row = rowOf(table, tableMask, code) * ROW_SIZE
      if (row >= 0) {
        rows[count] = row
        count += 1
        if (((cells[row] ?? 0) & BEGINS_LONGER) !== 0) here = code
      }
      if (pair !== 0) {
        const triple = rowOf(table, tableMask, codeOfTriple(pair, next))
        rows[count] = triple * ROW_SIZE
        count += triple >= 0 ? 1 : 0
      }
    }
    pair = here
    before = next
  }
  FOUND.count = count
}

/** Room for the sums of every score, and for the half that is left over. */
const SUMS = (ROW_SIZE - 1) * 2

/** What the scorer says of one text, sentence by sentence. Reused from text to text. */
export type Scores = {
  /** Of the sentence scored last: per family and, at the end, for anything at all. */
  readonly values: Float64Array
  /** Sums in tenths while a sentence is read. */
  readonly sums: Int32Array
  /** 1 for each family some sentence is held to violate. */
  readonly meant: Uint8Array
  /** The same by sentence: `meantIn[sentence * 16 + family]`. */
  meantIn: Uint8Array
  /** The sentence the scorer would make a note of by itself, and its likeliest family; -1 = none. */
  notable: number
  notableFamily: number
}

export const makeScores = (): Scores => ({
  values: new Float64Array(SCORE_COUNT),
  sums: new Int32Array(SUMS),
  meant: new Uint8Array(ANY),
  meantIn: new Uint8Array(ANY * 8),
  notable: -1,
  notableFamily: -1,
})

/** A stretch of a text between ends of sentences, in places of the folded text and of its sounds. */
type Sentence = { start: number; end: number; soundStart: number; soundEnd: number }

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

const scoreSentence = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  facets: FacetSum,
  sentence: Sentence,
  into: Scores,
): void => {
  const { values, sums } = into
  const { bias } = scorer
  sums.set(facets.sums)
  // Four at most for each character and each end.
  makeRoomFor((sentence.end - sentence.start + sentence.soundEnd - sentence.soundStart + 4) * 2)
  FOUND.count = 0
  findUnits(scorer, text, sentence.start, sentence.end)
  findSounds(scorer, sound, sentence.soundStart, sentence.soundEnd)
  const square = facets.square + addFound(scorer.cells, sums)
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    values[place] = (sums[place] ?? 0) * scale + (bias[place] ?? 0)
  }
}

const SENTENCE: Sentence = { start: 0, end: 0, soundStart: 0, soundEnd: 0 }

/**
 * Scores a folded text with the product on air and decides which families each of its sentences is held to violate. A
 * sentence is scored by itself, so that what is said before and after it changes nothing. Three look-ups a character, no
 * allocation.
 */
export const scoreInto = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  product: Product | null,
  into: Scores,
): void => {
  const { values, meant } = into
  const { anyFrom, alsoFrom, aloneFrom, noteFrom } = scorer
  const facets = facetSumOf(scorer, product)
  meant.fill(0)
  into.notable = -1
  let most = noteFrom
  SENTENCE.end = 0
  SENTENCE.soundEnd = 0
  for (let number = 0; nextSentence(text, sound, SENTENCE); number += 1) {
    scoreSentence(scorer, text, sound, facets, SENTENCE, into)
    const base = number * ANY
    if (base + ANY > into.meantIn.length) {
      const wider = new Uint8Array(into.meantIn.length * 2)
      wider.set(into.meantIn)
      into.meantIn = wider
    }
    const any = values[ANY] ?? 0
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
  product: Product | null,
  family: Family,
  number: number,
): Shares => {
  const sentence: Sentence = { start: 0, end: 0, soundStart: 0, soundEnd: 0 }
  for (let at = 0; at <= number; at += 1) {
    if (!nextSentence(text, sound, sentence)) return { from: 0, shares: new Float64Array(0) }
  }
  const { cells, table, tableMask } = scorer
  const wanted = FAMILIES.indexOf(family)
  const shares = new Float64Array(sentence.end - sentence.start)
  const sums = new Int32Array(SUMS)
  let { square } = facetSumOf(scorer, product)
  const share = (row: number, start: number, end: number): void => {
    if (row < 0) return
    sums.fill(0)
    FOUND.rows[0] = row * ROW_SIZE
    FOUND.count = 1
    square += addFound(cells, sums)
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
    share(classAt(at), at, at + 1)
    if (at < sentence.start || classAt(at - 1) === 0 || classAt(at) === 0) continue
    share(rowOf(table, tableMask, codeOfUnits(classAt(at - 1), classAt(at))), at - 1, at + 1)
  }
  const { soundStart, soundEnd } = sentence
  const soundAt = (at: number): number =>
    at < soundStart ? EDGE_SOUND.start : at >= soundEnd ? EDGE_SOUND.end : (sound.units[at] ?? 0)
  const startOf = (at: number): number =>
    at < soundStart ? sentence.start : (sound.from[at] ?? sentence.end)
  for (let at = soundStart; at <= soundEnd; at += 1) {
    if (soundAt(at - 1) === 0 || soundAt(at) === 0) continue
    const end = at < soundEnd ? (sound.to[at] ?? 0) : sentence.end
    share(rowOf(table, tableMask, codeOfPair(soundAt(at - 1), soundAt(at))), startOf(at - 1), end)
    if (at === soundStart || soundAt(at - 2) === 0) continue
    const pair = codeOfPair(soundAt(at - 2), soundAt(at - 1))
    if (rowOf(table, tableMask, pair) < 0) continue
    share(rowOf(table, tableMask, codeOfTriple(pair, soundAt(at))), startOf(at - 2), end)
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0
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
