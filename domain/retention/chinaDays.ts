import type { EpochMs } from '../model/scalars.ts'

/** China keeps one time everywhere and the whole year round, eight hours ahead of UTC. */
const CHINA_OFFSET_MS = 8 * 3_600_000

/** A day of the Chinese calendar date: `2028-02-29`. Sorts as text. */
export type ChinaDay = string

/** The day it is in China at a moment, whatever the machine's own time zone is. */
export const chinaDay = (at: EpochMs): ChinaDay => new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 10)

/**
 * The last day of a period of years that begins with an event of a day: the same date, or the last day of its month where the
 * year has no such date (29 February). The day of the event itself is not counted (民法典 arts. 201 and 202, not read here).
 */
export const lastDayOfYears = (day: ChinaDay, years: number): ChinaDay => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, lastOfMonth))).toISOString().slice(0, 10)
}
