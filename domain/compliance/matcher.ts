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
import { makePhraseGate, type PhraseGate } from './phraseGate.ts'
import { syllableOfUnit, syllablesOfLetters } from './syllables.ts'

/**
 * Finds every word of a vocabulary in a text. Each unit folds to a class by table. Gates turn nearly every place of an
 * ordinary sentence away: a byte table over pairs, small enough to stay near, then one of bits that is asked twice, for how
 * words begin and for up to six classes of them. What is left is looked up by its first two, three and four classes in a hash
 * table; longer words go on from there in a trie whose edges lie in another. Everything is a typed array, so a pack is saved
 * as it is.
 */
export type WordIndex = {
  /** Folded unit → class, 0 for units no word holds. Units past its end have no class. */
  readonly classOf: Uint16Array
  /** Byte per hashed pair; bit = low three bits of the third class. All bits: the pair may be a word. */
  readonly pairGate: Uint8Array
  /** How far the hash of a pair is shifted to be a place of its gate. */
  readonly pairShift: number
  /** Two bits of one number per hashed head: the first three classes of words, words of up to five, six of longer ones. */
  readonly headGate: Int32Array
  /** How far the hash of a head is shifted to be a place of its gate. */
  readonly headGateShift: number
  /** Word that is class `c` alone, at `c`, or -1; empty when no word is one character. */
  readonly singles: Int32Array
  /**
   * Hash table, four numbers a head: the first two classes, its length and the others (0 = empty), where it leads (0 =
   * nowhere, a node, or below zero the one word that goes on, as `-1 - word`), and one more than the word that ends, or 0.
   */
  readonly heads: Int32Array
  /** How far the hash of a head is shifted to be its place. */
  readonly headShift: number
  /** Hash table, four numbers an edge: the node it leaves (0 = empty), its class, and the rest as in `heads`. */
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
/** Sizes of the gates: places a word, and the least and the most, as powers of two. */
const PAIR_GATE = { places: 8, least: 10, most: 17 } as const
const HEAD_GATE = { places: 32, least: 10, most: 21 } as const
/** A place of the gate of heads holds 32 bits. */
const PLACE_BITS = 5
/** How far the hash of a head is shifted to be each of its two bits. */
const HEAD_BIT = { one: 10, other: 5 } as const
/** The most classes a head has. */
const HEAD = 4
/** Of a head: its length, above the third and the fourth class. */
const LENGTH_BITS = CLASS_BITS * 2
const SLOT = 4

const bitsFor = (places: number, least: number, most: number): number => {
  let bits = least
  while (bits < most && 1 << bits < places) bits += 1
  return bits
}

/** Hash of a pair; with `hashOn` that of a longer head. */
const hashPair = (first: number, second: number): number => Math.imul((first << CLASS_BITS) | second, SPREAD)
const hashOn = (hash: number, next: number): number => Math.imul(hash ^ next, SPREAD)
/** What goes on after a word of three in the gate of heads, so that it is no beginning. */
const WHOLE = 0x7fff
/** The most classes of a word the gate of heads knows. */
const KNOWN = 6

/** The place of a pair of numbers in a hash table, or the empty place where it would be. */
const placeOf = (table: Int32Array, wanted: number, one: number, other: number): number => {
  const last = table.length - SLOT
  let place = wanted * SLOT
  while (table[place + 1] !== 0 && (table[place] !== one || table[place + 1] !== other)) {
    place = place === last ? 0 : place + SLOT
  }
  return place
}

const placeOfEdge = (edges: Int32Array, shift: number, node: number, by: number): number =>
  placeOf(edges, hashOn(Math.imul(node, SPREAD), by) >>> shift, node, by)

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

/** Hash of the head of a word whose classes begin at a place. */
const hashOfHead = (letters: Uint16Array, at: number, length: number): number => {
  let hash = hashPair(letters[at] ?? 0, letters[at + 1] ?? 0)
  for (let depth = 2; depth < length && depth < HEAD; depth += 1)
    hash = hashOn(hash, letters[at + depth] ?? 0)
  return hash
}

/** Lets a head through the gate of heads. */
const openHead = (gate: Int32Array, shift: number, hash: number): void => {
  const place = hash >>> shift
  gate[place] = (gate[place] ?? 0) | (1 << (hash >>> HEAD_BIT.one)) | (1 << (hash >>> HEAD_BIT.other))
}

/** Lets a word through the gate of heads: how it begins, and as much of it as the gate knows. */
const openWord = (
  gate: Int32Array,
  shift: number,
  letters: Uint16Array,
  at: number,
  length: number,
): void => {
  let hash = hashPair(letters[at] ?? 0, letters[at + 1] ?? 0)
  for (let depth = 2; depth < length && depth < KNOWN; depth += 1) {
    hash = hashOn(hash, letters[at + depth] ?? 0)
    if (depth === 2) openHead(gate, shift, hash)
  }
  openHead(gate, shift, length === 3 ? hashOn(hash, WHOLE) : hash)
}

/** A hash table that is filled: what the words go on from. */
type Trie = Pick<WordIndex, 'heads' | 'headShift' | 'edges' | 'edgeShift' | 'letters' | 'from'>

/** Puts every word into the tables; a stretch that only one word goes on is that word's number. Gives how many edges it took. */
const fillTrie = ({ heads, headShift, edges, edgeShift, letters, from }: Trie): number => {
  let nodes = 0
  let edgeCount = 0
  const edgeOf = (node: number, by: number): number => {
    const place = placeOfEdge(edges, edgeShift, node, by)
    if (edges[place] === 0) edgeCount += 1
    edges[place] = node
    edges[place + 1] = by
    return place
  }
  for (let word = 0; word + 1 < from.length; word += 1) {
    const start = from[word] ?? 0
    const length = (from[word + 1] ?? 0) - start
    if (length < 2) continue
    const one = ((letters[start] ?? 0) << CLASS_BITS) | (letters[start + 1] ?? 0)
    const third = length > 2 ? (letters[start + 2] ?? 0) : 0
    const fourth = length > 3 ? (letters[start + 3] ?? 0) : 0
    const other = headKey(Math.min(length, HEAD), third, fourth)
    let table = heads
    let place = placeOf(heads, hashOfHead(letters, start, length) >>> headShift, one, other)
    heads[place] = one
    heads[place + 1] = other
    for (let depth = HEAD; ; depth += 1) {
      if (depth >= length) {
        // Of equal words the first counts.
        if (table[place + 3] === 0) table[place + 3] = word + 1
        break
      }
      let node = table[place + 2] ?? 0
      if (node === 0) {
        table[place + 2] = -1 - word
        break
      }
      if (node < 0) {
        // Two words go on here: the one that had the stretch to itself gets an edge of its own first.
        const only = -1 - node
        const onlyStart = from[only] ?? 0
        nodes += 1
        table[place + 2] = nodes
        const moved = edgeOf(nodes, letters[onlyStart + depth] ?? 0)
        if (onlyStart + depth + 1 === from[only + 1]) edges[moved + 3] = only + 1
        else edges[moved + 2] = node
        node = nodes
      }
      table = edges
      place = edgeOf(node, letters[start + depth] ?? 0)
    }
  }
  return edgeCount
}

const headKey = (length: number, third: number, fourth: number): number =>
  ((length - 1) << LENGTH_BITS) | (third << CLASS_BITS) | fourth

/** A table with room for so many slots at a load that keeps the way to a slot short. */
const makeTable = (slots: number): { readonly table: Int32Array; readonly shift: number } => {
  const bits = bitsFor(slots * 1.5, 4, 26)
  return { table: new Int32Array(SLOT << bits), shift: 32 - bits }
}

/** The edges in a table of the size they need. */
const fitEdges = (
  edges: Int32Array,
  count: number,
): { readonly table: Int32Array; readonly shift: number } => {
  const fit = makeTable(count)
  for (let at = 0; at < edges.length; at += SLOT) {
    const node = edges[at] ?? 0
    if (node === 0) continue
    fit.table.set(edges.subarray(at, at + SLOT), placeOfEdge(fit.table, fit.shift, node, edges[at + 1] ?? 0))
  }
  return fit
}

/** The words of one character by their class. */
const singlesOf = (words: readonly (readonly number[])[], classOf: Uint16Array): Int32Array => {
  if (!words.some((units) => units.length === 1)) return new Int32Array(0)
  const singles = new Int32Array(classOf.reduce((most, one) => Math.max(most, one), 0) + 1).fill(-1)
  for (const [word, units] of words.entries()) {
    const unitClass = classOf[units[0] ?? 0] ?? 0
    if (units.length === 1 && singles[unitClass] === -1) singles[unitClass] = word
  }
  return singles
}

/**
 * Builds the index over words given as folded units whose classes are numbered. Word numbers are their places in the list;
 * of equal words the first counts, and empty ones are never found.
 */
export const buildWordIndex = (words: readonly (readonly number[])[], numbered: Classes): WordIndex => {
  const { classOf } = numbered
  const from = new Int32Array(words.length + 1)
  let total = 0
  let count = 0
  let past = 0
  for (let word = 0; word < words.length; word += 1) {
    const length = words[word]?.length ?? 0
    total += length
    from[word + 1] = total
    if (length >= 2) count += 1
    if (length > HEAD) past += length - HEAD
  }
  const pairBits = bitsFor(count * PAIR_GATE.places, PAIR_GATE.least, PAIR_GATE.most)
  const pairShift = 32 - pairBits
  const pairGate = new Uint8Array(1 << pairBits)
  const headBits = bitsFor(count * HEAD_GATE.places, HEAD_GATE.least, HEAD_GATE.most)
  const headGateShift = 32 - (headBits - PLACE_BITS)
  const headGate = new Int32Array(1 << (headBits - PLACE_BITS))
  const letters = new Uint16Array(total)
  for (const [word, units] of words.entries()) {
    const start = from[word] ?? 0
    for (const [at, unit] of units.entries()) letters[start + at] = classOf[unit] ?? 0
    if (units.length < 2) continue
    const pair = hashPair(letters[start] ?? 0, letters[start + 1] ?? 0) >>> pairShift
    const bits = units.length === 2 ? 0xff : 1 << ((letters[start + 2] ?? 0) & 7)
    pairGate[pair] = (pairGate[pair] ?? 0) | bits
    openWord(headGate, headGateShift, letters, start, units.length)
  }
  const { table: heads, shift: headShift } = makeTable(count)
  const most = makeTable(past)
  const edgeCount = fillTrie({ heads, headShift, edges: most.table, edgeShift: most.shift, letters, from })
  const { table: edges, shift: edgeShift } = fitEdges(most.table, edgeCount)
  return {
    classOf,
    pairGate,
    pairShift,
    headGate,
    headGateShift,
    singles: singlesOf(words, classOf),
    heads,
    headShift,
    edges,
    edgeShift,
    letters,
    from,
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

/** Room after a row of classes: zeros, and a place of two that was no whole one. */
const AFTER = 8

/** Room a scan works in: the classes of the stream, and the places the gate let through. */
export type ScanRoom = { classes: Uint16Array; candidates: Int32Array }

export const makeScanRoom = (capacity: number): ScanRoom => ({
  classes: new Uint16Array(capacity + AFTER),
  candidates: new Int32Array(capacity + AFTER),
})

/**
 * Adds the words of one character; `places` is room for as many places as there are classes. As in the other passes there is
 * no branch in the loop over the text: a place that does not count is written over by the next one.
 */
const addSingles = (
  singles: Int32Array,
  length: number,
  classes: Uint16Array,
  places: Int32Array,
  hits: Hits,
): void => {
  let passed = 0
  for (let at = 0; at < length; at += 1) {
    places[passed] = at
    passed += ~(singles[classes[at] ?? 0] ?? 0) >>> 31
  }
  for (let place = 0; place < passed; place += 1) {
    const at = places[place] ?? 0
    addHit(hits, singles[classes[at] ?? 0] ?? 0, at, at + 1)
  }
}

/** Notes the places the gate of pairs lets through and gives their number. */
const passPairs = ({ pairGate, pairShift }: WordIndex, length: number, room: ScanRoom): number => {
  const { classes, candidates } = room
  let first = classes[0] ?? 0
  let second = classes[1] ?? 0
  let passed = 0
  for (let at = 0; at < length; at += 2) {
    // Two at a time. After an odd row comes a place without a class: were it noted, no head is found there.
    const third = classes[at + 2] ?? 0
    const fourth = classes[at + 3] ?? 0
    const pair = Math.imul((first << CLASS_BITS) | second, SPREAD) >>> pairShift
    const next = Math.imul((second << CLASS_BITS) | third, SPREAD) >>> pairShift
    candidates[passed] = at
    passed += ((pairGate[pair] ?? 0) >>> (third & 7)) & 1
    candidates[passed] = at + 1
    passed += ((pairGate[next] ?? 0) >>> (fourth & 7)) & 1
    first = third
    second = fourth
  }
  return passed
}

/** Keeps of the places noted those where a word may begin, each with whether it may be one of two, and gives their number. */
const passBeginnings = ({ headGate, headGateShift }: WordIndex, noted: number, room: ScanRoom): number => {
  const { classes, candidates } = room
  let passed = 0
  for (let place = 0; place < noted; place += 1) {
    const at = candidates[place] ?? 0
    const two = Math.imul(((classes[at] ?? 0) << CLASS_BITS) | (classes[at + 1] ?? 0), SPREAD)
    const three = Math.imul(two ^ (classes[at + 2] ?? 0), SPREAD)
    const ofTwo = headGate[two >>> headGateShift] ?? 0
    const ofThree = headGate[three >>> headGateShift] ?? 0
    const isTwo = (ofTwo >>> (two >>> HEAD_BIT.one)) & (ofTwo >>> (two >>> HEAD_BIT.other)) & 1
    const isOn = (ofThree >>> (three >>> HEAD_BIT.one)) & (ofThree >>> (three >>> HEAD_BIT.other)) & 1
    candidates[passed] = (at << 1) | isTwo
    passed += isTwo | isOn
  }
  return passed
}

/** Which lengths of word may begin at a place noted: bits below its number. */
const MAY_BE = { two: 1, three: 2, four: 4, longer: 24, bits: 5 } as const

/** Keeps of the beginnings noted those the gate of heads lets through, each with its lengths, and gives their number. */
const passHeads = ({ headGate, headGateShift }: WordIndex, noted: number, room: ScanRoom): number => {
  const { classes, candidates } = room
  let passed = 0
  for (let place = 0; place < noted; place += 1) {
    const beginning = candidates[place] ?? 0
    const at = beginning >>> 1
    const pair = Math.imul(((classes[at] ?? 0) << CLASS_BITS) | (classes[at + 1] ?? 0), SPREAD)
    const begins = Math.imul(pair ^ (classes[at + 2] ?? 0), SPREAD)
    const three = Math.imul(begins ^ WHOLE, SPREAD)
    const four = Math.imul(begins ^ (classes[at + 3] ?? 0), SPREAD)
    const five = Math.imul(four ^ (classes[at + 4] ?? 0), SPREAD)
    const six = Math.imul(five ^ (classes[at + 5] ?? 0), SPREAD)
    const ofThree = headGate[three >>> headGateShift] ?? 0
    const ofFour = headGate[four >>> headGateShift] ?? 0
    const ofFive = headGate[five >>> headGateShift] ?? 0
    const ofSix = headGate[six >>> headGateShift] ?? 0
    const lengths =
      (beginning & 1) |
      (((ofThree >>> (three >>> HEAD_BIT.one)) & (ofThree >>> (three >>> HEAD_BIT.other)) & 1) << 1) |
      (((ofFour >>> (four >>> HEAD_BIT.one)) & (ofFour >>> (four >>> HEAD_BIT.other)) & 1) << 2) |
      (((ofFive >>> (five >>> HEAD_BIT.one)) & (ofFive >>> (five >>> HEAD_BIT.other)) & 1) << 3) |
      (((ofSix >>> (six >>> HEAD_BIT.one)) & (ofSix >>> (six >>> HEAD_BIT.other)) & 1) << 4)
    candidates[passed] = (at << MAY_BE.bits) | lengths
    passed += (lengths + 31) >>> MAY_BE.bits
  }
  return passed
}

/** Notes the places where words may begin in a row of classes, each with its lengths, and gives their number. */
const passGates = (index: WordIndex, length: number, room: ScanRoom): number => {
  const pairs = passPairs(index, length, room)
  if (pairs === 0) return 0
  const beginnings = passBeginnings(index, pairs, room)
  return beginnings === 0 ? 0 : passHeads(index, beginnings, room)
}

/** Finds the words in a row of classes that is followed by zeros. Words of one character come first. */
export const matchClasses = (index: WordIndex, length: number, room: ScanRoom, hits: Hits): void => {
  if (index.singles.length > 0) addSingles(index.singles, length, room.classes, room.candidates, hits)
  addNoted(index, passGates(index, length, room), room, hits)
}

/** Adds every word of two and more that begins at one of the places noted. */
const addNoted = (index: WordIndex, noted: number, { classes, candidates }: ScanRoom, hits: Hits): void => {
  for (let place = 0; place < noted; place += 1) addWords(index, classes, candidates[place] ?? 0, hits)
}

/** Adds every word of two and more that begins at a place noted. */
const addWords = (index: WordIndex, classes: Uint16Array, noted: number, hits: Hits): void => {
  const { heads, headShift } = index
  const start = noted >>> MAY_BE.bits
  const third = classes[start + 2] ?? 0
  const one = ((classes[start] ?? 0) << CLASS_BITS) | (classes[start + 1] ?? 0)
  const two = Math.imul(one, SPREAD)
  if ((noted & MAY_BE.two) !== 0) {
    const ends = heads[placeOf(heads, two >>> headShift, one, headKey(2, 0, 0)) + 3] ?? 0
    if (ends > 0) addHit(hits, ends - 1, start, start + 2)
  }
  const three = hashOn(two, third)
  if ((noted & MAY_BE.three) !== 0) {
    const ends = heads[placeOf(heads, three >>> headShift, one, headKey(3, third, 0)) + 3] ?? 0
    if (ends > 0) addHit(hits, ends - 1, start, start + 3)
  }
  if ((noted & (MAY_BE.four | MAY_BE.longer)) === 0) return
  const fourth = classes[start + 3] ?? 0
  const place = placeOf(heads, hashOn(three, fourth) >>> headShift, one, headKey(4, third, fourth))
  const ends = heads[place + 3] ?? 0
  if (ends > 0) addHit(hits, ends - 1, start, start + HEAD)
  const next = heads[place + 2] ?? 0
  if (next !== 0 && (noted & MAY_BE.longer) !== 0) walk(index, classes, start, next, hits)
}

/** Adds the words longer than a head that begin at a place, from where the head leads. */
const walk = (index: WordIndex, classes: Uint16Array, start: number, next: number, hits: Hits): void => {
  const { edges, edgeShift, letters, from } = index
  let node = next
  let at = start + HEAD
  for (; node > 0; at += 1) {
    const place = placeOfEdge(edges, edgeShift, node, classes[at] ?? 0)
    const ends = edges[place + 3] ?? 0
    if (ends > 0) addHit(hits, ends - 1, start, at + 1)
    node = edges[place + 2] ?? 0
  }
  if (node === 0) return
  // One word goes on.
  const word = -1 - node
  const to = from[word + 1] ?? 0
  let letter = (from[word] ?? 0) + at - start
  while (letter < to && letters[letter] === classes[at]) {
    letter += 1
    at += 1
  }
  if (letter === to) addHit(hits, word, start, at)
}

const growRoom = (room: ScanRoom, length: number): void => {
  if (room.classes.length >= length + AFTER) return
  const size = Math.max(length + AFTER, room.classes.length * 2)
  room.classes = new Uint16Array(size)
  room.candidates = new Int32Array(size)
}

const endClasses = (classes: Uint16Array, length: number): void => {
  for (let at = length; at < length + AFTER; at += 1) classes[at] = 0
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
  /** The index read last, and how it is read. */
  index: PhraseIndex | null
  use: IndexUse
}

export const makePhraseRoom = (): PhraseRoom => ({
  ...makeScanRoom(512),
  start: new Int32Array(512),
  length: 0,
  hits: makeHits(256),
  index: null,
  use: { units: 0, gate: undefined },
})

/** How an index is read: code units so far, and its gate. It is undefined before there is reason to ask for one, null where none can be made. */
type IndexUse = { units: number; gate: PhraseGate | null | undefined }
/** By index, because an index is data that may go to another thread. */
const USES = new WeakMap<PhraseIndex, IndexUse>()
/** Code units an index has to read before a gate is made: it takes as long as reading some of these. */
const BEFORE_GATE = 20_000

/** The gate of an index that is going to read so many code units more. */
const gateFor = (index: PhraseIndex, units: number, room: PhraseRoom): PhraseGate | null => {
  if (room.index !== index) {
    room.index = index
    room.use = USES.get(index) ?? { units: 0, gate: undefined }
    USES.set(index, room.use)
  }
  const { use } = room
  if (use.gate !== undefined) return use.gate
  use.units += units
  if (use.units < BEFORE_GATE) return null
  use.gate = makePhraseGate(index)
  return use.gate
}

/** What reading got to: kept in one place, so that reading makes no objects. */
type Reading = {
  /** Units read, and the next code unit. */
  length: number
  at: number
  /** The unit read last when it was no plain one: which one, what it became, where it ends. */
  place: number
  unit: number
  stop: number
}
const READING: Reading = { length: 0, at: 0, place: -2, unit: 0, stop: 0 }

/** Where the last unit before a code unit is written, when it was a plain one; what became no unit is passed over. */
const plainBefore = (text: string, at: number, classOfCode: Uint16Array): number => {
  let last = at - 1
  while (last > 0 && isNothing(classOfCode[text.charCodeAt(last)] ?? 0)) last -= 1
  return last
}
const isNothing = (unitClass: number): boolean => unitClass === DROPPED || unitClass === SIGN_CODE

/**
 * Reads the code unit at `READING.at`, which has to be looked at; `start` takes its place when places are asked for. Of a
 * pair each half comes here, and both stand where the pair stands.
 */
const readLooked = (
  text: string,
  index: PhraseIndex,
  classes: Uint16Array,
  start: Int32Array | null,
): void => {
  const { at, length } = READING
  const code = text.charCodeAt(at)
  let unit = unitOfCode(code)
  let from = at
  let stop = at + 1
  READING.at = stop
  if (isPiece(unit)) {
    const second = stop < text.length && isNoSecondPiece(text.charCodeAt(stop)) ? -1 : secondPiece(text, at)
    if (second >= 0) {
      unit = joinPieces(text, at, second)
      stop = second + 1
      READING.at = stop
    }
  } else {
    const isAfterLooked = READING.place === length - 1
    const last = length === 0 || isAfterLooked ? 0 : plainBefore(text, at, index.classOfCode)
    const before = length === 0 ? 0 : isAfterLooked ? READING.unit : unitOfCode(text.charCodeAt(last))
    unit = readSign(text, at, before, length > 0 && (isAfterLooked ? READING.stop : last + 1) === at)
    if (unit < 0) return
    if (code >= 0xd800 && code <= 0xdbff) stop += 1
    if (code >= 0xdc00 && code <= 0xdfff) from -= 1
  }
  classes[length] = index.classOf[unit] ?? 0
  if (start !== null) start[length] = from
  READING.place = length
  READING.unit = unit
  READING.stop = stop
  READING.length = length + 1
}

/** Reads plain units up to the next one that has to be looked at. There is no call in it, and no branch on what is dropped. */
const readPlain = (text: string, classOfCode: Uint16Array, classes: Uint16Array): void => {
  const size = text.length
  let { at, length } = READING
  for (; at < size; at += 1) {
    let unitClass = classOfCode[text.charCodeAt(at)] ?? 0
    if (unitClass >= PIECE) {
      if (unitClass === SIGN_CODE || at + 1 >= size || !isNoSecondPiece(text.charCodeAt(at + 1))) break
      unitClass -= PIECE
    }
    // What is dropped is written over by what comes next.
    classes[length] = unitClass
    length += (unitClass - DROPPED) >>> 31
  }
  READING.at = at
  READING.length = length
}

const growStart = (room: PhraseRoom, length: number): void => {
  if (room.start.length < length + 1) room.start = new Int32Array(Math.max(length + 1, room.start.length * 2))
}

/** Notes where the units of a text are written. */
const notePlaces = (text: string, index: PhraseIndex, room: PhraseRoom): void => {
  growRoom(room, text.length)
  growStart(room, text.length)
  const { classes, start } = room
  const { classOfCode } = index
  beginReading()
  while (READING.at < text.length) {
    const { at, length } = READING
    const unitClass = classOfCode[text.charCodeAt(at)] ?? 0
    if (unitClass >= PIECE) {
      readLooked(text, index, classes, start)
      continue
    }
    start[length] = at
    READING.length = length + (unitClass === DROPPED ? 0 : 1)
    READING.at = at + 1
  }
}

const beginReading = (): void => {
  READING.length = 0
  READING.at = 0
  READING.place = -2
}

/** Reads a text in the room and gives the number of places noted where words may begin. */
const noteInRoom = (text: string, index: PhraseIndex, room: PhraseRoom): number => {
  growRoom(room, text.length)
  const { classes } = room
  beginReading()
  for (;;) {
    readPlain(text, index.classOfCode, classes)
    if (READING.at >= text.length) break
    readLooked(text, index, classes, null)
  }
  room.length = READING.length
  endClasses(classes, room.length)
  return passGates(index, room.length, room)
}

/** What has to be looked at where the gate stopped; `from` is where the text begins in what the gate reads. */
const lookForGate = (text: string, index: PhraseIndex, gate: PhraseGate, from: number): void => {
  READING.at = (gate.progress[0] ?? 0) - from
  READING.length = gate.progress[1] ?? 0
  readLooked(text, index, gate.classes, null)
}

/** The same as `noteInRoom` through a gate, in whose memory classes and candidates lie. */
const noteInGate = (text: string, index: PhraseIndex, gate: PhraseGate, room: PhraseRoom): number => {
  if (text.length > gate.most) gate.growTo(text.length)
  let noted = gate.scan(text, 0, text.length, 0)
  if (noted < 0) beginReading()
  while (noted < 0) {
    lookForGate(text, index, gate, 0)
    noted = gate.scan(text, READING.at, text.length, READING.length)
  }
  room.length = gate.progress[1] ?? 0
  return noted
}

/** Where words may begin, each with its lengths, as a gate or without one the room says; for comparing the two. */
export const candidatesOf = (
  text: string,
  index: PhraseIndex,
  gate: PhraseGate | null,
  room: PhraseRoom,
): Int32Array => {
  const noted = gate === null ? noteInRoom(text, index, room) : noteInGate(text, index, gate, room)
  return (gate ?? room).candidates.slice(0, noted)
}

/**
 * Finds every phrase in a text in one pass that folds, drops separators and matches together; overlapping hits too:
 * first phrases of one character, then the others, each in the order of their beginnings. `hits` are places among the units
 * that count; when there are hits, `room.start` leads back to the text.
 */
export const scanPhrases = (text: string, index: PhraseIndex, room: PhraseRoom): void => {
  const { hits } = room
  hits.count = 0
  const gate = gateFor(index, text.length, room)
  const noted = gate === null ? noteInRoom(text, index, room) : noteInGate(text, index, gate, room)
  addFound(index, noted, gate ?? room, hits, room)
  if (hits.count > 0) notePlaces(text, index, room)
}

/** Adds the words of what was read: those of one character first. */
const addFound = (index: PhraseIndex, noted: number, read: ScanRoom, hits: Hits, room: PhraseRoom): void => {
  if (index.singles.length > 0) {
    // The candidates are noted by now; the places of the text are not.
    growStart(room, room.length)
    addSingles(index.singles, room.length, read.classes, room.start, hits)
  }
  if (noted > 0) addNoted(index, noted, read, hits)
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

/** `readPlain` over code units of a row; places count from the first of the text. */
const readPlainUnits = (
  units: Uint16Array,
  from: number,
  to: number,
  classOfCode: Uint16Array,
  classes: Uint16Array,
): void => {
  let { at, length } = READING
  at += from
  for (; at < to; at += 1) {
    let unitClass = classOfCode[units[at] ?? 0] ?? 0
    if (unitClass >= PIECE) {
      if (unitClass === SIGN_CODE || at + 1 >= to || !isNoSecondPiece(units[at + 1] ?? 0)) break
      unitClass -= PIECE
    }
    classes[length] = unitClass
    length += (unitClass - DROPPED) >>> 31
  }
  READING.at = at - from
  READING.length = length
}

/**
 * The same as `scanPhrases` over code units `from … to` of a row that holds many texts, without the places. No string is made
 * unless a sign has to be looked at.
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
  const { classes, hits } = room
  let text: string | null = null
  beginReading()
  for (;;) {
    readPlainUnits(units, from, to, index.classOfCode, classes)
    if (READING.at >= size) break
    text ??= textOfUnits(units, from, to)
    readLooked(text, index, classes, null)
  }
  const { length } = READING
  endClasses(classes, length)
  room.length = length
  hits.count = 0
  matchClasses(index, length, room, hits)
}

/** Finds the phrases in the code units `from … to` of a row, as `scanUnits` does. */
export type RowScan = (from: number, to: number) => void

/** For reading most of a row that holds many texts and does not change meanwhile. */
export const openRow = (units: Uint16Array, index: PhraseIndex, room: PhraseRoom): RowScan => {
  const gate = gateFor(index, units.length, room)
  if (gate === null) return (from, to) => scanUnits(units, from, to, index, room)
  const { hits } = room
  return (from, to) => {
    if (gate.row !== units) {
      gate.growTo(units.length)
      gate.units.set(units)
      gate.row = units
    }
    let noted = gate.scanUnits(from, to, 0)
    if (noted < 0) {
      const text = textOfUnits(units, from, to)
      beginReading()
      while (noted < 0) {
        lookForGate(text, index, gate, from)
        noted = gate.scanUnits(from + READING.at, to, READING.length)
      }
    }
    room.length = gate.progress[1] ?? 0
    hits.count = 0
    addFound(index, noted, gate, hits, room)
  }
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
