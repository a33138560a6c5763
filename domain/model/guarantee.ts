import { z } from 'zod'
import { epochMsSchema, journeyLinkSchema, localTextSchema } from './scalars.ts'

/**
 * The code of a trust-card right (权益). Codes are data, not an enum: platforms add and retire rights. Those the
 * shipped definitions know are listed in `resources/rule-packs/trust-card/guarantees.json`.
 */
export const guaranteeCodeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)
export type GuaranteeCode = z.infer<typeof guaranteeCodeSchema>

/** One right a product really has, with its own terms where they differ from the definition's. */
export const guaranteeSchema = z.strictObject({
  code: guaranteeCodeSchema,
  /** Days the right lasts (七天 = 7); null = as the definition says. */
  days: z.number().int().min(1).max(3650).nullable(),
  /** Hours for a shipping promise (24, 48); null = as the definition says. */
  hours: z.number().int().min(1).max(720).nullable(),
  /** N of 假一赔N; null = as the definition says. Higher promises bind (法释〔2022〕8号 art. 10). */
  multiple: z.number().int().min(1).max(100).nullable(),
  /** The shop runs this right itself although the platform has retired it (退款不退货): a promise of the shop's own. */
  runByShop: z.boolean(),
  /** The shop's own wording of the terms, shown on the card; empty = the definition's. */
  note: z.string().max(120),
})
export type Guarantee = z.infer<typeof guaranteeSchema>

/** What a right is: shipped as data in the `trust-card` pack, so that tiers, terms and dates can change without code. */
export const guaranteeDefinitionSchema = z.strictObject({
  code: guaranteeCodeSchema,
  name: localTextSchema,
  /** Other names an import file or a streamer may use for it. */
  aliases: z.array(z.string().min(1).max(40)).max(40),
  /** One line of terms for the card: {days}, {hours}, {multiple} are replaced by the product's own numbers. */
  terms: localTextSchema,
  link: journeyLinkSchema,
  /** Name of a drawn icon of the stage; unknown names fall back to the shield. */
  icon: z.string().regex(/^[a-z-]{1,30}$/),
  defaults: z.strictObject({
    days: z.number().int().min(1).max(3650).nullable(),
    hours: z.number().int().min(1).max(720).nullable(),
    multiple: z.number().int().min(1).max(100).nullable(),
  }),
  /** Since when the platform no longer offers it; null = still offered. The mark says how sure the date is. */
  retiredFrom: z
    .strictObject({
      at: epochMsSchema,
      mark: z.enum(['confirmed', 'secondary', 'believed']),
      source: z.string().max(200),
    })
    .nullable(),
  /** Product categories (substrings) the right is not offered for. */
  excludedCategories: z.array(z.string().min(1).max(40)).max(60),
})
export type GuaranteeDefinition = z.infer<typeof guaranteeDefinitionSchema>

/** A right with nothing but its code: terms as the definition says, run by the platform. */
export const plainGuarantee = (code: GuaranteeCode): Guarantee => ({
  code,
  days: null,
  hours: null,
  multiple: null,
  runByShop: false,
  note: '',
})
