import { useEffect, useRef, useState } from 'react'
import type { Rule } from '../../../../../domain/compliance/rulePack.ts'
import { ruleSchema } from '../../../../../domain/compliance/rulePack.ts'
import { describeIssue } from '../../../../../domain/compliance/describeIssue.ts'
import type { RuleProblem, RuleTrial } from '../../../../../domain/contract/rules.ts'
import type { Failure } from '../../../../../domain/contract/result.ts'
import { callMain } from '../../../../shared/bridge.ts'

/** How long one must pause before a rule is tried, in ms. */
const PAUSE_MS = 300

/** How a rule being written stands. */
export type Trial = {
  /** What is still missing or wrong in the form, before it can be saved. */
  readonly missing: readonly RuleProblem[]
  /** Null while it is tried for the first time, or when it has no words yet. */
  readonly trial: RuleTrial | null
  readonly failure: Failure | null
  readonly isWorking: boolean
}

/** What stands in for what is not filled in yet, so that words and examples are tried from the first line on. */
const PLACEHOLDER = '…'

const tryable = (rule: Rule): Rule => ({
  ...rule,
  message: { zh: rule.message.zh || PLACEHOLDER, en: rule.message.en || PLACEHOLDER },
  suggestion: { zh: rule.suggestion.zh || PLACEHOLDER, en: rule.suggestion.en || PLACEHOLDER },
  correction: rule.correction || PLACEHOLDER,
  basis: rule.basis.length === 0 ? [{ law: PLACEHOLDER, article: '', mark: 'believed' }] : rule.basis,
  examples: {
    bad: [...rule.examples.bad, PLACEHOLDER, PLACEHOLDER].slice(0, Math.max(2, rule.examples.bad.length)),
    ok: [...rule.examples.ok, PLACEHOLDER, PLACEHOLDER].slice(0, Math.max(2, rule.examples.ok.length)),
  },
})

/** The fields in the order of the form, so that what is missing is told from the top. */
const FORM_ORDER = ['say', 'with', 'examples', 'message', 'suggestion', 'correction', 'basis']

const placeOf = (field: string): number => {
  const place = FORM_ORDER.indexOf(field.split('.')[0] ?? '')
  return place < 0 ? FORM_ORDER.length : place
}

/** Tries a rule while it is written, in main, after each pause; nothing is saved. */
export const useTrial = (rule: Rule): Trial => {
  const asText = JSON.stringify(rule)
  const [tried, setTried] = useState<{
    readonly of: string
    readonly trial: RuleTrial | null
    readonly failure: Failure | null
  }>({ of: '', trial: null, failure: null })
  const hasWords = rule.say.length > 0
  /** The trial under way: the next one waits for it, and of those that wait only the newest is made. */
  const underWay = useRef<Promise<unknown>>(Promise.resolve())
  useEffect(() => {
    if (!hasWords) return undefined
    let isOutdated = false
    const run = async (): Promise<void> => {
      await underWay.current
      if (isOutdated) return
      const written = JSON.parse(asText) as Rule
      const asked = callMain('rules.try', { rule: tryable(written) })
      underWay.current = asked
      const answer = await asked
      if (isOutdated) return
      setTried({
        of: asText,
        trial: answer.ok ? withoutPlaceholders(answer.value, written) : null,
        failure: answer.ok ? null : answer.error,
      })
    }
    const timer = setTimeout(() => void run(), PAUSE_MS)
    return () => {
      isOutdated = true
      clearTimeout(timer)
    }
  }, [asText, hasWords])
  const parsed = ruleSchema.safeParse(rule)
  const missing = parsed.error?.issues
    .map((issue) => ({ field: issue.path.map(String).join('.'), reason: describeIssue(issue) }))
    // English follows the Chinese where it is not filled in, so it is missing only with it.
    .filter(
      ({ field }, _at, all) =>
        !all.some((other) => field === other.field.replace(/\.zh$/, '.en') && field !== other.field),
    )
  return {
    missing: (missing ?? []).toSorted((left, right) => placeOf(left.field) - placeOf(right.field)),
    trial: hasWords ? tried.trial : null,
    failure: hasWords ? tried.failure : null,
    isWorking: hasWords && tried.of !== asText,
  }
}

const withoutPlaceholders = (trial: RuleTrial, rule: Rule): RuleTrial => ({
  ...trial,
  examples: trial.examples.filter(({ kind, at }) => at < rule.examples[kind].length),
})
