import type { Guarantee } from '../../model/guarantee.ts'
import type { Product } from '../../model/product.ts'
import type { ClaimContext } from '../claimContext.ts'
import { numeralsOf, type SequenceMatch, type Workspace } from '../matchSequences.ts'
import { BREAK, foldedString, normaliseText } from '../normaliseText.ts'
import { findNumerals, type Numeral } from '../numerals.ts'
import type { FactRule } from '../rulePack.ts'
import { documentText, foldWordCached, saidText, validDocuments } from './needs.ts'

/** `breach`; a reason it is lawful; or `no-claim` when there is nothing to compare. */
export type FactVerdict = 'breach' | 'no-claim' | `on-file:${string}` | `record:${string}`

/** Money said and money on record count as equal within half a percent: 八十九块 for 89.9 is no lie. */
const isAbout = (said: number, recorded: number): boolean =>
  Math.abs(said - recorded) <= Math.max(1, recorded * 0.005)

const yuan = (fen: number): number => fen / 100

const numeralsIn = (text: string): Numeral[] => findNumerals(normaliseText(text))

const numbersOnFile = new WeakMap<Product, readonly number[]>()

/** Every number that stands in the product's record: name, category, documents, prices, stock. */
const recordedNumbers = (product: Product): readonly number[] => {
  let numbers = numbersOnFile.get(product)
  if (numbers === undefined) {
    const texts = [
      product.name,
      product.category,
      product.certificate,
      ...product.documents.flatMap((one) => [one.says, one.type]),
    ]
    numbers = [
      ...texts.flatMap((text) => numeralsIn(text).map((numeral) => numeral.value)),
      yuan(product.price),
      ...(product.listPrice === null ? [] : [yuan(product.listPrice)]),
      ...(product.stock === null ? [] : [product.stock]),
    ]
    numbersOnFile.set(product, numbers)
  }
  return numbers
}

const listPrice = (numeral: Numeral | null, context: ClaimContext): FactVerdict => {
  const { product } = context
  if (numeral === null) return product !== null && product.priceEvidence ? 'on-file:price' : 'breach'
  if (product === null) return 'breach'
  if (!product.priceEvidence) {
    // The same figure as the price on air is no comparison: 平时 799，今天还 799.
    return isAbout(numeral.value, yuan(context.price ?? product.price)) ? 'record:same-price' : 'breach'
  }
  const recorded = yuan(product.listPrice ?? product.price)
  return numeral.value <= recorded + Math.max(1, recorded * 0.005) ? 'on-file:list-price' : 'breach'
}

const priceNow = (numeral: Numeral | null, context: ClaimContext): FactVerdict => {
  const charged = context.price ?? context.product?.price ?? null
  if (numeral === null || charged === null) return 'no-claim'
  // Far-off sums are about something else: a part, a coupon, another product.
  if (numeral.value < yuan(charged) * 0.2) return 'no-claim'
  return numeral.value < yuan(charged) * 0.97 ? 'breach' : 'record:price'
}

const discount = (numeral: Numeral | null, context: ClaimContext): FactVerdict => {
  const { product } = context
  if (product === null) return 'no-claim'
  if (!product.priceEvidence || product.listPrice === null) return 'breach'
  const price = yuan(context.price ?? product.price)
  if (numeral === null || product.listPrice === 0) return 'no-claim'
  const said = numeral.value > 10 ? numeral.value / 10 : numeral.value
  const real = (price / yuan(product.listPrice)) * 10
  return said < real - 0.5 ? 'breach' : 'on-file:list-price'
}

const stock = (numeral: Numeral | null, context: ClaimContext): FactVerdict => {
  const { product } = context
  if (product === null || product.stock === null) return 'breach'
  if (numeral === null) return product.stock <= 50 ? 'record:stock' : 'breach'
  return product.stock <= Math.max(5, numeral.value * 1.5 + 1) ? 'record:stock' : 'breach'
}

