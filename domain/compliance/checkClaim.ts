import {
  FAMILIES,
  type ClaimVerdict,
  type FindingDraft,
  type PromiseDraft,
  type RuleWords,
  type Severity,
  type SuppressedHit,
} from '../model/claim.ts'
import { runFactCheck } from './checks/factCheck.ts'
import { meetsNeed } from './checks/needs.ts'
import { promiseTerms } from './checks/promiseTerms.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack, CompiledRule } from './compilePack.ts'
import { readContexts, spareReason, type Contexts } from './filters/spare.ts'
import {
  FLAG,
  isPresent,
  makeWorkspace,
  readText,
  walkSequence,
  type SequenceMatch,
  type Workspace,
} from './matchSequences.ts'

import type { Rule } from './rulePack.ts'
import type { CompiledScorer } from './scorer/scorerModel.ts'
import { explainScore, isMeant, isNotable, makeScores, movingStretch, scoreInto } from './scorer/scoreText.ts'

export type { ClaimContext } from './claimContext.ts'

/** Longest text looked at, in UTF-16 units; what comes after is not checked. */
export const MAX_CHECKED_LENGTH = 20_000

const WORK = makeWorkspace()
const SCORES = makeScores()

const MILDER: Readonly<Record<Severity, Severity>> = { block: 'warn', warn: 'note', note: 'note' }
const RANK: Readonly<Record<Severity, number>> = { note: 0, warn: 1, block: 2 }

const appliesTo = (rule: CompiledRule, context: ClaimContext): boolean => {
  if (context.saidAt < rule.from || context.saidAt >= rule.to) return false
  const { only, except } = rule.rule.categories
  if (only.length === 0 && except.length === 0) return true
  const subject = context.product === null ? '' : `${context.product.category} ${context.product.name}`
  if (only.length > 0 && !only.some((word) => subject.includes(word))) return false
  return !except.some((word) => subject.includes(word))
}

const overlaps = (left: { start: number; end: number }, right: { start: number; end: number }): boolean =>
  left.start < right.end && right.start < left.end

const weightOf = (match: SequenceMatch): number =>
  ((match.flags & FLAG.homograph) !== 0 ? 2 : 0) +
  ((match.flags & FLAG.denied) !== 0 ? 2 : 0) +
  ((match.flags & FLAG.near) !== 0 ? 1 : 0)

/** The nearest number is the one that is meant; words are taken as long as they go. */
const preference = (left: SequenceMatch, right: SequenceMatch): number => {
  const longer = right.end - right.start - (left.end - left.start)
  const isOther =
    left.numeral !== null && right.numeral !== null && left.numeral.start !== right.numeral.start
  return isOther ? -longer : longer
}

/** Of matches of one rule that overlap, the clearest and then the longest is kept. */
const chooseMatches = (matches: SequenceMatch[]): SequenceMatch[] => {
  const ordered = matches.toSorted(
    (left, right) => weightOf(left) - weightOf(right) || preference(left, right) || left.start - right.start,
  )
  const kept: SequenceMatch[] = []
  for (const match of ordered) if (!kept.some((other) => overlaps(other, match))) kept.push(match)
  return kept.toSorted((left, right) => left.start - right.start)
}

type Found = { readonly rule: CompiledRule; readonly matches: SequenceMatch[] }

const collect = (work: Workspace, pack: CompiledPack, context: ClaimContext): Found[] => {
  const byRule = new Map<number, SequenceMatch[]>()
  const applies = new Map<number, boolean>()
  for (const set of work.present) {
    for (const sequence of pack.triggered[set] ?? []) {
      let isOn = applies.get(sequence.owner)
      if (isOn === undefined) {
        const rule = pack.rules[sequence.owner]
        isOn = rule !== undefined && appliesTo(rule, context)
        applies.set(sequence.owner, isOn)
      }
      if (!isOn) continue
      walkSequence(work, sequence, (start, end, flags, numeral) => {
        // Two syllables that only sound alike are chance unless a frame stands around them.
        if ((flags & FLAG.near) !== 0 && sequence.steps.length === 1 && end - start <= 2) return
        const matches = byRule.get(sequence.owner)
        const match = { start, end, flags, numeral }
        if (matches === undefined) byRule.set(sequence.owner, [match])
        else if (matches.length < 200) matches.push(match)
      })
    }
  }
  const found: Found[] = []
  for (const [number, matches] of byRule) {
    const rule = pack.rules[number]
    if (rule !== undefined) found.push({ rule, matches: chooseMatches(matches) })
  }
  return found.toSorted((left, right) => (left.rule.rule.id < right.rule.rule.id ? -1 : 1))
}

