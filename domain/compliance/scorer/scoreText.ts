import { FAMILIES, type Family } from '../../model/claim.ts'
import type { Product } from '../../model/product.ts'
import type { SoundStream } from '../matcher.ts'
import type { FoldedText } from '../normaliseText.ts'
import { facetsOf } from './facets.ts'
import {
  ANY,
  codeOfPair,
  codeOfTriple,
  codeOfUnits,
  EDGE_CLASS,
  EDGE_SOUND,
  NO_ROW,
  PLACE_BITS,
  SCORE_COUNT,
  slotOfCode,
  type CompiledScorer,
} from './scorerModel.ts'

/** What a product adds to every score, worked out once per product and scorer. */
type FacetSum = { readonly scorer: CompiledScorer; readonly sums: Int32Array; readonly square: number }

const facetSums = new WeakMap<Product, FacetSum>()
let noProduct: FacetSum | null = null

/** Adds a row's weights to the scores, in tenths; gives the square of its rarity. */
const addRow = (cells: Int16Array, row: number, sums: Int32Array): number => {
  const rarity = cells[row] ?? 0
  const to = row + 2 + (cells[row + 1] ?? 0)
  for (let at = row + 2; at < to; at += 1) {
    const packed = cells[at] ?? 0
    const place = packed & (2 ** PLACE_BITS - 1)
    sums[place] = (sums[place] ?? 0) + (packed >> PLACE_BITS)
  }
  return rarity * rarity
}

const facetSumOf = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const known = product === null ? noProduct : facetSums.get(product)
  if (known?.scorer === scorer) return known
  const sums = new Int32Array(SUMS)
  let square = 0
  for (const facet of facetsOf(product))
    square += addRow(scorer.cells, scorer.facets.get(facet) ?? NO_ROW, sums)
  const made = { scorer, sums, square }
  if (product === null) noProduct = made
  else facetSums.set(product, made)
  return made
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

/** As written: each character and each two that stand side by side. Gives the square of their length. */
const addUnits = (scorer: CompiledScorer, text: FoldedText, sums: Int32Array): number => {
  const { cells, table, tableMask, unitClass, unitRow } = scorer
  const { units, length } = text
  let square = addRow(cells, unitRow[EDGE_CLASS.start] ?? 0, sums)
  let before: number = EDGE_CLASS.start
  for (let at = 0; at <= length; at += 1) {
    const next = at === length ? EDGE_CLASS.end : (unitClass[units[at] ?? 0] ?? 0)
    if (next !== 0) {
      square += addRow(cells, unitRow[next] ?? 0, sums)
      if (before !== 0) {
        const row = rowOf(table, tableMask, codeOfUnits(before, next))
        if (row >= 0) square += addRow(cells, row, sums)
      }
    }
    before = next
  }
  return square
}

/** As heard: each two and each three syllables that follow one another. */
const addSounds = (scorer: CompiledScorer, sound: SoundStream, sums: Int32Array): number => {
  const { cells, table, tableMask } = scorer
  const { units, length } = sound
  let square = 0
  let before: number = EDGE_SOUND.start
  let pair = 0
  for (let at = 0; at <= length; at += 1) {
    const next = at === length ? EDGE_SOUND.end : (units[at] ?? 0)
    let here = 0
    if (next !== 0 && before !== 0) {
      const code = codeOfPair(before, next)
      const row = rowOf(table, tableMask, code)
      if (row >= 0) {
        here = code
        square += addRow(cells, row, sums)
      }
      if (pair !== 0) {
        const triple = rowOf(table, tableMask, codeOfTriple(pair, next))
        if (triple >= 0) square += addRow(cells, triple, sums)
      }
    }
    pair = here
    before = next
  }
  return square
}

/** Room for the sums of every score; a power of two. */
const SUMS = 2 ** PLACE_BITS

/** Scores of one text: per family and, last, for anything at all. Reused from text to text. */
export type Scores = {
  readonly values: Float64Array
  /** Sums in tenths while a text is read. */
  readonly sums: Int32Array
  /** Place of the family with the highest score. */
  likeliest: number
  /** 1 for each family the text is held to violate; set by `judgeInto`. */
  readonly meant: Uint8Array
}

export const makeScores = (): Scores => ({
  values: new Float64Array(SCORE_COUNT),
  sums: new Int32Array(SUMS),
  likeliest: 0,
  meant: new Uint8Array(FAMILIES.length),
})

/**
 * Scores a folded text, as written and as heard, with the product on air: a sum of the weights of its pieces, scaled by the
 * length of the whole. Three look-ups a character and no allocation.
 */
