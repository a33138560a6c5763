import { readFile, rename, writeFile } from 'node:fs/promises'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import {
  engineStamp,
  loadCompiledPack,
  serialiseCompiledPack,
} from '../../domain/compliance/compiledPackBinary.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import { hashShippedPacks, readShippedPacks } from '../transfer/readRulePack.ts'

/** The rule packs in use. Read and compiled once, when first asked for; a failed reading is tried again. */
export type RulePacks = {
  readonly packs: () => Promise<Result<readonly RulePack[]>>
  readonly compiled: () => Promise<Result<CompiledPack>>
}

const readCompiled = async (file: string, inputs: string): Promise<CompiledPack | null> => {
  try {
    const bytes = await readFile(file)
    const buffer = new ArrayBuffer(bytes.length)
    new Uint8Array(buffer).set(bytes)
    return loadCompiledPack(buffer, inputs)
  } catch {
    return null
  }
}

/** Keeps the compiled packs for the next start. Without them it only compiles again, so a failure to write is no failure. */
const keepCompiled = async (file: string, pack: CompiledPack, inputs: string): Promise<void> => {
  const unfinished = `${file}.new`
  try {
    await writeFile(unfinished, new Uint8Array(serialiseCompiledPack(pack, inputs)))
    await rename(unfinished, file)
  } catch {
    return
  }
}

/**
 * The packs below a resources folder. What was compiled is kept in `cacheFile` under the content of the packs, the shop's
 * rules and the engine's stamp, so that a start with the same packs compiles nothing; a damaged file is written anew.
 */
export const createRulePacks = (deps: {
  readonly resourcesDir: string
  readonly cacheFile: string
}): RulePacks => {
  let reading: Promise<Result<readonly RulePack[]>> | null = null
  let compiling: Promise<Result<CompiledPack>> | null = null

  const packs = async (): Promise<Result<readonly RulePack[]>> => {
    reading ??= readShippedPacks(deps.resourcesDir)
    const result = await reading
    if (!result.ok) reading = null
    return result
  }
  const compileOrLoad = async (): Promise<Result<CompiledPack>> => {
    const content = await hashShippedPacks(deps.resourcesDir)
    const inputs = `${content} ${JSON.stringify(NO_SHOP_RULES)} ${engineStamp()}`
    const kept = content === null ? null : await readCompiled(deps.cacheFile, inputs)
    if (kept !== null) return succeed(kept)
    const read = await packs()
    if (!read.ok) return read
    const compiled = compilePack(read.value, NO_SHOP_RULES)
    if (content !== null) await keepCompiled(deps.cacheFile, compiled, inputs)
    return succeed(compiled)
  }
  const prepare = async (): Promise<Result<CompiledPack>> => {
    const compiled = await compileOrLoad()
    if (!compiled.ok) return compiled
    // The first check of a run is slower than those after it; it is not to be the streamer's.
    checkClaim(
      '今天直播间四十八小时内发货',
      { product: null, price: null, saidAt: 0, guarantees: [] },
      compiled.value,
    )
    return compiled
  }
  return {
    packs,
    compiled: async () => {
      compiling ??= prepare()
      const result = await compiling
      if (!result.ok) compiling = null
      return result
    },
  }
}
