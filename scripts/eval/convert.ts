/** `node scripts/eval/convert.ts OUT.jsonl IN.tsv…`: utterances labelled by hand in brackets, as a file of labelled lines. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { translate } from '../../domain/messages/translate.ts'
import { cliFailureText, type CliFailure } from '../../electron/cli/cliFailure.ts'
import { cliLanguage } from '../../electron/cli/cliOptions.ts'
import { readProducts } from '../../electron/cli/readProducts.ts'
import { readTextFile } from '../../electron/cli/readTextFile.ts'
import { readBracketed, toLabelledJsonl, type BracketedLine } from './readBracketed.ts'

const OWN_PRODUCTS = path.join(import.meta.dirname, '../../test/rules/products.json')

const run = async (): Promise<number> => {
  const language = cliLanguage([], process.env)
  const stop = (failure: CliFailure): number => {
    process.stderr.write(`${cliFailureText(language, failure)}\n`)
    return 2
  }
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { products: { type: 'string' } },
  })
  const [out, ...inputs] = positionals
  if (out === undefined || inputs.length === 0) return stop({ key: 'eval.convert-usage', params: {} })
  const productFile = typeof values.products === 'string' ? values.products : OWN_PRODUCTS
  const productText = await readTextFile(productFile, 'utf-8')
  if (!productText.ok) return stop(productText.failure)
  const products = readProducts(productFile, productText.value)
  if (!products.ok) return stop(products.failure)
  const lines: BracketedLine[] = []
  for (const file of inputs) {
    const text = await readTextFile(file, 'utf-8')
    if (!text.ok) return stop(text.failure)
    const read = readBracketed(file, text.value, products.value)
    if (!read.ok) return stop(read.failure)
    lines.push(...read.value)
  }
  const converted = toLabelledJsonl(path.parse(out).name, lines)
  if (!converted.ok) return stop(converted.failure)
  await writeFile(out, converted.value.jsonl)
  const { lines: count, violating, doubles } = converted.value
  process.stdout.write(
    `${translate(language, 'eval.converted', { file: out, lines: count, violating, doubles })}\n`,
  )
  return 0
}

process.exitCode = await run()
