import type { SessionRecord } from '../contract/ipc.ts'
import { familySchema, findingStateSchema, severitySchema } from '../model/claim.ts'
import type { Family, FindingState, Severity } from '../model/claim.ts'

/** The numbers at the head of a review. */
export type ReviewCounts = {
  readonly claims: number
  readonly findings: number
  readonly promises: number
  readonly products: number
  readonly families: Readonly<Record<Family, number>>
  readonly severities: Readonly<Record<Severity, number>>
  readonly states: Readonly<Record<FindingState, number>>
}

const tally = <Key extends string>(keys: readonly Key[], values: readonly Key[]): Record<Key, number> => {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
  for (const value of values) counts[value] += 1
  return counts
}

/** Counts of a session by family, severity and state; every key is there, 0 where nothing was found. */
export const reviewCounts = (record: SessionRecord): ReviewCounts => ({
  claims: record.claims.length,
  findings: record.findings.length,
  promises: record.promises.length,
  products: new Set(record.airings.map(({ slotId }) => slotId)).size,
  families: tally(
    familySchema.options,
    record.findings.map(({ family }) => family),
  ),
  severities: tally(
    severitySchema.options,
    record.findings.map(({ severity }) => severity),
  ),
  states: tally(
    findingStateSchema.options,
    record.findings.map(({ state }) => state),
  ),
})
