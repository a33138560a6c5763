import {
  foldInto,
  isPiece,
  joinPieces,
  makeFoldedText,
  READ,
  readingOf,
  readSign,
  secondPiece,
  unitOfCode,
  type FoldedText,
} from './normaliseText.ts'
import { syllableOfUnit, syllablesOfLetters } from './syllables.ts'

/**
 * Finds every word of a vocabulary in a text. Each unit folds to a class by table; a byte table over two neighbouring
 * classes (and a bit for the third), then one over three (and a bit for the fourth), turn nearly every place of an
 * ordinary sentence away; what is left is looked up by its first two classes in the sorted words. Everything is a typed
 * array, so a pack is saved as it is.
 */
export type WordIndex = {
  /** Folded unit → class, 0 for units no word holds. Units past its end have no class. */
  readonly classOf: Uint16Array
  /** Byte per pair of classes; bit = low three bits of the third class. All bits: the pair may be a word. */
  readonly gate: Uint8Array
  /** How far the hash of a pair is shifted to be a place of the gate. */
  readonly gateShift: number
  /** The same for what is longer than two: byte per three classes; bit = low three bits of the fourth. */
  readonly longGate: Uint8Array
  /** Word that is class `c` alone, at `c`, or -1; classes past its end are no words. */
  readonly singles: Int32Array
  /** Hash table of pairs, three numbers an entry: the pair or -1, and the sorted words that begin with it. */
  readonly pairs: Int32Array
  /** How far the hash of a pair is shifted to be an entry. */
  readonly pairShift: number
  /** Classes of the sorted words of two and more: those of word `w` are `letters[from[w] … from[w + 1])`. */
  readonly letters: Uint16Array
  readonly from: Int32Array
  /** What a sorted word is called. */
  readonly numbers: Int32Array
}

/** Most different characters one vocabulary can hold: a pair of classes is one hash key. */
export const MAX_CLASSES = 32_766
const CLASS_BITS = 15
const SPREAD = 0x9e3779b1
/** Size of the gates: so many places a word, as powers of two. */
const GATE = { places: 8, leastBits: 12, mostBits: 20 } as const

const bitsFor = (places: number, least: number, most: number): number => {
  let bits = least
  while (bits < most && 1 << bits < places) bits += 1
  return bits
}

const hashPair = (first: number, second: number): number => Math.imul((first << CLASS_BITS) | second, SPREAD)