/** Whether two texts share two characters that stand side by side and are no digits. */
const shareWords = (left: string, right: string): boolean => {
  for (let at = 0; at + 2 <= left.length; at += 1) {
    const pair = left.slice(at, at + 2)
    if (!/\d/.test(pair) && right.includes(pair)) return true
  }
  return false
}

/** The folded letters of the sentence a match stands in. */
const sentenceText = (work: Workspace, { start }: SequenceMatch): string => {
  const { clause, sentenceOfClause, length } = work.text
  const own = sentenceOfClause[clause[start] ?? 0]
  const isOwn = (place: number): boolean => sentenceOfClause[clause[place] ?? 0] === own
  let from = start
  while (from > 0 && isOwn(from - 1)) from -= 1
  let to = start
  while (to < length && isOwn(to)) to += 1
  return saidText(work, from, to)
}

/** A share is on file where a document has it and speaks of the same thing: 绒子含量90% is no 满意率九成. */
const isShareOnFile = (
  work: Workspace,
  match: SequenceMatch,
  share: number,
  product: Product,
  at: number,
): boolean => {
  const said = sentenceText(work, match)
  return validDocuments(product, at).some(
    (document) =>
      numeralsIn(document.says).some(
        ({ kind, value }) => kind === 'percent' && Math.abs(value - share) < 1e-6,
      ) && shareWords(said, documentText(document)),
  )
}

const figure = (work: Workspace, match: SequenceMatch, context: ClaimContext): FactVerdict => {
  const { product } = context
  const { numeral } = match
  if (product === null || numeral === null) return 'breach'
  const isOnFile =
    numeral.kind === 'percent'
      ? isShareOnFile(work, match, numeral.value, product, context.saidAt)
      : recordedNumbers(product).some((recorded) => Math.abs(recorded - numeral.value) < 1e-6)
  return isOnFile ? 'on-file:figure' : 'breach'
}

