import {
  FAMILIES,
  type ClaimVerdict,
  type Family,
  type FindingDraft,
  type PromiseDraft,
  type Severity,
  type SuppressedHit,
} from '../model/claim.ts'
import type { Product } from '../model/product.ts'
import { runFactCheck } from './checks/factCheck.ts'
import { meetsNeed } from './checks/needs.ts'
import { promiseTerms } from './checks/promiseTerms.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack, CompiledRule } from './compilePack.ts'
import { readContexts, spareReason, type Contexts } from './filters/spare.ts'
import {
  firstLink,
  FLAG,
  hasAllSets,
  makeWorkspace,
  numeralsOf,
  readCandidates,
  readLane,
  readOrdinary,
  readText,
  walkSequence,
  type SequenceMatch,
  type Workspace,
} from './matchSequences.ts'
import { explainScore, makeScores, movingStretch, scoreInto } from './scorer/scoreText.ts'

export type { ClaimContext } from './claimContext.ts'

/** Longest text looked at, in UTF-16 units; what comes after is not checked. */
export const MAX_CHECKED_LENGTH = 20_000

const WORK = makeWorkspace()
const SCORES = makeScores()

const MILDER: Readonly<Record<Severity, Severity>> = { block: 'warn', warn: 'note', note: 'note' }
const RANK: Readonly<Record<Severity, number>> = { note: 0, warn: 1, block: 2 }

/** Which rules look at a product's category, by rule number; and of those which hold from one moment to another. */
type Applicable = {
  readonly pack: CompiledPack
  readonly rules: Uint8Array
  readonly inForce: Uint8Array
  from: number
  to: number
}

const applicableTo = (pack: CompiledPack, product: Product | null): Applicable => {
  const subject = product === null ? '' : `${product.category} ${product.name}`
  const rules = Uint8Array.from(pack.rules, ({ rule }) => {
    const { only, except } = rule.categories
    const isIn = only.length === 0 || only.some((word) => subject.includes(word))
    return Number(isIn && !except.some((word) => subject.includes(word)))
  })
  // Nothing is known of any moment yet.
  return { pack, rules, inForce: new Uint8Array(rules.length), from: Infinity, to: -Infinity }
}

/** Notes which rules hold at a moment, and for how long before and after it nothing changes. */
const readForce = (applicable: Applicable, at: number): void => {
  applicable.from = -Infinity
  applicable.to = Infinity
  for (const [number, rule] of applicable.pack.rules.entries()) {
    for (const change of [rule.from, rule.to]) {
      if (change <= at) applicable.from = Math.max(applicable.from, change)
      else applicable.to = Math.min(applicable.to, change)
    }
    applicable.inForce[number] = applicable.rules[number] === 1 && at >= rule.from && at < rule.to ? 1 : 0
  }
}

/** A product is a value: what applies to it stays beside it until the pack changes. */
const applicableByProduct = new WeakMap<Product, Applicable>()
const applicableToNone: { current: Applicable | null } = { current: null }
const lastAsked: { product: Product | null; applicable: Applicable | null } = {
  product: null,
  applicable: null,
}

const applicableRules = (pack: CompiledPack, product: Product | null): Applicable => {
  if (lastAsked.product === product && lastAsked.applicable?.pack === pack) return lastAsked.applicable
  let known = product === null ? applicableToNone.current : (applicableByProduct.get(product) ?? null)
  if (known?.pack !== pack) {
    known = applicableTo(pack, product)
    if (product === null) applicableToNone.current = known
    else applicableByProduct.set(product, known)
  }
  lastAsked.product = product
  lastAsked.applicable = known
  return known
}

/** Which rules look at the product on air and hold at the time, by rule number. */
const rulesInForce = (pack: CompiledPack, { product, saidAt }: ClaimContext): Uint8Array => {
  const applicable = applicableRules(pack, product)
  if (!(saidAt >= applicable.from && saidAt < applicable.to)) readForce(applicable, saidAt)
  return applicable.inForce
}

const overlaps = (left: { start: number; end: number }, right: { start: number; end: number }): boolean =>
  left.start < right.end && right.start < left.end

const weightOf = (match: SequenceMatch): number =>
  ((match.flags & FLAG.homograph) !== 0 ? 2 : 0) +
  ((match.flags & FLAG.denied) !== 0 ? 2 : 0) +
  ((match.flags & FLAG.near) !== 0 ? 1 : 0)

const lengthOf = (match: SequenceMatch): number => match.end - match.start

/**
 * Of matches of one rule that overlap, the clearest is kept. Words are taken as long as they go, but of several numbers the
 * nearest is the one that is meant: a number's longest match stands for it, and the number whose match is shortest comes
 * first; matches without a number come after.
 */
