import { canonicalJson, type Json } from '../../domain/journal/canonicalJson.ts'
import { findingText } from '../../domain/journal/claimPayload.ts'
import type { JournalDraft } from '../../domain/journal/entry.ts'
import type { ActRows, FindingStanding } from '../../domain/journal/recordRows.ts'
import type { Seals } from '../../domain/journal/seals.ts'
import type { Finding } from '../../domain/model/claim.ts'
import type { Slot } from '../../domain/model/lineup.ts'
import type { Product } from '../../domain/model/product.ts'
import type { ActChanges } from './calls.ts'

/** Where a finding stands now. */
export const standingOf = ({ id, state, reason, stateAt, correctedBy }: Finding): FindingStanding => ({
  id,
  state,
  reason,
  stateAt,
  correctedBy,
})

/** Facts of a product as they are hashed: as they would be read from the session's copy. */
const factsText = (product: Product): string => {
  const facts: Json = JSON.parse(JSON.stringify(product))
  return canonicalJson(facts)
}

/** What an act makes of the tables, as the journal keeps it. `slots` = all of them, where a session begins. */
export const rowsOf = (
  { sha256 }: Pick<Seals, 'sha256'>,
  changes: ActChanges,
  written: { readonly airing: number | null; readonly at: number; readonly slots: readonly Slot[] | null },
): ActRows => {
  const { session, slots, allSlots, closeAiringAt, openAiring, stage, findings, newFindings } = changes
  const whole = written.slots ?? allSlots
  const changed = written.slots ?? [...(allSlots ?? []), ...slots]
  return {
    ...(written.slots === null ? {} : { begins: true }),
    ...(session === null ? {} : { session }),
    ...(changed.length === 0 ? {} : { slots: changed }),
    ...(whole === null ? {} : { order: whole.map(({ id }) => id) }),
    ...(closeAiringAt === null ? {} : { closed: closeAiringAt }),
    ...(openAiring === null || written.airing === null
      ? {}
      : { opened: { id: written.airing, ...openAiring } }),
    ...(stage === null ? {} : { stage }),
    ...(findings.length === 0 ? {} : { findings: findings.map(standingOf) }),
    ...(newFindings.length === 0
      ? {}
      : { missed: Object.fromEntries(newFindings.map((each) => [each.id, sha256(findingText(each))])) }),
    ...(changes.overrides.length === 0
      ? {}
      : { overrides: changes.overrides.map((override) => ({ ...override, at: written.at })) }),
    ...(changes.freeze.length === 0
      ? {}
      : { products: Object.fromEntries(changes.freeze.map((each) => [each.id, sha256(factsText(each))])) }),
  }
}

/** Entries of an act, the last of which keeps what the act made of the tables. */
export const withRows = (entries: readonly JournalDraft[], rows: ActRows): readonly JournalDraft[] => {
  if (Object.keys(rows).length === 0) return entries
  const kept: Json = JSON.parse(JSON.stringify(rows))
  return entries.map((entry, at) => {
    const { payload } = entry
    const isLast = at === entries.length - 1
    if (!isLast || typeof payload !== 'object' || payload === null || Array.isArray(payload)) return entry
    return { ...entry, payload: { ...payload, rows: kept } }
  })
}
