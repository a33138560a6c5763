import type { PreflightItem, PreflightOverride } from '../../../../domain/model/lineup.ts'
import type { ProductId } from '../../../../domain/model/product.ts'

/** Tabs of the product detail. */
export type DetailTab = 'facts' | 'card' | 'talk' | 'documents'

/** Fields of the product detail a list of things to fix can jump to. */
export type DetailField =
  | 'name'
  | 'category'
  | 'slotPrice'
  | 'listPrice'
  | 'stock'
  | 'maker'
  | 'address'
  | 'certificate'
  | 'guarantees'
  | 'sellingPoints'
  | 'documents'

/** Where an item is put right: a field of the product, the lineup itself, the settings, or nowhere in the app. */
export type PreflightPlace =
  | { readonly at: 'product'; readonly tab: DetailTab; readonly field: DetailField }
  | { readonly at: 'lineup' }
  | { readonly at: 'settings' }
  | { readonly at: 'none' }

/** Where a pre-flight item is put right. */
export const preflightPlace = (item: PreflightItem): PreflightPlace => {
  const inProduct = (tab: DetailTab, field: DetailField): PreflightPlace => ({ at: 'product', tab, field })
  switch (item.code) {
    case 'lineup-length':
      return { at: 'lineup' }
    case 'lineup-priced':
      return inProduct('facts', 'slotPrice')
    case 'product-maker':
      return inProduct('facts', item.level === 'note' ? 'address' : 'maker')
    case 'product-certificate':
      return inProduct('facts', 'certificate')
    case 'list-price-without-record':
      return inProduct('facts', 'listPrice')
    case 'stock-empty':
      return inProduct('facts', 'stock')
    case 'guarantee-retired':
    case 'guarantee-excluded':
    case 'no-guarantee':
      return inProduct('card', 'guarantees')
    case 'document-expired':
    case 'special-registration':
      return inProduct('documents', 'documents')
    case 'wording-finding':
      return inProduct('talk', 'sellingPoints')
    case 'stage-open':
      return { at: 'settings' }
    case 'log-writable':
      return { at: 'none' }
    default:
      return item.code satisfies never
  }
}

/** Shortest reason for going on air over a blocked item, in characters. */
export const MIN_REASON = 4

/** Reasons typed so far, by item id. */
export type Reasons = Readonly<Record<string, string>>

const explained = (item: PreflightItem, reasons: Reasons): boolean =>
  (reasons[item.id] ?? '').trim().length >= MIN_REASON

/** The list at a glance: `block` open and in the way, `explained` blocked but with a reason, `note` to look at, `ok`. */
export const preflightCounts = (items: readonly PreflightItem[], reasons: Reasons) => ({
  ok: items.filter((item) => item.level === 'ok').length,
  note: items.filter((item) => item.level === 'note').length,
  block: items.filter((item) => item.level === 'block' && !explained(item, reasons)).length,
  explained: items.filter((item) => item.level === 'block' && explained(item, reasons)).length,
})

/** The reasons that go to the journal: only of items that are blocked now. */
export const overridesOf = (items: readonly PreflightItem[], reasons: Reasons): PreflightOverride[] =>
  items
    .filter((item) => item.level === 'block' && explained(item, reasons))
    .map((item) => ({ itemId: item.id, reason: (reasons[item.id] ?? '').trim() }))

/** Items of one product, gravest first, or of the session as a whole (null). */
export type PreflightGroup = {
  readonly productId: ProductId | null
  readonly items: readonly PreflightItem[]
}

const GRAVITY = { block: 0, note: 1, ok: 2 } as const

/** The items that are not in order, by product in the order of the lineup, the session's own first; gravest group first. */
export const preflightGroups = (
  items: readonly PreflightItem[],
  productOrder: readonly ProductId[],
): PreflightGroup[] => {
  const groups = new Map<ProductId | null, PreflightItem[]>()
  for (const item of items) {
    if (item.level === 'ok') continue
    groups.set(item.productId, [...(groups.get(item.productId) ?? []), item])
  }
  const place = (productId: ProductId | null): number =>
    productId === null ? -1 : productOrder.indexOf(productId)
  return [...groups]
    .map(([productId, own]) => ({
      productId,
      items: own.toSorted((a, b) => GRAVITY[a.level] - GRAVITY[b.level]),
    }))
    .toSorted((a, b) => worst(a.items) - worst(b.items) || place(a.productId) - place(b.productId))
}

const worst = (items: readonly PreflightItem[]): number =>
  Math.min(...items.map((item) => GRAVITY[item.level]))