const chooseMatches = (matches: readonly SequenceMatch[]): readonly SequenceMatch[] => {
  if (matches.length === 1) return matches
  if (matches.length === 2) {
    const [first, second] = matches
    // The usual pair: nothing to choose between.
    if (first !== undefined && second !== undefined && !overlaps(first, second))
      return first.start <= second.start ? matches : [second, first]
  }
  const longest = new Map<number, number>()
  for (const match of matches) {
    if (match.numeral === null) continue
    longest.set(match.numeral.start, Math.max(lengthOf(match), longest.get(match.numeral.start) ?? 0))
  }
  const reach = ({ numeral }: SequenceMatch): number =>
    numeral === null ? Infinity : (longest.get(numeral.start) ?? 0)
  const ordered = matches.toSorted((left, right) => {
    const [near, far] = [reach(left), reach(right)]
    return (
      weightOf(left) - weightOf(right) ||
      (near === far ? 0 : near - far) ||
      lengthOf(right) - lengthOf(left) ||
      left.start - right.start
    )
  })
  const kept: SequenceMatch[] = []
  for (const match of ordered) if (!kept.some((other) => overlaps(other, match))) kept.push(match)
  return kept.toSorted((left, right) => left.start - right.start)
}

type Found = { readonly rule: CompiledRule; readonly number: number; readonly matches: SequenceMatch[] }

/** Most matches of one rule in one text. */
const MAX_MATCHES = 200

const NOTHING_FOUND: readonly Found[] = []

/** Number of the sentence a place of the folded text stands in. */
const sentenceAt = ({ text }: Workspace, place: number): number =>
  text.sentenceOfClause[text.clause[place] ?? 0] ?? 0

/** Whether the scorer holds the sentence at a place for a violation of the family. */
const isMeantAt = (work: Workspace, place: number, family: number): boolean =>
  SCORES.meantIn[sentenceAt(work, place) * FAMILIES.length + family] === 1

/** Matches of the rules that look at the product and hold at the time, a frame's only where the scorer means its family. */
const collect = (work: Workspace, pack: CompiledPack, context: ClaimContext): readonly Found[] => {
  const { sequences, rules, ruleOrder } = pack
  const { owner, stepsFrom } = sequences
  readCandidates(work, pack, rulesInForce(pack, context))
  const { candidates, candidateCount, found } = work
  if (candidateCount === 0) return NOTHING_FOUND
  readOrdinary(work, pack)
  const all: Found[] = []
  for (let at = 0; at < candidateCount; at += 1) {
    const sequence = candidates[at] ?? 0
    const number = owner[sequence] ?? 0
    const rule = rules[number]
    if (rule === undefined) continue
    found.length = 0
    walkSequence(work, pack, sequence, found)
    if (found.length === 0) continue
    const isOneStep = (stepsFrom[sequence + 1] ?? 0) - (stepsFrom[sequence] ?? 0) === 1
    // Sequences come rule by rule.
    let entry = all.at(-1)
    for (const match of found) {
      if (rule.isFrame && !isMeantAt(work, match.start, rule.family)) continue
      // Two syllables that only sound alike are chance unless a frame stands around them.
      if (isOneStep && (match.flags & FLAG.near) !== 0 && match.end - match.start <= 2) continue
      if (entry?.number !== number) {
        entry = { rule, number, matches: [] }
        all.push(entry)
      }
      if (entry.matches.length < MAX_MATCHES) entry.matches.push(match)
    }
  }
  if (all.length > 1) {
    all.sort((left, right) => (ruleOrder[left.number] ?? 0) - (ruleOrder[right.number] ?? 0))
  }
  return all
}

const companionNear = (
  work: Workspace,
  pack: CompiledPack,
  rule: number,
  match: SequenceMatch,
  within: number,
): boolean => {
  const { found } = work
  const last = pack.companionsFrom[rule + 1] ?? 0
  for (let sequence = pack.companionsFrom[rule] ?? 0; sequence < last; sequence += 1) {
    if (!hasAllSets(work, pack, sequence)) continue
    found.length = 0
    walkSequence(work, pack, sequence, found)
    for (const { start, end, flags } of found) {
      if ((flags & FLAG.homograph) !== 0) continue
      const between = start >= match.end ? start - match.end : end <= match.start ? match.start - end : 0
      if (between <= within) return true
    }
  }
  return false
}

