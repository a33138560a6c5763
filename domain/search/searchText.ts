import {
  findingTerm,
  initialsTerm,
  isCommonUnit,
  pairTerm,
  productTerm,
  unitTerm,
} from '../compliance/recheck/claimTerms.ts'
import { foldInto, makeFoldedText, OPAQUE, type FoldedText } from '../compliance/normaliseText.ts'
import { initialOfUnit } from '../compliance/syllables.ts'
import { FAMILIES, severitySchema, type Family, type Severity } from '../model/claim.ts'
import type { ProductId } from '../model/product.ts'

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
  /** Names the hits and nothing else, so that they are counted without being read; null = there is no such query. */
  readonly exact: string | null
  /** The exact query goes through all terms that begin with a unit, and takes as long for a part of the log as for all of it. */
  readonly isByPrefix: boolean
}

const quoted = (term: string): string => `"${term}"`
const anyOf = (terms: readonly string[]): string => `(${terms.map(quoted).join(' OR ')})`

const textTerms = ({ units, byInitials }: SearchText): string[] => {
  const [only] = units
  if (units.length === 1 && only !== undefined) return isCommonUnit(only) ? [] : [unitTerm(only)]
  const makeTerm = byInitials ? initialsTerm : pairTerm
  return [...new Set(units.slice(1).map((unit, at) => makeTerm(units[at] ?? 0, unit)))]
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

/** What to ask the index for. */
export const indexQueryOf = (text: SearchText | null, facets: SearchFacets): IndexQuery => {
  const narrowing = [facets.productIds.map(productTerm), kindsOf(facets)]
    .filter((group) => group.length > 0)
    .map(anyOf)
  const join = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join(' AND '))
  const terms = text === null ? [] : textTerms(text)
  const match = join([...terms.map(quoted), ...narrowing])
  if (text === null) return { match, exact: match, isByPrefix: false }
  const [only] = text.units
  if (terms.length === 0 && only !== undefined) {
    // Wherever it stands it begins a bigram, or ends the text.
    return { match, exact: join([`${quoted(unitTerm(only))} *`, ...narrowing]), isByPrefix: true }
  }
  const isSure = text.units.length <= 2 && text.written.size === 0
  return { match, exact: isSure ? match : null, isByPrefix: false }
}
