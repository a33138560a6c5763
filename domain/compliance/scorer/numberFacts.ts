import type { Product } from '../../model/product.ts'
import { findNumerals, type Numeral } from '../numerals.ts'
import { normaliseText } from '../normaliseText.ts'

/**
 * What a number that is said can be to the product on air: the scorer weighs a sentence otherwise when its numbers are the
 * record's own. The last ones are numbers the record does not hold.
 */
export const NUMBER_FACTS = [
  'number:price',
  'number:list-price',
  'number:saving',
  'number:document',
  'number:name',
  'number:stock',
  'number:term',
  'number:percent',
  'number:money',
  'number:large',
  'number:other',
] as const
const BIT = Object.fromEntries(NUMBER_FACTS.map((name, at) => [name, 1 << at])) as Readonly<
  Record<(typeof NUMBER_FACTS)[number], number>
>

/** The product on air and its price in the slot, in 分; null = none. */
export type ProductOnAir = { readonly product: Product | null; readonly price: number | null }

type Numbers = { readonly documents: ReadonlySet<number>; readonly name: ReadonlySet<number> }

const numbersOf = new WeakMap<Product, Numbers>()

const numbersIn = (texts: readonly string[]): Set<number> =>
  new Set(texts.flatMap((text) => findNumerals(normaliseText(text)).map(({ value }) => value)))

const recordOf = (product: Product): Numbers => {
  let record = numbersOf.get(product)
  if (record === undefined) {
    record = {
      documents: numbersIn(product.documents.flatMap(({ type, says }) => [type, says])),
      name: numbersIn([product.name, product.certificate]),
    }
    numbersOf.set(product, record)
  }
  return record
}

/** Small numbers are in every record by chance: one, two, ten. */
const SMALL = 9
/** Terms of rights: days and hours. */
const TERMS: ReadonlySet<number> = new Set([7, 15, 24, 30, 48, 72, 365])
const LARGE = 1000
const FEN = 100

/** What one number is to the product, as a bit; 0 = too small to say anything. */
const factOf = ({ value }: Numeral, product: Product, price: number | null): number => {
  const fen = Math.round(value * FEN)
  if (fen === (price ?? product.price)) return BIT['number:price']
  if (product.listPrice !== null) {
    if (fen === product.listPrice) return BIT['number:list-price']
    if (fen === product.listPrice - (price ?? product.price)) return BIT['number:saving']
  }
  const record = recordOf(product)
  if (value > SMALL && record.documents.has(value)) return BIT['number:document']
  if (value > SMALL && record.name.has(value)) return BIT['number:name']
  if (value > 3 && value === product.stock) return BIT['number:stock']
  return 0
}

/** What a number says that no record holds. */
const factOfUnknown = ({ kind, value }: Numeral): number => {
  if (kind === 'plain' && TERMS.has(value)) return BIT['number:term']
  if (kind === 'plain' && value <= SMALL + 1) return 0
  if (kind === 'percent') return BIT['number:percent']
  if (kind === 'money') return BIT['number:money']
  return value >= LARGE ? BIT['number:large'] : BIT['number:other']
}

/**
 * What the numbers of a stretch of folded text are to the product on air: a bit for each of `NUMBER_FACTS`. Of readings of one
 * number that begin together the longest counts; when one of several is the record's, that one.
 */
export const numberFactsIn = (
  numerals: readonly Numeral[],
  from: number,
  to: number,
  { product, price }: ProductOnAir,
): number => {
  if (product === null) return 0
  let facts = 0
  let at = 0
  while (at < numerals.length) {
    const first = numerals[at]
    if (first === undefined) break
    let { end } = first
    let next = at + 1
    while (next < numerals.length && numerals[next]?.start === first.start) {
      end = Math.max(end, numerals[next]?.end ?? 0)
      next += 1
    }
    if (first.start >= from && end <= to) {
      let known = 0
      let unknown = -1
      for (let reading = at; reading < next; reading += 1) {
        const numeral = numerals[reading]
        if (numeral === undefined || numeral.end !== end) continue
        if (known === 0) known = factOf(numeral, product, price)
        // A bare number reads as a count first.
        if (unknown < 0) unknown = factOfUnknown(numeral)
      }
      facts |= known === 0 ? Math.max(0, unknown) : known
    }
    at = next
  }
  return facts
}

/** The names of facts, from their bits. */
export const namesOfNumberFacts = (facts: number): string[] =>
  NUMBER_FACTS.filter((_name, at) => (facts & (1 << at)) !== 0)
