import type { Guarantee, GuaranteeDefinition } from '../model/guarantee.ts'

/** The numbers a right's terms name: days, hours, N of 假一赔N. */
export type GuaranteeNumbers = {
  readonly days: number | null
  readonly hours: number | null
  readonly multiple: number | null
}

const HOURS_A_DAY = 24

/**
 * A product's own numbers for a right, the definition's where it has none. Where the definition counts its days in hours
 * (七天 = 168 小时), a product's own number of days moves the hours along.
 */
export const ownNumbers = (guarantee: Guarantee, definition: GuaranteeDefinition): GuaranteeNumbers => {
  const { defaults } = definition
  const hoursFollowDays = defaults.days !== null && defaults.hours === defaults.days * HOURS_A_DAY
  const hoursOfOwnDays = hoursFollowDays && guarantee.days !== null ? guarantee.days * HOURS_A_DAY : null
  return {
    days: guarantee.days ?? defaults.days,
    hours: guarantee.hours ?? hoursOfOwnDays ?? defaults.hours,
    multiple: guarantee.multiple ?? defaults.multiple,
  }
}
