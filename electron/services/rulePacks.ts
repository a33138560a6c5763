import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import { readCompiled, writeCompiled } from '../transfer/compiledPacks.ts'
import { compileRuleSet, type RuleSet } from './rulesJobs.ts'
import { warmUpChecks } from './warmUpChecks.ts'

/** What the rules in use are made from, before any of it has been read. */
export type RuleSource = {
  /** Differs when packs, settings or engine differ. */
  readonly inputs: string
  /** The shipped packs of this version, and nothing of the shop's. */
  readonly isAsShipped: boolean
  /** The packs in the order they apply, and what the shop has set above them. */
  readonly read: () => Promise<Result<RuleSet>>
  /** Keeps a copy of what was never in use before; the next start does it when this one cannot. */
  readonly keepCopies: () => Promise<Result<null>>
}

/** The rules in use. Loaded once, when first asked for; a failure is tried again. */
export type RulePacks = {
  readonly compiled: () => Promise<Result<CompiledPack>>
  /**
   * Loads or compiles anew after a change. Claims are checked with the old rules until the new ones are ready, and when
   * they cannot be read the old ones stay.
   */
  readonly reload: () => Promise<Result<CompiledPack>>
  /** Hears of every change, after it holds. */
  readonly subscribe: (listener: () => void) => Unsubscribe
}

/**
 * The rules of a source. Shipped packs that nobody changed are loaded as they were compiled when the app was built
 * (`shippedFile`); what a shop has changed is kept compiled in `cacheFile`. So a start compiles nothing; a file that is
 * missing, damaged or of something else only costs the compiling.
 */
export const createRulePacks = (deps: {
  readonly source: () => Promise<Result<RuleSource>>
  readonly shippedFile: string
  readonly cacheFile: string
}): RulePacks => {
  let loading: Promise<Result<CompiledPack>> | null = null
  const listeners = new Set<() => void>()

  const load = async (isStart: boolean): Promise<Result<CompiledPack>> => {
    const source = await deps.source()
    if (!source.ok) return source
    const { inputs, isAsShipped, read, keepCopies } = source.value
    let compiled = isAsShipped ? await readCompiled(deps.shippedFile, inputs) : null
    // After a change the file holds what was before it.
    if (compiled === null && isStart) compiled = await readCompiled(deps.cacheFile, inputs)
    if (compiled === null) {
      const set = await read()
      if (!set.ok) return set
      const made = compileRuleSet(set.value)
      if (!made.ok) return made
      compiled = made.value
      await writeCompiled(deps.cacheFile, compiled, inputs)
    }
    // Nobody waits for these. The copies are megabytes, and serve the update after this one.
    void warmUpChecks(compiled)
    void keepCopies()
    return succeed(compiled)
  }
  return {
    compiled: async () => {
      const mine = (loading ??= load(true))
      const result = await mine
      if (!result.ok && loading === mine) loading = null
      return result
    },
    reload: async () => {
      const result = await load(false)
      if (!result.ok) return result
      loading = Promise.resolve(result)
      for (const listener of listeners) listener()
      return result
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
