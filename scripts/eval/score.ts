/** The arithmetic of the report. Pure. */
import { FAMILIES, type Family, type Severity } from '../../domain/model/claim.ts'
import type { Hit } from './checkers.ts'
import type { LabelledLine, Span } from './readLabelled.ts'

/** A labelled utterance with what was found in it. */
export type ScoredLine = {
  readonly line: LabelledLine
  readonly findings: readonly Hit[]
}

/** Right, found though not there, and not found. */
export type Counts = { readonly right: number; readonly wrong: number; readonly missed: number }

/** Shares between 0 and 1; null where there is nothing to divide by. */
export type Rates = Counts & {
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
}

/** So many of so many. */
export type Share = { readonly of: number; readonly count: number; readonly share: number | null }

/** How a set of lines came out when findings of a severity or above count. */
export type Scores = {
  readonly families: Readonly<Record<Family, Rates>>
  /** All families' decisions together. */
  readonly micro: Rates
  /** Mean of the F1 of the families that are in the labels; null when there are none. */
  readonly macroF1: number | null
  /** Violating lines with a finding of any family. */
  readonly anyRecall: Share
  /** Violating lines with a finding of a family they are labelled with. */
  readonly rightFamily: Share
  /** Clean lines without a finding. */
  readonly cleanPassed: Share
}

/** The lowest severity that counts. */
export type Level = Severity

const RANK: Readonly<Record<Severity, number>> = { note: 0, warn: 1, block: 2 }

/** Whether a finding counts at a level. */
export const counts = (hit: Pick<Hit, 'severity'>, level: Level): boolean => RANK[hit.severity] >= RANK[level]

const divide = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Precision, recall and F1 of counts. */
export const ratesOf = ({ right, wrong, missed }: Counts): Rates => ({
  right,
  wrong,
  missed,
  precision: divide(right, right + wrong),
  recall: divide(right, right + missed),
  f1: divide(2 * right, 2 * right + wrong + missed),
})

/** So many of so many as a share. */
export const shareOf = (count: number, of: number): Share => ({ of, count, share: divide(count, of) })

/** The families found in a line at a level. */
export const familiesFound = (scored: ScoredLine, level: Level): Set<Family> =>
  new Set(scored.findings.filter((hit) => counts(hit, level)).map((hit) => hit.family))

/** Scores lines at a level. */
export const scoreLines = (lines: readonly ScoredLine[], level: Level): Scores => {
  const tally = new Map<Family, { right: number; wrong: number; missed: number }>(
    FAMILIES.map((family) => [family, { right: 0, wrong: 0, missed: 0 }]),
  )
  const violating = { lines: 0, any: 0, right: 0 }
  const clean = { lines: 0, passed: 0 }
  for (const scored of lines) {
    const found = familiesFound(scored, level)
    const { labels } = scored.line
    for (const [family, count] of tally) {
      const [isLabelled, isFound] = [labels.includes(family), found.has(family)]
      if (isLabelled && isFound) count.right += 1
      else if (isFound) count.wrong += 1
      else if (isLabelled) count.missed += 1
    }
    if (labels.length === 0) {
      clean.lines += 1
      if (found.size === 0) clean.passed += 1
    } else {
      violating.lines += 1
      if (found.size > 0) violating.any += 1
      if (labels.some((family) => found.has(family))) violating.right += 1
    }
  }
  const all = { right: 0, wrong: 0, missed: 0 }
  const labelledF1: number[] = []
  for (const count of tally.values()) {
    all.right += count.right
    all.wrong += count.wrong
    all.missed += count.missed
    if (count.right + count.missed > 0) labelledF1.push(ratesOf(count).f1 ?? 0)
  }
  return {
    families: Object.fromEntries([...tally].map(([family, count]) => [family, ratesOf(count)])) as Record<
      Family,
      Rates
    >,
    micro: ratesOf(all),
    macroF1: divide(
      labelledF1.reduce((sum, one) => sum + one, 0),
      labelledF1.length,
    ),
    anyRecall: shareOf(violating.any, violating.lines),
    rightFamily: shareOf(violating.right, violating.lines),
    cleanPassed: shareOf(clean.passed, clean.lines),
  }
}

