import { z } from 'zod'
import { guaranteeSchema } from './guarantee.ts'
import { epochMsSchema, fenSchema } from './scalars.ts'

/** The shop's own product code, as in its spreadsheets (商品编码). Text, never a number: Excel rounds past 15 digits. */
export const productIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s\u0000-\u001f]+$/u)
export type ProductId = z.infer<typeof productIdSchema>

/** A file or number that proves something (凭证). `type` and `says` are as the shop wrote them. */
export const productDocumentSchema = z.strictObject({
  type: z.string().min(1).max(80),
  says: z.string().max(400),
  /** When it stops proving; null = no expiry on file. */
  expiresAt: epochMsSchema.nullable(),
})
export type ProductDocument = z.infer<typeof productDocumentSchema>

/** What is sold, with the facts a claim is checked against. */
export const productSchema = z.strictObject({
  id: productIdSchema,
  name: z.string().min(1).max(120),
  /** The category as the shop writes it: 护肤, 保健食品, 医疗器械(二类) … Rules match it by its words. */
  category: z.string().max(60),
  /** Price on air in 分. */
  price: fenSchema,
  /** List price (划线价) in 分; null = none. Shown or said only with a record behind it (明码标价和禁止价格欺诈规定 art. 16). */
  listPrice: fenSchema.nullable(),
  /** A verifiable record of the list price or of a lowest-price claim is on file. */
  priceEvidence: z.boolean(),
  /** Pieces left; null = not known. */
  stock: z.number().int().min(0).max(1_000_000_000).nullable(),
  guarantees: z.array(guaranteeSchema).max(24),
  documents: z.array(productDocumentSchema).max(60),
  maker: z.string().max(120),
  address: z.string().max(200),
  /** Certificate, licence or filing number as printed. */
  certificate: z.string().max(120),
  /** Talking points for the prompter (卖点, 话术), the first three are shown large. */
  sellingPoints: z.array(z.string().min(1).max(120)).max(12),
  /** Words the shop does not want said about this product (别说). */
  forbiddenWords: z.array(z.string().min(1).max(40)).max(40),
  /** Words that must be said while it is on air (要说). */
  mustSay: z.array(z.string().min(1).max(120)).max(12),
  /** File name of the picture in the app's picture folder; null = none. */
  picture: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,80}\.(png|jpg|jpeg|webp)$/)
    .nullable(),
})
export type Product = z.infer<typeof productSchema>
