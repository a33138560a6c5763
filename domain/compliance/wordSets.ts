import { foldWord } from './matcher.ts'

/** Lists of numbers one after the other: those of list `l` are `items[from[l] … from[l + 1])`. */
export type FlatLists = { readonly from: Int32Array; readonly items: Int32Array }

/** The words of sets, each word once, and the sets. */
export type WordSets = {
  /** Number of the set of words given; a set that is there already is used again. */
  readonly setOf: (words: readonly string[], sound: number, lane: number) => number
  /** Folded units of each word. */
  readonly units: readonly (readonly number[])[]
  /** How far each set listens, where it is looked for, and how often one of its words is met. */
  readonly sound: readonly number[]
  readonly lane: number[]
  readonly weight: readonly number[]
  /** The sets of each word, rising. */
  readonly setsOfWords: () => FlatLists
}

/** A set while it is made: its words, each once. */
type MadeSet = {
  readonly set: number
  readonly lane: number
  readonly sound: number
  readonly words: readonly number[]
}

const TEN = '十'.charCodeAt(0)
const HUNDRED = '百'.charCodeAt(0)

/** Ten and hundred are also written 10 and 100. */
const inDigits = (units: readonly number[]): number[] | null =>
  units.includes(TEN) || units.includes(HUNDRED)
    ? units.flatMap((unit) => (unit === TEN ? [0x31, 0x30] : unit === HUNDRED ? [0x31, 0x30, 0x30] : [unit]))
    : null

/** The word itself when that is what the units spell, so that no text is made for it. */
const textOf = (units: readonly number[], word: string): string => {
  let at = units.length === word.length ? 0 : units.length
  while (at < units.length && units[at] === word.charCodeAt(at)) at += 1
  return at === word.length ? word : String.fromCharCode(...units)
}

/** Gathers sets of words. `usesOf`: how often a word is met, by its folded units. */
export const makeWordSets = (usesOf: (units: readonly number[]) => number): WordSets => {
  const allUnits: Array<readonly number[]> = []
  const uses: number[] = []
  /** The asking a word was last seen in. */
  const seenIn: number[] = []
  const numberOfText = new Map<string, number>()
  /** A word stands in many sets; it is folded once. Both spellings for those that have two. */
  const numbersByWord = new Map<string, number | readonly number[]>()
  const setsByKey = new Map<number, MadeSet[]>()
  /** A word class is asked for again and again. */
  const setsByList = new Map<readonly string[], MadeSet[]>()
  const made: MadeSet[] = []
  const sound: number[] = []
  const lane: number[] = []
  const weight: number[] = []
  let asked = 0

  const numberOf = (units: readonly number[], word: string): number => {
    const text = textOf(units, word)
    const known = numberOfText.get(text)
    if (known !== undefined) return known
    const number = allUnits.length
    numberOfText.set(text, number)
    allUnits.push(units)
    uses.push(usesOf(units))
    seenIn.push(0)
    return number
  }
  const numbersOf = (word: string): number | readonly number[] => {
    const known = numbersByWord.get(word)
    if (known !== undefined) return known
    const units = foldWord(word)
    const other = inDigits(units)
    const numbers =
      units.length === 0
        ? []
        : other === null
          ? numberOf(units, word)
          : [numberOf(units, word), numberOf(other, word)]
    numbersByWord.set(word, numbers)
    return numbers
  }
  const make = (words: readonly string[], itsSound: number, itsLane: number): MadeSet => {
    asked += 1
    const members: number[] = []
    let key = 0
    const add = (number: number): void => {
      if (seenIn[number] === asked) return
      seenIn[number] = asked
      members.push(number)
      key = (key + Math.imul(number + 1, 0x9e3779b1)) | 0
    }
    for (const word of words) {
      const numbers = numbersOf(word)
      if (typeof numbers === 'number') add(numbers)
      else for (const number of numbers) add(number)
    }
    const alike = setsByKey.get(key) ?? []
    if (alike.length === 0) setsByKey.set(key, alike)
    for (const other of alike) {
      const isSame =
        other.lane === itsLane &&
        other.sound === itsSound &&
        other.words.length === members.length &&
        other.words.every((word) => seenIn[word] === asked)
      if (isSame) return other
    }
    const set = { set: made.length, lane: itsLane, sound: itsSound, words: members }
    alike.push(set)
    made.push(set)
    sound.push(itsSound)
    lane.push(itsLane)
    let sum = 0
    for (const word of members) sum += uses[word] ?? 0
    weight.push(sum)
    return set
  }
  return {
    units: allUnits,
    sound,
    lane,
    weight,
    setOf: (words, itsSound, itsLane) => {
      if (words.length < 2) return make(words, itsSound, itsLane).set
      let known = setsByList.get(words)
      if (known === undefined) {
        known = []
        setsByList.set(words, known)
      }
      let set = known.find((one) => one.sound === itsSound && one.lane === itsLane)
      if (set === undefined) {
        set = make(words, itsSound, itsLane)
        known.push(set)
      }
      return set.set
    },
    setsOfWords: () => {
      const from = new Int32Array(allUnits.length + 1)
      for (const { words } of made) for (const word of words) from[word + 1] = (from[word + 1] ?? 0) + 1
      for (let word = 0; word < allUnits.length; word += 1)
        from[word + 1] = (from[word + 1] ?? 0) + (from[word] ?? 0)
      const items = new Int32Array(from[allUnits.length] ?? 0)
      const next = from.slice()
      for (const { set, words } of made) {
        for (const word of words) {
          const place = next[word] ?? 0
          items[place] = set
          next[word] = place + 1
        }
      }
      return { from, items }
    },
  }
}
