import { z } from 'zod'
import { severitySchema, type Family, type Severity } from '../model/claim.ts'
import { epochMsSchema } from '../model/scalars.ts'
import { ruleIdSchema, type Rule } from './rulePack.ts'

/** Longest phrase of the allow-list, in UTF-16 units. */
export const MAX_ALLOWED_PHRASE = 40

/** A shop's own setting for a rule: another severity, or off; always with the reason, for the reviewer. */
export const ruleAdjustmentSchema = z.strictObject({
  rule: ruleIdSchema,
  severity: z.union([severitySchema, z.literal('off')]),
  reason: z.string().trim().min(1).max(200),
  at: epochMsSchema,
})
export type RuleAdjustment = z.infer<typeof ruleAdjustmentSchema>

/** Words the shop may say: a registered name, a licensed phrase. A hit that lies inside them is spared. */
export const allowedPhraseSchema = z.strictObject({
  phrase: z.string().trim().min(2).max(MAX_ALLOWED_PHRASE),
  reason: z.string().trim().min(1).max(200),
  at: epochMsSchema,
})
export type AllowedPhrase = z.infer<typeof allowedPhraseSchema>

/** What a shop has set above the packs. */
export const shopRulesSchema = z.strictObject({
  adjustments: z.array(ruleAdjustmentSchema).max(2000),
  allowed: z.array(allowedPhraseSchema).max(2000),
})
export type ShopRules = z.infer<typeof shopRulesSchema>

/** A shop that has set nothing. */
export const NO_SHOP_RULES: ShopRules = { adjustments: [], allowed: [] }

/**
 * Families whose `block` rules no allow-list can spare: what viewers are promised, deals taken off the platform, and
 * health.
 */
export const NEVER_ALLOWED: ReadonlySet<Family> = new Set<Family>(['GUA', 'DIV', 'MED'])

/** Whether the allow-list may spare a hit of this rule. */
export const isAllowable = (rule: Rule, severity: Severity): boolean =>
  !(severity === 'block' && NEVER_ALLOWED.has(rule.family))
