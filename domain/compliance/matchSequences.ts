import type { CompiledPack, Sequence } from './compilePack.ts'
import type { ContextMark } from './filters/contextWords.ts'
import {
  addHit,
  makeHits,
  makeSoundStream,
  scanWords,
  soundInto,
  type Hits,
  type SoundStream,
} from './matcher.ts'
import { BREAK, foldInto, makeFoldedText, type FoldedText } from './normaliseText.ts'
import { findNumerals, type Numeral } from './numerals.ts'

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
  classes: Uint16Array
  /** Sentence number of each folded unit. */
  sentence: Int32Array
  /** Clause number of each folded unit. */
  clause: Int32Array
  /** Occurrences: place and flags. */
  occurrenceFlags: Uint8Array
  /** Per set: newest link of its occurrences, valid when the stamp is this text's. */
  setHead: Int32Array
  setStamp: Int32Array
  linkOccurrence: Int32Array
  linkNext: Int32Array
  links: number
  stamp: number
  present: number[]
  numerals: Numeral[] | null
  reachStart: [Int32Array, Int32Array]
  reachFlags: [Uint8Array, Uint8Array]
  reachNumber: [Int32Array, Int32Array]
  reachStamp: [Int32Array, Int32Array]
  reachTurn: number
}

export const makeWorkspace = (): Workspace => ({
  text: makeFoldedText(512),
  sound: makeSoundStream(512),
  hits: makeHits(512),
  soundHits: makeHits(128),
  classes: new Uint16Array(514),
  sentence: new Int32Array(512),
  clause: new Int32Array(512),
  occurrenceFlags: new Uint8Array(512),
  setHead: new Int32Array(0),
  setStamp: new Int32Array(0),
  linkOccurrence: new Int32Array(1024),
  linkNext: new Int32Array(1024),
  links: 0,
  stamp: 0,
  present: [],
  numerals: null,
  reachStart: [new Int32Array(514), new Int32Array(514)],
  reachFlags: [new Uint8Array(514), new Uint8Array(514)],
  reachNumber: [new Int32Array(514), new Int32Array(514)],
  reachStamp: [new Int32Array(514), new Int32Array(514)],
  reachTurn: 0,
})