/** Whether a hit lies inside a phrase the shop may say; a frame, which is only a stretch of the sentence, need only touch it. */
const isAllowed = (work: Workspace, pack: CompiledPack, match: SequenceMatch, isFrame: boolean): boolean => {
  const { hits } = work
  for (let link = firstLink(work, pack.allowedSet); link >= 0; link = work.linkNext[link] ?? -1) {
    const phrase = work.linkOccurrence[link] ?? 0
    const [start, end] = [hits.start[phrase] ?? 0, hits.end[phrase] ?? 0]
    if (isFrame ? start < match.end && match.start < end : start <= match.start && end >= match.end)
      return true
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
  if (rule.isOff) return 'switched-off'
  if (rule.isAllowable && isAllowed(work, pack, match, rule.isFrame)) return 'allow-list'
  if ((match.flags & FLAG.homograph) !== 0 && unless.includes('homograph')) return 'homograph'
  if ((match.flags & FLAG.denied) !== 0 && unless.includes('negation')) return 'negation'
  const spared = spareReason(work, contexts, match, unless, context.product)
  if (spared !== null) return spared
  for (const need of rule.rule.needs) if (meetsNeed(work, need, match, context)) return `on-file:${need.has}`
  return null
}

/**
 * What the scorer says by itself: a note on the likeliest family, pointing at the stretch that moved it, unless a rule of
 * that family has spoken already or the whole is a correction.
 */
const scorerNote = (
  work: Workspace,
  pack: CompiledPack,
  context: ClaimContext,
  text: string,
  contexts: Contexts,
  findings: readonly Placed[],
): FindingDraft | null => {
  const { scorer } = pack
  const family = FAMILIES[SCORES.notableFamily]
  const number = pack.scored[SCORES.notableFamily] ?? -1
  const speaker = pack.rules[number]
  if (scorer === null || family === undefined || speaker === undefined) return null
  if (applicableRules(pack, context.product).rules[number] === 0) return null
  if (findings.some(({ finding }) => finding.family === family) || contexts('correction').length > 0)
    return null
  const stretch = movingStretch(
    explainScore(scorer, work.text, work.sound, numeralsOf(work), context, family, SCORES.notable),
  )
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
    words: speaker.words,
  }
}

/** Reasons that settle the matter for frames too: the words are denied, quoted or put right, or the record bears them out. */
const SETTLES: ReadonlySet<string> = new Set([
  'allow-list',
  'switched-off',
  'negation',
  'quotation',
  'denial',
  'correction',
  'on-file:ranking',
  'on-file:guarantee',
  'on-file:figure',
  'on-file:list-price',
  'on-file:stock-at-most',
  'record:stock',
])

/** Reasons of a fact that was compared: the claim is the record's own. */
const BORNE_OUT: ReadonlySet<string> = new Set(['on-file:list-price', 'record:stock'])

/** Words a sure rule knows and has spared, or the shop may say. */
type Spared = {
  readonly family: Family
  readonly start: number
  readonly end: number
  /** The sentence the record has borne out; -1 = the words alone are settled. */
  readonly sentence: number
}

/**
 * What was looked at and spared, no frame of the family and no note of the scorer brings up again: not the words, and where
 * the record bears out what is said, not their sentence either.
 */
const dropSpared = (placed: readonly Placed[], spared: readonly Spared[]): readonly Placed[] =>
  spared.length === 0
    ? placed
    : placed.filter(
        ({ finding, isFrame, sentence }) =>
          !isFrame ||
          !spared.some(
            (hit) => hit.family === finding.family && (hit.sentence === sentence || overlaps(hit, finding)),
          ),
      )

/** Whether the shop has said how grave the rule's words are. */
const isGraded = ({ rule, severity }: CompiledRule): boolean => severity !== rule.severity

/**
 * How grave a match is: one step milder where it only sounds like the words, and a note where a rule's words stand in a
 * sentence that the scorer holds for plainly clean, as when they are quoted, denied or talked about. Rules the
 * scorer was not trained beside, as the shop's own, and rules the shop has graded itself, stay as they are.
 */
const severityOf = (
  work: Workspace,
  { scorer }: CompiledPack,
  compiled: CompiledRule,
  match: SequenceMatch,
): Severity => {
  const { severity, isFrame, pack } = compiled
  if (
    scorer?.packs.has(pack) === true &&
    !isFrame &&
    !isGraded(compiled) &&
    SCORES.cleanIn[sentenceAt(work, match.start)] === 1
  )
    return 'note'
  return (match.flags & FLAG.near) !== 0 ? MILDER[severity] : severity
}

/** A finding with the sentence it stands in, and whether it needed the scorer. */
type Placed = { readonly finding: FindingDraft; readonly sentence: number; readonly isFrame: boolean }

const isSameSlip = (left: Placed, right: Placed): boolean => {
  if (left.finding.family !== right.finding.family) return false
  if (overlaps(left.finding, right.finding)) return true
  // A frame only says what is wrong with its sentence: once is enough, and not where a rule that is sure has spoken.
  return (left.isFrame || right.isFrame) && left.sentence === right.sentence
}

