import type { ReviewFilter, SessionRecord } from '../contract/ipc.ts'
import type { Claim, Finding, Promised } from '../model/claim.ts'
import type { Slot } from '../model/lineup.ts'
import type { Product } from '../model/product.ts'
import type { EpochMs } from '../model/scalars.ts'

/** A product coming on air. `product` is null for a break or a product that is no longer known. */
export type AiringRow = {
  readonly kind: 'airing'
  readonly at: EpochMs
  /** When it left; null = on air to the end. */
  readonly to: EpochMs | null
  readonly slot: Slot
  readonly product: Product | null
  /** Words that had to be said in this time and were not. */
  readonly findings: readonly Finding[]
}

/** An utterance with everything that hangs on it. */
export type ClaimRow = {
  readonly kind: 'claim'
  readonly at: EpochMs
  readonly claim: Claim
  readonly slot: Slot | null
  readonly product: Product | null
  readonly findings: readonly Finding[]
  readonly promises: readonly Promised[]
  /** Findings these words put right, in whatever line they stand. */
  readonly putRight: readonly Finding[]
}

/** One line of the review: a product coming on air, or an utterance with its findings. */
export type ReviewRow = AiringRow | ClaimRow

/** The filter that lets everything through. */
export const EVERYTHING: ReviewFilter = {
  text: '',
  productIds: [],
  families: [],
  severities: [],
  states: [],
  speakers: [],
  onlyWithFindings: false,
}

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string | null): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

const allows = (chosen: readonly string[], value: string): boolean =>
  chosen.length === 0 || chosen.includes(value)

/** Whether a finding is one the filter asks for. */
export const findingMatches = (finding: Finding, filter: ReviewFilter): boolean =>
  allows(filter.families, finding.family) &&
  allows(filter.severities, finding.severity) &&
  allows(filter.states, finding.state)

const asksForFindings = (filter: ReviewFilter): boolean =>
  filter.onlyWithFindings ||
  filter.families.length > 0 ||
  filter.severities.length > 0 ||
  filter.states.length > 0

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

const claimMatches = (row: ClaimRow, filter: ReviewFilter): boolean => {
  const needle = fold(filter.text.trim())
  const words = [
    row.claim.text,
    row.product?.name ?? '',
    ...row.findings.map(({ words: said }) => said.message.zh),
  ]
  return (
    allows(filter.speakers, row.claim.speaker) &&
    (filter.productIds.length === 0 || allows(filter.productIds, row.claim.productId ?? '')) &&
    (!asksForFindings(filter) || row.findings.length > 0) &&
    (needle === '' || words.some((text) => fold(text).includes(needle)))
  )
}

/**
 * The session in time order: each product as it comes on air, and the utterances the filter lets through with the findings
 * it asks for. A product's line stays when one of its utterances does, or when nothing narrows the list but the product.
 */
export const reviewRows = (record: SessionRecord, filter: ReviewFilter): ReviewRow[] => {
  const products = new Map(record.lineup.products.map((product) => [product.id, product]))
  const slots = new Map(record.lineup.slots.map((slot) => [slot.id, slot]))
  const findings = groupBy(record.findings, ({ claimId }) => claimId)
  const putRight = groupBy(record.findings, ({ correctedBy }) => correctedBy)
  const missed = record.findings.filter(
    (finding) => finding.claimId === null && findingMatches(finding, filter),
  )
  const promises = groupBy(record.promises, ({ claimId }) => claimId)
  const productOf = (id: string | null): Product | null => (id === null ? null : (products.get(id) ?? null))

  const claimRows: ClaimRow[] = record.claims
    .map((claim) => ({
      kind: 'claim' as const,
      at: claim.at,
      claim,
      slot: claim.slotId === null ? null : (slots.get(claim.slotId) ?? null),
      product: productOf(claim.productId),
      findings: (findings.get(claim.id) ?? []).filter((finding) => findingMatches(finding, filter)),
      promises: promises.get(claim.id) ?? [],
      putRight: putRight.get(claim.id) ?? [],
    }))
    .filter((row) => claimMatches(row, filter))

  const narrowsClaims = asksForFindings(filter) || filter.text.trim() !== '' || filter.speakers.length > 0
  const airingRows: AiringRow[] = record.airings.flatMap((airing) => {
    const slot = slots.get(airing.slotId)
    if (slot === undefined) return []
    if (filter.productIds.length > 0 && !filter.productIds.includes(slot.productId ?? '')) return []
    const inside = ({ at }: ClaimRow): boolean => at >= airing.from && (airing.to === null || at < airing.to)
    const product = productOf(slot.productId)
    // What was missed is found when the slot leaves, so it belongs to the time that ends then.
    const missedHere = missed.filter(
      ({ slotId, at }) => slotId === slot.id && at >= airing.from && (airing.to === null || at <= airing.to),
    )
    const isNamed = asksForFindings(filter) && filter.speakers.length === 0 && filter.text.trim() === ''
    const keeps = isNamed && missedHere.length > 0
    if (narrowsClaims && !keeps && !claimRows.some((row) => row.claim.slotId === slot.id && inside(row)))
      return []
    return [{ kind: 'airing', at: airing.from, to: airing.to, slot, product, findings: missedHere }]
  })

  // A product comes on air before what is said about it in the same millisecond.
  return [...airingRows, ...claimRows].sort(
    (a, b) => a.at - b.at || (a.kind === b.kind ? 0 : a.kind === 'airing' ? -1 : 1),
  )
}
