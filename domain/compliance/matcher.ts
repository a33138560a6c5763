import {
  foldInto,
  isNoSecondPiece,
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
 * Finds every word of a vocabulary in a text. Each unit folds to a class by table. Two byte tables, one over pairs for the
 * words of two and one over threes (and a bit for the fourth) for the longer ones, turn nearly every place of an ordinary
 * sentence away; what is left walks a trie whose edges lie in one hash table. Everything is a typed array, so a pack is
 * saved as it is.
 */
export type WordIndex = {
  /** Folded unit → class, 0 for units no word holds. Units past its end have no class. */
  readonly classOf: Uint16Array
  /** Bit per hashed pair: the pair may be a word. */
  readonly pairGate: Uint8Array
  /** How far the hash of a pair is shifted to be a bit of its gate. */
  readonly pairShift: number
  /** Byte per hashed three; bit = low three bits of the fourth class. All bits: the three may be a word. */
  readonly longGate: Uint8Array
  /** How far the hash of a three is shifted to be a place of its gate. */
  readonly longShift: number
  /** Word that is class `c` alone, at `c`, or -1; classes past its end are no words. */
  readonly singles: Int32Array
  /**
   * Hash table, four numbers an edge: where it leaves (the first class of a word, or a node), its class, where it leads (0 =
   * nowhere, a node, or below zero the one word that goes on, as `-1 - word`), and one more than the word that ends, or 0.
   */
  readonly edges: Int32Array
  /** How far the hash of an edge is shifted to be its place. */
  readonly edgeShift: number
  /** Classes of the words: those of word `w` are `letters[from[w] … from[w + 1])`. */
  readonly letters: Uint16Array
  readonly from: Int32Array
}

/** Most different characters one vocabulary can hold: a pair of classes is one hash key. */
export const MAX_CLASSES = 32_766
const CLASS_BITS = 15
const SPREAD = 0x9e3779b1
/** Places of the gates: so many a word, as powers of two. */
const GATE = { places: 16, leastBits: 10, mostBits: 20 } as const
/** A place of the gate of pairs is a bit. */
const BIT_BITS = 3
/** Nodes are numbered from here on, so that no class is one. */
const FIRST_NODE = 1 << CLASS_BITS
const EDGE_SIZE = 4

const bitsFor = (places: number, least: number, most: number): number => {
  let bits = least
  while (bits < most && 1 << bits < places) bits += 1
  return bits
}

const hashPair = (first: number, second: number): number => Math.imul((first << CLASS_BITS) | second, SPREAD)

/** The place of an edge in the table, or the empty place where it would be. */
const placeOfEdge = (edges: Int32Array, shift: number, from: number, by: number): number => {
  const last = edges.length - EDGE_SIZE
  let place = (Math.imul(Math.imul(from, SPREAD) ^ by, SPREAD) >>> shift) * EDGE_SIZE
  while (edges[place] !== 0 && (edges[place] !== from || edges[place + 1] !== by)) {
    place = place === last ? 0 : place + EDGE_SIZE
  }
  return place
}

/** The units words are made of, numbered: a unit's class, and how many classes are words by themselves. */
export type Classes = { readonly classOf: Uint16Array }

/** Numbers the units of words, the frequent ones first; null when there are more than `MAX_CLASSES`. */
export const numberClasses = (words: readonly (readonly number[])[]): Classes | null => {
  const uses = new Uint32Array(65_536)
  for (const word of words) for (const unit of word) uses[unit] = (uses[unit] ?? 0) + 1
  const used: number[] = []
  for (let unit = 0; unit < uses.length; unit += 1) if ((uses[unit] ?? 0) > 0) used.push(unit)
  if (used.length > MAX_CLASSES) return null
  used.sort((left, right) => (uses[right] ?? 0) - (uses[left] ?? 0) || left - right)
  // Syllables are few; characters need the whole plane.
  const widest = used.reduce((most, unit) => Math.max(most, unit), 0)
  const classOf = new Uint16Array(widest < SMALL_TABLE ? SMALL_TABLE : 65_536)
  for (const [at, unit] of used.entries()) classOf[unit] = at + 1
  return { classOf }
}
const SMALL_TABLE = 2048

/** Puts the edges of every word into the table; a stretch that only one word goes on is that word's number. */
const buildEdges = (letters: Uint16Array, from: Int32Array, edges: Int32Array, edgeShift: number): void => {
  let nodes = FIRST_NODE
  for (let word = 0; word + 1 < from.length; word += 1) {
    const start = from[word] ?? 0
    const length = (from[word + 1] ?? 0) - start
    if (length < 2) continue
    let node = letters[start] ?? 0
    for (let depth = 1; ; depth += 1) {
      const by = letters[start + depth] ?? 0
      const isLast = depth + 1 === length
      const place = placeOfEdge(edges, edgeShift, node, by)
      edges[place] = node
      edges[place + 1] = by
      if (isLast) {
        // Of equal words the first counts.
        if (edges[place + 3] === 0) edges[place + 3] = word + 1
        break
      }
      const next = edges[place + 2] ?? 0
      if (next === 0) {
        edges[place + 2] = -1 - word
        break
      }
      if (next > 0) {
        node = next
        continue
      }
      // Two words go on here: the one that had the stretch to itself gets an edge of its own first.
      const other = -1 - next
      const otherStart = from[other] ?? 0
      const otherLength = (from[other + 1] ?? 0) - otherStart
      node = nodes
      nodes += 1
      edges[place + 2] = node
      const otherBy = letters[otherStart + depth + 1] ?? 0
      const moved = placeOfEdge(edges, edgeShift, node, otherBy)
      edges[moved] = node
      edges[moved + 1] = otherBy
      if (depth + 2 === otherLength) edges[moved + 3] = other + 1
      else edges[moved + 2] = next
    }
  }
}

/**
 * Builds the index over words given as folded units whose classes are numbered. Word numbers are their places in the list;
 * of equal words the first counts, and empty ones are never found.
 */
export const buildWordIndex = (words: readonly (readonly number[])[], numbered: Classes): WordIndex => {
  const { classOf } = numbered
  const from = new Int32Array(words.length + 1)
  let total = 0
  let pairCount = 0
  let longCount = 0
  let longLetters = 0
  for (let word = 0; word < words.length; word += 1) {
    const length = words[word]?.length ?? 0
    total += length
    from[word + 1] = total
    if (length === 2) pairCount += 1
    if (length > 2) {
      longCount += 1
      longLetters += length - 1
    }
  }
  const pairBits = bitsFor(pairCount * GATE.places * 8, GATE.leastBits, GATE.mostBits + BIT_BITS)
  const pairShift = 32 - pairBits
  const pairGate = new Uint8Array(1 << (pairBits - BIT_BITS))
  const longBits = bitsFor(longCount * GATE.places, GATE.leastBits, GATE.mostBits)
  const longShift = 32 - longBits
  const longGate = new Uint8Array(1 << longBits)
  const letters = new Uint16Array(total)
  let alone = 0
  for (const [word, units] of words.entries()) {
    const start = from[word] ?? 0
    for (const [at, unit] of units.entries()) letters[start + at] = classOf[unit] ?? 0
    const first = letters[start] ?? 0
    if (units.length === 1 && first >= alone) alone = first + 1
    if (units.length < 2) continue
    const pair = hashPair(first, letters[start + 1] ?? 0)
    if (units.length === 2) {
      const bit = pair >>> pairShift
      pairGate[bit >>> BIT_BITS] = (pairGate[bit >>> BIT_BITS] ?? 0) | (1 << (bit & 7))
      continue
    }
    const three = Math.imul(pair ^ (letters[start + 2] ?? 0), SPREAD) >>> longShift
    const bits = units.length === 3 ? 0xff : 1 << ((letters[start + 3] ?? 0) & 7)
    longGate[three] = (longGate[three] ?? 0) | bits
  }
  const singles = new Int32Array(alone).fill(-1)
  for (const [word, units] of words.entries()) {
    const first = letters[from[word] ?? 0] ?? 0
    if (units.length === 1 && singles[first] === -1) singles[first] = word
  }
  const edgeBits = bitsFor((pairCount + longLetters) * 1.5, 4, 26)
  const edgeShift = 32 - edgeBits
  const edges = new Int32Array(EDGE_SIZE << edgeBits)
  buildEdges(letters, from, edges, edgeShift)
  return { classOf, pairGate, pairShift, longGate, longShift, singles, edges, edgeShift, letters, from }
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
 * Finds the words in a row of classes that is followed by three zeros. The gates drop places without a branch (a place that
 * does not count is written over by the next one); what is left walks the trie. Words of one character come first.
 */
export const matchClasses = (index: WordIndex, length: number, room: ScanRoom, hits: Hits): void => {
  const { pairGate, pairShift, longGate, longShift, singles } = index
  const { classes, candidates } = room
  const alone = singles.length
  let first = classes[0] ?? 0
  let second = classes[1] ?? 0
  let third = classes[2] ?? 0
  let passed = 0
  for (let at = 0; at < length; at += 1) {
    const fourth = classes[at + 3] ?? 0
    candidates[passed] = at
    const pair = Math.imul((first << CLASS_BITS) | second, SPREAD)
    const bit = pair >>> pairShift
    const three = Math.imul(pair ^ third, SPREAD) >>> longShift
    passed +=
      (((pairGate[bit >>> BIT_BITS] ?? 0) >>> (bit & 7)) | ((longGate[three] ?? 0) >>> (fourth & 7))) & 1
    if (first < alone) {
      const single = singles[first] ?? -1
      if (single >= 0) addHit(hits, single, at, at + 1)
    }
    first = second
    second = third
    third = fourth
  }
  for (let at = 0; at < passed; at += 1) walk(index, classes, candidates[at] ?? 0, hits)
}

/** Adds every word of two and more that begins at a place. */
const walk = (index: WordIndex, classes: Uint16Array, start: number, hits: Hits): void => {
  const { edges, edgeShift, letters, from } = index
  let node = classes[start] ?? 0
  for (let at = start + 1; ; at += 1) {
    const place = placeOfEdge(edges, edgeShift, node, classes[at] ?? 0)
    if (edges[place] === 0) return
    const ends = edges[place + 3] ?? 0
    if (ends > 0) addHit(hits, ends - 1, start, at + 1)
    node = edges[place + 2] ?? 0
    if (node > 0) continue
    if (node === 0) return
    // One word goes on.
    const word = -1 - node
    const to = from[word + 1] ?? 0
    let letter = (from[word] ?? 0) + at + 1 - start
    let next = at + 1
    while (letter < to && letters[letter] === classes[next]) {
      letter += 1
      next += 1
    }
    if (letter === to) addHit(hits, word, start, next)
    return
  }
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
  /** Class of a code unit, `DROPPED`, `SIGN_CODE`, or for a first piece of a split character its class and `PIECE`. */
  readonly classOfCode: Uint16Array
}
const DROPPED = 0x7fff
const PIECE = 0x8000
/** It has to be looked at. */
const SIGN_CODE = 0xffff

const readByCode = (index: WordIndex): PhraseIndex => {
  const classOfCode = new Uint16Array(65_536)
  for (let code = 0; code < 65_536; code += 1) {
    const read = readingOf(code)
    const unit = unitOfCode(code)
    const unitClass = index.classOf[unit] ?? 0
    classOfCode[code] =
      read === READ.skip
        ? DROPPED
        : read === READ.unit
          ? unitClass
          : isPiece(unit)
            ? unitClass | PIECE
            : SIGN_CODE
  }
  return { ...index, classOfCode }
}

/** @throws RangeError when the words hold more than `MAX_CLASSES` different units. */
const classesOf = (words: readonly (readonly number[])[]): Classes => {
  const classes = numberClasses(words)
  if (classes === null) throw new RangeError(`more than ${MAX_CLASSES} different characters`)
  return classes
}

/** An index over phrases as they are written: the n-th phrase is word n. */
export const compilePhrases = (phrases: readonly string[]): PhraseIndex => {
  const words = phrases.map((phrase) => foldWord(phrase))
  return readByCode(buildWordIndex(words, classesOf(words)))
}

/** An index that also finds what only sounds like the phrases; phrases with an unknown sound are left out. */
export const compileSounds = (phrases: readonly string[]): PhraseIndex => {
  const words = phrases
    .map((phrase) => foldWord(phrase))
    .filter((units) => units.every((unit) => syllableOfUnit(unit) !== 0))
  const bySyllable = classesOf(words.map((units) => units.map((unit) => syllableOfUnit(unit))))
  const classOf = new Uint16Array(65_536)
  for (let unit = 0; unit < 65_536; unit += 1) {
    classOf[unit] = bySyllable.classOf[syllableOfUnit(unit)] ?? 0
  }
  return readByCode(buildWordIndex(words, { classOf }))
}

/** The words of an index as text, by their numbers. */
export const wordsOf = (index: Pick<WordIndex, 'classOf' | 'letters' | 'from'>): string[] => {
  const unitOf = new Uint16Array(MAX_CLASSES + 1)
  for (const [unit, unitClass] of index.classOf.entries()) if (unitClass > 0) unitOf[unitClass] = unit
  return Array.from({ length: index.from.length - 1 }, (_unused, word) => {
    const classes = index.letters.subarray(index.from[word] ?? 0, index.from[word + 1] ?? 0)
    return String.fromCharCode(...Array.from(classes, (unitClass) => unitOf[unitClass] ?? 0))
  })
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
 * Finds every phrase in a text in one pass that folds, drops separators and matches together; overlapping hits too:
 * first phrases of one character, then the others, each in the order of their beginnings. `hits` are places among the units that count, and `room.start` leads back to the text.
 */
export const scanPhrases = (text: string, index: PhraseIndex, room: PhraseRoom): void => {
  const size = text.length
  growRoom(room, size)
  if (room.start.length < size + 1) room.start = new Int32Array(room.classes.length)
  const { classOfCode } = index
  const { classes, start, hits } = room
  SIGN.place = -2
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    let unitClass = classOfCode[text.charCodeAt(at)] ?? 0
    start[length] = at
    if (unitClass >= PIECE) {
      if (unitClass !== SIGN_CODE && at + 1 < size && isNoSecondPiece(text.charCodeAt(at + 1))) {
        unitClass -= PIECE
      } else {
        unitClass = classOfSign(text, at, index, start, length)
        if (unitClass !== DROPPED) {
          start[length] = SIGN.start
          at = SIGN.resume
        }
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

/** `String.fromCharCode` over an array as it is: spreading it would walk it element by element. */
const fromCharCode = (units: Uint16Array): string => Reflect.apply(String.fromCharCode, null, units)

/** The text of code units that lie in a longer row. */
export const textOfUnits = (units: Uint16Array, from: number, to: number): string => {
  let text = ''
  for (let at = from; at < to; at += TEXT_PIECE) {
    text += fromCharCode(units.subarray(at, Math.min(to, at + TEXT_PIECE)))
  }
  return text
}
const TEXT_PIECE = 4096

/**
 * The same as `scanPhrases` over code units `from … to` of a row that holds many texts. No string is made unless a sign has
 * to be looked at.
 */
export const scanUnits = (
  units: Uint16Array,
  from: number,
  to: number,
  index: PhraseIndex,
  room: PhraseRoom,
): void => {
  const size = to - from
  growRoom(room, size)
  if (room.start.length < size + 1) room.start = new Int32Array(room.classes.length)
  const { classOfCode } = index
  const { classes, start, hits } = room
  SIGN.place = -2
  let text: string | null = null
  let length = 0
  for (let at = 0; at < size; at += 1) {
    let unitClass = classOfCode[units[from + at] ?? 0] ?? 0
    start[length] = at
    if (unitClass >= PIECE) {
      if (unitClass !== SIGN_CODE && at + 1 < size && isNoSecondPiece(units[from + at + 1] ?? 0)) {
        unitClass -= PIECE
      } else {
        text ??= textOfUnits(units, from, to)
        unitClass = classOfSign(text, at, index, start, length)
        if (unitClass !== DROPPED) {
          start[length] = SIGN.start
          at = SIGN.resume
        }
      }
    }
    classes[length] = unitClass
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
  const units: number[] = []
  for (let at = 0; at < WORD_ROOM.length; at += 1) units.push(WORD_ROOM.units[at] ?? 0)
  return units
}

/** A folded text as syllables, in room of its own: for training and screens; the checker reuses its room. */
export const soundOf = (text: FoldedText): SoundStream => {
  const into = makeSoundStream(text.length + 2)
  soundInto(text, into)
  return into
}