/** Of findings that speak of the same slip the gravest is kept, a sure one before a frame, a longer before a shorter. */
const dropDoubles = (placed: readonly Placed[]): FindingDraft[] => {
  if (placed.length < 2) return placed.map(({ finding }) => finding)
  const ordered = placed.toSorted(
    (left, right) =>
      RANK[right.finding.severity] - RANK[left.finding.severity] ||
      Number(left.isFrame) - Number(right.isFrame) ||
      right.finding.end - right.finding.start - (left.finding.end - left.finding.start) ||
      left.finding.start - right.finding.start,
  )
  const kept: Placed[] = []
  for (const one of ordered) if (!kept.some((other) => isSameSlip(other, one))) kept.push(one)
  return kept
    .map(({ finding }) => finding)
    .toSorted(
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
  const { scorer } = pack
  if (scorer === null) SCORES.meant.fill(0)
  else scoreInto(scorer, work.text, work.sound, numeralsOf(work), context, SCORES)
  readLane(work, pack, pack.words)
  for (let family = 0; family < FAMILIES.length; family += 1) {
    const frames = SCORES.meant[family] === 1 ? (pack.frames[family] ?? null) : null
    if (frames !== null) readLane(work, pack, frames)
  }
  const candidates = collect(work, pack, context)
  const mayNote = scorer !== null && SCORES.notable >= 0
  if (candidates.length === 0 && !mayNote) return { findings: [], suppressed: [], promises: [] }
  const contexts = readContexts(work, pack)
  const findings: Placed[] = []
  const suppressed: SuppressedHit[] = []
  const spared: Spared[] = []
  const promises: PromiseDraft[] = []
  for (const { rule: compiled, number, matches } of candidates) {
    const { rule } = compiled
    for (const match of chooseMatches(matches)) {
      const start = work.text.start[match.start] ?? 0
      const end = work.text.end[match.end - 1] ?? 0
      let reason: string | null = null
      if (rule.kind === 'conditional') {
        const isNear = companionNear(work, pack, number, match, rule.within)
        if (isNear !== (rule.when === 'present')) continue
      }
      reason = lawfulReason(work, pack, compiled, match, context, contexts)
      if (reason === null && rule.kind === 'fact') {
        const verdict = runFactCheck(work, rule, match, context)
        if (verdict === 'no-claim') continue
        if (verdict !== 'breach') reason = verdict
      }
      if (reason !== null) {
        if (rule.kind !== 'promise') {
          suppressed.push({ rule: rule.id, start, end, reason })
          const settles = compiled.isFrame ? reason === 'allow-list' : SETTLES.has(reason)
          if (settles) {
            const sentence = BORNE_OUT.has(reason) ? sentenceAt(work, match.start) : -1
            spared.push({ family: rule.family, start, end, sentence })
          }
        }
        continue
      }
      const quote = text.slice(start, end)
      if (rule.kind === 'promise') {
        const terms = promiseTerms(work, text, rule, match, context.saidAt)
        if (terms !== null) promises.push({ kind: rule.promise, start, end, quote, ...terms })
        continue
      }
      // How grave these words are the shop has said; no frame is to say it otherwise.
      if (!compiled.isFrame && isGraded(compiled))
        spared.push({ family: rule.family, start, end, sentence: -1 })
      findings.push({
        finding: {
          rule: rule.id,
          family: rule.family,
          severity: severityOf(work, pack, compiled, match),
          start,
          end,
          quote,
          words: compiled.words,
        },
        sentence: sentenceAt(work, match.start),
        isFrame: compiled.isFrame,
      })
    }
  }
  if (mayNote) {
    const note = scorerNote(work, pack, context, text, contexts, findings)
    if (note !== null) findings.push({ finding: note, sentence: SCORES.notable, isFrame: true })
  }
  return {
    findings: dropDoubles(dropSpared(findings, spared)),
    suppressed: dropInnerHits(suppressed),
    promises: dropDoublePromises(promises),
  }
}

/** Of spared hits of one rule those that lie inside a longer one are left out. */
const dropInnerHits = (hits: SuppressedHit[]): SuppressedHit[] => {
  if (hits.length < 2) return hits
  return hits
    .filter(
      (hit) =>
        !hits.some(
          (other) =>
            other !== hit &&
            other.rule === hit.rule &&
            other.start <= hit.start &&
            other.end >= hit.end &&
            other.end - other.start > hit.end - hit.start,
        ),
    )
    .toSorted((left, right) => left.start - right.start || (left.rule < right.rule ? -1 : 1))
}

const dropDoublePromises = (promises: PromiseDraft[]): PromiseDraft[] => {
  if (promises.length < 2) return promises
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
