import { makeSoundStream, soundInto } from '../matcher.ts'
import { foldInto, foldTableStamp, makeFoldedText, type FoldedText } from '../normaliseText.ts'
import { SYLLABLE_LIST } from '../tables/syllables.ts'

/**
 * The terms claims are indexed by: every two neighbouring units of the folded text (a bigram), the last unit by itself, and
 * where letters are read as pinyin every two neighbouring sounds. Folding drops separators and writing variants, so a term
 * meets what the matcher meets. A term holds no space, quote or other ASCII sign but `.` and `%`.
 */

/** Stands for characters the folding tables do not know; no folded unit is one. */
const UNKNOWN = 0xff_fd
const FIRST_LETTER = 0x20
/** Sounds are written as private characters, which no folded unit is. */
const FIRST_SOUND = 0xe000

const letterOf = (unit: number): string =>
  unit > FIRST_LETTER ? String.fromCharCode(unit) : String.fromCharCode(UNKNOWN)

/** The term of two neighbouring folded units. */
export const pairTerm = (first: number, second: number): string => letterOf(first) + letterOf(second)

/** What the terms of a folded unit begin with; the whole term where it ends a text. */
export const unitTerm = (unit: number): string => letterOf(unit)

/** The term of two neighbouring sounds one of which is written in letters. */
export const soundTerm = (first: number, second: number): string =>
  String.fromCharCode(FIRST_SOUND + first, FIRST_SOUND + second)

const FOLDED = makeFoldedText(256)
const SOUNDS = makeSoundStream(256)

const soundTerms = (folded: FoldedText): string => {
  soundInto(folded, SOUNDS)
  const { units, isLetters, length } = SOUNDS
  let terms = ''
  for (let at = 0; at + 1 < length; at += 1) {
    const [first, second] = [units[at] ?? 0, units[at + 1] ?? 0]
    if (first === 0 || second === 0) continue
    if (isLetters[at] === 1 || isLetters[at + 1] === 1) terms += ` ${soundTerm(first, second)}`
  }
  return terms
}

/** The terms of a text, one after the other with spaces between; empty for a text that folds to nothing. */
export const termsOf = (text: string): string => {
  foldInto(text, FOLDED)
  const { units, length, hasLatin } = FOLDED
  if (length === 0) return ''
  let terms = ''
  for (let at = 0; at + 1 < length; at += 1) terms += `${pairTerm(units[at] ?? 0, units[at + 1] ?? 0)} `
  terms += unitTerm(units[length - 1] ?? 0)
  return hasLatin ? terms + soundTerms(FOLDED) : terms
}

/** Raised when terms are made in another way. */
const TERMS_FORMAT = 1
/** Signs that fold by their neighbours, each beside some of them: their way of folding is part of the stamp. */
const PROBE =
  '最❤ 微❤信 v+v 1+1 3★★ 五⭐ 1,299 1，299 9.9 9．9 50% 50‰ 12w 十W wei xin 🧧🔟💰返💰国🏠 𝐕𝟏 治氵肖 丁 页 𠀀 zui hao'

const mix = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193) >>> 0
const mixText = (start: number, text: string): number => {
  let hash = start
  for (let at = 0; at < text.length; at += 1) hash = mix(hash, text.charCodeAt(at))
  return hash
}

/** One number for how terms are made. Terms made under another stamp are made anew before they are trusted. */
export const termsStamp = (): number => {
  stamp ??= mixText(mixText(mix(foldTableStamp(mix), TERMS_FORMAT), SYLLABLE_LIST), termsOf(PROBE)) >>> 0
  return stamp
}
let stamp: number | null = null
