import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Product } from '../../domain/model/product.ts'
import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'
import { readProducts } from '../../electron/cli/readProducts.ts'
import { readTextFile } from '../../electron/cli/readTextFile.ts'
import { readLabelled, type LabelledLine } from './readLabelled.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const OWN_LABELLED = path.join(ROOT, 'test/fixtures/labelled')
const OWN_PRODUCTS = path.join(ROOT, 'test/rules/products.json')

/** A labelled utterance with the product that was on air. */
export type LineOnAir = { readonly line: LabelledLine; readonly product: Product | null }

type Products = ReadonlyMap<string, Product>

/** The products of a labelled file: as asked, else beside it, else the ones the rules' examples use. Read once each. */
export const createProductReader = (
  asked: string | null,
): ((labelled: string) => Promise<CliResult<Products>>) => {
  const known = new Map<string, CliResult<Products>>()
  return async (labelled) => {
    const beside = path.join(path.dirname(labelled), 'products.json')
    const file = asked ?? (existsSync(beside) ? beside : OWN_PRODUCTS)
    const before = known.get(file)
    if (before !== undefined) return before
    const text = await readTextFile(file, 'utf-8')
    const products = text.ok ? readProducts(file, text.value) : text
    known.set(file, products)
    return products
  }
}

/** Reads the products that belong to a labelled file. */
export type ProductReader = ReturnType<typeof createProductReader>

/** Reads labelled files with their products; the first line that is not right ends it. */
export const readLines = async (
  files: readonly string[],
  productsOf: ProductReader,
): Promise<CliResult<LineOnAir[]>> => {
  const all: LineOnAir[] = []
  for (const file of files) {
    const text = await readTextFile(file, 'utf-8')
    if (!text.ok) return text
    const lines = readLabelled(file, text.value)
    if (!lines.ok) return lines
    const products = await productsOf(file)
    if (!products.ok) return products
    for (const line of lines.value) {
      const product = line.product === null ? null : products.value.get(line.product)
      if (product === undefined)
        return failed('cli.unknown-product', { file, line: line.line, product: line.product ?? '' })
      all.push({ line, product })
    }
  }
  return done(all)
}

/** The repository's own labelled files, by name. */
export const ownFiles = async (): Promise<string[]> =>
  (await readdir(OWN_LABELLED))
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .map((name) => path.join(OWN_LABELLED, name))