const companionNear = (
  work: Workspace,
  rule: CompiledRule,
  match: SequenceMatch,
  within: number,
): boolean => {
  let isNear = false
  for (const sequence of rule.companions) {
    walkSequence(work, sequence, (start, end, flags) => {
      if ((flags & FLAG.homograph) !== 0) return
      const between = start >= match.end ? start - match.end : end <= match.start ? match.start - end : 0
      if (between <= within) isNear = true
    })
    if (isNear) break
  }
  return isNear
}

/** Whether a hit lies inside a phrase the shop may say. */
const isAllowed = (work: Workspace, pack: CompiledPack, match: SequenceMatch): boolean => {
  if (!isPresent(work, pack.allowedSet)) return false
  const { hits } = work
  for (let link = work.setHead[pack.allowedSet] ?? -1; link >= 0; link = work.linkNext[link] ?? -1) {
    const phrase = work.linkOccurrence[link] ?? 0
    if ((hits.start[phrase] ?? 0) <= match.start && (hits.end[phrase] ?? 0) >= match.end) return true
  }
  return false
}

/** Why a match of a rule is lawful after all, or null. */
const lawfulReason = (
  work: Workspace,
  pack: CompiledPack,
  rule: CompiledRule,
  match: SequenceMatch,
  context: ClaimContext,
  contexts: Contexts,
): string | null => {
  const { unless } = rule.rule
  if (rule.isAllowable && isAllowed(work, pack, match)) return 'allow-list'
  if ((match.flags & FLAG.homograph) !== 0 && unless.includes('homograph')) return 'homograph'
  if ((match.flags & FLAG.denied) !== 0 && unless.includes('negation')) return 'negation'
  const spared = spareReason(work, contexts, match, unless, context.product)
  if (spared !== null) return spared
  for (const need of rule.rule.needs) if (meetsNeed(work, need, match, context)) return `on-file:${need.has}`
  return null
}

const wordsOf = ({ message, suggestion, correction, basis, penalty }: Rule): RuleWords => ({
  message,
  suggestion,
  correction,
  basis,
  penalty,
})

/**
 * What the scorer says by itself: a note on the likeliest family, pointing at the stretch that moved it, unless a rule of
 * that family has spoken already or the whole is a correction.
 */
const scorerNote = (
  work: Workspace,
  pack: CompiledPack,
  scorer: CompiledScorer,
  context: ClaimContext,
  text: string,
  contexts: Contexts,
  findings: readonly FindingDraft[],
): FindingDraft | null => {
  const family = FAMILIES[SCORES.likeliest]
  const speaker = family === undefined ? undefined : pack.scored.get(family)
  if (family === undefined || speaker === undefined || !appliesTo(speaker, context)) return null
  if (findings.some((finding) => finding.family === family) || contexts('correction').length > 0) return null
  const stretch = movingStretch(explainScore(scorer, work.text, context.product, family))
  const start = work.text.start[stretch.start] ?? 0
  const end = work.text.end[stretch.end - 1] ?? 0
  if (end <= start) return null
  return {
    rule: speaker.rule.id,
    family,
    severity: 'note',
    start,
    end,
    quote: text.slice(start, end),
    words: wordsOf(speaker.rule),
  }
}

