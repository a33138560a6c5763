import { z } from 'zod'
import { guaranteeCodeSchema, guaranteeSchema, plainGuarantee } from '../model/guarantee.ts'
import { productIdSchema, type Product } from '../model/product.ts'

const yuanSchema = z.number().min(0).max(10_000_000)

/** A product as a shop writes it for the command line: prices in yuan, rights as codes, documents as `evidence`. */
export const productRecordSchema = z.strictObject({
  id: productIdSchema,
  name: z.string().min(1).max(120),
  category: z.string().max(60).default(''),
  price: yuanSchema,
  listPrice: yuanSchema.nullable().default(null),
  priceEvidence: z.boolean().default(false),
  stock: z.number().int().min(0).max(1_000_000_000).nullable().default(null),
  guarantees: z
    .array(z.union([guaranteeCodeSchema, guaranteeSchema.partial().required({ code: true })]))
    .max(24)
    .default([]),
  evidence: z
    .array(
      z.strictObject({
        type: z.string().min(1).max(80),
        says: z.string().max(400),
        expires: z.iso.date().nullable().default(null),
      }),
    )
    .max(60)
    .default([]),
  maker: z.string().max(120).default(''),
  address: z.string().max(200).default(''),
  certificate: z.string().max(120).default(''),
})

const fenOf = (yuan: number): number => Math.round(yuan * 100)

const DAY_MS = 86_400_000
const CHINA_OFFSET_MS = 8 * 3_600_000

/** The end of a day in China, when a document expires. */
const endOfDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET_MS + DAY_MS

/** The product a record stands for. */
export const productFromRecord = (record: z.infer<typeof productRecordSchema>): Product => ({
  id: record.id,
  name: record.name,
  category: record.category,
  price: fenOf(record.price),
  listPrice: record.listPrice === null ? null : fenOf(record.listPrice),
  priceEvidence: record.priceEvidence,
  stock: record.stock,
  guarantees: record.guarantees.map((right) =>
    typeof right === 'string'
      ? plainGuarantee(right)
      : {
          code: right.code,
          days: right.days ?? null,
          hours: right.hours ?? null,
          multiple: right.multiple ?? null,
          runByShop: right.runByShop ?? false,
          note: right.note ?? '',
        },
  ),
  documents: record.evidence.map((one) => ({
    type: one.type,
    says: one.says,
    expiresAt: one.expires === null ? null : endOfDay(one.expires),
  })),
  maker: record.maker,
  address: record.address,
  certificate: record.certificate,
  sellingPoints: [],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
})
