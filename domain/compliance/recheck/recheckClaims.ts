import type { ClaimVerdict } from '../../model/claim.ts'
import { checkClaim } from '../checkClaim.ts'
import type { ClaimContext } from '../claimContext.ts'
import type { CompiledPack } from '../compilePack.ts'
import {
  makeHits,
  makePhraseRoom,
  makeScanRoom,
  makeSoundStream,
  matchClasses,
  openRow,
  readClasses,
  scanUnits,
  soundInto,
  textOfUnits,
  wordsOf,
  type Hits,
  type PhraseRoom,
  type RowScan,
  type ScanRoom,
  type SoundStream,
} from '../matcher.ts'
import {
  foldInto,
  holdsLatin,
  makeFoldedText,
  markCodes,
  unitOfCode,
  type FoldedText,
} from '../normaliseText.ts'
import { syllableOfUnit } from '../syllables.ts'
import { sureAtLeast, type HeardWord, type HeardWords, type PackChange } from './compareCompiledPacks.ts'

/**
 * The texts of many claims in one row of UTF-16 code units, as a session keeps them once it is closed: claim `i` is
 * `units[ends[i - 1] … ends[i])`.
 */
export type PackedClaims = { readonly units: Uint16Array; readonly ends: Uint32Array }

/** Puts texts into one row. */
export const packClaims = (texts: readonly string[]): PackedClaims => {
  const ends = new Uint32Array(texts.length)
  let total = 0
  for (const [claim, text] of texts.entries()) {
    total += text.length
    ends[claim] = total
  }
  const units = new Uint16Array(total)
  let at = 0
  for (const text of texts) {
    for (let place = 0; place < text.length; place += 1) units[at + place] = text.charCodeAt(place)
    at += text.length
  }
  return { units, ends }
}

/** A text of a row, by its number. */
export const textAt = ({ units, ends }: PackedClaims, claim: number): string =>
  textOfUnits(units, claim === 0 ? 0 : (ends[claim - 1] ?? 0), ends[claim] ?? 0)

/** The texts of a row, in order. */
export const textsOf = (claims: PackedClaims): string[] =>
  Array.from(claims.ends, (_to, claim) => textAt(claims, claim))

/** One page of history; `key` says whose claims they are. */
export type PastClaims<Key> = { readonly key: Key; readonly claims: PackedClaims }

/** A claim that was looked at again. */
export type Rechecked<Key> = {
  readonly key: Key
  readonly claim: number
  readonly text: string
  readonly verdict: ClaimVerdict
}

/** The member of each list that is seen least, so that looking for it alone finds few texts. */
const rarestOf = (lists: readonly (readonly number[])[], uses: Uint32Array): Set<number> =>
  new Set(
    lists.flatMap((list) => {
      const [rarest] = list.toSorted((left, right) => (uses[left] ?? 0) - (uses[right] ?? 0))
      return rarest === undefined ? [] : [rarest]
    }),
  )

/** Code units one of which a claim must hold to be touched, chosen by what is rare in a sample. */
const marksFor = (change: PackChange, sample: PackedClaims): Uint8Array => {
  const uses = new Uint32Array(65_536)
  const heardUses = new Uint32Array(65_536)
  for (const code of sample.units) {
    const unit = unitOfCode(code)
    const sound = syllableOfUnit(unit)
    uses[unit] = (uses[unit] ?? 0) + 1
    heardUses[sound] = (heardUses[sound] ?? 0) + 1
  }
  const units = rarestOf(
    wordsOf(change.words).map((word) => unitsOf(word)),
    uses,
  )
  const marks = markCodes((unit) => units.has(unit))
  if (change.heard === null) return marks
  const near = change.heard.words.filter(({ isNear }) => isNear)
  const sounds = rarestOf(
    near.map(({ word }) => unitsOf(word).map((unit) => syllableOfUnit(unit))),
    heardUses,
  )
  const heard = markCodes((unit) => sounds.has(syllableOfUnit(unit)))
  return marks.map((mark, code) => mark | (heard[code] ?? 0) | Number(holdsLatin(Uint16Array.of(code), 0, 1)))
}

const unitsOf = (word: string): number[] => Array.from(word, (character) => character.charCodeAt(0))

/** Room in which a text is heard. */
type HearingRoom = {
  readonly folded: FoldedText
  readonly sound: SoundStream
  readonly classes: ScanRoom
  readonly hits: Hits
}

const makeHearingRoom = (): HearingRoom => ({
  folded: makeFoldedText(256),
  sound: makeSoundStream(256),
  classes: makeScanRoom(256),
  hits: makeHits(64),
})

