import {
  anyTerm,
  findingTerm,
  initialsTerm,
  isCommonUnit,
  pairTerm,
  productTerm,
  quotedTerm,
  unitTerm,
} from '../compliance/recheck/claimTerms.ts'
import { textAt, type PackedClaims } from '../compliance/recheck/recheckClaims.ts'
import {
  foldInto,
  isNoSecondPiece,
  makeFoldedText,
  markCodes,
  OPAQUE,
  READ,
  readingOf,
  unitOfCode,
  type FoldedText,
} from '../compliance/normaliseText.ts'
import { initialOfUnit } from '../compliance/syllables.ts'
import { FAMILIES, severitySchema, type Family, type Severity } from '../model/claim.ts'
import type { ProductId } from '../model/product.ts'
import type { PairUses } from './pairUses.ts'

/**
 * What somebody looks for in past claims: folded as the matcher folds, so that 面 膜 and 麵膜 meet 面膜. Two Latin letters or
 * more are initials (`zhbt` for 只换不退); a letter that was said is its own initial, so they find letters as well.
 */
export type SearchText = {
  /** Folded units; codes of letters where `byInitials`. */
  readonly units: readonly number[]
  readonly byInitials: boolean
  /** How units the folding does not know were written, by their place. */
  readonly written: ReadonlyMap<number, string>
}

/** A stretch of a text in UTF-16 code units. */
export type TextSpan = { readonly start: number; readonly end: number }

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a

/** Reads what was typed; null when it holds nothing that can be looked for: blanks, punctuation, decoration. */
export const readSearchText = (text: string): SearchText | null => {
  const folded = makeFoldedText(text.length * 2 + 2)
  foldInto(text, folded)
  if (folded.length === 0) return null
  const units = [...folded.units.subarray(0, folded.length)]
  return {
    units,
    byInitials: units.length > 1 && units.every(isLetter),
    written: new Map(
      units.flatMap((unit, at): Array<[number, string]> =>
        unit === OPAQUE ? [[at, text.slice(folded.start[at], folded.end[at])]] : [],
      ),
    ),
  }
}

const FOLDED = makeFoldedText(256)

const standsAt = (
  text: string,
  { units, start, end }: FoldedText,
  wanted: SearchText,
  from: number,
): boolean => {
  for (let at = 0; at < wanted.units.length; at += 1) {
    const unit = units[from + at] ?? 0
    if ((wanted.byInitials ? initialOfUnit(unit) : unit) !== wanted.units[at]) return false
    if (unit === OPAQUE && text.slice(start[from + at], end[from + at]) !== wanted.written.get(at))
      return false
  }
  return true
}

/** Whether a claim's text holds what is looked for. */
export const holdsText = (text: string, wanted: SearchText): boolean => {
  foldInto(text, FOLDED)
  const last = FOLDED.length - wanted.units.length
  for (let from = 0; from <= last; from += 1) if (standsAt(text, FOLDED, wanted, from)) return true
  return false
}

/** What a code unit tells of the text it stands in: nothing, that it has to be looked at, or that it holds a unit. */
const MARK = { none: 0, maybe: 1, sure: 2 } as const

let marked: { readonly unit: number; readonly marks: Uint8Array } | null = null

const marksOf = (unit: number): Uint8Array => {
  if (marked?.unit !== unit) {
    const marks = markCodes((each) => each === unit)
    for (let code = marks.indexOf(MARK.maybe); code >= 0; code = marks.indexOf(MARK.maybe, code + 1)) {
      const isPlain = readingOf(code) === READ.unit && isNoSecondPiece(code) && unitOfCode(code) === unit
      if (isPlain) marks[code] = MARK.sure
    }
    marked = { unit, marks }
  }
  return marked.marks
}

/** Whether claims of rows hold what is looked for; most are told by their code units as they lie, without being folded. */
export const holder = (wanted: SearchText): ((claims: PackedClaims, claim: number) => boolean) => {
  const known = wanted.byInitials ? [] : wanted.units.filter((unit) => unit > OPAQUE)
  const unit = known.find((each) => !isCommonUnit(each)) ?? known[0]
  if (unit === undefined) return (claims, claim) => holdsText(textAt(claims, claim), wanted)
  const marks = marksOf(unit)
  const isAlone = wanted.units.length === 1
  return (claims, claim) => {
    const { units: codes, ends } = claims
    const to = ends[claim] ?? 0
    let at = claim === 0 ? 0 : (ends[claim - 1] ?? 0)
    while (at < to && marks[codes[at] ?? 0] === MARK.none) at += 1
    if (at === to) return false
    return (isAlone && marks[codes[at] ?? 0] === MARK.sure) || holdsText(textAt(claims, claim), wanted)
  }
}

