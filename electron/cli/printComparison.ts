import type { PackComparison } from '../../domain/compliance/comparePacks.ts'
import type { VerdictChange } from '../../domain/compliance/compareVerdicts.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { FindingDraft } from '../../domain/model/claim.ts'
import type { Language } from '../../domain/model/scalars.ts'
import type { Utterance } from './readUtterances.ts'

/** Two sets of packs side by side, on the utterances of some files. */
export type ComparisonReport = {
  readonly rules: PackComparison
  readonly changes: readonly VerdictChange<Utterance>[]
  readonly utterances: number
}

const findingRecord = ({ rule, family, severity, start, end, quote }: FindingDraft) => ({
  rule,
  family,
  severity,
  start,
  end,
  quote,
})

const countsOf = ({ changes }: ComparisonReport) => ({
  gained: changes.reduce((sum, change) => sum + change.gained.length, 0),
  lost: changes.reduce((sum, change) => sum + change.lost.length, 0),
  regraded: changes.reduce((sum, change) => sum + change.regraded.length, 0),
})

/** The comparison as one JSON value. */
export const comparisonRecord = (report: ComparisonReport, language: Language) => ({
  rules: {
    added: report.rules.added.map(({ pack, rule }) => ({
      rule: rule.id,
      pack,
      message: rule.message[language],
    })),
    changed: report.rules.changed.map(({ after, fields }) => ({
      rule: after.rule.id,
      pack: after.pack,
      fields,
    })),
    removed: report.rules.removed.map(({ pack, rule }) => ({
      rule: rule.id,
      pack,
      message: rule.message[language],
    })),
  },
  lines: report.changes.map(({ claim, gained, lost, regraded }) => ({
    id: claim.id,
    text: claim.text,
    gained: gained.map(findingRecord),
    lost: lost.map(findingRecord),
    regraded: regraded.map(({ finding, from }) => ({ ...findingRecord(finding), from })),
  })),
  summary: { utterances: report.utterances, changed: report.changes.length, ...countsOf(report) },
})

/** The comparison as a person reads it. */
export const comparisonText = (report: ComparisonReport, language: Language): string => {
  const say: (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2]) => string = (
    key,
    params,
  ) => translate(language, key, params)
  const { rules, changes } = report
  const lines = [
    say('cli.compare-rules', {
      added: rules.added.length,
      changed: rules.changed.length,
      removed: rules.removed.length,
    }),
    ...rules.added.map(({ rule }) =>
      say('cli.compare-added', { rule: rule.id, message: rule.message[language] }),
    ),
    ...rules.changed.map(({ after, fields }) =>
      say('cli.compare-changed', { rule: after.rule.id, fields: fields.join(', ') }),
    ),
    ...rules.removed.map(({ rule }) =>
      say('cli.compare-removed', { rule: rule.id, message: rule.message[language] }),
    ),
    '',
  ]
  const words = ({ rule, severity, quote }: FindingDraft) => ({
    rule,
    quote,
    severity: say(`severity.${severity}`, {}),
  })
  for (const { claim, gained, lost, regraded } of changes) {
    lines.push(`${claim.id}  ${claim.text}`)
    for (const finding of gained) lines.push(say('cli.compare-gained', words(finding)))
    for (const finding of lost) lines.push(say('cli.compare-lost', words(finding)))
    for (const { finding, from } of regraded)
      lines.push(say('cli.compare-regraded', { ...words(finding), from: say(`severity.${from}`, {}) }))
  }
  lines.push(
    say('cli.compare-summary', {
      utterances: report.utterances,
      changed: changes.length,
      ...countsOf(report),
    }),
  )
  return `${lines.join('\n')}\n`
}
