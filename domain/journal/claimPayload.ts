import type { Claim, Finding, Promised, RuleWords, SuppressedHit } from '../model/claim.ts'
import { canonicalJson, type Json } from './canonicalJson.ts'
import type { Seals } from './seals.ts'

/** What the rule said, as it is hashed: the journal keeps the hash, the finding keeps the words. */
export const wordsText = (words: RuleWords): string =>
  canonicalJson({
    ...words,
    message: { ...words.message },
    suggestion: { ...words.suggestion },
    basis: words.basis.map((basis) => ({ ...basis })),
  })

/** A finding without an utterance as it was made, whatever became of it: what is hashed of it. */
export const findingText = (finding: Finding): string =>
  canonicalJson({
    ...finding,
    words: wordsText(finding.words),
    state: 'open',
    reason: '',
    stateAt: null,
    correctedBy: null,
  })

/** What the journal keeps of a claim: with the entry's own times all that its rows hold. */
export const claimPayload = (
  { sha256 }: Pick<Seals, 'sha256'>,
  {
    claim,
    findings,
    suppressed,
    promises,
  }: {
    readonly claim: Claim
    readonly findings: readonly Finding[]
    readonly suppressed: readonly SuppressedHit[]
    readonly promises: readonly Promised[]
  },
): Json => ({
  id: claim.id,
  slotId: claim.slotId,
  productId: claim.productId,
  text: claim.text,
  speaker: claim.speaker,
  source: claim.source,
  saidAt: claim.at,
  findings: findings.map((finding) => ({
    id: finding.id,
    rule: finding.rule,
    pack: finding.pack,
    packVersion: finding.packVersion,
    family: finding.family,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    quote: finding.quote,
    words: sha256(wordsText(finding.words)),
  })),
  suppressed: suppressed.map((hit) => ({ ...hit })),
  promises: promises.map(({ id, kind, quote, what, count, who, dueAt }) => ({
    id,
    kind,
    quote,
    what,
    count,
    who,
    dueAt,
  })),
  corrects: claim.corrects,
})