/** Where a claim's text holds what is looked for, in order and without overlaps. */
export const spansOf = (text: string, wanted: SearchText): TextSpan[] => {
  foldInto(text, FOLDED)
  const length = wanted.units.length
  const spans: TextSpan[] = []
  for (let from = 0; from + length <= FOLDED.length; from += 1) {
    if (!standsAt(text, FOLDED, wanted, from)) continue
    spans.push({ start: FOLDED.start[from] ?? 0, end: FOLDED.end[from + length - 1] ?? 0 })
    from += length - 1
  }
  return spans
}

/** What an index over `termsOf` is asked, as full-text queries. */
export type IndexQuery = {
  /** Names every claim that can be a hit; null = the index cannot help: everything is asked for, or a common unit. */
  readonly match: string | null
  /** The same by the rarest terms of the text alone: names some claims more, and is through fewer of them to the next. */
  readonly quick: string | null
  /** Names the hits and nothing else, so that they are counted without being read; null = there is no such query. */
  readonly exact: string | null
  /** Nothing is asked for but the text. */
  readonly isTextAlone: boolean
}

type TextTerm = { readonly term: string; readonly first: number; readonly second: number }

/** The terms of two neighbours in a text, each once. */
const neighbourTerms = ({ units, byInitials }: SearchText): TextTerm[] => {
  const makeTerm = byInitials ? initialsTerm : pairTerm
  const terms = units.slice(1).map((second, at) => {
    const first = units[at] ?? 0
    return { term: makeTerm(first, second), first, second }
  })
  return [...new Map(terms.map((each) => [each.term, each])).values()]
}

const textTerms = (text: SearchText): string[] => {
  const [only] = text.units
  if (text.units.length === 1 && only !== undefined) return isCommonUnit(only) ? [] : [unitTerm(only)]
  return neighbourTerms(text).map(({ term }) => term)
}

/** A pair that stands in fewer texts than one in so many is rare: with another one it names few claims that are no hits. */
const RARE = 1000

/** Those terms of a text by which its hits are found soonest: two when one of them is rare, else three. */
const quickTerms = (text: SearchText, { texts, of }: PairUses): string[] => {
  if (text.units.length < 3 || text.byInitials) return textTerms(text)
  const byUse = neighbourTerms(text)
    .map(({ term, first, second }) => ({ term, uses: of(first, second) }))
    .toSorted((left, right) => left.uses - right.uses)
  const isRare = (byUse[0]?.uses ?? 0) * RARE < texts
  return byUse.slice(0, isRare ? 2 : 3).map(({ term }) => term)
}

/** What claims are narrowed to besides their text; empty = everything. */
export type SearchFacets = {
  readonly productIds: readonly ProductId[]
  /** Some finding of the claim is of one of these families and of one of these severities. */
  readonly families: readonly Family[]
  readonly severities: readonly Severity[]
}

/** Kinds of findings one of which is asked for; empty = a claim need not have any. */
const kindsOf = ({ families, severities }: SearchFacets): string[] =>
  families.length === 0 && severities.length === 0
    ? []
    : (families.length === 0 ? FAMILIES : families).flatMap((family) =>
        (severities.length === 0 ? severitySchema.options : severities).map((severity) =>
          findingTerm(family, severity),
        ),
      )

/** What to ask the index for; `uses` are those of a sample of what it holds. */
export const indexQueryOf = (text: SearchText | null, facets: SearchFacets, uses: PairUses): IndexQuery => {
  const narrowing = [facets.productIds.map(productTerm), kindsOf(facets)]
    .filter((group) => group.length > 0)
    .map(anyTerm)
  const join = (terms: readonly string[]): string | null => {
    const parts = [...terms.map(quotedTerm), ...narrowing]
    return parts.length === 0 ? null : parts.join(' AND ')
  }
  if (text === null) return { match: join([]), quick: join([]), exact: join([]), isTextAlone: false }
  const terms = textTerms(text)
  const match = join(terms)
  const isSure = terms.length > 0 && text.units.length <= 2 && text.written.size === 0
  return {
    match,
    quick: join(quickTerms(text, uses)),
    exact: isSure ? match : null,
    isTextAlone: narrowing.length === 0,
  }
}
