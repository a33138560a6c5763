import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import {
  engineStamp,
  loadCompiledPack,
  serialiseCompiledPack,
} from '../../domain/compliance/compiledPackBinary.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import { compileRuleSet, type RuleSet } from './rulesJobs.ts'

/** The rules in use. Read and compiled once, when first asked for; a failed reading is tried again. */
export type RulePacks = {
  readonly packs: () => Promise<Result<readonly RulePack[]>>
  readonly compiled: () => Promise<Result<CompiledPack>>
  /**
   * Reads and compiles anew after a change. Claims are checked with the old rules until the new ones are ready, and when
   * they cannot be read the old ones stay.
   */
  readonly reload: () => Promise<Result<CompiledPack>>
  /** Hears of every change, after it holds. */
  readonly subscribe: (listener: () => void) => Unsubscribe
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

/** What was compiled before from the same packs, the same settings of the shop and the same engine, or compiled now. */
const loadOrCompile = async (file: string, set: RuleSet): Promise<Result<CompiledPack>> => {
  const inputs = `${createHash('sha256').update(JSON.stringify(set)).digest('hex')} ${engineStamp()}`
  const kept = await readCompiled(file, inputs)
  if (kept !== null) return succeed(kept)
  const compiled = compileRuleSet(set)
  if (compiled.ok) await keepCompiled(file, compiled.value, inputs)
  return compiled
}

/**
 * The rules that `read` gives: the packs in the order they apply, and what the shop has set above them. What was
 * compiled is kept in `cacheFile`, so that a start with the same rules compiles nothing; a damaged file is written anew.
 */
export const createRulePacks = (deps: {
  readonly read: () => Promise<Result<RuleSet>>
  readonly cacheFile: string
}): RulePacks => {
  type Loaded = { readonly packs: readonly RulePack[]; readonly compiled: CompiledPack }
  let loading: Promise<Result<Loaded>> | null = null
  const listeners = new Set<() => void>()

  const load = async (): Promise<Result<Loaded>> => {
    const read = await deps.read()
    if (!read.ok) return read
    const { packs } = read.value
    const compiled = await loadOrCompile(deps.cacheFile, read.value)
    if (!compiled.ok) return compiled
    // The first check of a run is slower than those after it; it is not to be the streamer's.
    checkClaim(
      '今天直播间四十八小时内发货',
      { product: null, price: null, saidAt: 0, guarantees: [] },
      compiled.value,
    )
    return succeed({ packs, compiled: compiled.value })
  }
  const loaded = async (): Promise<Result<Loaded>> => {
    const mine = (loading ??= load())
    const result = await mine
    if (!result.ok && loading === mine) loading = null
    return result
  }
  return {
    packs: async () => {
      const result = await loaded()
      return result.ok ? succeed(result.value.packs) : result
    },
    compiled: async () => {
      const result = await loaded()
      return result.ok ? succeed(result.value.compiled) : result
    },
    reload: async () => {
      const result = await load()
      if (!result.ok) return result
      loading = Promise.resolve(result)
      for (const listener of listeners) listener()
      return succeed(result.value.compiled)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
