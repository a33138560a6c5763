import { BREAK, type FoldedText } from './normaliseText.ts'

/**
 * Numbers as they are said: 三百九十九, 399, 九块九, 一万二, 12w, 百分之九十九, 九成九, 三折, 十几, 二十来, 八十多万.
 * Works on folded text, where 一 and 1 are the same unit.
 */

/** `plain` 三百九十九 · `money` 九块九 · `percent` 百分之九十九, 九成 (value 99, 90). */
export const NUMERAL_KINDS = ['plain', 'money', 'percent'] as const
export type NumeralKind = (typeof NUMERAL_KINDS)[number]

/** A number in a text; `start`/`end` are places in the folded text. */
export type Numeral = {
  readonly kind: NumeralKind
  readonly start: number
  readonly end: number
  readonly value: number
  /** 十几, 二十来, 八十多: the value is a lower bound. */
  readonly vague: boolean
}

const unitOf = (character: string): number => character.charCodeAt(0)
const U = {
  ten: unitOf('十'),
  hundred: unitOf('百'),
  thousand: unitOf('千'),
  wan: unitOf('万'),
  yi: unitOf('亿'),
  two: unitOf('两'),
  half: unitOf('半'),
  point: unitOf('点'),
  dot: unitOf('.'),
  percent: unitOf('%'),
  kuai: unitOf('块'),
  yuan: unitOf('元'),
  mao: unitOf('毛'),
  cheng: unitOf('成'),
  few: unitOf('几'),
  more: unitOf('多'),
  about: unitOf('来'),
  rest: unitOf('余'),
  bai: unitOf('百'),
  fen: unitOf('分'),
  zhi: unitOf('之'),
  k: unitOf('k'),
} as const

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39
const isUnit = (unit: number): boolean => unit === U.ten || unit === U.hundred || unit === U.thousand
const weightOf = (unit: number): number => (unit === U.ten ? 10 : unit === U.hundred ? 100 : 1000)

type Parsed = { end: number; value: number; vague: boolean }

/** Parses one number from a place on; null when none begins there. */
const parseNumber = (text: FoldedText, from: number): Parsed | null => {
  const { units, breakBefore, length } = text
  const joined = (at: number): boolean => at < length && (breakBefore[at] ?? 0) <= BREAK.separator
  let at = from
  let total = 0
  let section = 0
  let digits = ''
  let lastWeight = 0
  let vague = false
  let seen = false
  const flushDigits = (): void => {
    if (digits === '') return
    const value = Number(digits)
    // 三百八 is 380, 一万二 is 12,000: a last single digit takes the place below the last unit.
    section += digits.length === 1 && lastWeight >= 100 && digits !== '0' ? (value * lastWeight) / 10 : value
    digits = ''
  }
  while (at < length) {
    if (at > from && !joined(at)) break
    const unit = units[at] ?? 0
    if (isDigit(unit)) {
      if (digits.length >= 15) return null
      // 一百零五: after a zero the digit stands for itself.
      if (unit === 0x30 && digits === '' && lastWeight > 0) {
        lastWeight = 1
        seen = true
        at += 1
        continue
      }
      digits += String.fromCharCode(unit)
    } else if (unit === U.two && digits === '') {
      digits = '2'
    } else if (isUnit(unit)) {
      const weight = weightOf(unit)
      if (lastWeight > 1 && lastWeight < 10_000 && weight >= lastWeight) break
      if (
        digits === '' &&
        (unit !== U.ten || (lastWeight !== 0 && lastWeight < 10_000 && section % 100 !== 0))
      )
        break
      section += (digits === '' ? 1 : Number(digits)) * weight
      digits = ''
      lastWeight = weight
    } else if (unit === U.wan || unit === U.yi) {
      if (!seen) break
      flushDigits()
      const weight = unit === U.wan ? 10_000 : 100_000_000
      total = (total + section) * weight
      section = 0
      lastWeight = weight
    } else if (
      (unit === U.dot || unit === U.point) &&
      digits !== '' &&
      at + 1 < length &&
      isDigit(units[at + 1] ?? 0)
    ) {
      // 三点半, 七点五十 are times of day; a decimal has digits only.
      let scan = at + 1
      let fraction = ''
      while (scan < length && isDigit(units[scan] ?? 0) && joined(scan) && fraction.length < 6) {
        fraction += String.fromCharCode(units[scan] ?? 0)
        scan += 1
      }
      const whole =
        digits.length === 1 && lastWeight >= 10 ? section + Number(digits) : section + Number(digits)
      section = 0
      digits = ''
      let value = total + whole + Number(`0.${fraction}`)
      if (scan < length && (units[scan] === U.wan || units[scan] === U.yi) && joined(scan)) {
        value *= units[scan] === U.wan ? 10_000 : 100_000_000
        scan += 1
      }
      return { end: scan, value: Math.round(value * 1e6) / 1e6, vague: false }
    } else if (
      seen &&
      (unit === U.more || unit === U.about || unit === U.rest || unit === U.few) &&
      (lastWeight > 0 || digits.length >= 2) &&
      !(unit === U.about && at + 1 < length && !isBig(units[at + 1] ?? 0) && !isCounter(units[at + 1] ?? 0))
    ) {
      vague = true
      const next = units[at + 1] ?? 0
      if (next !== U.wan && next !== U.yi) {
        flushDigits()
        return { end: at + 1, value: total + section, vague: true }
      }
    } else if (unit === U.k && seen && digits !== '') {
      flushDigits()
      return { end: at + 1, value: (total + section) * 1000, vague }
    } else break
    seen = true
    at += 1
  }
  if (!seen || at === from) return null
  flushDigits()
  return { end: at, value: total + section, vague }
}

