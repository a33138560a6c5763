import type { Family } from '../model/claim.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack } from './compilePack.ts'
import { soundOf } from './matcher.ts'
import { normaliseText } from './normaliseText.ts'
import { explainScore } from './scorer/scoreText.ts'

/** A piece of an utterance that moved the scorer: UTF-16 units of the text as said; above 0 speaks for a violation. */
export type MovingPart = {
  readonly start: number
  readonly end: number
  readonly quote: string
  readonly weight: number
}

/** Parts that moved a score by less than this are not worth a look. */
const LEAST_MOVE = 0.02
const MOST_PARTS = 6

/**
 * Which parts of an utterance made the scorer hold it for a violation of a family, and which spoke against it: the strongest
 * first, at most six. Empty when no pack brings a scorer. Pure, and slower than the check itself: for a screen that explains.
 */
export const explainClaim = (
  text: string,
  context: ClaimContext,
  pack: CompiledPack,
  family: Family,
): MovingPart[] => {
  if (pack.scorer === null) return []
  const folded = normaliseText(text)
  const shares = explainScore(pack.scorer, folded, soundOf(folded), context.product, family)
  const parts: MovingPart[] = []
  let from = 0
  while (from < folded.length) {
    const isFor = (shares[from] ?? 0) > 0
    let to = from
    let weight = 0
    // One part is what pulls the same way without a break.
    while (to < folded.length && (shares[to] ?? 0) > 0 === isFor) {
      weight += shares[to] ?? 0
      to += 1
    }
    const start = folded.start[from] ?? 0
    const end = folded.end[to - 1] ?? 0
    if (Math.abs(weight) >= LEAST_MOVE) parts.push({ start, end, quote: text.slice(start, end), weight })
    from = to
  }
  return parts.toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight)).slice(0, MOST_PARTS)
}
