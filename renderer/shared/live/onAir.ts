import type { LiveSnapshot } from '../../../domain/contract/live.ts'
import type { TimedLineup } from '../../../domain/lineup/timing.ts'
import type { Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'
import type { Ulid } from '../../../domain/model/scalars.ts'

/** A slot with its product; `product` is null for a break. */
export type AiredSlot = { readonly slot: Slot; readonly product: Product | null }

/** A slot of the session on air with its product; null when the id is null or unknown. */
export const airedSlot = (snapshot: LiveSnapshot, slotId: Ulid | null): AiredSlot | null => {
  const slot = snapshot.slots.find(({ id }) => id === slotId)
  if (slot === undefined) return null
  return { slot, product: snapshot.products.find(({ id }) => id === slot.productId) ?? null }
}

/** What the clock arithmetic needs of a snapshot. */
export const timedLineup = (snapshot: LiveSnapshot): TimedLineup => ({
  slots: snapshot.slots,
  nowSlotId: snapshot.nowSlotId,
  nowSince: snapshot.nowSince,
  startedAt: snapshot.session?.startedAt ?? null,
})