const RANK_WORDS = ['第1', '冠军', 'top', '榜首', '销冠', '排名']
const WIDER = [
  '全国',
  '全网',
  '全球',
  '世界',
  '行业',
  '中国',
  '国内',
  '同行',
  '连续',
  '连坐',
  '永远',
  '一直',
  '年年',
  '全平台',
  '全快手',
  '全省',
  '全市',
  '全年',
  '整年',
  '年度',
  '上半年',
  '下半年',
  '去年',
  '每个月',
  '历年',
]
/** 全柳州, 全平台: a scope a document must have too. */
const WHOLE = /全([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{0,4}(?:销量|销售|排名|第1|榜首|冠军))/g

const ranking = (work: Workspace, context: ClaimContext): FactVerdict => {
  const { product } = context
  if (product === null) return 'breach'
  const said = saidText(work, 0, work.text.length)
  const isOnFile = validDocuments(product, context.saidAt)
    .map((document) => documentText(document))
    .filter((text) => RANK_WORDS.some((word) => text.includes(word)))
    .some((text) => {
      if (WIDER.some((word) => said.includes(word) && !text.includes(word))) return false
      for (const [scope] of said.matchAll(WHOLE)) if (!text.includes(scope)) return false
      // It must say where the rank holds: when, on which platform, in which list.
      return ['月', '年', '店', '后台', '类目', '快手'].some(
        (word) => said.includes(word) && text.includes(word),
      )
    })
  return isOnFile ? 'on-file:ranking' : 'breach'
}

const heldOf = (product: Product, codes: readonly string[]): Guarantee[] =>
  product.guarantees.filter((guarantee) => codes.includes(guarantee.code))

const guarantee = (
  rule: FactRule & { check: { type: 'guarantee' } },
  numeral: Numeral | null,
  context: ClaimContext,
): FactVerdict => {
  const { product } = context
  if (product === null) return 'no-claim'
  const { codes, term } = rule.check
  // Whether a platform still offers a right is the pre-flight list's matter; what the card shows, may be said.
  const kept = heldOf(product, codes)
  if (kept.length === 0) return 'breach'
  if (term === 'none' || numeral === null) return 'on-file:guarantee'
  const mostHeld = Math.max(
    ...kept.map((right) => {
      const definition = context.guarantees.find((one) => one.code === right.code)
      const fallback = term === 'days' ? 7 : term === 'hours' ? 48 : 10
      return right[term] ?? definition?.defaults[term] ?? fallback
    }),
  )
  // Promising to ship sooner than the card says overstates it; every other term is overstated by saying more.
  if (term === 'hours') return numeral.value < mostHeld ? 'breach' : 'on-file:guarantee'
  return numeral.value > mostHeld ? 'breach' : 'on-file:guarantee'
}

/** Nobody counts so many certificates: such a number names one. */
const MANY = 10_000
/** Digits in a row that make a number nobody counts with. */
const LONG_NUMBER = 8

/** The long numbers of a text, as 20221234; one ends where a clause does (…1234，一个字一个字念). */
const longNumbers = ({ text }: Workspace): string[] => {
  let parted = ''
  for (let at = 0; at < text.length; at += 1) {
    if ((text.breakBefore[at] ?? 0) >= BREAK.item) parted += ' '
    parted += String.fromCharCode(text.units[at] ?? 0)
  }
  return parted.split(/[^0-9]+/).filter((number) => number.length >= LONG_NUMBER)
}

const documentNumber = (
  work: Workspace,
  rule: FactRule & { check: { type: 'document-number' } },
  match: SequenceMatch,
  context: ClaimContext,
): FactVerdict => {
  const { product } = context
  if (product === null) return 'breach'
  const texts = [
    ...validDocuments(product, context.saidAt).map((document) => documentText(document)),
    foldedString(product.certificate),
  ]
  const words = rule.check.words.map(foldWordCached)
  const matching = texts.filter((text) => words.some((word) => text.includes(word)))
  if (matching.length === 0) return 'breach'
  const claimed = saidText(work, match.start, match.end)
  const kinds = rule.check.kinds.map(foldWordCached).filter((kind) => claimed.includes(kind))
  if (!kinds.every((kind) => matching.some((text) => text.includes(kind)))) return 'breach'
  // 五项专利: no more than there are papers.
  const count = match.numeral?.value ?? 0
  if (count < MANY && count > matching.length) return 'breach'
  // A number that is read out must be the one on file.
  const numbers = longNumbers(work)
  return numbers.length === 0 ||
    numbers.some((number) => texts.some((text) => text.replaceAll('.', '').includes(number)))
    ? 'on-file:document'
    : 'breach'
}

/** Compares what was said with the product's record. */
export const runFactCheck = (
  work: Workspace,
  rule: FactRule,
  match: SequenceMatch,
  context: ClaimContext,
): FactVerdict => {
  const { check } = rule
  switch (check.type) {
    case 'list-price':
      return listPrice(match.numeral, context)
    case 'price-now':
      return priceNow(match.numeral, context)
    case 'discount':
      return discount(match.numeral, context)
    case 'stock':
      return stock(match.numeral, context)
    case 'figure':
      return figure(work, match, context)
    case 'ranking':
      return ranking(work, context)
    case 'guarantee':
      return guarantee({ ...rule, check }, match.numeral, context)
    case 'guarantee-denied':
      return context.product !== null && heldOf(context.product, check.codes).length > 0
        ? 'breach'
        : 'no-claim'
    case 'document-number':
      return documentNumber(work, { ...rule, check }, match, context)
  }
}

/** The numbers of the text that stand inside a match. */
export const numeralsWithin = (work: Workspace, match: SequenceMatch): Numeral[] =>
  numeralsOf(work).filter((numeral) => numeral.start >= match.start && numeral.end <= match.end)
