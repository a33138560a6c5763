import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import { readShippedPacks } from '../transfer/readRulePack.ts'

/** The rule packs in use. Read and compiled once, when first asked for; a failed reading is tried again. */
export type RulePacks = {
  readonly packs: () => Promise<Result<readonly RulePack[]>>
  readonly compiled: () => Promise<Result<CompiledPack>>
}

/** The packs below a resources folder. */
export const createRulePacks = (deps: { readonly resourcesDir: string }): RulePacks => {
  let reading: Promise<Result<readonly RulePack[]>> | null = null
  let compiling: Promise<Result<CompiledPack>> | null = null

  const packs = async (): Promise<Result<readonly RulePack[]>> => {
    reading ??= readShippedPacks(deps.resourcesDir)
    const result = await reading
    if (!result.ok) reading = null
    return result
  }
  const compile = async (): Promise<Result<CompiledPack>> => {
    const read = await packs()
    if (!read.ok) return read
    const compiled = compilePack(read.value, NO_SHOP_RULES)
    // The first check of a run is slower than those after it; it is not to be the streamer's.
    checkClaim(
      '今天直播间四十八小时内发货',
      { product: null, price: null, saidAt: 0, guarantees: [] },
      compiled,
    )
    return succeed(compiled)
  }
  return {
    packs,
    compiled: async () => {
      compiling ??= compile()
      const result = await compiling
      if (!result.ok) compiling = null
      return result
    },
  }
}
