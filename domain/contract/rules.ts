import { z } from 'zod'
import type { PackComparison } from '../compliance/comparePacks.ts'
import type { RuleTally, VerdictChange } from '../compliance/compareVerdicts.ts'
import type { PastClaim } from '../compliance/pastClaims.ts'
import type { Rule, RulePack } from '../compliance/rulePack.ts'
import { MAX_ALLOWED_PHRASE, shopRulesSchema, type ShopRules } from '../compliance/shopRules.ts'
import type { ExampleResult } from '../compliance/tryRule.ts'
import { severitySchema, type Severity } from '../model/claim.ts'
import type { ProductId } from '../model/product.ts'
import type { EpochMs, LocalText, Ulid } from '../model/scalars.ts'
import type { Failure } from './result.ts'

/**
 * Large values main makes itself (packs, comparisons) cross to the window by their type alone: they were checked where
 * they came in, and checking 300 kB again at every call would be felt.
 */
const made = <Value>() => z.custom<Value>((value) => typeof value === 'object' && value !== null)

/** Most past claims that hold a rule's words and are looked at before it is saved, the newest first. */
export const TRIAL_CLAIMS = 2000
/** Claims shown of those a rule would hit, or that come out differently; all are counted. */
export const SHOWN_CLAIMS = 200

/** A pack in use. */
export type PackInUse = {
  readonly pack: RulePack
  /** `shipped`: came with the app; `imported`: from a file; `shop`: the shop's own rules. */
  readonly origin: 'shipped' | 'imported' | 'shop'
  /** Version the app ships that was not accepted yet; null = what is in use is the newest. */
  readonly update: string | null
}

/** Something stored that this version cannot use. It stays in the file and finds nothing until it is put right. */
export type LeftOut = { readonly id: string; readonly failure: Failure }

/** Everything about the rules in use. */
export type RulesState = {
  /** Goes up with every change. */
  readonly revision: number
  /** In the order they apply: of two rules with one id the later holds. */
  readonly packs: readonly PackInUse[]
  readonly shop: ShopRules
  /** When each of the shop's own rules was made and last changed. */
  readonly times: Readonly<Record<string, { readonly createdAt: EpochMs; readonly changedAt: EpochMs }>>
  readonly leftOut: readonly LeftOut[]
}
export const rulesStateSchema = made<RulesState>()

/** What keeps a rule from being used: the field, and why. */
export type RuleProblem = { readonly field: string; readonly reason: LocalText }

/** A past claim a rule would hit. */
export type PastHit = Pick<PastClaim, 'id' | 'sessionTitle' | 'text' | 'at'> & {
  readonly productName: string
  readonly marks: readonly { readonly start: number; readonly end: number; readonly severity: Severity }[]
}

/** A rule tried before it is saved. */
export type RuleTrial = {
  /** Null = it can be used. */
  readonly problem: RuleProblem | null
  readonly examples: readonly ExampleResult[]
  readonly past: {
    /** Claims it was tried on: all, unless its words are so common that looking stopped before. */
    readonly claims: number
    /** Claims it hits in all. */
    readonly found: number
    /** The newest of them. */
    readonly shown: readonly PastHit[]
  }
}
export const ruleTrialSchema = made<RuleTrial>()

/** What taking a pack over would change. */
export type PackPreview = {
  readonly token: Ulid
  readonly packId: string
  readonly name: LocalText
  /** Null = no such pack is in use. */
  readonly from: string | null
  readonly to: string
  readonly rules: number
  readonly comparison: PackComparison
  /** Rules whose own examples do not come out as they say. */
  readonly failing: readonly { readonly rule: string; readonly example: string }[]
}
export const packPreviewSchema = made<PackPreview>()

/** What other rules would have said about the shop's past claims. */
export type PackEffect = {
  readonly claims: number
  /** Claims that come out differently, in all. */
  readonly changed: number
  readonly shown: readonly VerdictChange<
    Pick<PastClaim, 'id' | 'sessionTitle' | 'text' | 'at'> & { readonly productId: ProductId | null }
  >[]
  readonly rules: readonly RuleTally[]
}
export const packEffectSchema = made<PackEffect>()

/** A shop's wish for some rules: another severity, off, or (null) back to the rule's own. */
export const ruleAdjustmentDraftSchema = z.strictObject({
  rules: z.array(z.string().min(1).max(80)).min(1).max(2000),
  severity: z.union([severitySchema, z.literal('off')]).nullable(),
  reason: z.string().trim().max(200),
})

/** A phrase the shop may say. */
export const allowedPhraseDraftSchema = z.strictObject({
  phrase: z.string().trim().min(2).max(MAX_ALLOWED_PHRASE),
  reason: shopRulesSchema.shape.allowed.element.shape.reason,
})

/** A rule as a window sends it: main reads it and says what is wrong by field. */
export const ruleDraftSchema = made<Rule>()
