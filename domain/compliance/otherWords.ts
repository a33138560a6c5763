import type { Classes } from './matcher.ts'
import { syllableOfUnit } from './syllables.ts'

/**
 * Words that trigger nothing. They are common words, and no text is searched for all of them: a sequence that has been
 * triggered asks for the sets it needs, and of those only the words whose rarest character the text holds are compared.
 */
export type OtherWords = {
  /** Classes of the words, as in the indexes: those of word `w` are `letters[from[w] … from[w + 1])`; and their sounds. */
  readonly letters: Uint16Array
  readonly sounds: Uint16Array
  readonly from: Int32Array
  readonly isOrdinary: Uint8Array
  /**
   * What a text must hold one of for a set to be there: the class of the rarest character of each word, or for words that
   * are listened for its sound, as `-1 - sound`: `anchors[anchorsFrom[s] … anchorsFrom[s + 1])`.
   */
  readonly anchorsFrom: Int32Array
  readonly anchors: Int32Array
  /**
   * The words of an anchor, two numbers each (`ENTRY`), `entries[entriesFrom[a] … entriesFrom[a + 1])`: what has to be known to
   * turn nearly all of them away lies together.
   */
  readonly entriesFrom: Int32Array
  readonly entries: Int32Array
}

/**
 * An entry: the word, twice, and 1 more when the neighbour stands before the anchor; and the neighbour's class (or sound) in the
 * upper 16 bits with the anchor's place in the word in the lower. No neighbour (0): the word is one character.
 */
export const ENTRY = { word: 0, neighbour: 1, size: 2 } as const
const NEIGHBOUR = 65_536

/** A word by its folded units, with the sets that ask for it. */
export type OtherWord = {
  readonly units: readonly number[]
  readonly sets: readonly number[]
  readonly isOrdinary: boolean
  /** Whether it has a sound of its own. */
  readonly isHeard: boolean
}

/** How often each unit is met, asked for once. */
const remembered = (usesOf: (unit: number) => number): ((unit: number) => number) => {
  const known = new Map<number, number>()
  return (unit) => {
    let uses = known.get(unit)
    if (uses === undefined) {
      uses = usesOf(unit)
      known.set(unit, uses)
    }
    return uses
  }
}

/** Which of a word's characters is met least. */
const rarestPlace = (units: readonly number[], usesOf: (unit: number) => number): number => {
  let rarest = 0
  let least = Infinity
  for (const [place, unit] of units.entries()) {
    const uses = usesOf(unit)
    if (uses >= least) continue
    least = uses
    rarest = place
  }
  return rarest
}

/** Lays the words out. `setSound`: how far each set listens; `usesOf`: how often a character is met. */
export const buildOtherWords = (
  all: readonly OtherWord[],
  { classOf }: Classes,
  setSound: readonly number[],
  usesOf: (unit: number) => number,
): OtherWords => {
  const uses = remembered(usesOf)
  const from = new Int32Array(all.length + 1)
  for (const [word, { units }] of all.entries()) from[word + 1] = (from[word] ?? 0) + units.length
  const letters = new Uint16Array(from[all.length] ?? 0)
  const sounds = new Uint16Array(letters.length)
  /** By set: the words of each anchor, in the order of words. */
  const bySet: Array<Map<number, number[]> | undefined> = []
  const rarest = new Uint16Array(all.length)
  for (const [word, { units, sets, isHeard }] of all.entries()) {
    const start = from[word] ?? 0
    for (const [at, unit] of units.entries()) {
      letters[start + at] = classOf[unit] ?? 0
      sounds[start + at] = syllableOfUnit(unit)
    }
    const place = rarestPlace(units, uses)
    rarest[word] = place
    for (const set of sets) {
      const listens = isHeard && (setSound[set] ?? 0) > 0
      const anchor = listens ? -1 - (sounds[start + place] ?? 0) : (letters[start + place] ?? 0)
      const anchors = (bySet[set] ??= new Map<number, number[]>())
      const same = anchors.get(anchor)
      if (same === undefined) anchors.set(anchor, [word])
      else same.push(word)
    }
  }
  const anchorsFrom = new Int32Array(setSound.length + 1)
  const anchors: number[] = []
  const entriesFrom: number[] = [0]
  const entries: number[] = []
  const addEntry = (word: number, units: Uint16Array): void => {
    const start = from[word] ?? 0
    const place = rarest[word] ?? 0
    const isLast = start + place + 1 === from[word + 1]
    const neighbour = isLast && place === 0 ? 0 : (units[start + place + (isLast ? -1 : 1)] ?? 0)
    entries.push(word * 2 + Number(isLast), (neighbour * NEIGHBOUR + place) | 0)
  }
  for (let set = 0; set < setSound.length; set += 1) {
    for (const [anchor, same] of bySet[set] ?? []) {
      anchors.push(anchor)
      for (const word of same) addEntry(word, anchor < 0 ? sounds : letters)
      entriesFrom.push(entries.length)
    }
    anchorsFrom[set + 1] = anchors.length
  }
  return {
    letters,
    sounds,
    from,
    isOrdinary: Uint8Array.from(all, ({ isOrdinary }) => Number(isOrdinary)),
    anchorsFrom,
    anchors: Int32Array.from(anchors),
    entriesFrom: Int32Array.from(entriesFrom),
    entries: Int32Array.from(entries),
  }
}
