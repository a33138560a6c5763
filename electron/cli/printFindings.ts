import type { ClaimVerdict } from '../../domain/model/claim.ts'
import type { Language } from '../../domain/model/scalars.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Utterance } from './readUtterances.ts'

/** What was found in one utterance. */
export type CheckedUtterance = {
  readonly utterance: Utterance
  readonly product: string | null
  readonly verdict: ClaimVerdict
}

const CHINA_OFFSET_MS = 8 * 3_600_000

/** A moment as ISO 8601 in China time. */
export const chinaTime = (at: number): string =>
  `${new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 19)}+08:00`

/** The record of one utterance as the contract says: one line of JSON Lines. */
export const toRecord = (checked: CheckedUtterance, language: Language) => ({
  id: checked.utterance.id,
  text: checked.utterance.text,
  product: checked.product,
  findings: checked.verdict.findings.map((finding) => ({
    rule: finding.rule,
    family: finding.family,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    quote: finding.quote,
    message: finding.words.message[language],
    basis: finding.words.basis.map((basis) => `${basis.law} ${basis.article}`.trim()),
  })),
  suppressed: checked.verdict.suppressed.map((hit) => ({
    rule: hit.rule,
    start: hit.start,
    end: hit.end,
    reason: hit.reason,
  })),
  promises: checked.verdict.promises.map((promise) => ({
    kind: promise.kind,
    start: promise.start,
    end: promise.end,
    due: promise.dueAt === null ? null : chinaTime(promise.dueAt),
  })),
})

/** The lines a person reads for one utterance; empty when there is nothing to say. */
export const toText = (checked: CheckedUtterance, language: Language): string => {
  const { verdict, utterance } = checked
  if (verdict.findings.length === 0 && verdict.promises.length === 0) return ''
  const lines = [`${utterance.file}:${utterance.line}  ${utterance.text}`]
  for (const finding of verdict.findings) {
    lines.push(
      translate(language, 'cli.line-finding', {
        severity: translate(language, `severity.${finding.severity}`, {}),
        family: translate(language, `family.${finding.family}`, {}),
        quote: finding.quote,
        message: finding.words.message[language],
        basis: finding.words.basis.map((basis) => `${basis.law} ${basis.article}`.trim()).join('；'),
        suggestion: finding.words.suggestion[language],
        correction: finding.words.correction,
      }),
    )
  }
  for (const promise of verdict.promises) {
    lines.push(
      translate(language, 'cli.line-promise', {
        kind: translate(language, `promiseKind.${promise.kind}`, {}),
        quote: promise.quote,
        due: promise.dueAt === null ? '' : translate(language, 'cli.due', { time: chinaTime(promise.dueAt) }),
      }).trimEnd(),
    )
  }
  return `${lines.join('\n')}\n`
}
