import type { SessionRecord } from '../../../../domain/contract/ipc.ts'
import type { Severity } from '../../../../domain/model/claim.ts'
import { gravity } from '../../../shared/live/severity.ts'

/** A product's time on air on the strip; `from`/`to` are shares of the whole, 0–1. */
export type Band = {
  readonly from: number
  readonly to: number
  readonly position: number
  readonly name: string
}

/** Findings that fall on the same spot, drawn as one flag of the gravest. */
export type Flag = { readonly at: number; readonly severity: Severity; readonly open: boolean }

/** What the timeline strip draws. */
export type TimelineShapes = {
  /** First and last moment, in ms since the epoch. */
  readonly start: number
  readonly end: number
  readonly bands: readonly Band[]
  /** Where claims were logged, thinned out to what a screen can show. */
  readonly ticks: readonly number[]
  readonly flags: readonly Flag[]
}

/** Spots the strip is divided into for ticks and for flags: more could not be told apart. */
const TICK_SPOTS = 800
const FLAG_SPOTS = 80

const spotOf = (share: number, spots: number): number => Math.min(spots - 1, Math.floor(share * spots))

/** The strip of a session; null when nothing happened in it. */
export const timelineShapes = (record: SessionRecord): TimelineShapes | null => {
  const { session } = record.lineup
  const moments = [
    ...record.airings.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
    ...record.claims.map(({ at }) => at),
    ...(session.startedAt === null ? [] : [session.startedAt]),
    ...(session.endedAt === null ? [] : [session.endedAt]),
  ]
  if (moments.length === 0) return null
  const start = moments.reduce((least, at) => Math.min(least, at))
  const end = moments.reduce((most, at) => Math.max(most, at))
  const span = Math.max(1, end - start)
  const share = (at: number): number => Math.min(1, Math.max(0, (at - start) / span))

  const slots = new Map(record.lineup.slots.map((slot) => [slot.id, slot]))
  const names = new Map(record.lineup.products.map((product) => [product.id, product.name]))
  const bands = record.airings.flatMap(({ slotId, from, to }) => {
    const slot = slots.get(slotId)
    if (slot === undefined) return []
    const name = names.get(slot.productId ?? '') ?? slot.title
    return [{ from: share(from), to: share(to ?? end), position: slot.position, name }]
  })

  const spots = new Set(record.claims.map(({ at }) => spotOf(share(at), TICK_SPOTS)))
  const saidAt = new Map(record.claims.map(({ id, at }) => [id, at]))
  const flags = new Map<number, Flag>()
  for (const finding of record.findings) {
    const at = share(saidAt.get(finding.claimId ?? '') ?? finding.at)
    const spot = spotOf(at, FLAG_SPOTS)
    const known = flags.get(spot)
    const graver = known === undefined || gravity(finding.severity) > gravity(known.severity)
    flags.set(spot, {
      at: known?.at ?? at,
      severity: graver ? finding.severity : known.severity,
      open: finding.state === 'open' || known?.open === true,
    })
  }
  return {
    start,
    end,
    bands,
    ticks: [...spots].map((spot) => (spot + 0.5) / TICK_SPOTS),
    flags: [...flags.values()],
  }
}
