import { TRIGGERED, type CompiledPack, type HeardLane, type Lane } from './compilePack.ts'
import { CONTEXT_MARKS, type ContextMark } from './filters/contextWords.ts'
import {
  addHit,
  makeHits,
  makeScanRoom,
  makeSoundStream,
  matchClasses,
  readClasses,
  soundInto,
  type Hits,
  type ScanRoom,
  type SoundStream,
} from './matcher.ts'
import { BREAK, foldInto, makeFoldedText, type FoldedText } from './normaliseText.ts'
import { findNumerals, NUMERAL_KINDS, type Numeral } from './numerals.ts'
import { ENTRY } from './otherWords.ts'

/** How a match came about; bits. */
export const FLAG = {
  /** Some of it was written in pinyin. */
  letters: 1,
  /** Some of it only sounds like the words. */
  near: 2,
  /** It cuts an ordinary word in two. */
  homograph: 4,
  /** A word inside the frame is denied: 老板没骂我. */
  denied: 8,
} as const
/** A hit that was heard and not read. */
const HEARD = FLAG.letters | FLAG.near

/** A sequence found, in places of the folded text; `numeral` is the number it captured first. */
export type SequenceMatch = {
  readonly start: number
  readonly end: number
  readonly flags: number
  readonly numeral: Numeral | null
}

/**
 * Everything the checker knows about one text while it works on it. One is kept and reused, so that checking allocates
 * only for what it finds; nothing of it leaves the checker.
 */
export type Workspace = {
  readonly text: FoldedText
  readonly sound: SoundStream
  readonly hits: Hits
  readonly soundHits: Hits
  readonly room: ScanRoom
  readonly soundRoom: ScanRoom
  /** Occurrences: flags of each hit. */
  occurrenceFlags: Uint8Array
  /**
   * Per set `STATE_SIZE` numbers: the stamp of the last text it occurred in, and then the newest link of its occurrences; the
   * stamp of the last text it was looked for in, when it is a set of other words.
   */
  setState: Int32Array
  linkOccurrence: Int32Array
  linkNext: Int32Array
  links: number
  stamp: number
  /** Sets of rules found in the text, in the order they were found. */
  present: Int32Array
  presentCount: number
  /** Of the lanes of rules read so far which words are ordinary, and to where in the hits each one's go. */
  readonly lanes: Uint8Array[]
  readonly lanesTo: number[]
  /** Where the characters and the sounds of the text stand; read when first asked for. */
  readonly places: Places
  hasPlaces: boolean
  /** Occurrences of a set in the order they are linked in. */
  occurrences: Float64Array
  /** Sequences to be walked: everything else they need is there. */
  candidates: Int32Array
  candidateCount: number
  /** Hits the ordinary words made: places `ordinaryFrom … ordinaryTo` of the hits; -1 = not looked for yet. */
  ordinaryFrom: number
  ordinaryTo: number
  numerals: Numeral[] | null
  /** Matches of each context mark, and the sequences of marks to be walked for them, when they are first asked for. */
  readonly contexts: Array<readonly SequenceMatch[] | null>
  hasContexts: boolean
  contextCandidates: Int32Array
  contextCount: number
  readonly found: SequenceMatch[]
  readonly reach: readonly [Reach, Reach]
  reachTurn: number
}

/** Places of `setState`. */
const STATE = { stamp: 0, head: 1, looked: 2 } as const
const STATE_SIZE = 4

/**
 * Where things stand in a text: by a key that some characters share the first place, valid when the key's bit is set, and from
 * place to place the next one with the same key. Small, so that asking for what is not there costs next to nothing.
 */
type Places = {
  readonly bits: Int32Array
  readonly first: Int32Array
  next: Int32Array
  nextSound: Int32Array
}
/** Keys of characters; those of sounds come after them. */
const UNIT_KEYS = 4096
const SOUND_KEYS = 1024

const makePlaces = (): Places => ({
  bits: new Int32Array((UNIT_KEYS + SOUND_KEYS) / 32),
  first: new Int32Array(UNIT_KEYS + SOUND_KEYS),
  next: new Int32Array(512),
  nextSound: new Int32Array(512),
})

/** Key of an anchor: a class, or `-1 - sound`. */
const keyOfAnchor = (anchor: number): number =>
  anchor >= 0 ? anchor & (UNIT_KEYS - 1) : UNIT_KEYS + (~anchor & (SOUND_KEYS - 1))

const holdsKey = ({ bits }: Places, key: number): boolean =>
  (((bits[key >>> 5] ?? 0) >>> (key & 31)) & 1) === 1

/** How far a sequence has been walked, by the place it got to. */
type Reach = { start: Int32Array; flags: Uint8Array; number: Int32Array; stamp: Int32Array }

const makeReach = (size: number): Reach => ({
  start: new Int32Array(size),
  flags: new Uint8Array(size),
  number: new Int32Array(size),
  stamp: new Int32Array(size),
})

