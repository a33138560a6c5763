import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { Product, ProductId } from '../model/product.ts'
import type { EpochMs, Fen, Ulid } from '../model/scalars.ts'
import type { ClaimContext } from './claimContext.ts'

/** An utterance of a past session with what was on air when it was said. */
export type PastClaim = {
  readonly id: Ulid
  readonly sessionId: Ulid
  readonly sessionTitle: string
  readonly text: string
  readonly at: EpochMs
  readonly productId: ProductId | null
  /** The slot's price in 分; null = none. */
  readonly price: Fen | null
}

/** A product as a session kept it. */
export type SessionProduct = { readonly sessionId: Ulid; readonly product: Product }

/** Claims of a walk through the log, newest first. */
export type PastPage = {
  readonly claims: readonly PastClaim[]
  /** The products of these claims as their sessions kept them. */
  readonly products: readonly SessionProduct[]
  /** Claims of the log that are done with, those no page gave included. */
  readonly passed: number
  readonly isLast: boolean
}

/** The facts each claim of a page was, and would again be, checked against. */
export const contextsOf = (
  page: PastPage,
  guarantees: readonly GuaranteeDefinition[],
): ((claim: PastClaim) => ClaimContext) => {
  const products = new Map(
    page.products.map(({ sessionId, product }) => [`${sessionId} ${product.id}`, product]),
  )
  return (claim) => ({
    product:
      claim.productId === null ? null : (products.get(`${claim.sessionId} ${claim.productId}`) ?? null),
    price: claim.price,
    saidAt: claim.at,
    guarantees,
  })
}
