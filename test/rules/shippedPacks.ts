import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ClaimContext } from '../../domain/compliance/claimContext.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { Product } from '../../domain/model/product.ts'
import { productFromRecord, productRecordSchema } from '../../domain/transcript/productRecord.ts'
import { readGuarantees } from '../../electron/transfer/readGuarantees.ts'
import { readShippedPacks } from '../../electron/transfer/readRulePack.ts'

const RESOURCES = path.join(import.meta.dirname, '../../resources')

const unwrap = <Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** The packs as shipped. */
export const shippedPacks = unwrap(await readShippedPacks(RESOURCES))

/** The packs as shipped, ready to check with. */
export const shipped = compilePack(shippedPacks, NO_SHOP_RULES)

const guarantees = unwrap(await readGuarantees(RESOURCES))

const products = new Map<string, Product>(
  productRecordSchema
    .array()
    .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'products.json'), 'utf8')))
    .map((record) => [record.id, productFromRecord(record)]),
)

/** Ids of the example products. */
export const exampleProductIds: readonly string[] = [...products.keys()]

/** A Friday evening: 2026-11-20 19:00 in China. */
export const FRIDAY_EVENING = Date.parse('2026-11-20T19:00:00+08:00')

/** One of the example products. */
export const exampleProduct = (id: string): Product => {
  const product = products.get(id)
  if (product === undefined) throw new Error(`no example product ${id}`)
  return product
}

/** The context with an example product on air, or with nothing on air. */
export const onAir = (productId: string | null): ClaimContext => {
  const product = productId === null ? null : exampleProduct(productId)
  return { product, price: product?.price ?? null, saidAt: FRIDAY_EVENING, guarantees }
}