const dropDoubles = (findings: FindingDraft[]): FindingDraft[] => {
  const ordered = findings.toSorted(
    (left, right) =>
      RANK[right.severity] - RANK[left.severity] ||
      right.end - right.start - (left.end - left.start) ||
      left.start - right.start,
  )
  const kept: FindingDraft[] = []
  for (const finding of ordered) {
    const isDouble = kept.some((other) => other.family === finding.family && overlaps(other, finding))
    if (!isDouble) kept.push(finding)
  }
  return kept.toSorted(
    (left, right) => left.start - right.start || left.end - right.end || (left.rule < right.rule ? -1 : 1),
  )
}

/**
 * Checks one utterance against the rules and the facts of the product on air. Pure: the same text, context and pack give
 * the same verdict. Takes any text and never throws.
 */
export const checkClaim = (text: string, context: ClaimContext, pack: CompiledPack): ClaimVerdict => {
  const work = WORK
  readText(work, pack, text.length > MAX_CHECKED_LENGTH ? text.slice(0, MAX_CHECKED_LENGTH) : text)
  const candidates = collect(work, pack, context)
  const { scorer } = pack
  if (scorer !== null) scoreInto(scorer, work.text, context.product, SCORES)
  const mayNote = scorer !== null && isNotable(scorer, SCORES)
  if (candidates.length === 0 && !mayNote) return { findings: [], suppressed: [], promises: [] }
  const contexts = readContexts(work, pack)
  const findings: FindingDraft[] = []
  const suppressed: SuppressedHit[] = []
  const promises: PromiseDraft[] = []
  for (const { rule: compiled, matches } of candidates) {
    const { rule } = compiled
    if (rule.certainty === 'frame' && (scorer === null || !isMeant(scorer, SCORES, rule.family))) continue
    for (const match of matches) {
      const start = work.text.start[match.start] ?? 0
      const end = work.text.end[match.end - 1] ?? 0
      let reason: string | null = null
      if (rule.kind === 'conditional') {
        const isNear = companionNear(work, compiled, match, rule.within)
        if (isNear !== (rule.when === 'present')) continue
      }
      reason = lawfulReason(work, pack, compiled, match, context, contexts)
      if (reason === null && rule.kind === 'fact') {
        const verdict = runFactCheck(work, rule, match, context)
        if (verdict === 'no-claim') continue
        if (verdict !== 'breach') reason = verdict
      }
      if (reason !== null) {
        if (rule.kind !== 'promise') suppressed.push({ rule: rule.id, start, end, reason })
        continue
      }
      const quote = text.slice(start, end)
      if (rule.kind === 'promise') {
        const terms = promiseTerms(work, text, rule, match, context.saidAt)
        if (terms !== null) promises.push({ kind: rule.promise, start, end, quote, ...terms })
        continue
      }
      findings.push({
        rule: rule.id,
        family: rule.family,
        severity: (match.flags & FLAG.near) !== 0 ? MILDER[compiled.severity] : compiled.severity,
        start,
        end,
        quote,
        words: wordsOf(rule),
      })
    }
  }
  if (mayNote) {
    const note = scorerNote(work, pack, scorer, context, text, contexts, findings)
    if (note !== null) findings.push(note)
  }
  const keptFindings = dropDoubles(findings)
  return {
    findings: keptFindings,
    suppressed: suppressed
      .filter(
        (hit) =>
          !suppressed.some(
            (other) =>
              other !== hit &&
              other.rule === hit.rule &&
              other.start <= hit.start &&
              other.end >= hit.end &&
              other.end - other.start > hit.end - hit.start,
          ),
      )
      .toSorted((left, right) => left.start - right.start || (left.rule < right.rule ? -1 : 1)),
    promises: dropDoublePromises(promises),
  }
}

const dropDoublePromises = (promises: PromiseDraft[]): PromiseDraft[] => {
  const ordered = promises.toSorted(
    (left, right) =>
      Number(right.dueAt !== null) - Number(left.dueAt !== null) ||
      right.end - right.start - (left.end - left.start),
  )
  const kept: PromiseDraft[] = []
  for (const promise of ordered) {
    if (!kept.some((other) => other.kind === promise.kind && overlaps(other, promise))) kept.push(promise)
  }
  return kept.toSorted((left, right) => left.start - right.start || left.end - right.end)
}
