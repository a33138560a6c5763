import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import { succeed, type Result } from '../../domain/contract/result.ts'
import { readCompiled, shippedInputs } from '../transfer/compiledPacks.ts'
import { openShippedPacks } from '../transfer/readRulePack.ts'
import { readPacks } from './readPacks.ts'

/**
 * The shipped packs and the packs of the folders, ready to check with. The shipped packs alone are loaded as the build
 * compiled them (`shippedFile`), when that was made from the packs that lie there now.
 */
export const compiledPacks = async (
  resourcesDir: string,
  shippedFile: string,
  folders: readonly string[],
): Promise<Result<CompiledPack>> => {
  if (folders.length === 0) {
    const shipped = await openShippedPacks(resourcesDir)
    if (!shipped.ok) return shipped
    const kept = await readCompiled(shippedFile, shippedInputs(shipped.value.map(({ digest }) => digest)))
    if (kept !== null) return succeed(kept)
  }
  const packs = await readPacks(resourcesDir, folders)
  return packs.ok ? succeed(compilePack(packs.value, NO_SHOP_RULES)) : packs
}
