import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { LocalText } from '../model/scalars.ts'
import type { GuaranteeNumbers } from './guaranteeNumbers.ts'

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const

/** 1…99 as it is written in a right's name (七, 十, 十五, 三十); larger numbers in digits. */
const inChinese = (value: number): string => {
  if (!Number.isInteger(value) || value < 1 || value > 99) return String(value)
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens] ?? ''}十`
  return head + (ones === 0 ? '' : (DIGITS[ones] ?? ''))
}

/**
 * A right's name with the product's own number in place of the usual one: 假一赔十 with a multiple of 9 is 假一赔九,
 * 七天无理由 with 15 days is 十五天无理由. Showing the usual name over other terms would be a promise nobody made.
 */
export const nameWithOwnNumbers = (definition: GuaranteeDefinition, numbers: GuaranteeNumbers): LocalText => {
  let { zh, en } = definition.name
  const usual = definition.defaults
  for (const key of ['days', 'multiple'] as const) {
    const from = usual[key]
    const to = numbers[key]
    if (from === null || to === null || from === to) continue
    zh = zh.replace(inChinese(from), inChinese(to))
    en = en.replace(String(from), String(to))
  }
  return { zh, en }
}