export const makeWorkspace = (): Workspace => ({
  text: makeFoldedText(512),
  sound: makeSoundStream(512),
  hits: makeHits(512),
  soundHits: makeHits(128),
  room: makeScanRoom(512),
  soundRoom: makeScanRoom(512),
  occurrenceFlags: new Uint8Array(512),
  setState: new Int32Array(0),
  linkOccurrence: new Int32Array(1024),
  linkNext: new Int32Array(1024),
  links: 0,
  stamp: 0,
  present: new Int32Array(0),
  presentCount: 0,
  lanes: [],
  lanesTo: [],
  places: makePlaces(),
  hasPlaces: false,
  occurrences: new Float64Array(64),
  candidates: new Int32Array(256),
  candidateCount: 0,
  ordinaryFrom: -1,
  ordinaryTo: -1,
  numerals: null,
  contexts: CONTEXT_MARKS.map(() => null),
  hasContexts: false,
  contextCandidates: new Int32Array(256),
  contextCount: 0,
  found: [],
  reach: [makeReach(514), makeReach(514)],
  reachTurn: 0,
})

const makeRoom = (work: Workspace, pack: CompiledPack): void => {
  const needed = work.text.length + 2
  if (work.reach[0].start.length < needed) {
    const size = Math.max(needed, work.reach[0].start.length * 2)
    for (const reach of work.reach) Object.assign(reach, makeReach(size))
  }
  if (work.setState.length < pack.setCount * STATE_SIZE) {
    work.setState = new Int32Array(pack.setCount * STATE_SIZE)
    work.present = new Int32Array(pack.setCount)
  }
}

const addLink = (work: Workspace, set: number, occurrence: number): void => {
  if (work.links === work.linkNext.length) {
    for (const name of ['linkOccurrence', 'linkNext'] as const) {
      const wider = new Int32Array(work[name].length * 2)
      wider.set(work[name])
      work[name] = wider
    }
  }
  const link = work.links
  work.links += 1
  const { setState } = work
  const state = set * STATE_SIZE
  if (setState[state] === work.stamp) work.linkNext[link] = setState[state + STATE.head] ?? -1
  else {
    setState[state] = work.stamp
    work.linkNext[link] = -1
    work.present[work.presentCount] = set
    work.presentCount += 1
  }
  setState[state + STATE.head] = link
  work.linkOccurrence[link] = occurrence
}

/** Characters told apart by a table. */
const tableOf = (characters: string): Uint8Array => {
  const table = new Uint8Array(65_536)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}

const NEGATORS = tableOf('不没别甭未勿莫')
const AFTER_NEGATOR = tableOf('会能要用敢许让准得可有再是给该想')
/** 特别, 个别, 区别: 别 that denies nothing. */
const BEFORE_PLAIN_BIE = tableOf('特个区分性类级差识告离鉴辨')
const BIE = '别'.charCodeAt(0)

const isNegatorAt = (work: Workspace, place: number): boolean => {
  const { units } = work.text
  const unit = units[place] ?? 0
  return NEGATORS[unit] === 1 && !(unit === BIE && place > 0 && BEFORE_PLAIN_BIE[units[place - 1] ?? 0] === 1)
}

/** Whether the letters right before a place deny what begins there; nothing before `from` is looked at. */
const isDeniedAt = (work: Workspace, place: number, from: number): boolean => {
  const { units } = work.text
  if (place - 1 >= from && isNegatorAt(work, place - 1)) return true
  return place - 2 >= from && AFTER_NEGATOR[units[place - 1] ?? 0] === 1 && isNegatorAt(work, place - 2)
}

const UNABLE = tableOf('了好回到掉成起')

/** 治不了, 降不下来: a verb that fails. */
const isUnable = (work: Workspace, place: number): boolean =>
  work.text.units[place] === '不'.charCodeAt(0) && UNABLE[work.text.units[place + 1] ?? 0] === 1

/** Whether a word's letters hold together: no clause or sentence ends inside. */
const isUnbroken = (work: Workspace, start: number, end: number): boolean =>
  work.text.clause[start] === work.text.clause[end - 1]

/** Characters so common that sharing one proves nothing. */
const FUNCTION_UNIT = tableOf('我你他她它了的不是1就都在这那个人有没也来去好上下')

/** Whether a word was found at a place; hits from `from` on begin there or later. */
const isAmong = (hits: Hits, word: number, start: number, from: number, to: number): boolean => {
  for (let at = from; at < to && hits.start[at] === start; at += 1) if (hits.word[at] === word) return true
  return false
}

/**
 * Takes of what was heard what is no chance; the hits from `from` on are what was read, whose words are heard too and count
 * once.
 */
