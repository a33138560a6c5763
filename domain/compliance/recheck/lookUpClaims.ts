import { wordsOf } from '../matcher.ts'
import { unitOfCode } from '../normaliseText.ts'
import { initialOfUnit, SOUND_COUNT, syllableOfUnit } from '../syllables.ts'
import {
  anyTerm,
  initialsTerm,
  isCommonUnit,
  pairTerm,
  quotedTerm,
  soundTerm,
  unitTerm,
} from './claimTerms.ts'
import type { HeardWord, PackChange } from './compareCompiledPacks.ts'

/** Most terms looked up; a change that needs more is found as quickly by reading every text. */
const MAX_TERMS = 30_000

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

const unitsOf = (word: string): number[] =>
  Array.from({ length: word.length }, (_unused, at) => word.charCodeAt(at))

const pairsOf = <Pair>(units: readonly number[], make: (first: number, second: number) => Pair): Pair[] =>
  units.slice(1).map((second, at) => make(units[at] ?? 0, second))

/** A full-text query for one word, and how many terms it names. */
type Lookup = { readonly query: string; readonly terms: number }

/**
 * A word as it is written: all its bigrams; a single character its own term, or where it has none everywhere the bigrams it
 * begins and the text it ends.
 */
const spelled = (word: string): Lookup => {
  const units = unitsOf(word)
  const [only] = units
  if (units.length === 1 && only !== undefined) {
    return {
      query: isCommonUnit(only) ? `${quotedTerm(unitTerm(only))} *` : quotedTerm(unitTerm(only)),
      terms: 1,
    }
  }
  const terms = pairsOf(units, (first, second) => quotedTerm(pairTerm(first, second)))
  return { query: terms.join(' AND '), terms: terms.length }
}

/**
 * Terms one of which stands wherever a near word is said in characters alone: an exact one beside one that sounds like its
 * neighbour. Of its neighbours the one fewer characters sound like is asked for.
 */
const nearTerms = (units: readonly number[]): string[] => {
  const [first = 0, second = 0, third = 0] = units
  const before = (at: number): string[] =>
    soundingLike(units[at - 1] ?? 0).map((unit) => pairTerm(unit, units[at] ?? 0))
  const after = (at: number): string[] =>
    soundingLike(units[at + 1] ?? 0).map((unit) => pairTerm(units[at] ?? 0, unit))
  // Two of three are exact: neighbours, or the first and the last.
  if (units.length === 3) return [pairTerm(first, second), pairTerm(second, third), ...after(0)]
  return units.flatMap((_unit, at) => {
    if (at === 0) return after(at)
    if (at === units.length - 1) return before(at)
    const [left, right] = [before(at), after(at)]
    return left.length < right.length ? left : right
  })
}

/** Pairs of initials a word is asked for by: with more the answer hardly grows shorter and takes longer. */
const MAX_INITIALS = 5

/**
 * Terms all of which stand wherever a word is said in characters that sound like its own, since what sounds alike begins
 * alike. A word of two has one pair, which its other terms imply.
 */
const beginnings = (units: readonly number[]): string[] =>
  units.length < 3
    ? []
    : pairsOf(units, (first, second) => [initialOfUnit(first), initialOfUnit(second)] as const)
        .filter(([first, second]) => first !== 0 && second !== 0)
        .slice(0, MAX_INITIALS)
        .map(([first, second]) => initialsTerm(first, second))

/**
 * A word by its sound: two neighbouring sounds of it with letters among them, or where it is near and said in characters alone
 * `nearTerms` with its `beginnings`.
 */
const heard = ({ word, isNear }: HeardWord): Lookup => {
  const units = unitsOf(word)
  const spelledOut = pairsOf(units, (first, second) =>
    soundTerm(syllableOfUnit(first), syllableOfUnit(second)),
  )
  if (!isNear) return { query: anyTerm(spelledOut), terms: spelledOut.length }
  const near = [...new Set(nearTerms(units))]
  const begun = beginnings(units)
  const said = [anyTerm(near), ...begun.map(quotedTerm)].join(' AND ')
  return {
    query: `${anyTerm(spelledOut)} OR (${said})`,
    terms: spelledOut.length + near.length + begun.length,
  }
}

/**
 * What to ask an index over `termsOf` for so that together the answers hold every claim a change can touch: full-text
 * queries, one a word. Null when it cannot be asked for: everything can be touched, or the words are too many.
 */
export const lookupsFor = (change: PackChange): readonly string[] | null => {
  if (change.touchesAll) return null
  const queries: string[] = []
  let room = MAX_TERMS
  const add = ({ query, terms }: Lookup): boolean => {
    queries.push(query)
    room -= terms
    return room >= 0
  }
  const words = new Set(wordsOf(change.words).filter((word) => word !== ''))
  for (const word of words) if (!add(spelled(word))) return null
  for (const word of change.heard?.words ?? []) if (!add(heard(word))) return null
  return queries
}
