import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { Product } from '../model/product.ts'
import type { EpochMs, Fen } from '../model/scalars.ts'

/** What a claim is checked against besides the rules: the facts of the moment it was said. */
export type ClaimContext = {
  /** The product on air; null = nothing is on air. */
  readonly product: Product | null
  /** The slot's price in 分; null = none. */
  readonly price: Fen | null
  readonly saidAt: EpochMs
  readonly guarantees: readonly GuaranteeDefinition[]
}
