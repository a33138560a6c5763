import { foldInto, makeFoldedText } from '../compliance/normaliseText.ts'

/** In how many of some texts two units stand next to each other, or a little more: pairs that share a place count together. */
export type PairUses = {
  readonly texts: number
  readonly of: (first: number, second: number) => number
}

const PLACES = 65_536
const placeOf = (first: number, second: number): number =>
  (Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)) >>> 16

/** Counts the pairs of neighbouring folded units in a sample of texts. */
export const countPairs = (texts: Iterable<string>): PairUses => {
  const uses = new Uint32Array(PLACES)
  const countedIn = new Uint32Array(PLACES)
  const folded = makeFoldedText(256)
  let counted = 0
  for (const text of texts) {
    counted += 1
    foldInto(text, folded)
    for (let at = 1; at < folded.length; at += 1) {
      const place = placeOf(folded.units[at - 1] ?? 0, folded.units[at] ?? 0)
      if (countedIn[place] === counted) continue
      countedIn[place] = counted
      uses[place] = (uses[place] ?? 0) + 1
    }
  }
  return { texts: counted, of: (first, second) => uses[placeOf(first, second)] ?? 0 }
}
