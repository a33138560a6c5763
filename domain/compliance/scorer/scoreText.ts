import { FAMILIES, type Family } from '../../model/claim.ts'
import type { Product } from '../../model/product.ts'
import type { FoldedText } from '../normaliseText.ts'
import { facetsOf } from './facets.ts'
import { ANY, SCORE_COUNT, keyOfChild, slotOfKey, type CompiledScorer } from './scorerModel.ts'

/** What a product adds to every score, worked out once per product and scorer. */
type FacetSum = { readonly scorer: CompiledScorer; readonly sums: Float64Array; readonly length: number }

const facetSums = new WeakMap<Product, FacetSum>()
let noProduct: FacetSum | null = null

const addUp = (scorer: CompiledScorer, product: Product | null): FacetSum => {
  const sums = new Float64Array(SCORE_COUNT)
  let length = 0
  for (const facet of facetsOf(product)) {
    const node = scorer.facets.get(facet)
    if (node === undefined) continue
    length += scorer.rarity[node] ?? 0
    const to = scorer.from[node + 1] ?? 0
    for (let at = scorer.from[node] ?? 0; at < to; at += 1) {
      const place = scorer.score[at] ?? 0
      sums[place] = (sums[place] ?? 0) + (scorer.weight[at] ?? 0)
    }
  }
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

const findChild = (scorer: CompiledScorer, node: number, unitClass: number): number => {
  const { keys, children, mask } = scorer
  const key = keyOfChild(node, unitClass)
  let slot = slotOfKey(key, mask)
  for (;;) {
    const found = keys[slot]
    if (found === key) return children[slot] ?? 0
    if (found === -1) return 0
    slot = (slot + 1) & mask
  }
}

/** Calls `visit` for every piece of the text the scorer knows: its node, and the folded places it covers. */
const visitPieces = (
  scorer: CompiledScorer,
  text: FoldedText,
  visit: (node: number, start: number, end: number) => void,
): void => {
  const { nodeOf, startNode, endNode } = scorer
  let before = startNode
  let pair = 0
  if (startNode !== 0) visit(startNode, 0, 0)
  for (let at = 0; at <= text.length; at += 1) {
    const isEnd = at === text.length
    const node = isEnd ? endNode : (nodeOf[text.units[at] ?? 0] ?? 0)
    const to = isEnd ? at : at + 1
    if (node === 0) {
      before = 0
      pair = 0
      continue
    }
    visit(node, at, to)
    const triple = pair === 0 ? 0 : findChild(scorer, pair, node)
    if (triple !== 0) visit(triple, Math.max(0, at - 2), to)
    pair = before === 0 ? 0 : findChild(scorer, before, node)
    if (pair !== 0) visit(pair, Math.max(0, at - 1), to)
    before = node
  }
}

/** Scores of one text: per family and, last, for anything at all. Reused from text to text. */
export type Scores = { readonly values: Float64Array; likeliest: number }

export const makeScores = (): Scores => ({ values: new Float64Array(SCORE_COUNT), likeliest: 0 })

/**
 * Scores a folded text with the product on air: a sum of the weights of its pieces, scaled by the length of the whole. About
 * two look-ups a character and no allocation.
 */
export const scoreInto = (
  scorer: CompiledScorer,
  text: FoldedText,
  product: Product | null,
  into: Scores,
): void => {
  const { rarity, from, score, weight, bias, nodeOf, startNode, endNode, keys, children, mask } = scorer
  const { values } = into
  const facets = facetSumOf(scorer, product)
  values.set(facets.sums)
  let length = facets.length
  const { units } = text
  const count = text.length
  let before = 0
  let pair = 0
  for (let at = -1; at <= count; at += 1) {
    const node = at < 0 ? startNode : at === count ? endNode : (nodeOf[units[at] ?? 0] ?? 0)
    if (node === 0) {
      before = 0
      pair = 0
      continue
    }
    let next = 0
    // The piece of one character, of three, then of two; each ends here.
    for (let depth = 0; depth < 3; depth += 1) {
      let found = node
      if (depth > 0) {
        const parent = depth === 1 ? pair : before
        if (parent === 0) continue
        const key = keyOfChild(parent, node)
        let slot = slotOfKey(key, mask)
        let held = keys[slot]
        while (held !== key && held !== -1) {
          slot = (slot + 1) & mask
          held = keys[slot]
        }
        if (held === -1) continue
        found = children[slot] ?? 0
        if (depth === 2) next = found
      }
      length += rarity[found] ?? 0
      const to = from[found + 1] ?? 0
      for (let place = from[found] ?? 0; place < to; place += 1) {
        const which = score[place] ?? 0
        values[which] = (values[which] ?? 0) + (weight[place] ?? 0)
      }
    }
    pair = next
    before = node
  }
  const scale = length > 0 ? 1 / Math.sqrt(length) : 0
  let likeliest = 0
  for (let place = 0; place < SCORE_COUNT; place += 1) {
    const value = (values[place] ?? 0) * scale + (bias[place] ?? 0)
    values[place] = value
    if (place < ANY && value > (values[likeliest] ?? 0)) likeliest = place
  }
  into.likeliest = likeliest
}

/** Whether the scorer holds the text for a violation of the family. */
export const isMeant = (scorer: CompiledScorer, scores: Scores, family: Family): boolean => {
  const place = FAMILIES.indexOf(family)
  const value = scores.values[place] ?? 0
  if (value >= scorer.aloneFrom) return true
  if ((scores.values[ANY] ?? 0) < scorer.anyFrom) return false
  return place === scores.likeliest || value >= scorer.alsoFrom
}

/** Whether the scorer is sure enough to make a note by itself. */
export const isNotable = (scorer: CompiledScorer, scores: Scores): boolean =>
  (scores.values[ANY] ?? 0) >= scorer.noteFrom && (scores.values[scores.likeliest] ?? 0) >= 0

/** A piece of a text that moved a score: places in the folded text and what it added (negative: took away). */
export type MovingPiece = { readonly start: number; readonly end: number; readonly weight: number }

/** What each character of the folded text added to a family's score; the scaled weights of its pieces shared out. */
export const explainScore = (
  scorer: CompiledScorer,
  text: FoldedText,
  product: Product | null,
  family: Family,
): Float64Array => {
  const place = FAMILIES.indexOf(family)
  const shares = new Float64Array(text.length)
  let { length } = facetSumOf(scorer, product)
  visitPieces(scorer, text, (node, start, end) => {
    length += scorer.rarity[node] ?? 0
    const to = scorer.from[node + 1] ?? 0
    for (let at = scorer.from[node] ?? 0; at < to; at += 1) {
      const which = scorer.score[at] ?? 0
      if (which !== place && which !== ANY) continue
      const share = (scorer.weight[at] ?? 0) / Math.max(1, end - start)
      for (let unit = start; unit < end; unit += 1) shares[unit] = (shares[unit] ?? 0) + share
    }
  })
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
