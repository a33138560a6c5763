import { compareVerdicts, type VerdictChange } from '../../domain/compliance/compareVerdicts.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { contextsOf, type PastClaim, type PastPage } from '../../domain/compliance/pastClaims.ts'
import type { Rule, RulePack } from '../../domain/compliance/rulePack.ts'
import type { RuleSurroundings } from '../../domain/compliance/shopPack.ts'
import type { AllowedPhrase, ShopRules } from '../../domain/compliance/shopRules.ts'
import { compileAlone, runExamples } from '../../domain/compliance/tryRule.ts'
import { SHOWN_CLAIMS, type PastHit, type RuleTrial } from '../../domain/contract/rules.ts'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { readRulePackFile } from '../transfer/readRulePack.ts'

/** Packs with what the shop has set above them. */
export type RuleSet = { readonly packs: readonly RulePack[]; readonly shop: ShopRules }

/** A rule to try, with what it will stand among. */
export type TryJob = {
  readonly rule: Rule
  readonly around: RuleSurroundings
  readonly allowed: readonly AllowedPhrase[]
  readonly guarantees: readonly GuaranteeDefinition[]
  readonly now: EpochMs
}

/** What is done away from the live path, in a thread of its own. */
export type RulesJobs = {
  /** Reads a pack that comes from outside. */
  readFile: { input: { name: string; bytes: Uint8Array }; output: Result<RulePack> }
  /** Examples of every rule of a pack that do not come out as they say. */
  failingExamples: {
    input: { pack: RulePack; guarantees: readonly GuaranteeDefinition[]; now: EpochMs; most: number }
    output: { rule: string; example: string }[]
  }
  /** Keeps the claims rules are tried against. */
  keepPast: { input: readonly PastPage[]; output: null }
  tryRule: { input: TryJob; output: RuleTrial }
  /** Whether a set of packs can be used together. */
  compiles: { input: RuleSet; output: Result<null> }
  /** Compiles the two sides of a comparison and keeps them for `comparePage`. */
  beginCompare: {
    input: { before: RuleSet; after: RuleSet; guarantees: readonly GuaranteeDefinition[] }
    output: null
  }
  comparePage: { input: PastPage; output: VerdictChange<PastClaim>[] }
}

/** A function for each job. */
export type RulesJobTable = {
  readonly [Name in keyof RulesJobs]: (input: RulesJobs[Name]['input']) => RulesJobs[Name]['output']
}

/** Packs compiled with what the shop has set; fails with `pack-wording` naming pack, rule and field. */
export const compileRuleSet = ({ packs, shop }: RuleSet): Result<CompiledPack> => {
  try {
    return succeed(compilePack(packs, shop))
  } catch (error) {
    if (!(error instanceof PackCompileError)) throw error
    const { pack, rule, field, reason } = error
    return fail('pack-wording', { file: pack, rule, field, reasonZh: reason.zh, reasonEn: reason.en })
  }
}

const findPast = (job: TryJob, compiled: CompiledPack, pages: readonly PastPage[]): RuleTrial['past'] => {
  let claims = 0
  let found = 0
  const shown: PastHit[] = []
  for (const page of pages) {
    const contextOf = contextsOf(page, job.guarantees)
    for (const claim of page.claims) {
      claims += 1
      const context = contextOf(claim)
      const verdict = checkClaim(claim.text, context, compiled)
      const marks = verdict.findings.map(({ start, end, severity }) => ({ start, end, severity }))
      if (marks.length === 0) continue
      found += 1
      if (shown.length < SHOWN_CLAIMS) {
        const { id, sessionTitle, text, at } = claim
        shown.push({ id, sessionTitle, text, at, marks, productName: context.product?.name ?? '' })
      }
    }
  }
  return { claims, found, shown }
}

/** The jobs, with what one keeps for the next. */
export const createRulesJobs = (): RulesJobTable => {
  let past: readonly PastPage[] = []
  type Sides = {
    readonly before: CompiledPack
    readonly after: CompiledPack
    readonly guarantees: readonly GuaranteeDefinition[]
  }
  let sides: Sides | null = null
  return {
    readFile: ({ name, bytes }) => readRulePackFile(name, bytes),
    failingExamples: ({ pack, guarantees, now, most }) => {
      const compiled = compilePack([pack], { adjustments: [], allowed: [] })
      const failing: { rule: string; example: string }[] = []
      for (const rule of pack.rules) {
        // What a frame finds is the scorer's to confirm, and this pack may bring none.
        if (rule.certainty === 'frame') continue
        for (const example of runExamples(rule, compiled, guarantees, now)) {
          if (example.passes === false) failing.push({ rule: rule.id, example: example.text })
          if (failing.length >= most) return failing
        }
      }
      return failing
    },
    keepPast: (pages) => {
      past = pages
      return null
    },
    tryRule: (job) => {
      const alone = compileAlone(job.rule, job.around, job.allowed)
      if (!alone.ok)
        return {
          problem: { field: alone.field, reason: alone.reason },
          examples: [],
          past: { claims: 0, found: 0, shown: [] },
        }
      return {
        problem: null,
        examples: runExamples(job.rule, alone.compiled, job.guarantees, job.now),
        past: findPast(job, alone.compiled, past),
      }
    },
    compiles: ({ packs, shop }) => {
      const compiled = compileRuleSet({ packs, shop })
      return compiled.ok ? succeed(null) : compiled
    },
    beginCompare: ({ before, after, guarantees }) => {
      sides = {
        before: compilePack(before.packs, before.shop),
        after: compilePack(after.packs, after.shop),
        guarantees,
      }
      return null
    },
    comparePage: (page) => {
      if (sides === null) throw new Error('comparePage before beginCompare')
      return compareVerdicts(page.claims, contextsOf(page, sides.guarantees), sides.before, sides.after)
    },
  }
}
