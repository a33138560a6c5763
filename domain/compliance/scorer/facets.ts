import type { Product } from '../../model/product.ts'
import { foldedString } from '../normaliseText.ts'

/** A stock so small that “the last few” may be true. */
const FEW_PIECES = 50

/**
 * What the scorer knows of the product on air, as names of facts: the words of its category, whether a price record and
 * documents are on file, whether stock is short, and its rights. Nothing that would tell one shop's product from another's.
 */
export const facetsOf = (product: Product | null): string[] => {
  if (product === null) return ['product:none']
  const category = foldedString(product.category)
  const words = new Set<string>()
  for (let at = 0; at + 2 <= category.length; at += 1) words.add(`category:${category.slice(at, at + 2)}`)
  return [
    ...words,
    product.priceEvidence ? 'price-record:yes' : 'price-record:no',
    product.documents.length > 0 ? 'documents:some' : 'documents:none',
    product.stock !== null && product.stock <= FEW_PIECES ? 'stock:few' : 'stock:many',
    ...product.guarantees.map(({ code }) => `right:${code}`),
  ]
}
