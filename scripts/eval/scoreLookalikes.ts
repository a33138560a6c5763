import { NO_SHOP_RULES, type ShopRules } from '../../domain/compliance/shopRules.ts'
import type { MessageKey } from '../../domain/messages/translate.ts'
import type { ClaimVerdict } from '../../domain/model/claim.ts'
import { done, failed, type CliResult } from '../../electron/cli/cliFailure.ts'
import type { Span } from './readLabelled.ts'
import { counts, shareOf, type Share } from './score.ts'
import type { Hit } from './checkers.ts'

/** Where the sentences come from. */
export const LOOKALIKES_SOURCE = 'baocanmou/obsidian-ad-compliance-check (MIT)'

/** A sentence with the hits a list of forbidden words is expected to give; `allowed` is a phrase on its allow-list. */
export type Lookalike = {
  readonly line: number
  readonly text: string
  readonly hits: readonly Span[]
  readonly allowed: string | null
}

/** Where the hits stand; they are named in the order of the sentence. Gives the first that stands nowhere instead. */
const locateInOrder = (text: string, hits: readonly string[]): Span[] | { readonly missing: number } => {
  const spans: Span[] = []
  let from = 0
  for (const [place, hit] of hits.entries()) {
    const start = hit === '' ? -1 : text.indexOf(hit, from)
    if (start < 0) return { missing: place }
    from = start + hit.length
    spans.push({ start, end: from })
  }
  return spans
}

/** Reads sentences with expected hits (JSON Lines: `text, hits`, and `whitelist` where there is one). */
export const readLookalikes = (file: string, text: string): CliResult<Lookalike[]> => {
  const sentences: Lookalike[] = []
  for (const [place, raw] of text.split(/\r\n|\n|\r/).entries()) {
    if (raw.trim() === '') continue
    const line = place + 1
    const wrong = (field: string, expected: MessageKey): CliResult<never> =>
      failed('cli.record-field', { file, line, field, expected })
    let value: unknown
    try {
      value = JSON.parse(raw)
    } catch {
      return failed('cli.not-json', { file, line })
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return wrong('-', 'cli.expected-object')
    const record: Readonly<Record<string, unknown>> = { ...value }
    const { text: said, hits, whitelist = null } = record
    if (typeof said !== 'string') return wrong('text', 'cli.expected-text')
    if (!Array.isArray(hits) || !hits.every((one): one is string => typeof one === 'string'))
      return wrong('hits', 'eval.expected-texts')
    if (whitelist !== null && typeof whitelist !== 'string') return wrong('whitelist', 'cli.expected-text')
    const spans = locateInOrder(said, hits)
    if (!Array.isArray(spans))
      return failed('eval.span-not-in-text', {
        file,
        line,
        field: `hits.${spans.missing}`,
        span: hits[spans.missing] ?? '',
      })
    sentences.push({ line, text: said, hits: spans, allowed: whitelist })
  }
  return done(sentences)
}

/** What was found in one sentence. */
export type LookalikeRow = {
  readonly line: number
  readonly text: string
  readonly expected: readonly string[]
  readonly found: readonly Hit[]
  /** Every expected hit is touched by a finding, and every finding touches one. */
  readonly agrees: boolean
}

/** Agreement with the expected hits; findings of any severity count. */
export type LookalikeScore = {
  readonly agreed: Share
  /** Expected hits that a finding touches. */
  readonly touched: Share
  /** Sentences without an expected hit that pass: without any finding, and without one of warn or above. */
  readonly passed: Share
  readonly passedFlagged: Share
  readonly rows: readonly LookalikeRow[]
}

const isTouched = (span: Span, by: readonly Span[]): boolean =>
  by.some((other) => other.start < span.end && span.start < other.end)

/** The shop that has set nothing but the sentence's own allow-list. */
const shopOf = ({ allowed }: Lookalike): ShopRules =>
  allowed === null
    ? NO_SHOP_RULES
    : { ...NO_SHOP_RULES, allowed: [{ phrase: allowed, reason: 'on the allow-list of the sentence', at: 0 }] }

/** Checks the sentences with nothing on air, each as `check` does it for the shop's settings. */
export const scoreLookalikes = (
  sentences: readonly Lookalike[],
  check: (text: string, shop: ShopRules) => ClaimVerdict,
): LookalikeScore => {
  let [expected, touched] = [0, 0]
  const rows = sentences.map((sentence): LookalikeRow => {
    const { findings } = check(sentence.text, shopOf(sentence))
    const seen = sentence.hits.filter((span) => isTouched(span, findings)).length
    expected += sentence.hits.length
    touched += seen
    return {
      line: sentence.line,
      text: sentence.text,
      expected: sentence.hits.map(({ start, end }) => sentence.text.slice(start, end)),
      found: findings.map(({ rule, family, severity, start, end, quote }) => ({
        rule,
        family,
        severity,
        start,
        end,
        quote,
      })),
      agrees: seen === sentence.hits.length && findings.every((finding) => isTouched(finding, sentence.hits)),
    }
  })
  const clean = rows.filter((row) => row.expected.length === 0)
  return {
    agreed: shareOf(rows.filter((row) => row.agrees).length, rows.length),
    touched: shareOf(touched, expected),
    passed: shareOf(clean.filter((row) => row.found.length === 0).length, clean.length),
    passedFlagged: shareOf(
      clean.filter((row) => !row.found.some((hit) => counts(hit, 'warn'))).length,
      clean.length,
    ),
    rows,
  }
}
