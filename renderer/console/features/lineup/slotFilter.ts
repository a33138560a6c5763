import type { PreflightItem, Slot } from '../../../../domain/model/lineup.ts'
import type { Product, ProductId } from '../../../../domain/model/product.ts'

/** Which slots the table shows: all, those with something open, breaks apart. */
export type SlotShow = 'all' | 'open'

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** A slot matches a search by its link number (`3`), product name, code, category, or a break's title. */
export const matchesSearch = (slot: Slot, product: Product | null, search: string): boolean => {
  const wanted = plain(search.trim())
  if (wanted === '') return true
  if (/^\d{1,3}$/.test(wanted) && slot.position === Number(wanted)) return true
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
