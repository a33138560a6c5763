import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { succeed, type Result } from '../../domain/contract/result.ts'
import { readRulePackFolder, readShippedPacks } from '../transfer/readRulePack.ts'

/** The shipped packs and the packs of the folders; one with the id of a pack before it takes its place. */
export const readPacks = async (
  resourcesDir: string,
  folders: readonly string[],
): Promise<Result<RulePack[]>> => {
  const shipped = await readShippedPacks(resourcesDir)
  if (!shipped.ok) return shipped
  const packs = new Map(shipped.value.map((pack) => [pack.id, pack]))
  for (const folder of folders) {
    const pack = await readRulePackFolder(folder)
    if (!pack.ok) return pack
    packs.set(pack.value.id, pack.value)
  }
  return succeed([...packs.values()])
}
