import type { Fen } from '../../domain/model/scalars.ts'

const group = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** 分 as people read it: `¥89.9`, `¥129`, `¥0.01`, `¥129,999`. Decimals only where there are any, without a trailing zero. */
export const formatMoney = (fen: Fen): string => `¥${formatYuan(fen)}`

/** The same without the sign, for a field that shows ¥ beside it. */
export const formatYuan = (fen: Fen): string => {
  const cents = String(fen % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  return cents === '' ? group(Math.floor(fen / 100)) : `${group(Math.floor(fen / 100))}.${cents}`
}

/**
 * Reads what an operator types into a price field: `89.9`, `¥129`, `1,299.00`, full-width digits. Gives 分, or null when it
 * is not a price (empty, negative, more than two decimals, above a thousand wan).
 */
export const parseYuan = (typed: string): Fen | null => {
  const text = typed.normalize('NFKC').replace(/[¥元,\s]/g, '')
  const match = /^(\d{1,8})(?:\.(\d{0,2}))?$/.exec(text)
  if (match === null) return null
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return fen <= 1_000_000_000 ? fen : null
}
