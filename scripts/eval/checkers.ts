import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES, type ShopRules } from '../../domain/compliance/shopRules.ts'
import type { ClaimVerdict, FindingDraft } from '../../domain/model/claim.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Product } from '../../domain/model/product.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'

/** What scoring needs to know of a finding. */
export type Hit = Pick<FindingDraft, 'rule' | 'family' | 'severity' | 'start' | 'end' | 'quote'>

/** Something that checks an utterance said about a product. */
export type Checker<Verdict extends { readonly findings: readonly Hit[] }> = (
  text: string,
  product: Product | null,
  saidAt: EpochMs,
) => Verdict

/** The rule engine with these packs and what a shop has set. */
export const engineChecker = (
  packs: readonly RulePack[],
  shop: ShopRules,
  guarantees: readonly GuaranteeDefinition[],
): Checker<ClaimVerdict> => {
  const compiled = compilePack(packs, shop)
  return (text, product, saidAt) =>
    checkClaim(text, { product, price: product?.price ?? null, saidAt, guarantees }, compiled)
}

/** The rule engine as a shop has it that has set nothing. */
export const plainEngine = (
  packs: readonly RulePack[],
  guarantees: readonly GuaranteeDefinition[],
): Checker<ClaimVerdict> => engineChecker(packs, NO_SHOP_RULES, guarantees)