/** Whether what sounds like a word may count as it: written out or exact throughout, or near and enough of it is. */
const isHeardAs = (
  { word, isNear }: HeardWord,
  first: number,
  length: number,
  { folded, sound }: HearingRoom,
): boolean => {
  let sure = 0
  for (let step = 0; step < length; step += 1) {
    const place = first + step
    const unit = folded.units[sound.from[place] ?? 0]
    if (sound.isLetters[place] === 1 || unit === word.charCodeAt(step)) sure += 1
  }
  return sure >= (isNear ? sureAtLeast(length) : length)
}

const isHeard = (text: string, { words, sounds, alike }: HeardWords, room: HearingRoom): boolean => {
  const { folded, sound, classes, hits } = room
  foldInto(text, folded)
  soundInto(folded, sound)
  readClasses(sounds.classOf, sound.units, sound.length, classes)
  hits.count = 0
  matchClasses(sounds, sound.length, classes, hits)
  for (let hit = 0; hit < hits.count; hit += 1) {
    const first = hits.start[hit] ?? 0
    const length = (hits.end[hit] ?? 0) - first
    for (const at of alike[hits.word[hit] ?? 0] ?? []) {
      const word = words[at]
      if (word !== undefined && isHeardAs(word, first, length, room)) return true
    }
  }
  return false
}

const isTouched = (
  { units }: PackedClaims,
  from: number,
  to: number,
  change: PackChange,
  scanWords: RowScan,
  room: PhraseRoom,
  hearing: HearingRoom,
): boolean => {
  scanWords(from, to)
  if (room.hits.count > 0) return true
  const { heard } = change
  if (heard === null) return false
  let mayBeHeard = holdsLatin(units, from, to)
  if (!mayBeHeard && heard.near !== null) {
    scanUnits(units, from, to, heard.near, room)
    mayBeHeard = room.hits.count > 0
  }
  return mayBeHeard && isHeard(textOfUnits(units, from, to), heard, hearing)
}

/** Tells of a claim of a row whether its verdict can differ under a change. */
export const touches = (change: PackChange): ((claims: PackedClaims, claim: number) => boolean) => {
  const room = makePhraseRoom()
  const hearing = makeHearingRoom()
  return (claims, claim) => {
    const from = claim === 0 ? 0 : (claims.ends[claim - 1] ?? 0)
    const scanWords: RowScan = (first, end) => scanUnits(claims.units, first, end, change.words, room)
    return isTouched(claims, from, claims.ends[claim] ?? 0, change, scanWords, room, hearing)
  }
}

/**
 * Places of the claims whose verdict can differ under a change, page by page and in order. Reads the rows as they lie: one
 * look at each code unit, and a scan only of claims that hold the rarest character of a changed word.
 */
export const touchedBy = (change: PackChange): ((claims: PackedClaims) => Generator<number>) => {
  const room = makePhraseRoom()
  const hearing = makeHearingRoom()
  let marks: Uint8Array | null = null
  return function* touched(claims) {
    marks ??= marksFor(change, claims)
    const { units, ends } = claims
    // Opened at the first claim that holds a mark: many rows hold none.
    let scanWords: RowScan | null = null
    let from = 0
    for (let claim = 0; claim < ends.length; claim += 1) {
      const to = ends[claim] ?? 0
      let at = from
      while (at < to && marks[units[at] ?? 0] === 0) at += 1
      if (at < to) {
        scanWords ??= openRow(units, change.words, room)
        if (isTouched(claims, from, to, change, scanWords, room, hearing)) yield claim
      }
      from = to
    }
  }
}

function* everyClaim(claims: PackedClaims): Generator<number> {
  for (let claim = 0; claim < claims.ends.length; claim += 1) yield claim
}

/**
 * Checks past claims again, one page after the other, and gives each as soon as it is checked: nothing is kept, so memory
 * stays flat however long the history. With a `change` only claims it can touch are looked at; null looks at all.
 */
export function* recheckClaims<Key>(
  pages: Iterable<PastClaims<Key>>,
  contextOf: (key: Key, claim: number) => ClaimContext,
  pack: CompiledPack,
  change: PackChange | null,
): Generator<Rechecked<Key>> {
  const claimsOf = change === null || change.touchesAll ? everyClaim : touchedBy(change)
  for (const { key, claims } of pages) {
    for (const claim of claimsOf(claims)) {
      const from = claim === 0 ? 0 : (claims.ends[claim - 1] ?? 0)
      const text = textOfUnits(claims.units, from, claims.ends[claim] ?? 0)
      yield { key, claim, text, verdict: checkClaim(text, contextOf(key, claim), pack) }
    }
  }
}
