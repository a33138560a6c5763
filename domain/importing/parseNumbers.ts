import type { DurationMs, Fen } from '../model/scalars.ts'
import { foldText } from './foldText.ts'

/** A value read from a cell, or the code of what is wrong with it (a key below `error.import-`). */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string }

const good = <Value>(value: Value): Parsed<Value> => ({ ok: true, value })
const bad = (code: string): Parsed<never> => ({ ok: false, code })

/** Words an operator writes for "nothing here". */
const NOTHING = new Set([
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '无',
  '没有',
  '暂无',
  'n/a',
  'na',
  'none',
  'null',
  '空',
])

/** Whether a cell says that there is nothing. */
export const saysNothing = (text: string): boolean => NOTHING.has(foldText(text))

const PLAIN = /^\d+(?:\.\d+)?$/
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/** The number written, thousands commas and 万 understood; null when it is none. */
const readNumber = (folded: string): number | null => {
  const wan = folded.endsWith('万') || folded.endsWith('w')
  const digits = wan ? folded.slice(0, -1) : folded
  if (!PLAIN.test(digits) && !GROUPED.test(digits)) return null
  const value = Number(digits.replaceAll(',', ''))
  return wan ? value * 10_000 : value
}

/** Largest price in yuan (一千万元). */
const MAX_YUAN = 10_000_000

/**
 * Money as operators write it: ¥1,299.00, 39.9元, 9.9, ３９．９, 9块9, 1.2万, 89.9元/箱. The value is in 分. Says why not:
 * `money-empty`, `money-range` (59-89), `money-negative`, `money-decimals` (more than two), `money-large`, `money-unreadable`.
 */
export const parseMoney = (text: string, unit: 'yuan' | 'fen'): Parsed<Fen> => {
  const folded = foldText(text)
    .replace(/^(?:rmb|cny|¥|到手|约)+/u, '')
    .replace(/\/[^\d/]{1,4}$/u, '')
    .replace(/(?:元|块钱|rmb|cny|yuan)(?:整)?$/u, '')
    .replace(/^(\d+)块(\d)$/u, '$1.$2')
    .replace(/块$/u, '')
  if (folded === '') return bad('money-empty')
  if (/^\d[\d.,]*[-~–—至到]\d/u.test(folded)) return bad('money-range')
  if (/^[-−]/u.test(folded)) return bad('money-negative')
  const value = readNumber(folded)
  if (value === null) return bad('money-unreadable')
  const fen = unit === 'fen' ? value : value * 100
  if (fen > MAX_YUAN * 100) return bad('money-large')
  const whole = Math.round(fen)
  return Math.abs(fen - whole) > 1e-6 * Math.max(1, whole) ? bad('money-decimals') : good(whole)
}

/**
 * A number of pieces: 1.2万, 12,000件, ８６０. Null = not counted (不限, 充足, 现货). Says why not: `count-unreadable`.
 */
export const parseCount = (text: string, times: number): Parsed<number | null> => {
  const folded = foldText(text)
  if (NOTHING.has(folded) || /^(?:不限|充足|现货|足量|大量|unlimited)$/u.test(folded)) return good(null)
  const value = readNumber(
    folded.replace(/(?:件|个|箱|瓶|盒|套|台|单|份|袋|支|双|包|条|本|pcs|pieces)$/u, '').replace(/\+$/u, ''),
  )
  if (value === null) return bad('count-unreadable')
  const pieces = Math.round(value * times)
  return pieces > 1_000_000_000 ? bad('count-unreadable') : good(pieces)
}

const YES = new Set(['有', '是', '√', '✓', '✔', '对', 'y', 'yes', 'true', '1', '已备', '有凭证', '有记录'])
const NO = new Set([
  '无',
  '否',
  '×',
  '✗',
  '✕',
  'x',
  'n',
  'no',
  'false',
  '0',
  '没有',
  '未备',
  '无凭证',
  '无记录',
  '-',
  '/',
  '—',
  '',
])

/** 有/无, 是/否, √/×, yes/no; an empty cell is no. Says why not: `yes-no-unreadable`. */
export const parseYesNo = (text: string): Parsed<boolean> => {
  const folded = foldText(text)
  if (YES.has(folded)) return good(true)
  return NO.has(folded) ? good(false) : bad('yes-no-unreadable')
}

/** Longest time planned for one product: ten hours. */
const MAX_PLANNED_MS = 10 * 3_600_000

/**
 * A time planned for a product: 6, 6.5, 6分钟, 6分30秒, 90秒, 1小时, 06:30 (minutes:seconds). A bare number counts in the
 * unit of the heading. Says why not: `duration-unreadable`, `duration-large`.
 */
export const parseDuration = (text: string, bareUnitMs: number): Parsed<DurationMs> => {
  const folded = foldText(text).replaceAll('：', ':')
  const clock = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(folded)
  const words =
    /^(?:(\d+(?:\.\d+)?)(?:小时|时|h|hours?))?(?:(\d+(?:\.\d+)?)(?:分钟|分|min|minutes?|m|'))?(?:(\d+)(?:秒钟|秒|s|sec|seconds?|"))?$/u.exec(
      folded,
    )
  let ms: number | null = null
  if (PLAIN.test(folded)) ms = Number(folded) * bareUnitMs
  else if (clock !== null)
    ms = Number(clock[1] ?? 0) * 3_600_000 + Number(clock[2]) * 60_000 + Number(clock[3]) * 1_000
  else if (words !== null && folded !== '')
    ms = Number(words[1] ?? 0) * 3_600_000 + Number(words[2] ?? 0) * 60_000 + Number(words[3] ?? 0) * 1_000
  if (ms === null) return bad('duration-unreadable')
  return ms > MAX_PLANNED_MS ? bad('duration-large') : good(Math.round(ms))
}

/** A place in the lineup: 1, 1号, 1号链接, 第1个, ①; null = the cell is empty. Says why not: `position-unreadable`. */
export const parsePosition = (text: string): Parsed<number | null> => {
  const folded = foldText(text)
  if (NOTHING.has(folded)) return good(null)
  const found = /^(?:第|no\.?|#)?(\d{1,4})(?:\.0+)?(?:号链接|号|个|款|\.|、)?$/u.exec(folded)
  const value = found === null ? 0 : Number(found[1])
  return value >= 1 && value <= 9999 ? good(value) : bad('position-unreadable')
}

const EXPONENT = /^(-?\d)(?:\.(\d+))?[eE]\+(\d{1,2})$/

/**
 * A number as a spreadsheet stores it, without the noise of binary fractions (39.899999999999999 is 39.9) and written out
 * (1.2345E+17); whole numbers keep the digits that are stored.
 */
export const tidyStoredNumber = (stored: string): string => {
  if (/^-?\d+$/.test(stored)) return stored
  const [, first, rest = '', exponent] = EXPONENT.exec(stored) ?? []
  if (first !== undefined && Number(exponent) >= rest.length)
    return first + rest.padEnd(Number(exponent), '0')
  const value = Number(stored)
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : stored
}
