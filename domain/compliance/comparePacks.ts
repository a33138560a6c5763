import type { LocalText } from '../model/scalars.ts'
import type { Rule, RuleId, RulePack } from './rulePack.ts'

/** A rule with the pack it stands in. */
export type PackRule = { readonly pack: string; readonly rule: Rule }

/** A rule that is there before and after, and differs. */
export type RuleChange = {
  readonly before: PackRule
  readonly after: PackRule
  /** Fields that differ, as the rule names them; `<疾病>` = a word class the rule uses has other words now. */
  readonly fields: readonly string[]
}

/** A pack that came, went, or has another version. Null = it is not there. */
export type PackChange = {
  readonly id: string
  readonly name: LocalText
  readonly from: string | null
  readonly to: string | null
}

/** What differs between two sets of packs. Lists are in the order of the packs. */
export type PackComparison = {
  readonly packs: readonly PackChange[]
  readonly added: readonly PackRule[]
  readonly changed: readonly RuleChange[]
  readonly removed: readonly PackRule[]
  /** Ordinary words that came and went: they spare hits of every rule. */
  readonly ordinary: { readonly added: readonly string[]; readonly removed: readonly string[] }
}

/** A text that is the same for equal data, whatever the order of its fields. */
const fingerprint = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  )

/** The rules that hold: of two with the same id the later pack's. */
const rulesInForce = (packs: readonly RulePack[]): Map<RuleId, { rule: Rule; pack: RulePack }> => {
  const rules = new Map<RuleId, { rule: Rule; pack: RulePack }>()
  for (const pack of packs) for (const rule of pack.rules) rules.set(rule.id, { rule, pack })
  return rules
}

const CLASS_NAME = /<([^<>]{1,20})>/g

const classesIn = (templates: readonly string[]): string[] =>
  templates.flatMap((template) => [...template.matchAll(CLASS_NAME)].map((match) => match[1] ?? ''))

/** The words of every class, those of the classes it calls included, as one text each. */
const classTexts = (pack: RulePack): Map<string, string> => {
  const texts = new Map<string, string>()
  // A class calls only those that stand before it, so their texts are known.
  for (const [name, templates] of Object.entries(pack.classes)) {
    const called = classesIn(templates).map((one) => texts.get(one) ?? '')
    texts.set(name, fingerprint([templates, called]))
  }
  return texts
}

const templatesOf = (rule: Rule): readonly string[] =>
  rule.kind === 'conditional' ? [...rule.say, ...rule.with] : rule.say

const differingFields = (before: Rule, after: Rule): string[] => {
  const left = new Map<string, unknown>(Object.entries(before))
  const right = new Map<string, unknown>(Object.entries(after))
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (field) => fingerprint(left.get(field)) !== fingerprint(right.get(field)),
  )
}

/** What rules were added, changed and removed between two sets of packs. */
export const comparePacks = (before: readonly RulePack[], after: readonly RulePack[]): PackComparison => {
  const old = rulesInForce(before)
  const fresh = rulesInForce(after)
  const oldClasses = new Map(before.map((pack) => [pack, classTexts(pack)]))
  const freshClasses = new Map(after.map((pack) => [pack, classTexts(pack)]))

  const added: PackRule[] = []
  const changed: RuleChange[] = []
  for (const [id, { rule, pack }] of fresh) {
    const was = old.get(id)
    if (was === undefined) {
      added.push({ pack: pack.id, rule })
      continue
    }
    const classes = [...new Set(classesIn(templatesOf(rule)))].filter(
      (name) => oldClasses.get(was.pack)?.get(name) !== freshClasses.get(pack)?.get(name),
    )
    const fields = [...differingFields(was.rule, rule), ...classes.map((name) => `<${name}>`)]
    if (fields.length === 0) continue
    changed.push({
      before: { pack: was.pack.id, rule: was.rule },
      after: { pack: pack.id, rule },
      fields,
    })
  }
  const removed = [...old.entries()]
    .filter(([id]) => !fresh.has(id))
    .map(([, { rule, pack }]) => ({ pack: pack.id, rule }))

  const oldPacks = new Map(before.map((pack) => [pack.id, pack]))
  const freshPacks = new Map(after.map((pack) => [pack.id, pack]))
  const packs = [...new Set([...oldPacks.keys(), ...freshPacks.keys()])].flatMap((id): PackChange[] => {
    const was = oldPacks.get(id)
    const is = freshPacks.get(id)
    const name = (is ?? was)?.name
    if (name === undefined || was?.version === is?.version) return []
    return [{ id, name, from: was?.version ?? null, to: is?.version ?? null }]
  })
  const oldWords = new Set(before.flatMap((pack) => pack.ordinary))
  const freshWords = new Set(after.flatMap((pack) => pack.ordinary))
  return {
    packs,
    added,
    changed,
    removed,
    ordinary: {
      added: [...freshWords].filter((word) => !oldWords.has(word)),
      removed: [...oldWords].filter((word) => !freshWords.has(word)),
    },
  }
}

/** True when two sets of packs find the same: nothing was added, changed or removed. */
export const isSame = ({ packs, added, changed, removed, ordinary }: PackComparison): boolean =>
  packs.length + added.length + changed.length + removed.length === 0 &&
  ordinary.added.length + ordinary.removed.length === 0