export const scoreInto = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  product: Product | null,
  into: Scores,
): void => {
  const { values, sums } = into
  const { bias } = scorer
  const facets = facetSumOf(scorer, product)
  sums.set(facets.sums)
  const square = facets.square + addUnits(scorer, text, sums) + addSounds(scorer, sound, sums)
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0
  let likeliest = 0
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    const value = (sums[place] ?? 0) * scale + (bias[place] ?? 0)
    values[place] = value
    if (place < ANY && value > (values[likeliest] ?? 0)) likeliest = place
  }
  into.likeliest = likeliest
}

/** Decides which families a scored text is held to violate. */
export const judgeInto = (scorer: CompiledScorer, scores: Scores): void => {
  const { values, likeliest, meant } = scores
  const isWrong = (values[ANY] ?? 0) >= scorer.anyFrom
  for (let place = 0; place < ANY; place += 1) {
    const value = values[place] ?? 0
    const isMeant =
      value >= scorer.aloneFrom || (isWrong && (place === likeliest || value >= scorer.alsoFrom))
    meant[place] = isMeant ? 1 : 0
  }
}

/** Whether the scorer is sure enough to make a note by itself. */
export const isNotable = (scorer: CompiledScorer, scores: Scores): boolean =>
  (scores.values[ANY] ?? 0) >= scorer.noteFrom && (scores.values[scores.likeliest] ?? 0) >= 0

/** A piece of a text that moved a score: places in the folded text and what it added (negative: took away). */
export type MovingPiece = { readonly start: number; readonly end: number; readonly weight: number }

/**
 * What each character of the folded text added to a family's score and to “anything at all”: the scaled weights of the
 * pieces it is part of, shared out evenly. For a screen, not for the live path.
 */
export const explainScore = (
  scorer: CompiledScorer,
  text: FoldedText,
  sound: SoundStream,
  product: Product | null,
  family: Family,
): Float64Array => {
  const { cells, table, tableMask } = scorer
  const wanted = FAMILIES.indexOf(family)
  const shares = new Float64Array(text.length)
  const sums = new Int32Array(SUMS)
  let { square } = facetSumOf(scorer, product)
  const share = (row: number, start: number, end: number): void => {
    if (row < 0) return
    sums.fill(0)
    square += addRow(cells, row, sums)
    const each = ((sums[wanted] ?? 0) + (sums[ANY] ?? 0)) / Math.max(1, end - start)
    for (let unit = start; unit < end; unit += 1) shares[unit] = (shares[unit] ?? 0) + each
  }
  const classAt = (at: number): number =>
    at < 0
      ? EDGE_CLASS.start
      : at >= text.length
        ? EDGE_CLASS.end
        : (scorer.unitClass[text.units[at] ?? 0] ?? 0)
  for (let at = -1; at <= text.length; at += 1) {
    const end = Math.min(text.length, at + 1)
    share(scorer.unitRow[classAt(at)] ?? NO_ROW, Math.max(0, at), end)
    if (at < 0 || classAt(at - 1) === 0 || classAt(at) === 0) continue
    share(rowOf(table, tableMask, codeOfUnits(classAt(at - 1), classAt(at))), Math.max(0, at - 1), end)
  }
  const soundAt = (at: number): number =>
    at < 0 ? EDGE_SOUND.start : at >= sound.length ? EDGE_SOUND.end : (sound.units[at] ?? 0)
  const startOf = (at: number): number =>
    at < sound.length ? (sound.from[Math.max(0, at)] ?? 0) : text.length
  for (let at = 0; at <= sound.length; at += 1) {
    if (soundAt(at - 1) === 0 || soundAt(at) === 0) continue
    const end = at < sound.length ? (sound.to[at] ?? 0) : text.length
    share(rowOf(table, tableMask, codeOfPair(soundAt(at - 1), soundAt(at))), startOf(at - 1), end)
    if (at === 0 || soundAt(at - 2) === 0) continue
    const pair = codeOfPair(soundAt(at - 2), soundAt(at - 1))
    if (rowOf(table, tableMask, pair) < 0) continue
    share(rowOf(table, tableMask, codeOfTriple(pair, soundAt(at))), startOf(at - 2), end)
  }
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0
  for (let at = 0; at < shares.length; at += 1) shares[at] = (shares[at] ?? 0) * scale
  return shares
}

/** The stretch of the text that speaks most for the family: the contiguous places with the largest sum above the mean. */
export const movingStretch = (shares: Float64Array): MovingPiece => {
  const mean = shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
  const floor = Math.max(0, mean)
  let best: MovingPiece = { start: 0, end: shares.length, weight: 0 }
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
      best = { start, end: at + 1, weight: sum }
    }
  }
  return best
}
