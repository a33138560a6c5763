import type { LineupEdit } from '../contract/ipc.ts'
import type { Result } from '../contract/result.ts'
import { fail, succeed } from '../contract/result.ts'
import type { Session, Slot } from '../model/lineup.ts'
import type { Product, ProductId } from '../model/product.ts'
import type { DurationMs, Fen, Ulid } from '../model/scalars.ts'

/** Most slots a session can hold. */
export const MAX_SLOTS = 500

/** Planned time of a slot nobody gave one, in ms. */
export const DEFAULT_PLANNED_MS: DurationMs = 5 * 60_000

/** What an edit changes: the session's own fields and its slots. */
export type LineupPlan = { readonly session: Session; readonly slots: readonly Slot[] }

/** What an edit needs to know from outside. */
export type EditDeps = {
  readonly newId: () => Ulid
  /** The product library, by id. */
  readonly products: ReadonlyMap<ProductId, Product>
}

/** Slots in their order with positions 1, 2, 3 … */
export const renumber = (slots: readonly Slot[]): Slot[] =>
  slots.map((slot, index) => (slot.position === index + 1 ? slot : { ...slot, position: index + 1 }))

/** `ready` once there is a product to sell, else `draft`; a session that went live keeps its state. */
const withState = (session: Session, slots: readonly Slot[]): Session => {
  if (session.state !== 'draft' && session.state !== 'ready') return session
  const state = slots.some((slot) => slot.productId !== null) ? 'ready' : 'draft'
  return session.state === state ? session : { ...session, state }
}

/** A slot that has not been on air. `product` null = a break with a title. */
export const newSlot = (
  id: Ulid,
  sessionId: Ulid,
  content: {
    readonly product: Product | null
    readonly title: string
    readonly price: Fen | null
    readonly plannedMs: DurationMs
  },
): Slot => ({
  id,
  sessionId,
  position: 1,
  productId: content.product?.id ?? null,
  title: content.title,
  price: content.price,
  plannedMs: content.plannedMs,
  state: 'queued',
  startedAt: null,
  airedMs: 0,
})

const plan = (session: Session, slots: readonly Slot[]): Result<LineupPlan> =>
  slots.length > MAX_SLOTS
    ? fail('lineup-too-long', { limit: MAX_SLOTS })
    : succeed({ session: withState(session, slots), slots: renumber(slots) })

const known = (slots: readonly Slot[], ids: readonly Ulid[]): boolean => {
  const have = new Set(slots.map((slot) => slot.id))
  return ids.every((id) => have.has(id))
}

/**
 * The lineup after one edit, renumbered. Fails, changing nothing, when a slot or product is unknown, the lineup would grow
 * too long, a break would get a price, or a slot that was on air would be removed.
 */
export const editLineup = (deps: EditDeps, current: LineupPlan, edit: LineupEdit): Result<LineupPlan> => {
  const { session, slots } = current
  switch (edit.type) {
    case 'addProducts': {
      const added: Slot[] = []
      for (const id of edit.productIds) {
        const product = deps.products.get(id)
        if (product === undefined) return fail('lineup-product-unknown', { id })
        added.push(
          newSlot(deps.newId(), session.id, {
            product,
            title: '',
            price: product.price,
            plannedMs: DEFAULT_PLANNED_MS,
          }),
        )
      }
      return plan(session, [...slots, ...added])
    }
    case 'addBreak':
      return plan(session, [
        ...slots,
        newSlot(deps.newId(), session.id, {
          product: null,
          title: edit.title,
          price: null,
          plannedMs: edit.plannedMs,
        }),
      ])
    case 'removeSlots': {
      if (!known(slots, edit.slotIds)) return fail('lineup-slot-unknown', {})
      const gone = new Set(edit.slotIds)
      const aired = slots.find((slot) => gone.has(slot.id) && slot.state !== 'queued')
      if (aired !== undefined) return fail('lineup-slot-aired', { position: aired.position })
      return plan(
        session,
        slots.filter((slot) => !gone.has(slot.id)),
      )
    }
    case 'moveSlots': {
      const before = edit.beforeSlotId
      if (!known(slots, before === null ? edit.slotIds : [...edit.slotIds, before]))
        return fail('lineup-slot-unknown', {})
      const moving = new Set(edit.slotIds)
      const moved = slots.filter((slot) => moving.has(slot.id))
      // A target that moves itself stands for the first slot after it that stays.
      const from = before === null ? slots.length : slots.findIndex((slot) => slot.id === before)
      const anchor = slots.slice(from).find((slot) => !moving.has(slot.id))
      const rest = slots.filter((slot) => !moving.has(slot.id))
      const at = anchor === undefined ? rest.length : rest.indexOf(anchor)
      return plan(session, [...rest.slice(0, at), ...moved, ...rest.slice(at)])
    }
    case 'setPrice': {
      const slot = slots.find((each) => each.id === edit.slotId)
      if (slot === undefined) return fail('lineup-slot-unknown', {})
      if (slot.productId === null) return fail('lineup-break-has-no-price', { position: slot.position })
      return plan(
        session,
        slots.map((each) => (each.id === slot.id ? { ...each, price: edit.price } : each)),
      )
    }
    case 'setPlanned': {
      if (!known(slots, edit.slotIds)) return fail('lineup-slot-unknown', {})
      const chosen = new Set(edit.slotIds)
      return plan(
        session,
        slots.map((each) => (chosen.has(each.id) ? { ...each, plannedMs: edit.plannedMs } : each)),
      )
    }
    case 'setSession':
      return plan(
        {
          ...session,
          title: edit.title,
          host: edit.host,
          kind: edit.kind,
          steps: edit.steps,
          plannedStartAt: edit.plannedStartAt,
        },
        slots,
      )
    default:
      return edit satisfies never
  }
}

/**
 * The lineup as an earlier plan had it, for undo and redo: order, prices, times and titles come from `earlier`; what has
 * happened on air since comes from `current`. Fails when a slot that was on air would vanish.
 */
export const restorePlan = (current: LineupPlan, earlier: LineupPlan): Result<LineupPlan> => {
  const now = new Map(current.slots.map((slot) => [slot.id, slot]))
  const kept = new Set(earlier.slots.map((slot) => slot.id))
  const aired = current.slots.find((slot) => slot.state !== 'queued' && !kept.has(slot.id))
  if (aired !== undefined) return fail('lineup-slot-aired', { position: aired.position })
  const slots = earlier.slots.map((slot): Slot => {
    const live = now.get(slot.id)
    return live === undefined
      ? { ...slot, state: 'queued', startedAt: null, airedMs: 0 }
      : { ...slot, state: live.state, startedAt: live.startedAt, airedMs: live.airedMs }
  })
  const { id, state, createdAt, startedAt, endedAt } = current.session
  return plan({ ...earlier.session, id, state, createdAt, startedAt, endedAt }, slots)
}
