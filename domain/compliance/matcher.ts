import { foldInto, makeFoldedText, type FoldedText } from './normaliseText.ts'
import { syllableOfUnit, syllablesOfLetters } from './syllables.ts'

/**
 * Finds every word of a vocabulary in a folded text in one pass. A byte table over two neighbouring characters (and a bit
 * for the third) turns nearly every place of an ordinary sentence away; what is left walks a trie kept in typed arrays.
 */
export type WordIndex = {
  /** Folded unit → class, 0 for characters no word holds. */
  readonly classOf: Uint16Array
  readonly gate: Uint8Array
  readonly gateMask: number
  readonly single: Int32Array
  readonly keys: Float64Array
  readonly children: Int32Array
  readonly mask: number
  /** Word that ends at a trie node, or -1. */
  readonly wordAt: Int32Array
}

const hashPair = (first: number, second: number): number =>
  Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
const spread = (hash: number): number => (hash ^ (hash >>> 15)) >>> 0

const keyOf = (node: number, unitClass: number): number => node * 65_536 + unitClass

const slotOf = (node: number, unitClass: number, mask: number): number =>
  spread(Math.imul(node, 0x9e3779b1) + Math.imul(unitClass, 0xc2b2ae35)) & mask

/** Builds the index over words given as folded units. Word numbers are their places in the list. */
export const buildWordIndex = (words: readonly (readonly number[])[]): WordIndex => {
  const classOf = new Uint16Array(65_536)
  let classes = 0
  let nodes = 1
  let total = 0
  for (const word of words) {
    total += word.length
    for (const unit of word) {
      if (classOf[unit] === 0) {
        classes += 1
        classOf[unit] = classes
      }
    }
  }
  let size = 64
  while (size < total * 2 + 16) size *= 2
  const mask = size - 1
  const keys = new Float64Array(size).fill(-1)
  const children = new Int32Array(size)
  const wordAt: number[] = [-1]
  const single = new Int32Array(classes + 1).fill(-1)
  let gateSize = 4096
  while (gateSize < words.length * 16 && gateSize < 1_048_576) gateSize *= 2
  const gateMask = gateSize - 1
  const gate = new Uint8Array(gateSize)
  for (const [place, word] of words.entries()) {
    let node = 0
    for (const unit of word) {
      const unitClass = classOf[unit] ?? 0
      const key = keyOf(node, unitClass)
      let slot = slotOf(node, unitClass, mask)
      while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask
      if (keys[slot] === -1) {
        keys[slot] = key
        children[slot] = nodes
        wordAt.push(-1)
        nodes += 1
      }
      node = children[slot] ?? 0
    }
    if (wordAt[node] === -1) wordAt[node] = place
    const first = classOf[word[0] ?? 0] ?? 0
    if (word.length === 1) single[first] = place
    else {
      const bucket = spread(hashPair(first, classOf[word[1] ?? 0] ?? 0)) & gateMask
      const bits = word.length === 2 ? 0xff : 1 << ((classOf[word[2] ?? 0] ?? 0) & 7)
      gate[bucket] = (gate[bucket] ?? 0) | bits
    }
  }
  return { classOf, gate, gateMask, single, keys, children, mask, wordAt: Int32Array.from(wordAt) }
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
  if (hits.count === hits.word.length) {
    for (const name of ['word', 'start', 'end'] as const) {
      const wider = new Int32Array(hits[name].length * 2)
      wider.set(hits[name])
      hits[name] = wider
    }
  }
  hits.word[hits.count] = word
  hits.start[hits.count] = start
  hits.end[hits.count] = end
  hits.count += 1
}

const childOf = (index: WordIndex, node: number, unitClass: number): number => {
  const key = keyOf(node, unitClass)
  let slot = slotOf(node, unitClass, index.mask)
  for (;;) {
    const found = index.keys[slot]
    if (found === key) return index.children[slot] ?? 0
    if (found === -1) return 0
    slot = (slot + 1) & index.mask
  }
}

/** Scans a stream of units for every word, overlapping ones too; `classes` is room of at least `length + 2`. */
export const scanWords = (
  index: WordIndex,
  units: Uint16Array,
  length: number,
  classes: Uint16Array,
  hits: Hits,
): void => {
  const { classOf, gate, gateMask, single, wordAt } = index
  for (let at = 0; at < length; at += 1) classes[at] = classOf[units[at] ?? 0] ?? 0
  classes[length] = 0
  classes[length + 1] = 0
  for (let at = 0; at < length; at += 1) {
    const first = classes[at] ?? 0
    if (first === 0) continue
    const alone = single[first] ?? -1
    if (alone >= 0) addHit(hits, alone, at, at + 1)
    const second = classes[at + 1] ?? 0
    if (second === 0) continue
    const bits = gate[spread(hashPair(first, second)) & gateMask] ?? 0
    if (bits === 0) continue
    if (bits !== 0xff && (bits & (1 << ((classes[at + 2] ?? 0) & 7))) === 0) continue
    let node = childOf(index, 0, first)
    let place = at + 1
    while (node !== 0 && place < length) {
      const unitClass = classes[place] ?? 0
      if (unitClass === 0) break
      node = childOf(index, node, unitClass)
      if (node === 0) break
      place += 1
      const word = wordAt[node] ?? -1
      if (word >= 0) addHit(hits, word, at, place)
    }
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
  let length = 0
  let at = 0
  const put = (syllable: number, from: number, to: number, letters: number): void => {
    into.units[length] = syllable
    into.from[length] = from
    into.to[length] = to
    into.isLetters[length] = letters
    length += 1
  }
  while (at < text.length) {
    const unit = text.units[at] ?? 0
    if (!isLatin(unit)) {
      put(syllableOfUnit(unit), at, at + 1, 0)
      at += 1
      continue
    }
    let run = ''
    let end = at
    while (end < text.length && isLatin(text.units[end] ?? 0) && run.length < 24) {
      run += String.fromCharCode(text.units[end] ?? 0)
      end += 1
    }
    const syllables = run.length >= 2 ? syllablesOfLetters(run) : null
    if (syllables === null) {
      for (let place = at; place < end; place += 1) put(0, place, place + 1, 0)
    } else {
      let place = at
      for (const [syllable, letters] of syllables) {
        put(syllable, place, place + letters, 1)
        place += letters
      }
    }
    at = end
  }
  into.length = length
}

const WORD_ROOM = makeFoldedText(128)

/** A rule's word as folded units. */
export const foldWord = (word: string): number[] => {
  foldInto(word, WORD_ROOM)
  return Array.from(WORD_ROOM.units.subarray(0, WORD_ROOM.length))
}
