import type { Rule, RulePack } from '../../domain/compliance/rulePack.ts'

/**
 * The packs with nothing that spares a hit by what stands around it: no `unless`, no ordinary words. (An utterance that
 * corrects a slip is spared by the engine itself, which no pack can turn off.)
 */
export const withoutContexts = (packs: readonly RulePack[]): RulePack[] =>
  packs.map((pack) => ({
    ...pack,
    ordinary: [],
    rules: pack.rules.map((rule) => ({ ...rule, unless: [] })),
  }))

const withoutFactsOf = (rule: Rule): Rule => {
  if (rule.kind !== 'fact') return { ...rule, needs: [] }
  const { check: _check, ...rest } = rule
  return { ...rest, kind: 'pattern', needs: [] }
}

/** The packs with nothing that asks for the product's record: no `needs`, and every fact rule says yes to its wording. */
export const withoutFacts = (packs: readonly RulePack[]): RulePack[] =>
  packs.map((pack) => ({ ...pack, rules: pack.rules.map((rule) => withoutFactsOf(rule)) }))
