import { create } from 'zustand'
import { type CompiledPack, compilePack, PackCompileError } from '../../../domain/compliance/compilePack.ts'
import { SHOP_PACK_ID } from '../../../domain/compliance/shopPack.ts'
import type { RulesState } from '../../../domain/contract/rules.ts'
import type { Failure } from '../../../domain/contract/result.ts'
import { callMain } from '../../shared/bridge.ts'

export type RulesStore = {
  /** Null until they were read. */
  readonly rules: RulesState | null
  readonly failure: Failure | null
}

/** The rules in use, as main last told them. */
export const useRulesStore = create<RulesStore>()(() => ({ rules: null, failure: null }))

/** Takes over what main answered after a change. */
export const takeRules = (rules: RulesState): void => useRulesStore.setState({ rules, failure: null })

/** Asks main for the rules in use. */
export const loadRules = async (): Promise<RulesState | null> => {
  const answer = await callMain('rules.state', {})
  if (answer.ok) takeRules(answer.value)
  else useRulesStore.setState({ failure: answer.error })
  return answer.ok ? answer.value : null
}

let last: { readonly rules: RulesState; readonly compiled: CompiledPack | null } | null = null

/** The rules compiled, once for each state of them; null when they cannot be. */
export const compileRules = (rules: RulesState): CompiledPack | null => {
  if (last?.rules === rules) return last.compiled
  const packs = rules.packs
    .map(({ pack }) => pack)
    .filter((pack) => pack.id !== SHOP_PACK_ID || pack.rules.length > 0)
  let compiled: CompiledPack | null = null
  try {
    compiled = compilePack(packs, rules.shop)
  } catch (error) {
    if (!(error instanceof PackCompileError)) throw error
  }
  last = { rules, compiled }
  return compiled
}

/** The rules in use, ready to check with in this window; null when they cannot be read (asked for again next time). */
export const compiledRules = async (): Promise<CompiledPack | null> => {
  const rules = useRulesStore.getState().rules ?? (await loadRules())
  return rules === null ? null : compileRules(rules)
}
