import type { Basis, Family, Severity } from '../model/claim.ts'
import type { Context, Need, Rule, RuleExample, Sound } from './rulePack.ts'

/** A shop's own rule as the form shows it: texts a lawyer types, one entry a line. */
export type RuleForm = {
  readonly family: Family
  readonly severity: Severity
  /** The words that must not be said, one way of saying it a line, in the template language. */
  readonly say: readonly string[]
  /** Other words that must stand near (`present`) or must be missing (`absent`); `none` = they do not matter. */
  readonly near: 'none' | 'present' | 'absent'
  readonly nearWords: readonly string[]
  /** Characters between the two, at most. */
  readonly within: number
  readonly messageZh: string
  /** Empty = the Chinese message stands for both. */
  readonly messageEn: string
  readonly suggestion: string
  readonly correction: string
  readonly basis: readonly Basis[]
  readonly penalty: string
  readonly categoriesOnly: readonly string[]
  readonly categoriesExcept: readonly string[]
  readonly unless: readonly Context[]
  readonly needs: readonly Need[]
  readonly sound: Sound
  readonly bad: readonly string[]
  readonly ok: readonly string[]
}

/** What spares a hit of a new rule: what nearly every rule of the shipped packs has. */
export const USUAL_CONTEXTS: readonly Context[] = [
  'negation',
  'denial',
  'quotation',
  'warning',
  'homograph',
  'name',
]

/** How far apart two words may stand when the form does not say. */
const USUAL_REACH = 20

/** An empty form. */
export const newRuleForm = (family: Family): RuleForm => ({
  family,
  severity: 'warn',
  say: [''],
  near: 'none',
  nearWords: [],
  within: USUAL_REACH,
  messageZh: '',
  messageEn: '',
  suggestion: '',
  correction: '',
  basis: [{ law: '', article: '', mark: 'believed' }],
  penalty: '',
  categoriesOnly: [],
  categoriesExcept: [],
  unless: USUAL_CONTEXTS,
  needs: [],
  sound: 'letters',
  bad: ['', ''],
  ok: ['', ''],
})

const exampleText = (example: RuleExample): string => (typeof example === 'string' ? example : example.text)

/**
 * A rule as a form. Of a rule that compares with the product's record, reminds of words or notes a promise only the words
 * are taken over: the form cannot say the rest.
 */
export const formOfRule = (rule: Rule): RuleForm => ({
  family: rule.family,
  severity: rule.severity,
  say: rule.say,
  near: rule.kind === 'conditional' ? rule.when : 'none',
  nearWords: rule.kind === 'conditional' ? rule.with : [],
  within: rule.kind === 'conditional' ? rule.within : USUAL_REACH,
  messageZh: rule.message.zh,
  messageEn: rule.message.en === rule.message.zh ? '' : rule.message.en,
  suggestion: rule.suggestion.zh,
  correction: rule.correction,
  basis: rule.basis,
  penalty: rule.penalty,
  categoriesOnly: rule.categories.only,
  categoriesExcept: rule.categories.except,
  unless: rule.unless,
  needs: rule.needs,
  sound: rule.sound,
  bad: rule.examples.bad.map(exampleText),
  ok: rule.examples.ok.map(exampleText),
})

/** Whether the form can say all of a rule. */
export const fitsForm = (rule: Rule): boolean =>
  rule.kind === 'phrase' || rule.kind === 'pattern' || rule.kind === 'conditional'

const filled = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== '')

/** Gaps and numbers make a frame of a list of words. */
const isFrame = (templates: readonly string[]): boolean =>
  templates.some((template) => /[…~{]/.test(template))

/**
 * The form as a rule with this id, as it would be saved; it may still be incomplete, which the pack's schema tells. What
 * the form does not show comes from `base`, the rule that is being changed: its dates, and the English of its suggestion.
 */
export const ruleOfForm = (form: RuleForm, id: string, base: Rule | null): Rule => {
  const say = filled(form.say)
  const suggestion = form.suggestion.trim()
  const shared = {
    id,
    family: form.family,
    severity: form.severity,
    message: {
      zh: form.messageZh.trim(),
      en: form.messageEn.trim() === '' ? form.messageZh.trim() : form.messageEn.trim(),
    },
    suggestion: {
      zh: suggestion,
      en: base !== null && base.suggestion.zh === suggestion ? base.suggestion.en : suggestion,
    },
    correction: form.correction.trim(),
    basis: form.basis
      .map(({ law, article, mark }) => ({ law: law.trim(), article: article.trim(), mark }))
      .filter(({ law }) => law !== ''),
    penalty: form.penalty.trim(),
    categories: { only: filled(form.categoriesOnly), except: filled(form.categoriesExcept) },
    effectiveFrom: base?.effectiveFrom ?? null,
    effectiveTo: base?.effectiveTo ?? null,
    covers: [],
    certainty: 'sure' as const,
    unless: [...form.unless],
    needs: [...form.needs],
    sound: form.sound,
    examples: { bad: filled(form.bad), ok: filled(form.ok) },
    say,
  }
  if (form.near !== 'none')
    return {
      ...shared,
      kind: 'conditional',
      with: filled(form.nearWords),
      within: form.within,
      when: form.near,
    }
  return { ...shared, kind: isFrame(say) ? 'pattern' : 'phrase' }
}

/** The next free id for a shop's own rule: `shop.1`, `shop.2` … */
export const nextShopRuleId = (taken: Iterable<string>): string => {
  let last = 0
  for (const id of taken) {
    const number = /^shop\.(\d{1,6})$/.exec(id)?.[1]
    if (number !== undefined) last = Math.max(last, Number(number))
  }
  return `shop.${last + 1}`
}
