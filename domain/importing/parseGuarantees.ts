import type { Guarantee, GuaranteeDefinition } from '../model/guarantee.ts'
import { plainGuarantee } from '../model/guarantee.ts'
import { foldText, tidyText } from './foldText.ts'
import { saysNothing } from './parseNumbers.ts'

/** The rights a cell names, and the names nobody knows. */
export type ParsedGuarantees = {
  readonly guarantees: readonly Guarantee[]
  readonly unknown: readonly string[]
}

const NUMERALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 7, 七, 十, 十五, 三十 → a number; NaN when it is none. */
const readNumeral = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text)
  const parts = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(text)
  if (parts === null || text === '') return Number.NaN
  const [, first, ten, last] = parts
  if (ten === undefined) return first === undefined ? Number.NaN : (NUMERALS[first] ?? Number.NaN)
  return (
    (first === undefined ? 1 : (NUMERALS[first] ?? 0)) * 10 + (last === undefined ? 0 : (NUMERALS[last] ?? 0))
  )
}

const NUMERAL = '(\\d{1,4}|[一二两三四五六七八九十]{1,3})'
const DAYS = new RegExp(`${NUMERAL}-?(?:天|日|days?)`, 'u')
const HOURS = new RegExp(`${NUMERAL}-?(?:小时|h(?:ours?)?)`, 'u')
const MULTIPLE = new RegExp(`(?:赔|罚)${NUMERAL}|${NUMERAL}(?:倍|times|x)`, 'u')
const EVERY_NUMBER = new RegExp(
  `${NUMERAL}(?=-?(?:天|日|days?|小时|h(?:ours?)?|倍|times))|(?<=赔|罚)${NUMERAL}`,
  'gu',
)
/** Brackets that hold nothing but numbers with their units: 24小时, 15天内, 9 times. */
const ONLY_NUMBERS = new RegExp(
  `^(?:${NUMERAL}-?(?:小时|天|日|倍|hours?|h|days?|times|x)(?:内|以内)?)+$`,
  'u',
)
const BY_SHOP =
  /自行承担|店铺承担|本店承担|商家承担|店铺自营|商家自营|店铺自担|自行保障|by(?:the)?shop|shop-?run|runbyshop/u

/** A right's name with its number taken out, so that 十五天无理由 is found under 七天无理由. */
const shape = (folded: string): string => folded.replace(EVERY_NUMBER, '#')

const numberIn = (pattern: RegExp, text: string, most: number): number | null => {
  const found = pattern.exec(text)
  const value = found === null ? Number.NaN : readNumeral(found[1] ?? found[2] ?? '')
  return Number.isInteger(value) && value >= 1 && value <= most ? value : null
}

const unlessUsual = (value: number | null, usual: number | null): number | null =>
  value === usual ? null : value

/** Splits at separators, but not inside brackets: 退款不退货(店铺自行承担)、极速发货. */
const splitOutsideBrackets = (text: string): string[] => {
  const pieces: string[] = []
  let depth = 0
  let piece = ''
  for (const char of text) {
    if ('(（[【'.includes(char)) depth += 1
    if (')）]】'.includes(char)) depth = Math.max(0, depth - 1)
    if (depth === 0 && '、,，;；/|+＋\n'.includes(char)) {
      pieces.push(piece)
      piece = ''
    } else piece += char
  }
  return [...pieces, piece].map((part) => part.trim()).filter((part) => part !== '')
}

const BRACKETED = /[(（[【]([^)）\]】]*)[)）\]】]/gu

/**
 * Finds the rights a cell names. Names, aliases and codes of the definitions are understood, with the product's own numbers
 * (15天无理由, 假一赔九, 极速发货(24小时)) and, in brackets, that the shop runs a right itself (店铺自行承担); other words in
 * brackets are the shop's own terms.
 */
export const parseGuarantees = (
  text: string,
  definitions: readonly GuaranteeDefinition[],
): ParsedGuarantees => {
  const byName = new Map<string, GuaranteeDefinition>()
  const byShape = new Map<string, GuaranteeDefinition>()
  for (const definition of definitions) {
    for (const name of [definition.code, definition.name.zh, definition.name.en, ...definition.aliases]) {
      const folded = foldText(name)
      if (!byName.has(folded)) byName.set(folded, definition)
      if (!byShape.has(shape(folded))) byShape.set(shape(folded), definition)
    }
  }
  const find = (name: string): GuaranteeDefinition | undefined => {
    const folded = foldText(name)
    return byName.get(folded) ?? byShape.get(shape(folded)) ?? byName.get(folded.replace(/^支持|^享/u, ''))
  }
  const read = (piece: string): Guarantee | null => {
    const brackets = [...piece.matchAll(BRACKETED)].map((found) => tidyText(found[1] ?? ''))
    const name = piece.replace(BRACKETED, '')
    const definition = find(name)
    if (definition === undefined) return null
    const { defaults } = definition
    const said = foldText([...brackets, name].join(' '))
    const note = brackets
      .filter((words) => !BY_SHOP.test(foldText(words)) && !ONLY_NUMBERS.test(foldText(words)))
      .join('，')
    return {
      ...plainGuarantee(definition.code),
      days: unlessUsual(numberIn(DAYS, said, 3650), defaults.days),
      hours: unlessUsual(numberIn(HOURS, said, 720), defaults.hours),
      multiple:
        defaults.multiple === null ? null : unlessUsual(numberIn(MULTIPLE, said, 100), defaults.multiple),
      runByShop: brackets.some((words) => BY_SHOP.test(foldText(words))),
      note: note.slice(0, 120),
    }
  }

  const guarantees = new Map<string, Guarantee>()
  const unknown: string[] = []
  const take = (piece: string): boolean => {
    const guarantee = read(piece)
    if (guarantee !== null && !guarantees.has(guarantee.code)) guarantees.set(guarantee.code, guarantee)
    return guarantee !== null
  }
  for (const piece of splitOutsideBrackets(text)) {
    if (saysNothing(piece) || take(piece)) continue
    for (const word of piece.split(/\s+/u)) if (word !== '' && !take(word)) unknown.push(word)
  }
  return { guarantees: [...guarantees.values()], unknown }
}
