import type { Lineup, Slot } from '../../domain/model/lineup.ts'
import type { Product } from '../../domain/model/product.ts'
import type { ProductRepository } from './repositories/products.ts'
import type { SessionRepository } from './repositories/sessions.ts'

/** Reads lineups with their products. */
export type LineupReader = {
  /** A session's products in the order of its slots, as it keeps them; those it does not keep yet from the library. */
  readonly productsOf: (sessionId: string, slots: readonly Slot[]) => Product[]
  readonly lineup: (sessionId: string) => Lineup | null
}

/** Lineups over the tables of sessions and products. */
export const createLineupReader = (
  sessions: SessionRepository,
  products: ProductRepository,
): LineupReader => {
  const productsOf = (sessionId: string, slots: readonly Slot[]): Product[] => {
    const kept = new Map(products.frozen(sessionId).map((product) => [product.id, product]))
    const wanted = [...new Set(slots.flatMap((slot) => slot.productId ?? []))]
    for (const product of products.byIds(wanted.filter((id) => !kept.has(id)))) kept.set(product.id, product)
    const inOrder = wanted.flatMap((id) => kept.get(id) ?? [])
    return [...inOrder, ...[...kept.values()].filter((product) => !wanted.includes(product.id))]
  }
  return {
    productsOf,
    lineup: (sessionId) => {
      const session = sessions.one(sessionId)
      if (session === null) return null
      const slots = sessions.slots(sessionId)
      return { session, slots, products: productsOf(sessionId, slots) }
    },
  }
}