const COUNTERS = new Set(
  [...'单件个只瓶盒袋箱双台条支份套包口饼颗斤克盏罐桶块元贴粒年天名人位组把张'].map(unitOf),
)
const isCounter = (unit: number): boolean => COUNTERS.has(unit)
const isBig = (unit: number): boolean =>
  unit === U.wan || unit === U.yi || unit === U.thousand || unit === U.hundred

/** Every number of a folded text, in order, each in every reading it has (89 and 89块9). */
export const findNumerals = (text: FoldedText): Numeral[] => {
  const { units, length, breakBefore } = text
  const found: Numeral[] = []
  const joined = (at: number): boolean => at < length && (breakBefore[at] ?? 0) <= BREAK.separator
  let at = 0
  while (at < length) {
    const unit = units[at] ?? 0
    if (
      unit === U.bai &&
      units[at + 1] === U.fen &&
      units[at + 2] === U.zhi &&
      joined(at + 1) &&
      joined(at + 2) &&
      joined(at + 3)
    ) {
      const parsed = parseNumber(text, at + 3)
      const whole = parsed ?? (units[at + 3] === U.bai ? { end: at + 4, value: 100, vague: false } : null)
      if (whole !== null) {
        found.push({ kind: 'percent', start: at, end: whole.end, value: whole.value, vague: whole.vague })
        at = whole.end
        continue
      }
    }
    if (!isDigit(unit) && unit !== U.ten && unit !== U.two) {
      at += 1
      continue
    }
    const parsed = parseNumber(text, at)
    if (parsed === null) {
      at += 1
      continue
    }
    found.push({ kind: 'plain', start: at, end: parsed.end, value: parsed.value, vague: parsed.vague })
    let end = parsed.end
    const after = joined(end) ? (units[end] ?? 0) : 0
    if (after === U.percent) {
      found.push({ kind: 'percent', start: at, end: end + 1, value: parsed.value, vague: parsed.vague })
      end += 1
    } else if (after === U.cheng && parsed.value <= 10) {
      const tail = joined(end + 1) ? (units[end + 1] ?? 0) : 0
      const extra = isDigit(tail) ? tail - 0x30 : tail === U.half ? 5 : 0
      const stop = end + 1 + (isDigit(tail) || tail === U.half || tail === U.more ? 1 : 0)
      found.push({
        kind: 'percent',
        start: at,
        end: stop,
        value: parsed.value * 10 + extra,
        vague: tail === U.more,
      })
      end = stop
    } else if (after === U.kuai || after === U.yuan) {
      let stop = end + 1
      let value = parsed.value
      const tail = joined(stop) ? (units[stop] ?? 0) : 0
      const beyond = joined(stop + 1) ? (units[stop + 1] ?? 0) : 0
      const isCount =
        tail !== 0 &&
        isDigit(tail) &&
        (isDigit(beyond) || isCounterAfterPrice(beyond) || isUnit(beyond) || beyond === U.wan)
      if (isDigit(tail) && !isCount) {
        value += (tail - 0x30) / 10
        stop += beyond === U.mao ? 2 : 1
      } else if (tail === U.half) {
        value += 0.5
        stop += 1
      }
      found.push({
        kind: 'money',
        start: at,
        end: stop,
        value: Math.round(value * 100) / 100,
        vague: parsed.vague,
      })
      end = Math.max(end, stop)
      at = end
      continue
    } else {
      found.push({ kind: 'money', start: at, end, value: parsed.value, vague: parsed.vague })
    }
    at = Math.max(end, at + 1)
  }
  return found
}

const PRICE_COUNTERS = new Set(
  [...'单件个只瓶盒袋箱双台条支份套包口饼颗斤盏罐桶贴粒年天名人位组把张号次发'].map(unitOf),
)
/** After 九块 a digit with a counter begins something new: 九块九两袋 is 9.9, 九块一袋 is 9 for one bag. */
const isCounterAfterPrice = (unit: number): boolean => PRICE_COUNTERS.has(unit)
