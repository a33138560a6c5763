import { newSlot, renumber } from '../../../domain/lineup/editLineup.ts'
import { plainGuarantee } from '../../../domain/model/guarantee.ts'
import type { Session, Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'

/** An id that is a ULID and readable: `id(7)` ends in 7. */
export const id = (number: number): string => String(number).padStart(26, '0')

export const MINUTE = 60_000

/** A product with nothing wrong with it; a test overrides what it is about. */
export const product = (productId: string, over: Partial<Product> = {}): Product => ({
  id: productId,
  name: `商品 ${productId}`,
  category: '服装',
  price: 9900,
  listPrice: null,
  priceEvidence: false,
  stock: 100,
  guarantees: [plainGuarantee('seven-day')],
  documents: [],
  maker: '某某服饰有限公司',
  address: '江阴市',
  certificate: 'GB/T 14272',
  sellingPoints: [],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
  ...over,
})

export const session = (over: Partial<Session> = {}): Session => ({
  id: id(1),
  title: '周五晚场',
  kind: 'broadcast',
  state: 'ready',
  host: '小圆',
  steps: null,
  plannedStartAt: null,
  createdAt: 1_000,
  startedAt: null,
  endedAt: null,
  ...over,
})

/** Slots with ids 101, 102, … one for each product, five minutes each. */
export const slotsFor = (products: readonly Product[]): Slot[] =>
  renumber(
    products.map((each, index) =>
      newSlot(id(101 + index), id(1), {
        product: each,
        title: '',
        price: each.price,
        plannedMs: 5 * MINUTE,
      }),
    ),
  )
