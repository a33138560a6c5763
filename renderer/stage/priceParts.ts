import type { Fen } from '../../domain/model/scalars.ts'

/** A price as it is set on screen: the yuan large with thousands commas, the fen small and only when there are any. */
export type PriceParts = { readonly whole: string; readonly fraction: string }

/** 8990 分 → 89 and .9; 12_999_900 分 → 129,999 and nothing; 1 分 → 0 and .01. */
export const priceParts = (fen: Fen): PriceParts => {
  const cents = fen % 100
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  if (cents === 0) return { whole, fraction: '' }
  return { whole, fraction: `.${cents % 10 === 0 ? String(cents / 10) : String(cents).padStart(2, '0')}` }
}

/** A price in one piece: ¥89.9. */
export const priceText = (fen: Fen): string => {
  const { whole, fraction } = priceParts(fen)
  return `¥${whole}${fraction}`
}
