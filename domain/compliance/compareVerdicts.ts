import type { FindingDraft, Severity } from '../model/claim.ts'
import { checkClaim } from './checkClaim.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack } from './compilePack.ts'
import type { RuleId } from './rulePack.ts'

/** A finding of both sides whose severity differs. */
export type SeverityChange = { readonly finding: FindingDraft; readonly from: Severity }

/** What other rules say differently about one utterance. */
export type VerdictChange<Claim> = {
  readonly claim: Claim
  readonly gained: readonly FindingDraft[]
  readonly lost: readonly FindingDraft[]
  readonly regraded: readonly SeverityChange[]
}

/** How often a rule's findings came, went and changed severity. */
export type RuleTally = {
  readonly rule: RuleId
  readonly gained: number
  readonly lost: number
  readonly regraded: number
}

const isSamePlace = (left: FindingDraft, right: FindingDraft): boolean =>
  left.rule === right.rule && left.start < right.end && right.start < left.end

/**
 * Checks the same utterances under two compiled packs and gives those that come out differently. A finding of the same rule
 * that overlaps counts as the same one, wherever exactly it begins and ends.
 */
export const compareVerdicts = <Claim extends { readonly text: string }>(
  claims: readonly Claim[],
  contextOf: (claim: Claim) => ClaimContext,
  before: CompiledPack,
  after: CompiledPack,
): VerdictChange<Claim>[] => {
  const changes: VerdictChange<Claim>[] = []
  for (const claim of claims) {
    const context = contextOf(claim)
    const old = checkClaim(claim.text, context, before).findings
    const fresh = checkClaim(claim.text, context, after).findings
    if (old.length + fresh.length === 0) continue
    const gone = [...old]
    const gained: FindingDraft[] = []
    const regraded: SeverityChange[] = []
    for (const finding of fresh) {
      const place = gone.findIndex((other) => isSamePlace(other, finding))
      const [was] = place < 0 ? [] : gone.splice(place, 1)
      if (was === undefined) gained.push(finding)
      else if (was.severity !== finding.severity) regraded.push({ finding, from: was.severity })
    }
    if (gained.length + gone.length + regraded.length > 0)
      changes.push({ claim, gained, lost: gone, regraded })
  }
  return changes
}

/** The changes counted by rule; the rules with most changes first. */
export const tallyChanges = (changes: readonly VerdictChange<unknown>[]): RuleTally[] => {
  const counts = new Map<RuleId, { gained: number; lost: number; regraded: number }>()
  const count = (rule: RuleId, what: 'gained' | 'lost' | 'regraded'): void => {
    const known = counts.get(rule) ?? { gained: 0, lost: 0, regraded: 0 }
    known[what] += 1
    counts.set(rule, known)
  }
  for (const change of changes) {
    for (const finding of change.gained) count(finding.rule, 'gained')
    for (const finding of change.lost) count(finding.rule, 'lost')
    for (const { finding } of change.regraded) count(finding.rule, 'regraded')
  }
  return mergeTallies([[...counts].map(([rule, tally]) => ({ rule, ...tally }))])
}

/** Tallies of several pages as one. */
export const mergeTallies = (pages: readonly (readonly RuleTally[])[]): RuleTally[] => {
  const sums = new Map<RuleId, RuleTally>()
  for (const tally of pages.flat()) {
    const sum = sums.get(tally.rule)
    sums.set(tally.rule, {
      rule: tally.rule,
      gained: (sum?.gained ?? 0) + tally.gained,
      lost: (sum?.lost ?? 0) + tally.lost,
      regraded: (sum?.regraded ?? 0) + tally.regraded,
    })
  }
  const total = (tally: RuleTally): number => tally.gained + tally.lost + tally.regraded
  return [...sums.values()].toSorted(
    (left, right) => total(right) - total(left) || (left.rule < right.rule ? -1 : 1),
  )
}
