import type { SessionKind } from '../model/lineup.ts'
import type { EpochMs } from '../model/scalars.ts'
import { chinaDay, type ChinaDay, lastDayOfYears } from './chinaDays.ts'
import { RETENTION_RULES, type RetentionGroup, type RetentionYears } from './retentionRules.ts'

/** A product as far as it decides how long its session is kept. */
export type RetainedProduct = { readonly name: string; readonly category: string }

/** How long a session's records are kept, and what decided it. */
export type Retention = {
  readonly group: RetentionGroup
  readonly years: number
  readonly endedOn: ChinaDay
  /** The last day they must be kept; the day after they are due. */
  readonly lastDay: ChinaDay
}

/** The group of a product by the words of its category. Without a category it cannot be told, whatever the name says. */
export const retentionGroupOf = ({ category }: RetainedProduct): RetentionGroup => {
  if (category.trim() === '') return 'unknown'
  const found = RETENTION_RULES.find(({ words, except }) => {
    const rest = except.reduce((text, word) => text.replaceAll(word, ' '), category)
    return words.some((word) => rest.includes(word))
  })
  return found?.group ?? 'general'
}

/** Years of a group; what is not known may be any of them, so the longest. */
const yearsOf = (group: RetentionGroup, years: RetentionYears): number =>
  group === 'unknown' ? Math.max(years.general, years.food, years.cosmetics, years.medical) : years[group]

/**
 * How long a session that ended at a moment is kept: as long as the product that asks for most (直播电商监督管理办法 arts. 27
 * and 31: three years from the end of the stream at least). A rehearsal was seen by nobody and has a period of its own.
 */
export const retentionOf = (
  session: { readonly kind: SessionKind; readonly endedAt: EpochMs },
  products: readonly RetainedProduct[],
  years: RetentionYears,
): Retention => {
  const held: ReadonlySet<RetentionGroup> =
    session.kind === 'rehearsal'
      ? new Set(['rehearsal'])
      : new Set(['general', ...products.map((product) => retentionGroupOf(product))])
  const most = Math.max(...[...held].map((group) => yearsOf(group, years)))
  const rule = RETENTION_RULES.find(({ group }) => held.has(group) && yearsOf(group, years) === most)
  const endedOn = chinaDay(session.endedAt)
  return {
    group: rule?.group ?? 'general',
    years: most,
    endedOn,
    lastDay: lastDayOfYears(endedOn, most),
  }
}

/** Whether the last day has passed in China. */
export const isDue = ({ lastDay }: Pick<Retention, 'lastDay'>, now: EpochMs): boolean =>
  chinaDay(now) > lastDay