const judgeSoundHits = (work: Workspace, lane: HeardLane, from: number): void => {
  const { sound, soundHits, text, hits } = work
  const { soundWords, soundWordsFrom, wordUnits, wordUnitsFrom, wordSound } = lane
  // What was read and what was heard both come in the order of their beginnings, words of one character apart.
  const readTo = hits.count
  let read = from
  while (read < readTo && (hits.end[read] ?? 0) - (hits.start[read] ?? 0) === 1) read += 1
  for (let at = 0; at < soundHits.count; at += 1) {
    const entry = soundHits.word[at] ?? 0
    const first = soundHits.start[at] ?? 0
    const length = (soundHits.end[at] ?? 0) - first
    const start = sound.from[first] ?? 0
    const end = sound.to[first + length - 1] ?? 0
    while (read < readTo && (hits.start[read] ?? 0) < start) read += 1
    const to = soundWordsFrom[entry + 1] ?? 0
    for (let link = soundWordsFrom[entry] ?? 0; link < to; link += 1) {
      const word = soundWords[link] ?? 0
      if (isAmong(hits, word, start, read, readTo)) continue
      const letters = wordUnitsFrom[word] ?? 0
      let exact = 0
      let spelled = 0
      let weak = 0
      for (let step = 0; step < length; step += 1) {
        const place = first + step
        const letter = wordUnits[letters + step] ?? 0
        if (sound.isLetters[place] === 1) spelled += 1
        else if (text.units[sound.from[place] ?? 0] === letter) {
          exact += 1
          if (length <= 3 && FUNCTION_UNIT[letter] === 1) weak += 1
        }
      }
      if (exact === length) continue
      const isNear = exact + spelled < length
      if (isNear) {
        if ((wordSound[word] ?? 0) < 2) continue
        // Two syllables with one exact, three with two, four and more with one: fewer would be chance.
        const needed = length === 3 ? 2 : 1
        if (exact - weak + spelled < needed) continue
        if (!isUnbroken(work, start, end)) continue
      }
      addHit(hits, word, start, end)
      growFlags(work)
      work.occurrenceFlags[hits.count - 1] = isNear ? FLAG.near : FLAG.letters
    }
  }
}

const growFlags = (work: Workspace): void => {
  if (work.occurrenceFlags.length >= work.hits.word.length) return
  const wider = new Uint8Array(work.hits.word.length)
  wider.set(work.occurrenceFlags)
  work.occurrenceFlags = wider
}

