import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { Family, Severity, SuppressedHit } from '../../domain/model/claim.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Product } from '../../domain/model/product.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { withoutContexts, withoutFacts } from './ablatePacks.ts'
import { engineChecker, plainEngine, type Checker, type Hit } from './checkers.ts'
import type { LabelledLine } from './readLabelled.ts'
import type { LineOnAir } from './readLines.ts'
import type { LabelledSession } from './readSession.ts'
import {
  counts,
  familiesFound,
  scoreLines,
  scoreSeverities,
  scoreSpans,
  type ScoredLine,
  type Scores,
  type SeverityScore,
  type SpanScores,
} from './score.ts'
import { scoreLookalikes, type Lookalike, type LookalikeScore } from './scoreLookalikes.ts'
import {
  scoreCorrections,
  scorePromises,
  scoreSessionLookalikes,
  type CheckedCue,
  type CorrectionLinker,
  type CorrectionScore,
  type PromiseScore,
} from './scoreSession.ts'
import { listChecker, makeWordList, type WordList } from './wordList.ts'

/** A session with its products. */
export type SessionOnAir = {
  readonly session: LabelledSession
  readonly products: ReadonlyMap<string, Product>
}

/** Everything the report is made of. The same inputs give the same report. */
export type ReportInputs = {
  /** Day of the report, `2026-11-27`. */
  readonly date: string
  /** The kind of machine, without its name. */
  readonly machine: string
  readonly packs: readonly RulePack[]
  readonly guarantees: readonly GuaranteeDefinition[]
  /** When the labelled utterances are taken to be said; a session begins then. */
  readonly saidAt: EpochMs
  readonly lines: readonly LineOnAir[]
  readonly sessions: readonly SessionOnAir[]
  readonly linkCorrections: CorrectionLinker
  readonly lookalikes: { readonly file: string; readonly sentences: readonly Lookalike[] } | null
  /** Whether the lists hold the utterances' words; without, ids and rules only. */
  readonly showWords: boolean
}

/** A finding in a list; `quote` is empty where words are not shown. */
export type ListedHit = {
  readonly rule: string
  readonly severity: Severity
  readonly start: number
  readonly end: number
  readonly quote: string
}

type Listed = {
  readonly file: string
  readonly line: number
  readonly id: string
  readonly product: string | null
  readonly family: Family
  readonly labels: readonly Family[]
  readonly text: string
}

/** A labelled family that was not flagged. */
export type Miss = Listed & {
  /** Nothing at all was flagged in the line. */
  readonly isSilent: boolean
  /** The labelled pieces. */
  readonly spans: readonly string[]
  /** What was found of the family below the level. */
  readonly notes: readonly ListedHit[]
  readonly suppressed: readonly { readonly rule: string; readonly quote: string; readonly reason: string }[]
}

/** A family that was flagged and is not labelled. */
export type FalseAlarm = Listed & { readonly isOnClean: boolean; readonly findings: readonly ListedHit[] }

/** How some of the lines came out, flagged at warn or above. */
export type Group = {
  readonly name: string
  readonly lines: number
  readonly violating: number
  readonly scores: Scores
}

/** A way to check, for comparison. */
export type Compared = { readonly name: string; readonly warn: Scores; readonly note: Scores }

/** The whole of labelled lines, or of a session, scored. */
export type LineReport = {
  readonly lines: number
  readonly violating: number
  readonly levels: Readonly<Record<Severity, Scores>>
  readonly severities: readonly SeverityScore[]
  readonly spans: SpanScores
  readonly misses: readonly Miss[]
  readonly falseAlarms: readonly FalseAlarm[]
}

export type SessionReport = {
  readonly file: string
  readonly cues: LineReport
  readonly promises: PromiseScore
  readonly corrections: CorrectionScore
  readonly lookalikes: ReturnType<typeof scoreSessionLookalikes>
}

/** The report as data. */
export type Report = {
  readonly formatVersion: 1
  readonly date: string
  readonly machine: string
  readonly packs: readonly { readonly id: string; readonly version: string; readonly rules: number }[]
  readonly labelled:
    | (LineReport & {
        readonly byFile: readonly Group[]
        readonly byPrefix: readonly Group[]
        readonly comparison: readonly Compared[]
        /** Words in the two lists of the comparison. */
        readonly listWords: { readonly phrases: number; readonly frames: number }
      })
    | null
  readonly sessions: readonly SessionReport[]
  readonly lookalikes: (LookalikeScore & { readonly file: string }) | null
}

type Checked = ScoredLine & { readonly suppressed: readonly SuppressedHit[] }

const listLine = ({ line }: ScoredLine, family: Family, showWords: boolean): Listed => ({
  file: line.file,
  line: line.line,
  id: line.id,
  product: line.product,
  family,
  labels: line.labels,
  text: showWords ? line.text : '',
})

const listHit = ({ rule, severity, start, end, quote }: Hit, showWords: boolean): ListedHit => ({
  rule,
  severity,
  start,
  end,
  quote: showWords ? quote : '',
})

const listMisses = (checked: readonly Checked[], showWords: boolean): Miss[] =>
  checked.flatMap((one) => {
    const found = familiesFound(one, 'warn')
    return one.line.labels
      .filter((family) => !found.has(family))
      .map((family) => ({
        ...listLine(one, family, showWords),
        isSilent: found.size === 0,
        spans: showWords ? one.line.spans.map(({ start, end }) => one.line.text.slice(start, end)) : [],
        notes: one.findings.filter((hit) => hit.family === family).map((hit) => listHit(hit, showWords)),
        suppressed: one.suppressed.map(({ rule, start, end, reason }) => ({
          rule,
          quote: showWords ? one.line.text.slice(start, end) : '',
          reason,
        })),
      }))
  })

