import { checkClaim } from '../../domain/compliance/checkClaim.ts'
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

/** The rules that `read` gives: the packs in the order they apply, and what the shop has set above them. */
export const createRulePacks = (deps: { readonly read: () => Promise<Result<RuleSet>> }): RulePacks => {
  type Loaded = { readonly packs: readonly RulePack[]; readonly compiled: CompiledPack }
  let loading: Promise<Result<Loaded>> | null = null
  const listeners = new Set<() => void>()

  const load = async (): Promise<Result<Loaded>> => {
    const read = await deps.read()
    if (!read.ok) return read
    const { packs, shop } = read.value
    const compiled = compileRuleSet({ packs, shop })
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
