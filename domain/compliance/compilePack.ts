import type { Rule, RulePack } from './rulePack.ts'

/** Packs ready to check with. Immutable; made once by `compilePack`. */
export type CompiledPack = {
  readonly rules: ReadonlyMap<string, { readonly rule: Rule; readonly pack: string; readonly version: string }>
}

/** Compiles rule packs; a later pack's rule replaces an earlier one with the same id. */
export const compilePack = (packs: readonly RulePack[]): CompiledPack => ({
  rules: new Map(
    packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, { rule, pack: pack.id, version: pack.version }] as const)),
  ),
})

/** Id and version of the pack a rule came from; empty texts when the rule is not known. */
export const packOf = (pack: CompiledPack, ruleId: string): { id: string; version: string } => {
  const entry = pack.rules.get(ruleId)
  return entry === undefined ? { id: '', version: '' } : { id: entry.pack, version: entry.version }
}
