import { FAMILIES, type Family } from '../../model/claim.ts'
import type { Product } from '../../model/product.ts'
import type { SoundStream } from '../matcher.ts'
import type { FoldedText } from '../normaliseText.ts'
import { facetsOf } from './facets.ts'
import {
  ANY,
  EDGE_SOUND,
  EDGE_UNIT,
  keyOfChild,
  SCORE_COUNT,
  slotOfKey,
  type CompiledScorer,
} from './scorerModel.ts'

/** What a product adds to every score, worked out once per product and scorer. */
type FacetSum = { readonly scorer: CompiledScorer; readonly sums: Float64Array; readonly length: number }

const facetSums = new WeakMap<Product, FacetSum>()
let noProduct: FacetSum | null = null

const addUp = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const sums = new Float64Array(SCORE_COUNT)
  let length = 0
  for (const facet of facetsOf(product)) length += addNode(scorer, scorer.facets.get(facet) ?? 0, sums)
  return { scorer, sums, length }
}

const facetSumOf = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const known = product === null ? noProduct : facetSums.get(product)
  if (known?.scorer === scorer) return known
  const made = addUp(scorer, product)
  if (product === null) noProduct = made
  else facetSums.set(product, made)
  return made
}

/** The child of a node, 0 when there is none. */
const findChild = (scorer: CompiledScorer, node: number, nextClass: number): number => {
  const { keys, children, mask } = scorer
  const key = keyOfChild(node, nextClass)
  let slot = slotOfKey(key, mask)
  for (;;) {
    const found = keys[slot]
    if (found === key) return children[slot] ?? 0
    if (found === -1) return 0
    slot = (slot + 1) & mask
  }
}

/** Adds a node's weights; gives its share of the square of the length. */
const addNode = (scorer: CompiledScorer, node: number, values: Float64Array): number => {
  const { from, score, weight } = scorer
  const to = from[node + 1] ?? 0
  for (let place = from[node] ?? 0; place < to; place += 1) {
    const which = score[place] ?? 0
    values[which] = (values[which] ?? 0) + (weight[place] ?? 0)
  }
  return scorer.rarity[node] ?? 0
}

/** As written: each character and each two that stand side by side. */
const addUnits = (scorer: CompiledScorer, text: FoldedText, values: Float64Array): number => {
  const { unitNode } = scorer
  const { units } = text
  const count = text.length
  let length = 0
  let before = 0
  for (let at = -1; at <= count; at += 1) {
    const unit = at < 0 ? EDGE_UNIT.start : at === count ? EDGE_UNIT.end : (units[at] ?? 0)
    const node = unitNode[unit] ?? 0
    if (node !== 0) {
      length += addNode(scorer, node, values)
      if (before !== 0) {
        const pair = findChild(scorer, before, node)
        if (pair !== 0) length += addNode(scorer, pair, values)
      }
    }
    before = node
  }
  return length
}

/** As heard: each two and each three syllables that follow one another. */
const addSounds = (scorer: CompiledScorer, sound: SoundStream, values: Float64Array): number => {
  const { soundNode } = scorer
  const { units } = sound
  const count = sound.length
  let length = 0
  let before = 0
  let pair = 0
  for (let at = -1; at <= count; at += 1) {
    const unit = at < 0 ? EDGE_SOUND.start : at === count ? EDGE_SOUND.end : (units[at] ?? 0)
    const node = soundNode[unit] ?? 0
    let next = 0
    if (node !== 0 && before !== 0) {
      next = findChild(scorer, before, node)
      if (next !== 0) length += addNode(scorer, next, values)
      if (pair !== 0) {
        const triple = findChild(scorer, pair, node)
        if (triple !== 0) length += addNode(scorer, triple, values)
      }
    }
    pair = next
    before = node
  }
  return length
}

/** Scores of one text: per family and, last, for anything at all. Reused from text to text. */
export type Scores = {
  readonly values: Float64Array
  /** Place of the family with the highest score. */
  likeliest: number
  /** 1 for each family the text is held to violate; set by `judgeInto`. */
  readonly meant: Uint8Array
}

export const makeScores = (): Scores => ({
  values: new Float64Array(SCORE_COUNT),
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
  const { values } = into
  const { bias } = scorer
  const facets = facetSumOf(scorer, product)
  values.set(facets.sums)
  const length = facets.length + addUnits(scorer, text, values) + addSounds(scorer, sound, values)
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0
  let likeliest = 0
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    const value = (values[place] ?? 0) * scale + (bias[place] ?? 0)
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
  const wanted = FAMILIES.indexOf(family)
  const shares = new Float64Array(text.length)
  const values = new Float64Array(SCORE_COUNT)
  let { length } = facetSumOf(scorer, product)
  const share = (node: number, start: number, end: number): void => {
    if (node === 0) return
    values.fill(0)
    length += addNode(scorer, node, values)
    const each = ((values[wanted] ?? 0) + (values[ANY] ?? 0)) / Math.max(1, end - start)
    for (let unit = start; unit < end; unit += 1) shares[unit] = (shares[unit] ?? 0) + each
  }
  const unitAt = (at: number): number =>
    scorer.unitNode[at < 0 ? EDGE_UNIT.start : at >= text.length ? EDGE_UNIT.end : (text.units[at] ?? 0)] ?? 0
  for (let at = -1; at <= text.length; at += 1) {
    const [start, end] = [Math.max(0, at), Math.min(text.length, at + 1)]
    share(unitAt(at), start, end)
    if (at >= 0 && unitAt(at - 1) !== 0 && unitAt(at) !== 0) {
      share(findChild(scorer, unitAt(at - 1), unitAt(at)), Math.max(0, at - 1), end)
    }
  }
  const soundAt = (at: number): number =>
    scorer.soundNode[
      at < 0 ? EDGE_SOUND.start : at >= sound.length ? EDGE_SOUND.end : (sound.units[at] ?? 0)
    ] ?? 0
  const placeOf = (at: number): number =>
    at < sound.length ? (sound.from[Math.max(0, at)] ?? 0) : text.length
  for (let at = 0; at <= sound.length; at += 1) {
    if (soundAt(at - 1) === 0 || soundAt(at) === 0) continue
    const end = at < sound.length ? (sound.to[at] ?? 0) : text.length
    share(findChild(scorer, soundAt(at - 1), soundAt(at)), placeOf(at - 1), end)
    if (at === 0 || soundAt(at - 2) === 0) continue
    const pair = findChild(scorer, soundAt(at - 2), soundAt(at - 1))
    if (pair !== 0) share(findChild(scorer, pair, soundAt(at)), placeOf(at - 2), end)
  }
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0
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