const listFalseAlarms = (checked: readonly Checked[], showWords: boolean): FalseAlarm[] =>
  checked.flatMap((one) =>
    [...familiesFound(one, 'warn')]
      .filter((family) => !one.line.labels.includes(family))
      .map((family) => ({
        ...listLine(one, family, showWords),
        isOnClean: one.line.labels.length === 0,
        findings: one.findings
          .filter((hit) => hit.family === family && counts(hit, 'warn'))
          .map((hit) => listHit(hit, showWords)),
      })),
  )

const violatingIn = (lines: readonly ScoredLine[]): number =>
  lines.filter(({ line }) => line.labels.length > 0).length

const reportLines = (checked: readonly Checked[], showWords: boolean): LineReport => ({
  lines: checked.length,
  violating: violatingIn(checked),
  levels: {
    note: scoreLines(checked, 'note'),
    warn: scoreLines(checked, 'warn'),
    block: scoreLines(checked, 'block'),
  },
  severities: scoreSeverities(checked),
  spans: scoreSpans(checked, 'warn'),
  misses: listMisses(checked, showWords),
  falseAlarms: listFalseAlarms(checked, showWords),
})

/** The part of an id before its first `-`. */
export const prefixOf = (id: string): string => id.split('-', 1)[0] ?? id

const groupBy = (checked: readonly Checked[], nameOf: (line: LabelledLine) => string): Group[] => {
  const groups = new Map<string, Checked[]>()
  for (const one of checked) {
    const name = nameOf(one.line)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, lines]) => ({
      name,
      lines: lines.length,
      violating: violatingIn(lines),
      scores: scoreLines(lines, 'warn'),
    }))
}

const sizeOf = (list: WordList): number => [...list.values()].reduce((sum, words) => sum + words.size, 0)

const reportLabelled = (inputs: ReportInputs): Report['labelled'] => {
  const { lines, packs, guarantees, saidAt } = inputs
  if (lines.length === 0) return null
  const engine = plainEngine(packs, guarantees)
  const checked = lines.map(({ line, product }): Checked => ({ line, ...engine(line.text, product, saidAt) }))
  const compare = (name: string, checker: Checker<{ readonly findings: readonly Hit[] }>): Compared => {
    const scored = lines.map(({ line, product }) => ({
      line,
      findings: checker(line.text, product, saidAt).findings,
    }))
    return { name, warn: scoreLines(scored, 'warn'), note: scoreLines(scored, 'note') }
  }
  const report = reportLines(checked, inputs.showWords)
  const phrases = makeWordList(packs, 'phrases')
  const frames = makeWordList(packs, 'frames')
  return {
    ...report,
    byFile: groupBy(checked, (line) => line.file),
    byPrefix: groupBy(checked, (line) => prefixOf(line.id)),
    comparison: [
      { name: 'engine', warn: report.levels.warn, note: report.levels.note },
      compare('without-contexts', plainEngine(withoutContexts(packs), guarantees)),
      compare('without-facts', plainEngine(withoutFacts(packs), guarantees)),
      compare('without-both', plainEngine(withoutContexts(withoutFacts(packs)), guarantees)),
      compare('list-phrases', listChecker(phrases)),
      compare('list-frames', listChecker(frames)),
    ],
    listWords: { phrases: sizeOf(phrases), frames: sizeOf(frames) },
  }
}

const reportSession = (inputs: ReportInputs, { session, products }: SessionOnAir): SessionReport => {
  const engine = plainEngine(inputs.packs, inputs.guarantees)
  const cues = session.cues.map((cue): CheckedCue => {
    const { text, product } = cue.labelled
    const saidAt = inputs.saidAt + cue.offsetMs
    const onAir = product === null ? null : (products.get(product) ?? null)
    return { cue, saidAt, verdict: engine(text, onAir, saidAt) }
  })
  const checked = cues.map(({ cue, verdict }): Checked => ({ line: cue.labelled, ...verdict }))
  const promises = scorePromises(cues)
  const { linkCorrections, showWords } = inputs
  return {
    file: session.file,
    cues: reportLines(checked, showWords),
    promises: showWords
      ? promises
      : {
          ...promises,
          rows: promises.rows.map((row) => ({ ...row, what: '' })),
          extra: promises.extra.map((one) => ({ ...one, quote: '' })),
        },
    corrections: scoreCorrections(cues, linkCorrections),
    lookalikes: scoreSessionLookalikes(session, cues, 'warn'),
  }
}

/** Checks and scores everything. */
export const makeReport = (inputs: ReportInputs): Report => {
  const { packs, guarantees, saidAt, lookalikes } = inputs
  const plain = plainEngine(packs, guarantees)
  return {
    formatVersion: 1,
    date: inputs.date,
    machine: inputs.machine,
    packs: packs.map(({ id, version, rules }) => ({ id, version, rules: rules.length })),
    labelled: reportLabelled(inputs),
    sessions: inputs.sessions.map((session) => reportSession(inputs, session)),
    lookalikes:
      lookalikes === null
        ? null
        : {
            file: lookalikes.file,
            ...scoreLookalikes(lookalikes.sentences, (text, shop) => {
              const engine = shop === NO_SHOP_RULES ? plain : engineChecker(packs, shop, guarantees)
              return engine(text, null, saidAt)
            }),
          },
  }
}