const makeRoom = (work: Workspace, pack: CompiledPack): void => {
  const needed = work.text.length + 2
  if (work.classes.length < needed) {
    const size = Math.max(needed, work.classes.length * 2)
    work.classes = new Uint16Array(size)
    work.sentence = new Int32Array(size)
    work.clause = new Int32Array(size)
    for (const side of [0, 1] as const) {
      work.reachStart[side] = new Int32Array(size)
      work.reachFlags[side] = new Uint8Array(size)
      work.reachNumber[side] = new Int32Array(size)
      work.reachStamp[side] = new Int32Array(size)
    }
  }
  if (work.setHead.length < pack.setCount) {
    work.setHead = new Int32Array(pack.setCount)
    work.setStamp = new Int32Array(pack.setCount)
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
  if (work.setStamp[set] === work.stamp) work.linkNext[link] = work.setHead[set] ?? -1
  else {
    work.setStamp[set] = work.stamp
    work.linkNext[link] = -1
    work.present.push(set)
  }
  work.setHead[set] = link
  work.linkOccurrence[link] = occurrence
}

const NEGATORS = new Set([...'不没别甭未勿莫'].map((character) => character.charCodeAt(0)))
const AFTER_NEGATOR = new Set(
  [...'会能要用敢许让准得可有再是给该想'].map((character) => character.charCodeAt(0)),
)

/** Whether the letters right before a place deny what begins there; nothing before `from` is looked at. */
const isDeniedAt = (work: Workspace, place: number, from: number): boolean => {
  const { units } = work.text
  const last = units[place - 1] ?? 0
  if (place - 1 >= from && NEGATORS.has(last)) return true
  return place - 2 >= from && AFTER_NEGATOR.has(last) && NEGATORS.has(units[place - 2] ?? 0)
}

const UNABLE = new Set([...'了好回到掉成起'].map((character) => character.charCodeAt(0)))

/** 治不了, 降不下来: a verb that fails. */
const isUnable = (work: Workspace, place: number): boolean =>
  work.text.units[place] === '不'.charCodeAt(0) && UNABLE.has(work.text.units[place + 1] ?? 0)

/** Whether a word's letters hold together: no clause or sentence ends inside. */
const isUnbroken = (work: Workspace, start: number, end: number): boolean =>
  work.clause[start] === work.clause[end - 1]

/** Characters so common that sharing one proves nothing. */
const FUNCTION_UNITS = new Set(
  [...'我你他她它了的不是1就都在这那个人有没也来去好上下'].map((character) => character.charCodeAt(0)),
)

const judgeSoundHits = (work: Workspace, pack: CompiledPack): void => {
  const { sound, soundHits, text, hits } = work
  for (let at = 0; at < soundHits.count; at += 1) {
    const first = soundHits.start[at] ?? 0
    const last = (soundHits.end[at] ?? 1) - 1
    const start = sound.from[first] ?? 0
    const end = sound.to[last] ?? 0
    const length = last - first + 1
    for (const word of pack.soundWords[soundHits.word[at] ?? 0] ?? []) {
      const letters = pack.wordUnits[word] ?? []
      let exact = 0
      let spelled = 0
      let weak = 0
      for (let step = 0; step < length; step += 1) {
        const place = first + step
        if (sound.isLetters[place] === 1) spelled += 1
        else if (text.units[sound.from[place] ?? 0] === letters[step]) {
          exact += 1
          if (length <= 3 && FUNCTION_UNITS.has(letters[step] ?? 0)) weak += 1
        }
      }
      if (exact === length) continue
      const guessed = length - exact - spelled
      const isNear = guessed > 0
      if (isNear) {
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

const markHomographs = (work: Workspace, pack: CompiledPack): void => {
  if (work.setStamp[pack.ordinarySet] !== work.stamp) return
  const { hits } = work
  const ordinary = new Set<number>()
  for (let link = work.setHead[pack.ordinarySet] ?? -1; link >= 0; link = work.linkNext[link] ?? -1) {
    ordinary.add(work.linkOccurrence[link] ?? 0)
  }
  for (const cover of ordinary) {
    const from = hits.start[cover] ?? 0
    const to = hits.end[cover] ?? 0
    if (!isUnbroken(work, from, to)) continue
    for (let at = 0; at < hits.count; at += 1) {
      const start = hits.start[at] ?? 0
      const end = hits.end[at] ?? 0
      if (end <= from || start >= to || ordinary.has(at)) continue
      const holds = from <= start && to >= end && to - from > end - start
      const cuts = (from < start && to < end && to > start) || (from > start && from < end && to > end)
      if (holds || cuts) work.occurrenceFlags[at] = (work.occurrenceFlags[at] ?? 0) | FLAG.homograph
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
 * clause, and the word is chance (第一，名字要好记).
 */
const isTornApart = (work: Workspace, start: number, end: number): boolean => {
  if (work.clause[start] === work.clause[end - 1]) return false
  const { breakBefore } = work.text
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

/** Reads a text: folds it, finds every word, and notes which sets are present. */
export const readText = (work: Workspace, pack: CompiledPack, text: string): void => {
  foldInto(text, work.text)
  makeRoom(work, pack)
  work.stamp += 1
  work.links = 0
  work.present.length = 0
  work.numerals = null
  const { length, breakBefore } = work.text
  let sentence = 0
  let clause = 0
  for (let at = 0; at < length; at += 1) {
    const level = breakBefore[at] ?? 0
    if (level >= BREAK.item && at > 0) {
      clause += 1
      if (level === BREAK.sentence) sentence += 1
    }
    work.sentence[at] = sentence
    work.clause[at] = clause
  }
  const { hits, soundHits } = work
  hits.count = 0
  scanWords(pack.words, work.text.units, length, work.classes, hits)
  growFlags(work)
  work.occurrenceFlags.fill(0, 0, hits.count)
  const exactHits = hits.count
  if (pack.soundWords.length > 0) {
    soundInto(work.text, work.sound)
    soundHits.count = 0
    scanWords(pack.sounds, work.sound.units, work.sound.length, work.classes, soundHits)
    judgeSoundHits(work, pack)
  }
  for (let at = 0; at < hits.count; at += 1) {
    if (isCutNumber(work, hits.start[at] ?? 0, hits.end[at] ?? 0)) continue
    if (isTornApart(work, hits.start[at] ?? 0, hits.end[at] ?? 0)) continue
    const word = hits.word[at] ?? 0
    const flags = work.occurrenceFlags[at] ?? 0
    const level = at < exactHits ? 0 : (flags & FLAG.near) !== 0 ? 2 : 1
    const to = pack.wordSetsFrom[word + 1] ?? 0
    for (let place = pack.wordSetsFrom[word] ?? 0; place < to; place += 1) {
      const set = pack.wordSets[place] ?? 0
      if ((pack.setSound[set] ?? 0) >= level) addLink(work, set, at)
    }
  }
  markHomographs(work, pack)
}

export const numeralsOf = (work: Workspace): Numeral[] => {
  work.numerals ??= findNumerals(work.text)
  return work.numerals
}

/** Whether a set has an occurrence in the text read. */
export const isPresent = (work: Workspace, set: number): boolean => work.setStamp[set] === work.stamp

const hasAllSets = (work: Workspace, sequence: Sequence): boolean => {
  for (const step of sequence.steps) if (step.set >= 0 && work.setStamp[step.set] !== work.stamp) return false
  return true
}

const badness = (flags: number): number =>
  ((flags & FLAG.denied) !== 0 ? 3 : 0) +
  ((flags & FLAG.homograph) !== 0 ? 4 : 0) +
  ((flags & FLAG.near) !== 0 ? 2 : 0) +
  (flags & FLAG.letters)

/**
 * Walks one sequence through the text and gives its matches through `found`. Each step is one pass over the places the
 * step before it reached, so the time is bounded by text length × steps × gap.
 */
export const walkSequence = (
  work: Workspace,
  sequence: Sequence,
  found: (start: number, end: number, flags: number, numeral: Numeral | null) => void,
): void => {
  if (!hasAllSets(work, sequence)) return
  const { hits, sentence, clause } = work
  const last = sequence.steps.length - 1
  let side: 0 | 1 = 0
  let turn = 0
  for (const [place, step] of sequence.steps.entries()) {
    const other: 0 | 1 = side === 0 ? 1 : 0
    const reachStart = work.reachStart[side]
    const reachFlags = work.reachFlags[side]
    const reachNumber = work.reachNumber[side]
    const reachStamp = work.reachStamp[side]
    const nextStart = work.reachStart[other]
    const nextFlags = work.reachFlags[other]
    const nextNumber = work.reachNumber[other]
    const nextStamp = work.reachStamp[other]
    const previousTurn = turn
    work.reachTurn += 1
    turn = work.reachTurn
    let any = false
    const extend = (start: number, end: number, ownFlags: number, number: number): void => {
      let from = start
      let flags = ownFlags
      let captured = number
      if (place > 0) {
        let best = -1
        let bestBadness = 99
        const lowest = Math.max(0, start - step.gap)
        for (let at = start; at >= lowest; at -= 1) {
          // A gap never reaches over the end of a sentence.
          if (at < start && sentence[at] !== sentence[start]) break
          if (step.inClause && at < start && clause[at] !== clause[start]) break
          if (reachStamp[at] !== previousTurn) continue
          const bad = badness(reachFlags[at] ?? 0)
          if (bad < bestBadness) {
            best = at
            bestBadness = bad
          }
        }
        if (best < 0) return
        if (best > 0 && start > 0 && sentence[best - 1] !== sentence[start]) return
        if (step.inClause && best > 0 && clause[best - 1] !== clause[start]) return
        from = reachStart[best] ?? 0
        flags |= reachFlags[best] ?? 0
        if (best < start && (isDeniedAt(work, start, best) || isUnable(work, best))) flags |= FLAG.denied
        const earlier = reachNumber[best] ?? -1
        if (earlier >= 0) captured = earlier
      }
      any = true
      if (place === last) {
        found(from, end, flags, captured < 0 ? null : (numeralsOf(work)[captured] ?? null))
        return
      }
      if (nextStamp[end] === turn) {
        const known = badness(nextFlags[end] ?? 0)
        const fresh = badness(flags)
        if (known < fresh || (known === fresh && (nextStart[end] ?? 0) >= from)) return
      }
      nextStamp[end] = turn
      nextStart[end] = from
      nextFlags[end] = flags
      nextNumber[end] = captured
    }
    if (step.number === null) {
      for (let link = work.setHead[step.set] ?? -1; link >= 0; link = work.linkNext[link] ?? -1) {
        const occurrence = work.linkOccurrence[link] ?? 0
        extend(
          hits.start[occurrence] ?? 0,
          hits.end[occurrence] ?? 0,
          work.occurrenceFlags[occurrence] ?? 0,
          -1,
        )
      }
    } else {
      for (const [at, numeral] of numeralsOf(work).entries()) {
        if (numeral.kind !== step.number.kind) continue
        if (numeral.value < step.number.min || numeral.value > step.number.max) continue
        extend(numeral.start, numeral.end, 0, at)
      }
    }
    if (!any) return
    side = other
  }
}

/** Every match of a context mark. */
export const contextMatches = (work: Workspace, pack: CompiledPack, mark: ContextMark): SequenceMatch[] => {
  const matches: SequenceMatch[] = []
  for (const sequence of pack.contexts.get(mark) ?? []) {
    if (work.setStamp[sequence.trigger] !== work.stamp) continue
    walkSequence(work, sequence, (start, end, flags, numeral) => {
      if ((flags & FLAG.homograph) === 0) matches.push({ start, end, flags, numeral })
    })
  }
  return matches
}
