import fs from 'node:fs'
import { z } from 'zod'
import { FAMILIES, type Family } from '../../domain/model/claim.ts'
import type { Log } from '../../test/e2e/steps/database.ts'

/** The middle value and the one that 99 of 100 stay below, in ms. */
export interface Times {
  count: number
  median: number
  p99: number
}

const samplesSchema = z.array(
  z.strictObject({ claimId: z.string(), findings: z.number().int(), ms: z.number().min(0) }),
)

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN

/** The app's own stopwatch: from an utterance's arrival to the broadcast of its verdict. */
export const readTimes = (file: string): { all: Times; warned: Times } => {
  const samples = samplesSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  const of = (chosen: typeof samples): Times => {
    const sorted = chosen.map(({ ms }) => ms).toSorted((a, b) => a - b)
    return { count: sorted.length, median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
  }
  return { all: of(samples), warned: of(samples.filter(({ findings }) => findings > 0)) }
}

/** What one session has left in the data file. */
export interface SessionNumbers {
  claims: number
  findings: number
  promises: number
  families: ReadonlyMap<Family, number>
  states: ReadonlyMap<string, number>
  claimsOf: ReadonlyMap<string, number>
}

const countBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** Counts a session in the data file itself. */
export const sessionNumbers = (log: Log, sessionId: string): SessionNumbers => {
  const claims = log.claims().filter(({ session_id: id }) => id === sessionId)
  const findings = log.findings().filter(({ session_id: id }) => id === sessionId)
  const families = countBy(findings, ({ family }) => family)
  return {
    claims: claims.length,
    findings: findings.length,
    promises: log.pluck(`SELECT id FROM promise WHERE session_id = '${sessionId}'`).length,
    families: new Map(FAMILIES.map((family) => [family, families.get(family) ?? 0])),
    states: countBy(findings, ({ state }) => state),
    claimsOf: countBy(claims, ({ product_id: product }) => product ?? ''),
  }
}