const compareWords = (left: readonly number[], right: readonly number[]): number => {
  const shared = Math.min(left.length, right.length)
  for (let at = 0; at < shared; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** The units words are made of, numbered: a unit's class, and how many classes are words by themselves. */
export type Classes = { readonly classOf: Uint16Array; readonly alone: number }

/**
 * Numbers the units of words: those that are words by themselves first, then the frequent ones.
 * @throws RangeError when the words hold more than `MAX_CLASSES` different units.
 */
export const numberClasses = (words: readonly (readonly number[])[]): Classes => {
  const uses = new Map<number, number>()
  const alone = new Set<number>()
  let widest = 0
  for (const word of words) {
    if (word.length === 1) alone.add(word[0] ?? 0)
    for (const unit of word) {
      uses.set(unit, (uses.get(unit) ?? 0) + 1)
      if (unit > widest) widest = unit
    }
  }
  if (uses.size > MAX_CLASSES) throw new RangeError(`more than ${MAX_CLASSES} different characters`)
  const ordered = [...uses].toSorted(
    ([left, leftUses], [right, rightUses]) =>
      Number(alone.has(right)) - Number(alone.has(left)) || rightUses - leftUses || left - right,
  )
  // Syllables are few; characters need the whole plane.
  const classOf = new Uint16Array(widest < SMALL_TABLE ? SMALL_TABLE : 65_536)
  for (const [at, [unit]] of ordered.entries()) classOf[unit] = at + 1
  return { classOf, alone: alone.size }
}
const SMALL_TABLE = 2048

/**
 * Builds the index over words given as folded units whose classes are numbered. Word numbers are their places in the list;
 * of equal words the first counts, and empty ones are never found.
 */
export const buildWordIndex = (words: readonly (readonly number[])[], numbered: Classes): WordIndex => {
  const { classOf, alone } = numbered
  const bits = bitsFor(words.length * GATE.places, GATE.leastBits, GATE.mostBits)
  const gateShift = 32 - bits
  const gate = new Uint8Array(1 << bits)
  const longGate = new Uint8Array(1 << bits)
  const singles = new Int32Array(alone + 1).fill(-1)
  const longer: Array<{ readonly word: readonly number[]; readonly place: number }> = []
  let total = 0
  for (const [place, units] of words.entries()) {
    const word = units.map((unit) => classOf[unit] ?? 0)
    const [first = 0, second = 0, third = 0, fourth = 0] = word
    if (word.length === 1 && singles[first] === -1) singles[first] = place
    if (word.length < 2) continue
    longer.push({ word, place })
    total += word.length
    const pair = hashPair(first, second)
    gate[pair >>> gateShift] = (gate[pair >>> gateShift] ?? 0) | (word.length === 2 ? 0xff : 1 << (third & 7))
    if (word.length === 2) continue
    const triple = Math.imul(pair ^ third, SPREAD) >>> gateShift
    longGate[triple] = (longGate[triple] ?? 0) | (word.length === 3 ? 0xff : 1 << (fourth & 7))
  }
  longer.sort((left, right) => compareWords(left.word, right.word) || left.place - right.place)

  const letters = new Uint16Array(total)
  const from = new Int32Array(longer.length + 1)
  const numbers = new Int32Array(longer.length)
  const begins: Array<{ pair: number; first: number; end: number }> = []
  let count = 0
  let filled = 0
  let before: readonly number[] = []
  for (const { word, place } of longer) {
    if (compareWords(before, word) === 0) continue
    const pair = ((word[0] ?? 0) << CLASS_BITS) | (word[1] ?? 0)
    if (begins.at(-1)?.pair !== pair) begins.push({ pair, first: count, end: count })
    letters.set(word, filled)
    from[count] = filled
    numbers[count] = place
    filled += word.length
    count += 1
    const last = begins.at(-1)
    if (last !== undefined) last.end = count
    before = word
  }
  from[count] = filled

  const pairBits = bitsFor(begins.length * 2, 4, 24)
  const pairShift = 32 - pairBits
  const pairs = new Int32Array(3 << pairBits).fill(-1)
  for (const { pair, first, end } of begins) {
    let entry = Math.imul(pair, SPREAD) >>> pairShift
    while (pairs[entry * 3] !== -1) entry = (entry + 1) & ((1 << pairBits) - 1)
    pairs.set([pair, first, end], entry * 3)
  }
  return {
    classOf,
    gate,
    gateShift,
    longGate,
    singles,
    pairs,
    pairShift,
    letters: letters.slice(0, filled),
    from: from.slice(0, count + 1),
    numbers: numbers.slice(0, count),
  }
}

/** Words found: `word[i]` stands from `start[i]` to `end[i]` (places in the stream that was scanned). */
export type Hits = { count: number; word: Int32Array; start: Int32Array; end: Int32Array }

export const makeHits = (capacity: number): Hits => ({
  count: 0,
  word: new Int32Array(capacity),
  start: new Int32Array(capacity),
  end: new Int32Array(capacity),
})

/** Adds a hit; the arrays grow when they are full. */
export const addHit = (hits: Hits, word: number, start: number, end: number): void => {
  const { count } = hits
  if (count === hits.word.length) {
    for (const name of ['word', 'start', 'end'] as const) {
      const wider = new Int32Array(hits[name].length * 2)
      wider.set(hits[name])
      hits[name] = wider
    }
  }
  hits.word[count] = word
  hits.start[count] = start
  hits.end[count] = end
  hits.count = count + 1
}

/** Room a scan works in: the classes of the stream, and the places the gate let through. */
export type ScanRoom = { classes: Uint16Array; candidates: Int32Array }

export const makeScanRoom = (capacity: number): ScanRoom => ({
  classes: new Uint16Array(capacity + 3),
  candidates: new Int32Array(capacity + 3),
})

/**
 * Finds the words in a row of classes that is followed by three zeros. Two tables drop places without a branch (a place
 * that does not count is written over by the next one); what is left is looked up.
 */
export const matchClasses = (index: WordIndex, length: number, room: ScanRoom, hits: Hits): void => {
  const { gate, gateShift, longGate, singles } = index
  const { classes, candidates } = room
  // No class is below this when no word is a single character.
  const alone = singles.length === 1 ? 0 : singles.length
  let first = classes[0] ?? 0
  let second = classes[1] ?? 0
  let passed = 0
  for (let at = 0; at < length; at += 1) {
    const third = classes[at + 2] ?? 0
    candidates[passed] = at
    const bits = gate[Math.imul((first << CLASS_BITS) | second, SPREAD) >>> gateShift] ?? 0
    const isTaken = (bits >>> (third & 7)) & 1
    passed += isTaken
    if (first < alone && (singles[first] ?? -1) >= 0) passed += 1 - isTaken
    first = second
    second = third
  }
  let left = 0
  for (let at = 0; at < passed; at += 1) {
    const start = candidates[at] ?? 0
    const one = classes[start] ?? 0
    const pair = Math.imul((one << CLASS_BITS) | (classes[start + 1] ?? 0), SPREAD)
    const triple = Math.imul(pair ^ (classes[start + 2] ?? 0), SPREAD)
    candidates[left] = start
    const bits = longGate[triple >>> gateShift] ?? 0
    const isLong = (bits >>> ((classes[start + 3] ?? 0) & 7)) & 1
    const isShort = gate[pair >>> gateShift] === 0xff || (one < alone && (singles[one] ?? -1) >= 0) ? 1 : 0
    left += isLong | isShort
  }
  for (let at = 0; at < left; at += 1) {
    const start = candidates[at] ?? 0
    const one = classes[start] ?? 0
    const single = one < alone ? (singles[one] ?? -1) : -1
    if (single >= 0) addHit(hits, single, start, start + 1)
    lookUp(index, classes, start, hits)
  }
}

/** Adds every word of two and more that begins at a place. */
const lookUp = (index: WordIndex, classes: Uint16Array, start: number, hits: Hits): void => {
  const { pairs, pairShift, letters, from, numbers } = index
  const pair = ((classes[start] ?? 0) << CLASS_BITS) | (classes[start + 1] ?? 0)
  const mask = (1 << (32 - pairShift)) - 1
  let entry = Math.imul(pair, SPREAD) >>> pairShift
  while (pairs[entry * 3] !== pair) {
    if (pairs[entry * 3] === -1) return
    entry = (entry + 1) & mask
  }
  let low = pairs[entry * 3 + 1] ?? 0
  let high = pairs[entry * 3 + 2] ?? 0
  for (let depth = 2; ; depth += 1) {
    // The word that ends here stands before those it begins.
    if ((from[low + 1] ?? 0) - (from[low] ?? 0) === depth) {
      addHit(hits, numbers[low] ?? 0, start, start + depth)
      low += 1
    }
    const next = classes[start + depth] ?? 0
    if (next === 0) return
    low = firstAt(letters, from, low, high, depth, next)
    high = firstAt(letters, from, low, high, depth, next + 1)
    if (low >= high) return
  }
}

/** The first of the sorted words `low … high` whose class at a depth is `least` or more; all of them are longer than that. */
const firstAt = (
  letters: Uint16Array,
  from: Int32Array,
  low: number,
  high: number,
  depth: number,
  least: number,
): number => {
  let bottom = low
  let top = high
  while (bottom < top) {
    const middle = (bottom + top) >>> 1
    if ((letters[(from[middle] ?? 0) + depth] ?? 0) < least) bottom = middle + 1
    else top = middle
  }
  return bottom
}

const growRoom = (room: ScanRoom, length: number): void => {
  if (room.classes.length >= length + 4) return
  const size = Math.max(length + 4, room.classes.length * 2)
  room.classes = new Uint16Array(size)
  room.candidates = new Int32Array(size)
}

const endClasses = (classes: Uint16Array, length: number): void => {
  classes[length] = 0
  classes[length + 1] = 0
  classes[length + 2] = 0
}

/** Notes the classes of a stream of folded units; then every index over the same classes can be asked. */
export const readClasses = (
  classOf: Uint16Array,
  units: Uint16Array,
  length: number,
  room: ScanRoom,
): void => {
  growRoom(room, length)
  const { classes } = room
  for (let at = 0; at < length; at += 1) classes[at] = classOf[units[at] ?? 0] ?? 0
  endClasses(classes, length)
}

/** An index over phrases that reads texts as they are written: a table leads from each code unit to its class at once. */
export type PhraseIndex = WordIndex & {
  /** Class of a code unit, `DROPPED`, or `LOOKED_AT`. */
  readonly classOfCode: Uint16Array
}
const DROPPED = 0x7fff
const LOOKED_AT = 0x8000

/** An index over phrases as they are written: the n-th phrase is word n. */
export const compilePhrases = (phrases: readonly string[]): PhraseIndex => {
  const words = phrases.map((phrase) => foldWord(phrase))
  const index = buildWordIndex(words, numberClasses(words))
  const classOfCode = new Uint16Array(65_536)
  for (let code = 0; code < 65_536; code += 1) {
    const read = readingOf(code)
    classOfCode[code] =
      read === READ.look ? LOOKED_AT : read === READ.skip ? DROPPED : (index.classOf[unitOfCode(code)] ?? 0)
  }
  return { ...index, classOfCode }
}

/** Room for reading phrases: `start[i]` is where the i-th unit of the text that counts is written. Kept and reused. */
export type PhraseRoom = ScanRoom & {
  start: Int32Array
  /** Units of the text that count. */
  length: number
  readonly hits: Hits
}

export const makePhraseRoom = (): PhraseRoom => ({
  ...makeScanRoom(512),
  start: new Int32Array(512),
  length: 0,
  hits: makeHits(256),
})

/**
 * The sign read last: the unit it became, which unit of the text that is, where it is written, and the last code unit
 * that is done with.
 */
type Sign = { unit: number; place: number; start: number; stop: number; resume: number }
const SIGN: Sign = { unit: 0, place: -2, start: 0, stop: 0, resume: 0 }

/** The class of a code unit that has to be looked at; `DROPPED` when it is no unit. `place` is the unit it would be. */
const classOfSign = (
  text: string,
  at: number,
  index: PhraseIndex,
  starts: Int32Array,
  place: number,
): number => {
  const code = text.charCodeAt(at)
  let unit = unitOfCode(code)
  let start = at
  let stop = at + 1
  let resume = at
  if (isPiece(unit)) {
    const second = secondPiece(text, at)
    if (second >= 0) {
      unit = joinPieces(text, at, second)
      stop = second + 1
      resume = second
    }
  } else {
    const last = place > 0 ? (starts[place - 1] ?? 0) : 0
    const isAfterSign = SIGN.place === place - 1
    const before = place === 0 ? 0 : isAfterSign ? SIGN.unit : unitOfCode(text.charCodeAt(last))
    unit = readSign(text, at, before, place > 0 && (isAfterSign ? SIGN.stop : last + 1) === at)
    if (unit < 0) return DROPPED
    // Both halves of a pair stand where the pair stands.
    if (code >= 0xd800 && code <= 0xdbff) stop += 1
    if (code >= 0xdc00 && code <= 0xdfff) start -= 1
  }
  SIGN.unit = unit
  SIGN.place = place
  SIGN.start = start
  SIGN.stop = stop
  SIGN.resume = resume
  return index.classOf[unit] ?? 0
}

/**
 * Finds every phrase in a text in one pass that folds, drops separators and matches together; overlapping hits too, in
 * the order of their beginnings. `hits` are places among the units that count, and `room.start` leads back to the text.
 */
export const scanPhrases = (text: string, index: PhraseIndex, room: PhraseRoom): void => {
  growRoom(room, text.length)
  if (room.start.length < text.length + 1) room.start = new Int32Array(room.classes.length)
  const { classOfCode } = index
  const { classes, start, hits } = room
  SIGN.place = -2
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    let unitClass = classOfCode[text.charCodeAt(at)] ?? 0
    start[length] = at
    if (unitClass === LOOKED_AT) {
      unitClass = classOfSign(text, at, index, start, length)
      if (unitClass !== DROPPED) {
        start[length] = SIGN.start
        at = SIGN.resume
      }
    }
    classes[length] = unitClass
    // What is dropped is written over by what comes next.
    length += unitClass === DROPPED ? 0 : 1
  }
  endClasses(classes, length)
  room.length = length
  hits.count = 0
  matchClasses(index, length, room, hits)
}

/**
 * The sound lane: the same text as a stream of syllables, where letters are read as pinyin. `from[i]`/`to[i]` are the
 * places in the folded text the syllable covers; `isLetters[i]` is 1 for pinyin written out.
 */
export type SoundStream = {
  length: number
  units: Uint16Array
  from: Int32Array
  to: Int32Array
  isLetters: Uint8Array
}

export const makeSoundStream = (capacity: number): SoundStream => ({
  length: 0,
  units: new Uint16Array(capacity),
  from: new Int32Array(capacity),
  to: new Int32Array(capacity),
  isLetters: new Uint8Array(capacity),
})

const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a

/** Turns folded text into syllables. Letters that are no pinyin become syllable 0, which equals nothing. */
export const soundInto = (text: FoldedText, into: SoundStream): void => {
  if (into.units.length < text.length + 2) {
    const size = Math.max(text.length + 2, into.units.length * 2)
    into.units = new Uint16Array(size)
    into.from = new Int32Array(size)
    into.to = new Int32Array(size)
    into.isLetters = new Uint8Array(size)
  }
  const { units: sounds, from: froms, to: tos, isLetters } = into
  const { units, length: total } = text
  let length = 0
  let at = 0
  while (at < total) {
    const unit = units[at] ?? 0
    if (!isLatin(unit)) {
      sounds[length] = syllableOfUnit(unit)
      froms[length] = at
      tos[length] = at + 1
      isLetters[length] = 0
      length += 1
      at += 1
      continue
    }
    let run = ''
    let end = at
    while (end < total && isLatin(units[end] ?? 0) && run.length < 24) {
      run += String.fromCharCode(units[end] ?? 0)
      end += 1
    }
    const syllables = run.length >= 2 ? syllablesOfLetters(run) : null
    let place = at
    let part = 0
    while (place < end) {
      const syllable = syllables?.[part]
      const letters = syllable?.[1] ?? 1
      sounds[length] = syllable?.[0] ?? 0
      froms[length] = place
      tos[length] = place + letters
      isLetters[length] = syllable === undefined ? 0 : 1
      length += 1
      place += letters
      part += 1
    }
    at = end
  }
  sounds[length] = 0
  sounds[length + 1] = 0
  into.length = length
}

const WORD_ROOM = makeFoldedText(128)

/** A rule's word as folded units. */
export const foldWord = (word: string): number[] => {
  foldInto(word, WORD_ROOM)
  return Array.from(WORD_ROOM.units.subarray(0, WORD_ROOM.length))
}

/** A folded text as syllables, in room of its own: for training and screens; the checker reuses its room. */
export const soundOf = (text: FoldedText): SoundStream => {
  const into = makeSoundStream(text.length + 2)
  soundInto(text, into)
  return into
}
