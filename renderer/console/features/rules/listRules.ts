import type { Rule } from '../../../../domain/compliance/rulePack.ts'
import type { RuleAdjustment } from '../../../../domain/compliance/shopRules.ts'
import type { PackInUse, RulesState } from '../../../../domain/contract/rules.ts'
import type { Family, Severity } from '../../../../domain/model/claim.ts'

/** A rule in force, with the pack it comes from and what the shop has set for it. */
export type ListedRule = {
  readonly rule: Rule
  readonly from: PackInUse
  readonly adjustment: RuleAdjustment | null
  /** Its own severity or the shop's; null = switched off. */
  readonly severity: Severity | null
  /** What a search looks into. */
  readonly text: string
}

/** What the list is narrowed to. */
export type Place =
  | { readonly kind: 'all' | 'own' | 'changed' | 'off' | 'allowed' }
  | { readonly kind: 'family'; readonly family: Family }
  | { readonly kind: 'law'; readonly law: string }
  | { readonly kind: 'pack'; readonly pack: string }

const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

const searchText = (rule: Rule): string => {
  const examples = [...rule.examples.bad, ...rule.examples.ok].map((entry) =>
    typeof entry === 'string' ? entry : entry.text,
  )
  const laws = rule.basis.flatMap(({ law, article }) => [`${law}${article}`, article])
  const { id, message, suggestion, correction, penalty, say } = rule
  const texts = [id, message.zh, message.en, suggestion.zh, suggestion.en, correction, penalty]
  return plain([...texts, ...say, ...laws, ...examples].join('\n'))
}

/** The rules in force: of two with one id the later pack's. */
export const listRules = ({ packs, shop }: RulesState): ListedRule[] => {
  const adjustments = new Map(shop.adjustments.map((entry) => [entry.rule, entry]))
  const listed = new Map<string, ListedRule>()
  for (const from of packs) {
    for (const rule of from.pack.rules) {
      const adjustment = adjustments.get(rule.id) ?? null
      const severity = adjustment?.severity ?? rule.severity
      listed.set(rule.id, {
        rule,
        from,
        adjustment,
        severity: severity === 'off' ? null : severity,
        text: searchText(rule),
      })
    }
  }
  return [...listed.values()]
}

/** A rule matches when every word of the search stands somewhere in it: words, message, law, examples, id. */
export const matchesSearch = ({ text }: ListedRule, search: string): boolean =>
  plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word))

/** Whether a rule belongs to a place. */
export const isIn = (listed: ListedRule, place: Place): boolean => {
  switch (place.kind) {
    case 'all':
      return true
    case 'own':
      return listed.from.origin === 'shop'
    case 'changed':
      return listed.adjustment !== null && listed.severity !== null
    case 'off':
      return listed.severity === null
    case 'allowed':
      return false
    case 'family':
      return listed.rule.family === place.family
    case 'law':
      return listed.rule.basis.some(({ law }) => law === place.law)
    case 'pack':
      return listed.from.pack.id === place.pack
    default:
      return place satisfies never
  }
}

/** The laws rules rest on, the most cited first. */
export const lawsOf = (rules: readonly ListedRule[]): string[] => {
  const counts = new Map<string, number>()
  for (const { rule } of rules)
    for (const law of new Set(rule.basis.map((basis) => basis.law)))
      counts.set(law, (counts.get(law) ?? 0) + 1)
  return [...counts].toSorted((left, right) => right[1] - left[1]).map(([law]) => law)
}

/** Whether two places are the same one. */
export const isSamePlace = (left: Place, right: Place): boolean =>
  JSON.stringify(left) === JSON.stringify(right)
