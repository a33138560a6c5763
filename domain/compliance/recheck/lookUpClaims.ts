import { wordsOf } from '../matcher.ts'
import { unitOfCode } from '../normaliseText.ts'
import { SOUND_COUNT, syllableOfUnit } from '../syllables.ts'
import { pairTerm, soundTerm, unitTerm } from './claimTerms.ts'
import type { PackChange } from './compareCompiledPacks.ts'

/** Most words looked up one by one; a change of more is quicker found by reading every text. */
const MAX_WORDS = 2000

/** The folded units of each sound. */
const unitsBySound = (): ReadonlyArray<readonly number[]> => {
  const bySound = Array.from({ length: SOUND_COUNT }, (): number[] => [])
  const seen = new Set<number>()
  for (let code = 0; code < 65_536; code += 1) {
    const unit = unitOfCode(code)
    const sound = syllableOfUnit(unit)
    if (sound === 0 || seen.has(unit)) continue
    seen.add(unit)
    bySound[sound]?.push(unit)
  }
  return bySound
}
let alike: ReadonlyArray<readonly number[]> | null = null

const soundingLike = (unit: number): readonly number[] => {
  alike ??= unitsBySound()
  return alike[syllableOfUnit(unit)] ?? []
}

const quoted = (term: string): string => `"${term}"`

const unitsOf = (word: string): number[] =>
  Array.from({ length: word.length }, (_unused, at) => word.charCodeAt(at))

const pairsOf = <Pair>(units: readonly number[], make: (first: number, second: number) => Pair): Pair[] =>
  units.slice(1).map((second, at) => make(units[at] ?? 0, second))

/** A word as it is written: all its bigrams; a single character begins a bigram or ends the text. */
const spelled = (word: string): string => {
  const units = unitsOf(word)
  const [only] = units
  return units.length === 1 && only !== undefined
    ? `${quoted(unitTerm(only))} *`
    : pairsOf(units, (first, second) => quoted(pairTerm(first, second))).join(' AND ')
}

/**
 * A word by its sound: two neighbouring sounds of it with letters among them; with same-sounding characters too, one
 * character of it beside one that sounds like its neighbour. The matcher asks for no less than that.
 */
const heard = (word: string, isNear: boolean): string => {
  const units = unitsOf(word)
  const terms = new Set(
    pairsOf(units, (first, second) => soundTerm(syllableOfUnit(first), syllableOfUnit(second))),
  )
  if (isNear) {
    for (const [first, second] of pairsOf(units, (...pair) => pair)) {
      for (const unit of soundingLike(second)) terms.add(pairTerm(first, unit))
      for (const unit of soundingLike(first)) terms.add(pairTerm(unit, second))
    }
  }
  return [...terms].map((term) => quoted(term)).join(' OR ')
}

/**
 * What to ask an index over `termsOf` for so that together the answers hold every claim a change can touch: full-text
 * queries, one a word. Null when it cannot be asked for: everything can be touched, or the words are too many.
 */
export const lookupsFor = (change: PackChange): readonly string[] | null => {
  if (change.touchesAll) return null
  const words = [...new Set(wordsOf(change.words).filter((word) => word !== ''))]
  const listening = change.heard?.words ?? []
  if (words.length + listening.length > MAX_WORDS) return null
  return [...words.map((word) => spelled(word)), ...listening.map(({ word, isNear }) => heard(word, isNear))]
}
