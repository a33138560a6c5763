import type { ReviewCounts } from '../contract/ipc.ts'
import { familySchema, findingStateSchema, severitySchema } from '../model/claim.ts'
import type { Family, FindingState, Severity } from '../model/claim.ts'

/** So many findings of one kind. */
export type FindingCount = {
  readonly family: Family
  readonly severity: Severity
  readonly state: FindingState
  readonly count: number
}

const tally = <Key extends string>(
  keys: readonly Key[],
  counted: readonly FindingCount[],
  keyOf: (one: FindingCount) => Key,
): Record<Key, number> => {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
  for (const one of counted) counts[keyOf(one)] += one.count
  return counts
}

/** The numbers of a session, from its findings counted by kind. */
export const reviewCounts = (
  totals: { readonly claims: number; readonly promises: number },
  findings: readonly FindingCount[],
): ReviewCounts => ({
  claims: totals.claims,
  promises: totals.promises,
  findings: findings.reduce((sum, { count }) => sum + count, 0),
  families: tally(familySchema.options, findings, ({ family }) => family),
  severities: tally(severitySchema.options, findings, ({ severity }) => severity),
  states: tally(findingStateSchema.options, findings, ({ state }) => state),
})
