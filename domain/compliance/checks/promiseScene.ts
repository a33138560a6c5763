import { numeralsOf, type SequenceMatch, type Workspace } from '../matchSequences.ts'
import type { Numeral } from '../numerals.ts'

/** Folded characters looked at on each side of a match; bounded, so that a long text costs no more a match than a short. */
const REACH = 60

/** In text without punctuation a clause is taken to reach no further than this on each side of the match. */
const CLAUSE_REACH = 24

/** The words around one match of a promise rule. Places are those of `words`. */
export type PromiseScene = {
  /** Folded letters (一 is 1), without punctuation. */
  readonly words: string
  /** Where the match lies in them. */
  readonly start: number
  readonly end: number
  /** The number the rule captured, in these places; null = none. */
  readonly numeral: { readonly start: number; readonly end: number } | null
  readonly numerals: readonly Numeral[]
  /** Number of the clause a place is in. */
  readonly clause: (place: number) => number
  /** The letters as said. */
  readonly said: (from: number, to: number) => string
  /** Whether a digit was written as a Chinese one. */
  readonly isChinese: (place: number) => boolean
}

/** A stretch of the words, end exclusive. */
export type Stretch = { readonly from: number; readonly to: number }

const numeralsBetween = (work: Workspace, from: number, to: number): Numeral[] => {
  const all = numeralsOf(work)
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.start ?? 0) < from) low = middle + 1
    else high = middle
  }
  const found: Numeral[] = []
  for (let index = low; index < all.length; index += 1) {
    const numeral = all[index]
    if (numeral === undefined || numeral.end > to) break
    found.push({ ...numeral, start: numeral.start - from, end: numeral.end - from })
  }
  return found
}

/** Cuts the scene of a match out of the text that was read. */
export const promiseScene = (work: Workspace, text: string, match: SequenceMatch): PromiseScene => {
  const { units, length } = work.text
  const base = Math.max(0, match.start - REACH)
  const last = Math.min(length, match.end + REACH)
  let words = ''
  for (let at = base; at < last; at += 1) words += String.fromCharCode(units[at] ?? 0)
  const { numeral } = match
  return {
    words,
    start: match.start - base,
    end: match.end - base,
    numeral: numeral === null ? null : { start: numeral.start - base, end: numeral.end - base },
    numerals: numeralsBetween(work, base, last),
    clause: (place) => work.text.clause[base + place] ?? 0,
    said: (from, to) =>
      text.slice(work.text.start[base + from] ?? 0, work.text.end[base + to - 1] ?? 0).trim(),
    isChinese: (place) => /^[一二三四五六七八九两俩]/.test(text.slice(work.text.start[base + place] ?? 0)),
  }
}

/** The clause a place is in. */
export const clauseAround = (scene: PromiseScene, place: number): Stretch => {
  const clause = scene.clause(place)
  let from = place
  let to = place
  while (from > 0 && scene.clause(from - 1) === clause) from -= 1
  while (to < scene.words.length && scene.clause(to) === clause) to += 1
  return { from, to }
}

/** From the beginning of the match's first clause to the end of its last, no further than a clause reaches. */
export const ownClauses = (scene: PromiseScene): Stretch => ({
  from: Math.max(clauseAround(scene, scene.start).from, scene.start - CLAUSE_REACH),
  to: Math.min(clauseAround(scene, scene.end - 1).to, scene.end + CLAUSE_REACH),
})

/** The same with the clause before it. */
export const withClauseBefore = (scene: PromiseScene): Stretch => {
  const own = ownClauses(scene)
  const from = own.from === 0 ? 0 : clauseAround(scene, own.from - 1).from
  return { from: Math.max(from, own.from - CLAUSE_REACH), to: own.to }
}
