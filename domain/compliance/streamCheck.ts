import type { ClaimVerdict, FindingDraft } from '../model/claim.ts'
import { checkClaim } from './checkClaim.ts'
import type { ClaimContext } from './claimContext.ts'
import type { CompiledPack } from './compilePack.ts'

/** A finding of an utterance that is still growing. `key` is its name for as long as it stands in this utterance. */
export type StreamFinding = { readonly key: string; readonly finding: FindingDraft }

/** What is known of an utterance that a recogniser is still hearing. */
export type StreamState = {
  /** The text as last heard. */
  readonly text: string
  /** Every finding that has been reported and not taken back, in the order they were reported. */
  readonly standing: readonly StreamFinding[]
  /** How many keys have been given out; none is given twice in an utterance. */
  readonly keys: number
}

/** What one more piece of an utterance changes. */
export type StreamStep = {
  readonly state: StreamState
  /** Findings not reported before. */
  readonly added: readonly StreamFinding[]
  /** Findings reported before whose words grew or whose place, rule or severity has become clearer; the same key. */
  readonly changed: readonly StreamFinding[]
  /** Keys of findings that no longer hold: the recogniser has revised the words, or what follows denies them. */
  readonly retracted: readonly string[]
}

/** The last step: what is to be logged, with the steps that lead from what was shown to it. */
export type StreamEnd = StreamStep & { readonly verdict: ClaimVerdict }

/** An utterance of which nothing has been heard yet. */
export const EMPTY_STREAM: StreamState = { text: '', standing: [], keys: 0 }

const overlaps = (left: FindingDraft, right: FindingDraft): boolean =>
  left.start < right.end && right.start < left.end

const sharedLength = (left: FindingDraft, right: FindingDraft): number =>
  Math.min(left.end, right.end) - Math.max(left.start, right.start)

/** How well a finding of the grown text is the one reported before; 0 = another. */
const sameness = (before: FindingDraft, after: FindingDraft): number => {
  if (!overlaps(before, after)) return 0
  if (before.rule === after.rule) return 1000 + sharedLength(before, after)
  return before.family === after.family ? 1 + sharedLength(before, after) : 0
}

const isSame = (left: FindingDraft, right: FindingDraft): boolean =>
  left.rule === right.rule &&
  left.severity === right.severity &&
  left.start === right.start &&
  left.end === right.end &&
  left.quote === right.quote

/** How much of a text has been said: separators at the end are nothing yet. */
const saidLength = (text: string): number => text.replace(/[\s\p{P}]+$/u, '').length

const step = (
  state: StreamState,
  text: string,
  findings: readonly FindingDraft[],
  isFinal: boolean,
): StreamStep => {
  const pairs = state.standing
    .flatMap((known, before) =>
      findings.map((finding, after) => ({ before, after, score: sameness(known.finding, finding) })),
    )
    .filter(({ score }) => score > 0)
    .toSorted((left, right) => right.score - left.score)
  const keptAs = new Map<number, number>()
  const keptBefore = new Set<number>()
  for (const { before, after } of pairs) {
    if (keptAs.has(after) || keptBefore.has(before)) continue
    keptAs.set(after, before)
    keptBefore.add(before)
  }
  const said = saidLength(text)
  let { keys } = state
  const added: StreamFinding[] = []
  const changed: StreamFinding[] = []
  const current = new Map<string, StreamFinding>()
  for (const [index, finding] of findings.entries()) {
    const known = state.standing[keptAs.get(index) ?? -1]
    if (known === undefined) {
      // A word at the very end may still go on: 原价三 becomes 原价三百九十九. It waits for the next piece.
      if (!isFinal && finding.end >= said) continue
      keys += 1
      added.push({ key: String(keys), finding })
    } else {
      const one = { key: known.key, finding }
      if (!isSame(known.finding, finding)) changed.push(one)
      current.set(known.key, one)
    }
  }
  const standing = [...state.standing.flatMap(({ key }) => current.get(key) ?? []), ...added]
  const retracted = state.standing.filter(({ key }) => !current.has(key)).map(({ key }) => key)
  return { state: { text, standing, keys }, added, changed, retracted }
}

/**
 * Checks an utterance as far as it has been heard and tells only what is new: a finding is added once, however often the
 * text grows around it, keeps its key while it grows or moves, and is retracted when the words no longer say it (revised by
 * the recogniser, or denied by what follows). What ends where the text ends waits for the next piece. Pure: the state goes in
 * and comes out.
 */
export const checkPartial = (
  state: StreamState,
  text: string,
  context: ClaimContext,
  pack: CompiledPack,
): StreamStep =>
  text === state.text
    ? { state, added: [], changed: [], retracted: [] }
    : step(state, text, checkClaim(text, context, pack).findings, false)

/** The utterance is complete: the verdict of record, and the steps from what was shown to it. */
export const checkFinal = (
  state: StreamState,
  text: string,
  context: ClaimContext,
  pack: CompiledPack,
): StreamEnd => {
  const verdict = checkClaim(text, context, pack)
  return { ...step(state, text, verdict.findings, true), verdict }
}
