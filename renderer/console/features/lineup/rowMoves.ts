import type { Slot } from '../../../../domain/model/lineup.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'

/** Before which slot the chosen ones go; null = to the end. */
export type Move = { readonly slotIds: Ulid[]; readonly beforeSlotId: Ulid | null }

/** The first slot from a place on that does not move itself; null = the end. */
const stayingFrom = (slots: readonly Slot[], chosen: ReadonlySet<Ulid>, from: number): Ulid | null =>
  slots.slice(from).find((slot) => !chosen.has(slot.id))?.id ?? null

/**
 * One place up or down for the chosen slots, taken together as a block. Null when they are there already. Chosen slots
 * that are apart come together at the first (up) or last (down) of them.
 */
export const moveByOne = (
  slots: readonly Slot[],
  chosen: ReadonlySet<Ulid>,
  direction: 'up' | 'down',
): Move | null => {
  const slotIds = slots.filter((slot) => chosen.has(slot.id)).map((slot) => slot.id)
  const first = slots.findIndex((slot) => chosen.has(slot.id))
  const last = slots.findLastIndex((slot) => chosen.has(slot.id))
  if (first === -1) return null
  const together = last - first + 1 === slotIds.length
  if (direction === 'up') {
    const before = together ? first - 1 : first
    return before < 0 ? null : { slotIds, beforeSlotId: stayingFrom(slots, chosen, before) }
  }
  const after = together ? last + 2 : last + 1
  return after > slots.length ? null : { slotIds, beforeSlotId: stayingFrom(slots, chosen, after) }
}

/** The chosen slots at the very top or the very end. Null when they are there already. */
export const moveToEdge = (
  slots: readonly Slot[],
  chosen: ReadonlySet<Ulid>,
  edge: 'top' | 'end',
): Move | null => {
  const slotIds = slots.filter((slot) => chosen.has(slot.id)).map((slot) => slot.id)
  const inPlace = edge === 'top' ? slots.slice(0, slotIds.length) : slots.slice(slots.length - slotIds.length)
  if (slotIds.length === 0 || inPlace.every((slot) => chosen.has(slot.id))) return null
  return { slotIds, beforeSlotId: edge === 'end' ? null : stayingFrom(slots, chosen, 0) }
}

/** Where a drop beside a row puts the chosen slots. */
export const moveToDrop = (
  slots: readonly Slot[],
  chosen: ReadonlySet<Ulid>,
  target: { readonly slotId: Ulid; readonly side: 'before' | 'after' },
): Move => {
  const slotIds = slots.filter((slot) => chosen.has(slot.id)).map((slot) => slot.id)
  const at = slots.findIndex((slot) => slot.id === target.slotId)
  return { slotIds, beforeSlotId: stayingFrom(slots, chosen, target.side === 'before' ? at : at + 1) }
}
