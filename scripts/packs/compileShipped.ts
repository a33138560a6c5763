/**
 * Compiles the shipped rule packs into the file the application loads at its start.
 *
 *   node scripts/packs/compileShipped.ts FILE
 */
import path from 'node:path'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { failureText } from '../../domain/messages/failureText.ts'
import type { Failure } from '../../domain/contract/result.ts'
import { shippedInputs, writeCompiled } from '../../electron/transfer/compiledPacks.ts'
import { openShippedPacks } from '../../electron/transfer/readRulePack.ts'

const RESOURCES = path.join(import.meta.dirname, '../../resources')

const end = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
const endWith = (failure: Failure): never => end(failureText('en', failure))

const [, , file] = process.argv
if (file === undefined) throw new Error('compileShipped.ts FILE')
const opened = await openShippedPacks(RESOURCES)
const shipped = opened.ok ? opened.value : endWith(opened.error)
const packs = await Promise.all(
  shipped.map(async ({ read }) => {
    const pack = await read()
    return pack.ok ? pack.value : endWith(pack.error)
  }),
)
const inputs = shippedInputs(shipped.map(({ digest }) => digest))
if (!(await writeCompiled(file, compilePack(packs, NO_SHOP_RULES), inputs))) end(`${file} cannot be written`)
