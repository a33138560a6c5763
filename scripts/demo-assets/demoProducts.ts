import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { LineupLine } from '../../electron/transfer/lineupWorkbook.ts'
import { plainGuarantee } from '../../domain/model/guarantee.ts'
import { productSchema } from '../../domain/model/product.ts'

const demoFileSchema = z.strictObject({
  title: z.string(),
  products: z.array(
    z.looseObject({
      id: z.string(),
      position: z.number().int().nullable(),
      minutes: z.number(),
      guarantees: z.array(z.looseObject({ code: z.string() })),
      documents: z.array(z.looseObject({ type: z.string(), says: z.string() })),
    }),
  ),
})

/** What the demo workbook is made of. */
export type DemoLineup = { readonly title: string; readonly lines: readonly LineupLine[] }

/** The 26 products of the demo from `products.json` beside this file; the six on air in the demo session have positions. */
export const readDemoProducts = async (): Promise<DemoLineup> => {
  const file = demoFileSchema.parse(
    JSON.parse(await readFile(new URL('products.json', import.meta.url), 'utf8')),
  )
  const lines = file.products.map(({ position, minutes, ...facts }) => ({
    position,
    plannedMs: minutes * 60_000,
    product: productSchema.parse({
      ...facts,
      guarantees: facts.guarantees.map((right) => ({ ...plainGuarantee(right.code), ...right })),
      documents: facts.documents.map((document) => ({ expiresAt: null, ...document })),
      picture: `${facts.id}.png`,
    }),
  }))
  return { title: file.title, lines }
}
