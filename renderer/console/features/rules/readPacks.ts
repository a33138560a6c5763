import { type Rule, rulePackSchema } from '../../../../domain/compliance/rulePack.ts'
import type { LocalText } from '../../../../domain/model/scalars.ts'

/** A rule with the pack it comes from. */
export type ListedRule = { readonly pack: string; readonly rule: Rule; readonly text: string }

/** A pack at a glance, with its rules. */
export type PackSummary = {
  readonly id: string
  readonly version: string
  readonly name: LocalText
  readonly rules: readonly ListedRule[]
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The packs main uses, read; what does not read as a pack is left out (main has refused it already). */
export const readPacks = (packs: readonly unknown[]): PackSummary[] =>
  packs.flatMap((given) => {
    const pack = rulePackSchema.safeParse(given)
    if (!pack.success) return []
    const { id, version, name, rules } = pack.data
    return [{ id, version, name, rules: rules.map((rule) => ({ pack: id, rule, text: searchText(rule) })) }]
  })

const searchText = (rule: Rule): string => {
  const examples = [...rule.examples.bad, ...rule.examples.ok].map((entry) =>
    typeof entry === 'string' ? entry : entry.text,
  )
  const laws = rule.basis.flatMap(({ law, article }) => [law, article])
  return plain(
    [
      rule.id,
      rule.message.zh,
      rule.message.en,
      rule.suggestion.zh,
      rule.suggestion.en,
      ...laws,
      ...examples,
    ].join('\n'),
  )
}

/** A rule matches when every word of the search stands somewhere in it: message, law, examples, id. */
export const matchesRule = (listed: ListedRule, search: string): boolean =>
  plain(search)
    .split(/\s+/)
    .every((word) => listed.text.includes(word))
