import { productFromRecord, productRecordSchema } from '../../domain/transcript/productRecord.ts'
import type { Product } from '../../domain/model/product.ts'
import { done, failed, type CliResult } from './cliFailure.ts'

const nameOf = (value: unknown, place: number): string =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : `#${place + 1}`

/** Reads a product record (a JSON list) from its text. */
export const readProducts = (file: string, text: string): CliResult<ReadonlyMap<string, Product>> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return failed('cli.products-not-json', {
      file,
      reason: error instanceof Error ? error.message.slice(0, 120) : '',
    })
  }
  if (!Array.isArray(value)) return failed('cli.products-not-list', { file })
  const products = new Map<string, Product>()
  for (const [place, entry] of value.entries()) {
    const parsed = productRecordSchema.safeParse(entry)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return failed('cli.product-field', {
        file,
        product: nameOf(entry, place),
        field: issue === undefined || issue.path.length === 0 ? '-' : issue.path.map(String).join('.'),
        reason: issue?.message.slice(0, 160) ?? '',
      })
    }
    if (products.has(parsed.data.id)) return failed('cli.product-twice', { file, product: parsed.data.id })
    products.set(parsed.data.id, productFromRecord(parsed.data))
  }
  return done(products)
}
