import type { PreflightItem, Slot } from '../../../../domain/model/lineup.ts'
import type { Product, ProductId } from '../../../../domain/model/product.ts'

/** Which slots the table shows: all, those with something open, breaks apart. */
export type SlotShow = 'all' | 'open'

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/**
 * A slot matches a search by product name, code, category, or a break's title. A number that is a link number of this
 * lineup (`slotCount` long) means that link and nothing else: it is how streamers call for a product.
 */
export const matchesSearch = (
  slot: Slot,
  product: Product | null,
  search: string,
  slotCount: number,
): boolean => {
  const wanted = plain(search.trim())
  if (wanted === '') return true
  const link = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0
  if (link >= 1 && link <= slotCount) return slot.position === link
  const texts = product === null ? [slot.title] : [product.name, product.id, product.category]
  return texts.some((text) => plain(text).includes(wanted))
}

/** The gravest open item of each product: what its row says in the check column. */
export const openItems = (
  items: readonly PreflightItem[],
): ReadonlyMap<ProductId, readonly PreflightItem[]> => {
  const byProduct = new Map<ProductId, PreflightItem[]>()
  for (const item of items) {
    if (item.level === 'ok' || item.productId === null) continue
    const own = byProduct.get(item.productId) ?? []
    byProduct.set(item.productId, item.level === 'block' ? [item, ...own] : [...own, item])
  }
  return byProduct
}
