import type { Claim } from '../../../domain/model/claim.ts'
import type { Product } from '../../../domain/model/product.ts'

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A phrase that must be said while its product is on air, and whether it has been. */
export type MustSay = { readonly text: string; readonly said: boolean }

/**
 * The product's must-say phrases with a tick for each one that a logged claim about this product holds word for word,
 * punctuation and width aside. A help for the eye only: the verdict of record is the engine's.
 */
export const mustSayState = (product: Product, claims: readonly Claim[]): MustSay[] => {
  if (product.mustSay.length === 0) return []
  const said = claims.filter((claim) => claim.productId === product.id).map((claim) => fold(claim.text))
  return product.mustSay.map((text) => {
    const wanted = fold(text)
    return { text, said: wanted !== '' && said.some((words) => words.includes(wanted)) }
  })
}
