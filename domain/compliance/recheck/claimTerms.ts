import { makeSoundStream, soundInto } from '../matcher.ts'
import { foldInto, foldTableStamp, makeFoldedText, type FoldedText } from '../normaliseText.ts'
import type { Family, Severity } from '../../model/claim.ts'
import type { ProductId } from '../../model/product.ts'
import { initialOfUnit } from '../syllables.ts'
import { SYLLABLE_LIST } from '../tables/syllables.ts'

/**
 * The terms claims are indexed by: every two neighbouring units of the folded text (a bigram), each unit that is not in
 * nearly every text and the last one by themselves, the initials of every two neighbouring units, where letters are read as
 * pinyin every two neighbouring sounds, and facets: the product, and the kinds of findings. Folding drops separators and
 * writing variants, so a term meets what the matcher meets. A term holds no space, quote or other ASCII sign but `.` and `%`.
 */

/** Stands for characters the folding tables do not know; no folded unit is one. */
const UNKNOWN = 0xff_fd
const FIRST_LETTER = 0x20
/** Sounds are written as private characters, which no folded unit is. */
const FIRST_SOUND = 0xe000
/** Begin terms of other kinds. Private characters too, past every sound. */
const INITIALS_MARK = '\uf700'
const PRODUCT_MARK = '\uf701'
const FINDING_MARK = '\uf702'

/**
 * Units that stand in one text of ten or more. They are no terms by themselves, which saves a third of what single units
 * take: a claim that holds one is never far.
 */
const COMMON_UNITS = new Set(
  [
    ...'的1我不了是个十就你那这没子有上3别里天来人百说都家看给2下头9着小老在大能5两过8点们也得到年去它手用后出6好发口要开自',
  ].map((unit) => unit.charCodeAt(0)),
)

/** Whether a folded unit is in so many texts that it has no term of its own. */
export const isCommonUnit = (unit: number): boolean => COMMON_UNITS.has(unit)

const letterOf = (unit: number): string =>
  unit > FIRST_LETTER ? String.fromCharCode(unit) : String.fromCharCode(UNKNOWN)

/** The term of two neighbouring folded units. */
export const pairTerm = (first: number, second: number): string => letterOf(first) + letterOf(second)

/** What the terms of a folded unit begin with; the whole term where it stands by itself. */
export const unitTerm = (unit: number): string => letterOf(unit)

/** The term of two neighbouring sounds one of which is written in letters. */
export const soundTerm = (first: number, second: number): string =>
  String.fromCharCode(FIRST_SOUND + first, FIRST_SOUND + second)

/** The term of two neighbouring initials, given as codes of letters. */
export const initialsTerm = (first: number, second: number): string =>
  INITIALS_MARK + String.fromCharCode(first, second)

/** The term of what a claim was said about. */
export const productTerm = (id: ProductId): string =>
  PRODUCT_MARK +
  Array.from({ length: id.length }, (_unused, at) => id.charCodeAt(at).toString(16).padStart(4, '0')).join('')

/** The term of a kind of finding in a claim. */
export const findingTerm = (family: Family, severity: Severity): string =>
  `${FINDING_MARK}${family}.${severity}`.toLowerCase()

/** A term as a full-text query names it. */
export const quotedTerm = (term: string): string => `"${term}"`

/** The part of a full-text query that each of some terms answers. */
export const anyTerm = (terms: readonly string[]): string => `(${terms.map(quotedTerm).join(' OR ')})`

/** What else a claim is found by than its text. */
export type ClaimFacets = {
  readonly productId: ProductId | null
  readonly findings: ReadonlyArray<{ readonly family: Family; readonly severity: Severity }>
}

/** Of a claim about no product in which nothing was found. */
export const NO_FACETS: ClaimFacets = { productId: null, findings: [] }

const facetTerms = ({ productId, findings }: ClaimFacets): string => {
  const terms = findings.map(({ family, severity }) => ` ${findingTerm(family, severity)}`).join('')
  return productId === null ? terms : `${terms} ${productTerm(productId)}`
}

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

/** The text that wrote a term last, by number, so that each stands once. */
const UNIT_WRITTEN = new Uint32Array(65_536)
const LETTERS = 26
const INITIALS_WRITTEN = new Uint32Array(LETTERS * LETTERS)
let written = 0

const unitTerms = ({ units, length }: FoldedText): string => {
  let terms = ''
  for (let at = 0; at < length; at += 1) {
    const unit = units[at] ?? 0
    if (UNIT_WRITTEN[unit] === written || (at + 1 < length && COMMON_UNITS.has(unit))) continue
    UNIT_WRITTEN[unit] = written
    terms += ` ${unitTerm(unit)}`
  }
  return terms
}

const initialsTerms = ({ units, length }: FoldedText): string => {
  let terms = ''
  let before = initialOfUnit(units[0] ?? 0)
  for (let at = 1; at < length; at += 1) {
    const letter = initialOfUnit(units[at] ?? 0)
    if (before !== 0 && letter !== 0) {
      const pair = (before - 0x61) * LETTERS + letter - 0x61
      if (INITIALS_WRITTEN[pair] !== written) terms += ` ${initialsTerm(before, letter)}`
      INITIALS_WRITTEN[pair] = written
    }
    before = letter
  }
  return terms
}

/** The terms of a claim, one after the other with spaces between; those of its text are none when it folds to nothing. */
export const termsOf = (text: string, facets: ClaimFacets): string => {
  foldInto(text, FOLDED)
  const { units, length, hasLatin } = FOLDED
  if (length === 0) return facetTerms(facets)
  written += 1
  let terms = ''
  for (let at = 0; at + 1 < length; at += 1) terms += `${pairTerm(units[at] ?? 0, units[at + 1] ?? 0)} `
  terms += unitTerms(FOLDED) + initialsTerms(FOLDED) + facetTerms(facets)
  return hasLatin ? terms + soundTerms(FOLDED) : terms
}

/** Raised when terms are made in another way. */
const TERMS_FORMAT = 2
/** Signs that fold by their neighbours, each beside some of them: their way of folding is part of the stamp. */
const PROBE =
  '最❤ 微❤信 v+v 1+1 3★★ 五⭐ 1,299 1，299 9.9 9．9 50% 50‰ 12w 十W wei xin 🧧🔟💰返💰国🏠 𝐕𝟏 治氵肖 丁 页 𠀀 zui hao'
const PROBE_FACETS: ClaimFacets = {
  productId: 'serum-02',
  findings: [{ family: 'PRI', severity: 'warn' }],
}

const mix = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193) >>> 0
const mixText = (start: number, text: string): number => {
  let hash = start
  for (let at = 0; at < text.length; at += 1) hash = mix(hash, text.charCodeAt(at))
  return hash
}

/** One number for how terms are made. Terms made under another stamp are made anew before they are trusted. */
export const termsStamp = (): number => {
  stamp ??=
    [SYLLABLE_LIST, String.fromCharCode(...COMMON_UNITS), termsOf(PROBE, PROBE_FACETS)].reduce(
      mixText,
      mix(foldTableStamp(mix), TERMS_FORMAT),
    ) >>> 0
  return stamp
}
let stamp: number | null = null
