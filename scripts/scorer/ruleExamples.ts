import type { Rule, RuleExample, RulePack } from '../../domain/compliance/rulePack.ts'
import type { Family } from '../../domain/model/claim.ts'
import type { Product } from '../../domain/model/product.ts'
import type { LineOnAir } from '../eval/readLines.ts'

/** Rules whose examples say nothing about violations: they note promises, or ask for words that must be said. */
const saysNothing = ({ kind, severity }: Rule): boolean =>
  kind === 'promise' || kind === 'must-say' || (severity === 'note' && kind !== 'scored')

/**
 * The examples of the packs' own rules as labelled lines: what a rule must find violates its family, what it must spare is
 * clean. Words that one rule finds and another spares are what is found.
 */
export const ruleExamples = (
  packs: readonly RulePack[],
  products: ReadonlyMap<string, Product>,
): LineOnAir[] => {
  const labels = new Map<string, { example: RuleExample; families: Set<Family> }>()
  const add = (example: RuleExample, families: readonly Family[]): void => {
    const key = JSON.stringify(example)
    const known = labels.get(key) ?? { example, families: new Set<Family>() }
    for (const family of families) known.families.add(family)
    labels.set(key, known)
  }
  for (const rule of packs.flatMap((pack) => pack.rules)) {
    if (saysNothing(rule)) continue
    for (const example of rule.examples.bad) add(example, [rule.family])
    for (const example of rule.examples.ok) add(example, [])
  }
  return [...labels.values()].map(({ example, families }, at) => {
    const { text, product } = typeof example === 'string' ? { text: example, product: null } : example
    const line = {
      id: `example-${at + 1}`,
      file: 'examples.jsonl',
      line: at + 1,
      text,
      product,
      labels: [...families],
      // The whole of it shows it.
      spans: families.size === 0 ? [] : [{ start: 0, end: text.length }],
      of: null,
    }
    return { line, product: product === null ? null : (products.get(product) ?? null) }
  })
}