/** Marks hits that cut an ordinary word in two or lie inside one. */
const markHomographs = (work: Workspace, from: number, to: number, isOrdinary: Uint8Array): void => {
  const { hits, occurrenceFlags } = work
  for (let cover = work.ordinaryFrom; cover < work.ordinaryTo; cover += 1) {
    const coverStart = hits.start[cover] ?? 0
    const coverEnd = hits.end[cover] ?? 0
    for (let at = from; at < to; at += 1) {
      const start = hits.start[at] ?? 0
      const end = hits.end[at] ?? 0
      if (end <= coverStart || start >= coverEnd) continue
      const flags = occurrenceFlags[at] ?? 0
      if ((flags & HEARD) === 0 && isOrdinary[hits.word[at] ?? 0] === 1) continue
      const holds = coverStart <= start && coverEnd >= end && coverEnd - coverStart > end - start
      const cuts =
        (coverStart < start && coverEnd < end && coverEnd > start) ||
        (coverStart > start && coverStart < end && coverEnd > end)
      if (holds || cuts) occurrenceFlags[at] = flags | FLAG.homograph
    }
  }
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a

/** TOP1 inside TOP10: the number goes on. (After Chinese characters a 1 may be 一, as in 唯一一款.) */
const isCutNumber = (work: Workspace, start: number, end: number): boolean => {
  const { units, length, breakBefore } = work.text
  return (
    end - start >= 2 &&
    end < length &&
    isDigit(units[end - 1] ?? 0) &&
    isLatin(units[end - 2] ?? 0) &&
    isDigit(units[end] ?? 0) &&
    breakBefore[end] === BREAK.none
  )
}

/**
 * A comma inside a word: between single characters it hides the word (全，网，最，低); after a longer piece it ends a
 * clause, and the word is chance (第一，名字要好记). Of two characters on either side of the end of a sentence both must stand
 * alone: 加。薇。 is hidden, 泡了再泡。水开了 is not.
 */
const isTornApart = (work: Workspace, start: number, end: number): boolean => {
  if (work.text.clause[start] === work.text.clause[end - 1]) return false
  const { breakBefore, length } = work.text
  if (end - start === 2 && (breakBefore[start + 1] ?? 0) >= BREAK.sentence) {
    const standsAlone =
      (start === 0 || (breakBefore[start] ?? 0) >= BREAK.clause) &&
      (end === length || (breakBefore[end] ?? 0) >= BREAK.clause)
    return !standsAlone
  }
  let piece = 1
  let longest = 0
  let isTorn = false
  for (let at = start + 1; at < end; at += 1) {
    if ((breakBefore[at] ?? 0) >= BREAK.clause) {
      isTorn = true
      longest = Math.max(longest, piece)
      piece = 0
    }
    piece += 1
  }
  return isTorn && Math.max(longest, piece) >= 2
}

/** Whether a hit is chance whatever it says. */
const isChance = (work: Workspace, start: number, end: number): boolean =>
  isCutNumber(work, start, end) || isTornApart(work, start, end)

/** Links hits to the sets of their words. */
const linkHits = (work: Workspace, pack: CompiledPack, lane: Lane, from: number, to: number): void => {
  const { hits, occurrenceFlags } = work
  const { setsFrom, sets } = lane
  for (let at = from; at < to; at += 1) {
    if (isChance(work, hits.start[at] ?? 0, hits.end[at] ?? 0)) continue
    const word = hits.word[at] ?? 0
    const flags = occurrenceFlags[at] ?? 0
    const level = (flags & FLAG.near) !== 0 ? 2 : flags & FLAG.letters
    const last = setsFrom[word + 1] ?? 0
    for (let place = setsFrom[word] ?? 0; place < last; place += 1) {
      const set = sets[place] ?? 0
      if (level === 0 || (pack.setSound[set] ?? 0) >= level) addLink(work, set, at)
    }
  }
}

/** Reads a text: folds it, turns it into sounds, and forgets the text before. No word is looked for yet. */
export const readText = (work: Workspace, pack: CompiledPack, text: string): void => {
  foldInto(text, work.text)
  makeRoom(work, pack)
  work.stamp += 1
  work.links = 0
  work.presentCount = 0
  work.lanes.length = 0
  work.lanesTo.length = 0
  work.candidateCount = 0
  work.hasPlaces = false
  work.ordinaryFrom = -1
  work.ordinaryTo = -1
  work.numerals = null
  work.hasContexts = false
  work.hits.count = 0
  soundInto(work.text, work.sound)
  readClasses(pack.words.index.classOf, work.text.units, work.text.length, work.room)
  readClasses(pack.words.sounds.classOf, work.sound.units, work.sound.length, work.soundRoom)
}

/** Finds every word of a lane, as written and as heard, and notes which sets are present. */
export const readLane = (work: Workspace, pack: CompiledPack, lane: HeardLane): void => {
  const { hits, soundHits, sound } = work
  const before = hits.count
  matchClasses(lane.index, work.text.length, work.room, hits)
  growFlags(work)
  work.occurrenceFlags.fill(0, before, hits.count)
  if (lane.soundWords.length > 0) {
    soundHits.count = 0
    matchClasses(lane.sounds, sound.length, work.soundRoom, soundHits)
    judgeSoundHits(work, lane, before)
  }
  linkHits(work, pack, lane, before, hits.count)
  work.lanes.push(lane.isOrdinary)
  work.lanesTo.push(hits.count)
}

/** Looks for ordinary words and what the shop may say; needed before any sequence is walked. */
export const readOrdinary = (work: Workspace, pack: CompiledPack): void => {
  const { hits } = work
  const before = hits.count
  matchClasses(pack.ordinary.index, work.text.length, work.room, hits)
  growFlags(work)
  work.occurrenceFlags.fill(0, before, hits.count)
  // An ordinary word that is torn apart covers nothing; those that hold together come first.
  let kept = before
  for (let at = before; at < hits.count; at += 1) {
    const start = hits.start[at] ?? 0
    const end = hits.end[at] ?? 0
    const word = hits.word[at] ?? 0
    if (pack.ordinary.isOrdinary[word] !== 1 || isChance(work, start, end) || !isUnbroken(work, start, end)) {
      continue
    }
    hits.start[at] = hits.start[kept] ?? 0
    hits.end[at] = hits.end[kept] ?? 0
    hits.word[at] = hits.word[kept] ?? 0
    hits.start[kept] = start
    hits.end[kept] = end
    hits.word[kept] = word
    kept += 1
  }
  work.ordinaryFrom = before
  work.ordinaryTo = kept
  linkHits(work, pack, pack.ordinary, before, hits.count)
  let from = 0
  for (const [place, isOrdinary] of work.lanes.entries()) {
    const to = work.lanesTo[place] ?? from
    markHomographs(work, from, to, isOrdinary)
    from = to
  }
  markHomographs(work, before, hits.count, pack.ordinary.isOrdinary)
}

/** Looks for the words of the context marks. */
const readContextWords = (work: Workspace, pack: CompiledPack): void => {
  const { hits } = work
  const presentBefore = work.presentCount
  const before = hits.count
  matchClasses(pack.context.index, work.text.length, work.room, hits)
  growFlags(work)
  work.occurrenceFlags.fill(0, before, hits.count)
  linkHits(work, pack, pack.context, before, hits.count)
  markHomographs(work, before, hits.count, pack.context.isOrdinary)
  readContextCandidates(work, pack, presentBefore)
}

/** Nothing, for marks the text does not hold. */
const NO_MATCHES: readonly SequenceMatch[] = []

/** Notes which sequences of context marks have all their words, from the sets found last on. */
const readContextCandidates = (work: Workspace, pack: CompiledPack, from: number): void => {
  const { triggered, triggeredFrom } = pack
  work.hasContexts = true
  for (let mark = 0; mark < CONTEXT_MARKS.length; mark += 1) work.contexts[mark] = NO_MATCHES
  let count = 0
  for (let at = from; at < work.presentCount; at += 1) {
    const set = work.present[at] ?? 0
    const last = triggeredFrom[set + 1] ?? 0
    for (let place = triggeredFrom[set] ?? 0; place < last; place += TRIGGERED.size) {
      if (!mayBeWalked(work, pack, place)) continue
      work.contexts[triggered[place + TRIGGERED.rule] ?? 0] = null
      if (count === work.contextCandidates.length) work.contextCandidates = widened(work.contextCandidates)
      work.contextCandidates[count] = triggered[place] ?? 0
      count += 1
    }
  }
  if (count > 1) sortFew(work.contextCandidates, count)
  work.contextCount = count
}

const widened = (row: Int32Array): Int32Array<ArrayBuffer> => {
  const wider = new Int32Array(row.length * 2)
  wider.set(row)
  return wider
}

export const numeralsOf = (work: Workspace): Numeral[] => {
  work.numerals ??= findNumerals(work.text)
  return work.numerals
}

/** Whether a set has an occurrence in the text read. */
export const isPresent = ({ setState, stamp }: Workspace, set: number): boolean =>
  setState[set * STATE_SIZE] === stamp

/** The newest link of a set's occurrences; -1 = there is none. */
export const firstLink = (work: Workspace, set: number): number =>
  isPresent(work, set) ? (work.setState[set * STATE_SIZE + STATE.head] ?? -1) : -1

/** Whether every word set of a sequence has an occurrence in the text read. */
export const hasAllSets = (work: Workspace, pack: CompiledPack, sequence: number): boolean => {
  const { stepsFrom, set } = pack.sequences
  const last = stepsFrom[sequence + 1] ?? 0
  for (let step = stepsFrom[sequence] ?? 0; step < last; step += 1) {
    const wanted = set[step] ?? -1
    if (wanted >= 0 && !isPresent(work, wanted)) return false
  }
  return true
}

/** Notes where the characters and the sounds of the text stand. */
const readPlaces = (work: Workspace): void => {
  const { places, text, sound, room } = work
  const most = Math.max(text.length, sound.length)
  if (places.next.length < most) {
    places.next = new Int32Array(most * 2)
    places.nextSound = new Int32Array(most * 2)
  }
  places.bits.fill(0)
  notePlaces(places, 0, UNIT_KEYS, room.classes, text.length, places.next)
  notePlaces(places, UNIT_KEYS, SOUND_KEYS, sound.units, sound.length, places.nextSound)
  work.hasPlaces = true
}

const notePlaces = (
  { bits, first }: Places,
  base: number,
  keys: number,
  units: Uint16Array,
  length: number,
  next: Int32Array,
): void => {
  for (let at = length - 1; at >= 0; at -= 1) {
    const key = base + ((units[at] ?? 0) & (keys - 1))
    const word = bits[key >>> 5] ?? 0
    const bit = 1 << (key & 31)
    next[at] = (word & bit) === 0 ? -1 : (first[key] ?? -1)
    first[key] = at
    bits[key >>> 5] = word | bit
  }
}

/** Whether a stretch of a row of numbers equals one of another. */
const isSameStretch = (
  left: Uint16Array,
  leftFrom: number,
  right: Uint16Array,
  rightFrom: number,
  length: number,
): boolean => {
  for (let at = 0; at < length; at += 1) if (left[leftFrom + at] !== right[rightFrom + at]) return false
  return true
}

/**
 * Occurrences of a set are linked in as a scan would find them: words of one character, then the longer ones, then those that
 * were heard; of each the earlier and shorter first.
 */
const ORDER = { alone: 0, written: 1, heard: 2 } as const
/** Room for places, lengths, words and flags in the number an occurrence is sorted by. */
const PLACE_ROOM = 2 ** 15
const LENGTH_ROOM = 2 ** 8
const WORD_ROOM = 2 ** 20
const FLAG_ROOM = 4
/** So few are sorted as they come. */
const FEW = 24

/** Notes an occurrence of a word of the set looked for; gives how many there are now. */
const noteOccurrence = (
  work: Workspace,
  count: number,
  kind: number,
  place: number,
  length: number,
  word: number,
  flags: number,
): number => {
  if (count === work.occurrences.length) {
    const wider = new Float64Array(count * 2)
    wider.set(work.occurrences)
    work.occurrences = wider
  }
  const { occurrences } = work
  const known = Math.min(length, LENGTH_ROOM - 1)
  const key = (((kind * PLACE_ROOM + place) * LENGTH_ROOM + known) * WORD_ROOM + word) * FLAG_ROOM + flags
  let at = count
  if (count < FEW) {
    while (at > 0 && (occurrences[at - 1] ?? 0) > key) {
      occurrences[at] = occurrences[at - 1] ?? 0
      at -= 1
    }
  }
  occurrences[at] = key
  return count + 1
}

/** How a word that was heard from `first` on matches: its flags, 0 = as written; -1 = by chance. */
const heardFlags = (
  work: Workspace,
  letters: Uint16Array,
  from: number,
  length: number,
  first: number,
): number => {
  const { sound, room, text } = work
  let exact = 0
  let spelled = 0
  let weak = 0
  for (let step = 0; step < length; step += 1) {
    const place = first + step
    const at = sound.from[place] ?? 0
    if (sound.isLetters[place] === 1) spelled += 1
    else if (room.classes[at] === letters[from + step]) {
      exact += 1
      if (length <= 3 && FUNCTION_UNIT[text.units[at] ?? 0] === 1) weak += 1
    }
  }
  if (exact === length) return 0
  if (exact + spelled === length) return FLAG.letters
  // Two syllables with one exact, three with two, four and more with one: fewer would be chance.
  if (exact - weak + spelled < (length === 3 ? 2 : 1)) return -1
  return isUnbroken(work, sound.from[first] ?? 0, sound.to[first + length - 1] ?? 0) ? FLAG.near : -1
}

/** Looks for the words of a set that triggers nothing, and links what it finds. True when there is an occurrence. */
const lookForOthers = (work: Workspace, pack: CompiledPack, set: number): boolean => {
  const { stamp, text, sound, room, hits } = work
  if (!work.hasPlaces) readPlaces(work)
  const { places } = work
  work.setState[set * STATE_SIZE + STATE.looked] = stamp
  const { anchors, anchorsFrom, entriesFrom, entries, from, letters, sounds } = pack.others
  const level = pack.setSound[set] ?? 0
  let count = 0
  const anchorsTo = anchorsFrom[set + 1] ?? 0
  for (let anchor = anchorsFrom[set] ?? 0; anchor < anchorsTo; anchor += 1) {
    const unit = anchors[anchor] ?? 0
    const key = keyOfAnchor(unit)
    if (!holdsKey(places, key)) continue
    const isHeard = unit < 0
    const next = isHeard ? places.nextSound : places.next
    const first = places.first[key] ?? -1
    const total = isHeard ? sound.length : text.length
    const units = isHeard ? sound.units : room.classes
    const entriesTo = entriesFrom[anchor + 1] ?? 0
    for (let entry = entriesFrom[anchor] ?? 0; entry < entriesTo; entry += ENTRY.size) {
      const wordAndSide = entries[entry + ENTRY.word] ?? 0
      const neighbourAndPlace = entries[entry + ENTRY.neighbour] ?? 0
      const side = (wordAndSide & 1) === 1 ? -1 : 1
      const neighbour = neighbourAndPlace >>> 16
      const word = wordAndSide >> 1
      for (let place = first; place >= 0; place = next[place] ?? -1) {
        if (neighbour !== 0 && units[place + side] !== neighbour) continue
        const at = place - (neighbourAndPlace & 0xffff)
        const start = from[word] ?? 0
        const length = (from[word + 1] ?? 0) - start
        if (at < 0 || at + length > total) continue
        if (!isHeard) {
          if (isSameStretch(letters, start, room.classes, at, length))
            count = noteOccurrence(
              work,
              count,
              length === 1 ? ORDER.alone : ORDER.written,
              at,
              length,
              word,
              0,
            )
          continue
        }
        if (!isSameStretch(sounds, start, sound.units, at, length)) continue
        const flags = heardFlags(work, letters, start, length, at)
        if (flags === 0)
          count = noteOccurrence(work, count, ORDER.written, sound.from[at] ?? 0, length, word, 0)
        else if (flags > 0 && flags <= level)
          count = noteOccurrence(work, count, ORDER.heard, at, length, word, flags)
      }
    }
  }
  if (count > FEW) work.occurrences.subarray(0, count).sort()
  for (let at = 0; at < count; at += 1) {
    const occurrence = work.occurrences[at] ?? 0
    const flags = occurrence % FLAG_ROOM
    const word = Math.floor(occurrence / FLAG_ROOM) % WORD_ROOM
    const place = Math.floor(occurrence / (FLAG_ROOM * WORD_ROOM * LENGTH_ROOM)) % PLACE_ROOM
    const length = (from[word + 1] ?? 0) - (from[word] ?? 0)
    const start = flags === 0 ? place : (sound.from[place] ?? 0)
    const end = flags === 0 ? place + length : (sound.to[place + length - 1] ?? 0)
    if (isChance(work, start, end)) continue
    addHit(hits, word, start, end)
    growFlags(work)
    work.occurrenceFlags[hits.count - 1] = flags
    addLink(work, set, hits.count - 1)
  }
  return isPresent(work, set)
}

/** Whether a set of other words has an occurrence; looked for when it is first asked for. */
const hasOthers = (work: Workspace, pack: CompiledPack, set: number): boolean =>
  work.setState[set * STATE_SIZE + STATE.looked] === work.stamp
    ? isPresent(work, set)
    : lookForOthers(work, pack, set)

/** Whether what a triggered sequence asks for is there: its words, and some number if it takes one. */
const mayBeWalked = (work: Workspace, pack: CompiledPack, place: number): boolean => {
  const { triggered } = pack
  const takesNumber = triggered[place + TRIGGERED.takesNumber] === 1
  const last = place + TRIGGERED.size
  for (let at = place + TRIGGERED.needs; at < last; at += 1) {
    const need = triggered[at] ?? -1
    if (need < 0) break
    if ((need & 1) === 0) {
      if (!isPresent(work, need >> 1)) return false
    } else if ((takesNumber && numeralsOf(work).length === 0) || !hasOthers(work, pack, need >> 1)) {
      return false
    }
  }
  return !takesNumber || hasNumbers(work, pack, triggered[place] ?? 0)
}

/** Whether the text holds a number for every step of a sequence that takes one. */
const hasNumbers = (work: Workspace, pack: CompiledPack, sequence: number): boolean => {
  const { stepsFrom, set, numberKind, numberMin, numberMax } = pack.sequences
  const numerals = numeralsOf(work)
  if (numerals.length === 0) return false
  const last = stepsFrom[sequence + 1] ?? 0
  for (let step = stepsFrom[sequence] ?? 0; step < last; step += 1) {
    if ((set[step] ?? -1) >= 0) continue
    const kind = NUMERAL_KINDS[numberKind[step] ?? 0]
    const least = numberMin[step] ?? 0
    const most = numberMax[step] ?? 0
    if (!numerals.some((one) => one.kind === kind && one.value >= least && one.value <= most)) return false
  }
  return true
}

/** Looks for the other words of a sequence, whether or not they all are there. */
const lookForAll = (work: Workspace, pack: CompiledPack, sequence: number): void => {
  const { stepsFrom, set } = pack.sequences
  const last = stepsFrom[sequence + 1] ?? 0
  for (let step = stepsFrom[sequence] ?? 0; step < last; step += 1) {
    const wanted = set[step] ?? -1
    if (wanted >= 0 && pack.isOther[wanted] === 1) hasOthers(work, pack, wanted)
  }
}

/**
 * The sequences that are worth walking, in their order, in `candidates`: those of the rules asked for (1 by number) that are
 * triggered and whose words are all there. Words that trigger nothing are looked for here, when they matter.
 */
export const readCandidates = (work: Workspace, pack: CompiledPack, asked: Uint8Array): void => {
  const { triggered, triggeredFrom, companionsFrom } = pack
  let count = 0
  // Sets of other words are added to those present on the way; they trigger nothing.
  const presentCount = work.presentCount
  for (let at = 0; at < presentCount; at += 1) {
    const set = work.present[at] ?? 0
    const last = triggeredFrom[set + 1] ?? 0
    for (let place = triggeredFrom[set] ?? 0; place < last; place += TRIGGERED.size) {
      const rule = triggered[place + TRIGGERED.rule] ?? 0
      if (asked[rule] !== 1 || !mayBeWalked(work, pack, place)) continue
      const companionsTo = companionsFrom[rule + 1] ?? 0
      for (let other = companionsFrom[rule] ?? 0; other < companionsTo; other += 1)
        lookForAll(work, pack, other)
      if (count === work.candidates.length) work.candidates = widened(work.candidates)
      work.candidates[count] = triggered[place] ?? 0
      count += 1
    }
  }
  if (work.hasPlaces) {
    work.lanes.push(pack.others.isOrdinary)
    work.lanesTo.push(work.hits.count)
  }
  if (count > 1) sortFew(work.candidates, count)
  work.candidateCount = count
}

/** Sorts the first numbers of a row; they are few and nearly in order. */
const sortFew = (row: Int32Array, count: number): void => {
  if (count > FEW) {
    row.subarray(0, count).sort()
    return
  }
  for (let at = 1; at < count; at += 1) {
    const one = row[at] ?? 0
    let to = at
    while (to > 0 && (row[to - 1] ?? 0) > one) {
      row[to] = row[to - 1] ?? 0
      to -= 1
    }
    row[to] = one
  }
}

/** How bad a match with these flags is; of several ways to one place the least bad counts. */
const BADNESS = Uint8Array.from(
  { length: 16 },
  (_unused, flags) =>
    ((flags & FLAG.denied) !== 0 ? 3 : 0) +
    ((flags & FLAG.homograph) !== 0 ? 4 : 0) +
    ((flags & FLAG.near) !== 0 ? 2 : 0) +
    (flags & FLAG.letters),
)

/**
 * The place a step that begins at `start` goes on from, or -1: the nearest of the least bad ones reached before it, no
 * further off than the gap and never over the end of a sentence.
 */
const reachedBefore = (
  work: Workspace,
  reach: Reach,
  turn: number,
  start: number,
  gap: number,
  inClause: boolean,
): number => {
  const { clause, sentenceOfClause } = work.text
  const { stamp, flags } = reach
  const lowest = start > gap ? start - gap : 0
  const ownClause = clause[start] ?? 0
  const ownSentence = sentenceOfClause[ownClause]
  let best = -1
  let bestBadness = 99
  for (let at = start; at >= lowest; at -= 1) {
    const other = clause[at] ?? 0
    if (other !== ownClause && (inClause || sentenceOfClause[other] !== ownSentence)) break
    if (stamp[at] !== turn) continue
    const bad = BADNESS[flags[at] ?? 0] ?? 0
    if (bad < bestBadness) {
      best = at
      bestBadness = bad
    }
  }
  if (best <= 0) return best
  const before = clause[best - 1] ?? 0
  if (before !== ownClause && (inClause || sentenceOfClause[before] !== ownSentence)) return -1
  return best
}

/**
 * Walks one sequence through the text and adds its matches to `found`. Each step is one pass over the places the step
 * before it reached, so the time is bounded by text length × steps × gap. Every set of the sequence must be present.
 */
export const walkSequence = (
  work: Workspace,
  pack: CompiledPack,
  sequence: number,
  found: SequenceMatch[],
): void => {
  const { stepsFrom, set, gap, inClause, numberKind, numberMin, numberMax } = pack.sequences
  const { hits, linkNext, linkOccurrence, occurrenceFlags } = work
  const firstStep = stepsFrom[sequence] ?? 0
  const lastStep = (stepsFrom[sequence + 1] ?? 0) - 1
  let side = 0
  let turn = 0
  for (let step = firstStep; step <= lastStep; step += 1) {
    const reached = work.reach[side === 0 ? 0 : 1]
    const next = work.reach[side === 0 ? 1 : 0]
    const previousTurn = turn
    work.reachTurn += 1
    turn = work.reachTurn
    const wanted = set[step] ?? -1
    const numerals = wanted < 0 ? numeralsOf(work) : null
    const kind = NUMERAL_KINDS[numberKind[step] ?? 0]
    const least = numberMin[step] ?? 0
    const most = numberMax[step] ?? 0
    let link = wanted < 0 ? -1 : firstLink(work, wanted)
    let place = 0
    let any = false
    for (;;) {
      let start = 0
      let end = 0
      let flags = 0
      let captured = -1
      if (numerals === null) {
        if (link < 0) break
        const occurrence = linkOccurrence[link] ?? 0
        link = linkNext[link] ?? -1
        start = hits.start[occurrence] ?? 0
        end = hits.end[occurrence] ?? 0
        flags = occurrenceFlags[occurrence] ?? 0
      } else {
        const numeral = numerals[place]
        if (numeral === undefined) break
        captured = place
        place += 1
        if (numeral.kind !== kind || numeral.value < least || numeral.value > most) continue
        ;({ start, end } = numeral)
      }
      let from = start
      if (step > firstStep) {
        const best = reachedBefore(work, reached, previousTurn, start, gap[step] ?? 0, inClause[step] === 1)
        if (best < 0) continue
        from = reached.start[best] ?? 0
        flags |= reached.flags[best] ?? 0
        if (best < start && (isDeniedAt(work, start, best) || isUnable(work, best))) flags |= FLAG.denied
        const earlier = reached.number[best] ?? -1
        if (earlier >= 0) captured = earlier
      }
      any = true
      if (step === lastStep) {
        const numeral = captured < 0 ? null : (numeralsOf(work)[captured] ?? null)
        found.push({ start: from, end, flags, numeral })
        continue
      }
      if (next.stamp[end] === turn) {
        const known = BADNESS[next.flags[end] ?? 0] ?? 0
        const fresh = BADNESS[flags] ?? 0
        if (known < fresh || (known === fresh && (next.start[end] ?? 0) >= from)) continue
      }
      next.stamp[end] = turn
      next.start[end] = from
      next.flags[end] = flags
      next.number[end] = captured
    }
    if (!any) return
    side = 1 - side
  }
}

const MARK_NUMBER: ReadonlyMap<ContextMark, number> = new Map(
  CONTEXT_MARKS.map((mark, number) => [mark, number]),
)

/** Every match of a context mark in the text read. */
export const contextMatches = (
  work: Workspace,
  pack: CompiledPack,
  mark: ContextMark,
): readonly SequenceMatch[] => {
  if (!work.hasContexts) readContextWords(work, pack)
  const number = MARK_NUMBER.get(mark) ?? 0
  const known = work.contexts[number] ?? null
  if (known !== null) return known
  const all: SequenceMatch[] = []
  const first = pack.contextFrom[number] ?? 0
  const last = pack.contextFrom[number + 1] ?? 0
  for (let at = 0; at < work.contextCount; at += 1) {
    const sequence = work.contextCandidates[at] ?? 0
    if (sequence >= first && sequence < last) walkSequence(work, pack, sequence, all)
  }
  const matches = all.some(({ flags }) => (flags & FLAG.homograph) !== 0)
    ? all.filter(({ flags }) => (flags & FLAG.homograph) === 0)
    : all
  work.contexts[number] = matches
  return matches
}
