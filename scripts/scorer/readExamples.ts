import fs from 'node:fs'
import path from 'node:path'
import { familySchema } from '../../domain/model/claim.ts'
import { productFromRecord, productRecordSchema } from '../../domain/transcript/productRecord.ts'
import type { Example } from './features.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const LABELLED = path.join(ROOT, 'test/fixtures/labelled')
const PRODUCTS = path.join(ROOT, 'test/rules/products.json')

/** The repository's own labelled lines, file by file in order of name; with names only those files. */
export const readExamples = (names: readonly string[]): Example[] => {
  const products = new Map(
    productRecordSchema
      .array()
      .parse(JSON.parse(fs.readFileSync(PRODUCTS, 'utf8')))
      .map((record) => [record.id, productFromRecord(record)]),
  )
  const files = fs
    .readdirSync(LABELLED)
    .filter((name) => name.endsWith('.jsonl') && (names.length === 0 || names.includes(name)))
    .toSorted()
  const seen = new Set<string>()
  return files.flatMap((name) =>
    fs
      .readFileSync(path.join(LABELLED, name), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .flatMap((line): Example[] => {
        const { id, text, product, labels } = JSON.parse(line)
        if (seen.has(text)) return []
        seen.add(text)
        const onAir = product === null ? null : products.get(product)
        if (onAir === undefined) throw new Error(`${name} ${id}: no product ${product}`)
        return [
          { id, text, product: onAir, labels: labels.map((label: unknown) => familySchema.parse(label)) },
        ]
      }),
  )
}
