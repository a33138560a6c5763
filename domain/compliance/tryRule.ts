import type { FindingDraft } from '../model/claim.ts'
import type { GuaranteeDefinition } from '../model/guarantee.ts'
import type { Product } from '../model/product.ts'
import type { EpochMs, LocalText } from '../model/scalars.ts'
import { checkClaim } from './checkClaim.ts'
import { compilePack, PackCompileError, type CompiledPack } from './compilePack.ts'
import type { Rule, RuleExample } from './rulePack.ts'
import { makeShopPack, type RuleSurroundings } from './shopPack.ts'
import type { AllowedPhrase } from './shopRules.ts'

/** How one example of a rule came out. */
export type ExampleResult = {
  readonly kind: 'bad' | 'ok'
  /** Its place among the examples of its kind. */
  readonly at: number
  readonly text: string
  /** Null = it needs a product that is not here, so it was not run. */
  readonly passes: boolean | null
  /** Where the rule hit. */
  readonly marks: readonly Pick<FindingDraft, 'start' | 'end' | 'severity'>[]
  /** Why a hit was spared, when one was; null = there was no hit, or it was not spared. */
  readonly spared: string | null
}

/** A rule by itself, ready to check with; or why it cannot be. */
export type LoneRule =
  | { readonly ok: true; readonly compiled: CompiledPack }
  | { readonly ok: false; readonly field: string; readonly reason: LocalText }

/**
 * A rule by its wording alone: a frame counts without the scorer. What a frame spares is the scorer's work, so its `ok`
 * examples say nothing about the wording.
 */
export const byWording = (rule: Rule): Rule => ({ ...rule, certainty: 'sure' })

/** Compiles a rule alone, with the word classes, ordinary words and allowed phrases it will stand among. */
export const compileAlone = (
  rule: Rule,
  around: RuleSurroundings,
  allowed: readonly AllowedPhrase[],
): LoneRule => {
  try {
    const pack = { ...makeShopPack([byWording(rule)], around.classes, '1'), ordinary: around.ordinary }
    return { ok: true, compiled: compilePack([pack], { adjustments: [], allowed: [...allowed] }) }
  } catch (error) {
    if (!(error instanceof PackCompileError)) throw error
    return { ok: false, field: error.field, reason: error.reason }
  }
}

const NO_FACTS: Omit<Product, 'name' | 'category'> = {
  id: 'example',
  price: 0,
  listPrice: null,
  priceEvidence: false,
  stock: null,
  guarantees: [],
  documents: [],
  maker: '',
  address: '',
  certificate: '',
  sellingPoints: [],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
}

/** What is on air for an example: nothing, or for a rule of some categories a product of the first of them. */
const exampleProduct = (rule: Rule): Product | null => {
  const [category] = rule.categories.only
  return category === undefined ? null : { ...NO_FACTS, name: category, category }
}

/** A moment at which the rule holds, as near to now as can be. */
const momentFor = (rule: Rule, now: EpochMs): EpochMs => {
  const day = (date: string, time: string): number => Date.parse(`${date}T${time}+08:00`)
  if (rule.effectiveFrom !== null && now < day(rule.effectiveFrom, '00:00:00'))
    return day(rule.effectiveFrom, '12:00:00')
  if (rule.effectiveTo !== null && now > day(rule.effectiveTo, '23:59:59'))
    return day(rule.effectiveTo, '12:00:00')
  return now
}

/** Whether an example says something about the wording of a rule that is run by itself. */
const isRun = (rule: Rule, kind: 'bad' | 'ok', example: RuleExample): boolean =>
  typeof example === 'string' &&
  rule.kind !== 'must-say' &&
  rule.kind !== 'scored' &&
  !(rule.certainty === 'frame' && kind === 'ok')

/**
 * Runs a rule's own examples against a pack compiled by its wording. `must-say` rules look at a whole time on air, and what
 * a frame or the scorer spares is the scorer's work: those are not run.
 */
export const runExamples = (
  rule: Rule,
  compiled: CompiledPack,
  guarantees: readonly GuaranteeDefinition[],
  now: EpochMs,
): ExampleResult[] => {
  const product = exampleProduct(rule)
  const context = { product, price: product?.price ?? null, saidAt: momentFor(rule, now), guarantees }
  const run =
    (kind: 'bad' | 'ok') =>
    (example: RuleExample, at: number): ExampleResult => {
      const text = typeof example === 'string' ? example : example.text
      if (!isRun(rule, kind, example)) return { kind, at, text, passes: null, marks: [], spared: null }
      const verdict = checkClaim(text, context, compiled)
      const marks =
        rule.kind === 'promise'
          ? verdict.promises
              .filter((promise) => promise.kind === rule.promise)
              .map(({ start, end }) => ({ start, end, severity: 'note' as const }))
          : verdict.findings
              .filter((finding) => finding.rule === rule.id)
              .map(({ start, end, severity }) => ({ start, end, severity }))
      const spared = verdict.suppressed.find((hit) => hit.rule === rule.id)?.reason ?? null
      const isFound = marks.length > 0
      return { kind, at, text, passes: isFound === (kind === 'bad'), marks, spared: isFound ? null : spared }
    }
  return [...rule.examples.bad.map(run('bad')), ...rule.examples.ok.map(run('ok'))]
}
