import type { Family } from '../model/claim.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack } from './compilePack.ts'
import { soundOf } from './matcher.ts'
import { normaliseText, type FoldedText } from './normaliseText.ts'
import { findNumerals } from './numerals.ts'
import { explainScore, type Shares } from './scorer/scoreText.ts'

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

/** The parts of one sentence that pull the same way without a break. */
const partsOf = (text: string, folded: FoldedText, { from, shares }: Shares): MovingPart[] => {
  const parts: MovingPart[] = []
  let at = 0
  while (at < shares.length) {
    const isFor = (shares[at] ?? 0) > 0
    let to = at
    let weight = 0
    while (to < shares.length && (shares[to] ?? 0) > 0 === isFor) {
      weight += shares[to] ?? 0
      to += 1
    }
    const start = folded.start[from + at] ?? 0
    const end = folded.end[from + to - 1] ?? 0
    if (Math.abs(weight) >= LEAST_MOVE) parts.push({ start, end, quote: text.slice(start, end), weight })
    at = to
  }
  return parts
}

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
  const { scorer } = pack
  if (scorer === null) return []
  const folded = normaliseText(text)
  const sound = soundOf(folded)
  const numerals = findNumerals(folded)
  const sentences = 1 + (folded.sentenceOfClause[folded.clause[Math.max(0, folded.length - 1)] ?? 0] ?? 0)
  return Array.from({ length: sentences }, (_unused, sentence) =>
    partsOf(text, folded, explainScore(scorer, folded, sound, numerals, context, family, sentence)),
  )
    .flat()
    .toSorted((left, right) => Math.abs(right.weight) - Math.abs(left.weight))
    .slice(0, MOST_PARTS)
}