/** What the findings of one severity, by themselves, were worth. */
export type SeverityScore = {
  readonly severity: Severity
  readonly findings: number
  /** Findings of a family the line is labelled with. */
  readonly right: Share
  /** Findings on a clean line. */
  readonly onClean: number
}

/** Each severity by itself: how many findings, and how many of them belong there. */
export const scoreSeverities = (lines: readonly ScoredLine[]): SeverityScore[] =>
  (['note', 'warn', 'block'] as const).map((severity) => {
    let [findings, right, onClean] = [0, 0, 0]
    for (const scored of lines) {
      for (const hit of scored.findings) {
        if (hit.severity !== severity) continue
        findings += 1
        if (scored.line.labels.includes(hit.family)) right += 1
        if (scored.line.labels.length === 0) onClean += 1
      }
    }
    return { severity, findings, right: shareOf(right, findings), onClean }
  })

/** How well the findings point at the words. */
export type SpanScore = {
  /** Characters in both, of the characters in either; over all labelled lines, so that a miss counts against it. */
  readonly iou: number | null
  /** The same over the lines in which a labelled family was found. */
  readonly iouFound: number | null
  /** Labelled pieces that a finding of the family touches. */
  readonly touched: Share
}

export type SpanScores = {
  readonly total: SpanScore
  /** Lines with one label only: in others a piece does not say which family it shows. */
  readonly families: Readonly<Partial<Record<Family, SpanScore>>>
}

const mark = (length: number, spans: readonly Span[]): Uint8Array => {
  const marks = new Uint8Array(length)
  for (const { start, end } of spans) marks.fill(1, start, end)
  return marks
}

/** Characters in both and in either of two sets of spans. */
export const overlapOf = (
  length: number,
  left: readonly Span[],
  right: readonly Span[],
): { readonly both: number; readonly either: number } => {
  const [one, other] = [mark(length, left), mark(length, right)]
  let [both, either] = [0, 0]
  for (let at = 0; at < length; at += 1) {
    both += (one[at] ?? 0) & (other[at] ?? 0)
    either += (one[at] ?? 0) | (other[at] ?? 0)
  }
  return { both, either }
}

const spanTally = () => ({ both: 0, either: 0, foundBoth: 0, foundEither: 0, spans: 0, touched: 0 })

const spanScoreOf = (tally: ReturnType<typeof spanTally>): SpanScore => ({
  iou: divide(tally.both, tally.either),
  iouFound: divide(tally.foundBoth, tally.foundEither),
  touched: shareOf(tally.touched, tally.spans),
})

/** Compares labelled pieces with the findings of the labelled families at a level. Lines without pieces are left out. */
export const scoreSpans = (lines: readonly ScoredLine[], level: Level): SpanScores => {
  const total = spanTally()
  const byFamily = new Map<Family, ReturnType<typeof spanTally>>()
  for (const { line, findings } of lines) {
    if (line.labels.length === 0 || line.spans.length === 0) continue
    const hits = findings.filter((hit) => counts(hit, level) && line.labels.includes(hit.family))
    const { both, either } = overlapOf(line.text.length, line.spans, hits)
    const touched = line.spans.filter((span) =>
      hits.some((hit) => hit.start < span.end && span.start < hit.end),
    ).length
    const tallies = [total]
    const [only] = line.labels
    if (only !== undefined && line.labels.length === 1) {
      const tally = byFamily.get(only) ?? spanTally()
      byFamily.set(only, tally)
      tallies.push(tally)
    }
    for (const tally of tallies) {
      tally.both += both
      tally.either += either
      if (hits.length > 0) {
        tally.foundBoth += both
        tally.foundEither += either
      }
      tally.spans += line.spans.length
      tally.touched += touched
    }
  }
  const families: Partial<Record<Family, SpanScore>> = {}
  for (const family of FAMILIES) {
    const tally = byFamily.get(family)
    if (tally !== undefined) families[family] = spanScoreOf(tally)
  }
  return { total: spanScoreOf(total), families }
}
