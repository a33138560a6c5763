import { compareVerdicts, type VerdictChange } from '../../domain/compliance/compareVerdicts.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { compilePack, PackCompileError } from '../../domain/compliance/compilePack.ts'
import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { contextsOf, type PastClaim, type PastPage } from '../../domain/compliance/pastClaims.ts'
import {
  compareCompiledPacks,
  reachOf,
  type PackChange,
} from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import type { Rule, RulePack } from '../../domain/compliance/rulePack.ts'
import type { RuleSurroundings } from '../../domain/compliance/shopPack.ts'
import type { AllowedPhrase, ShopRules } from '../../domain/compliance/shopRules.ts'
import { compileAlone, runExamples } from '../../domain/compliance/tryRule.ts'
import type { PastHit, RuleTrial } from '../../domain/contract/rules.ts'
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
  /** Tries a rule on its examples and keeps it for `tryPage`; `reach` = which past claims it can hit. */
  tryRule: { input: TryJob; output: Omit<RuleTrial, 'past'> & { readonly reach: PackChange | null } }
  /** What the rule tried last hits among past claims. */
  tryPage: { input: PastPage; output: PastHit[] }
  /** Whether a set of packs can be used together. */
  compiles: { input: RuleSet; output: Result<null> }
  /** Compiles the two sides of a comparison and keeps them for `comparePage`; tells which claims can differ. */
  beginCompare: {
    input: { before: RuleSet; after: RuleSet; guarantees: readonly GuaranteeDefinition[] }
    output: PackChange
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

/** A compiled rule with the guarantees it is tried with. */
type Trial = { readonly compiled: CompiledPack; readonly guarantees: readonly GuaranteeDefinition[] }

const hitsOf = (page: PastPage, { compiled, guarantees }: Trial): PastHit[] => {
  const contextOf = contextsOf(page, guarantees)
  return page.claims.flatMap((claim) => {
    const context = contextOf(claim)
    const { findings } = checkClaim(claim.text, context, compiled)
    if (findings.length === 0) return []
    const marks = findings.map(({ start, end, severity }) => ({ start, end, severity }))
    const { id, sessionTitle, text, at } = claim
    return [{ id, sessionTitle, text, at, marks, productName: context.product?.name ?? '' }]
  })
}

/** The jobs, with what one keeps for the next. */
export const createRulesJobs = (): RulesJobTable => {
  let trial: Trial | null = null
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
    tryRule: ({ rule, around, allowed, guarantees, now }) => {
      const alone = compileAlone(rule, around, allowed)
      if (!alone.ok)
        return { problem: { field: alone.field, reason: alone.reason }, examples: [], reach: null }
      const { compiled } = alone
      trial = { compiled, guarantees }
      return {
        problem: null,
        examples: runExamples(rule, compiled, guarantees, now),
        reach: reachOf(compiled),
      }
    },
    tryPage: (page) => {
      if (trial === null) throw new Error('tryPage before tryRule')
      return hitsOf(page, trial)
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
      return compareCompiledPacks(sides.before, sides.after)
    },
    comparePage: (page) => {
      if (sides === null) throw new Error('comparePage before beginCompare')
      return compareVerdicts(page.claims, contextsOf(page, sides.guarantees), sides.before, sides.after)
    },
  }
}
