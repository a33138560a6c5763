import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import { packOf } from '../../domain/compliance/compilePack.ts'
import { linkCorrections } from '../../domain/compliance/linkCorrection.ts'
import { settlePromises } from '../../domain/compliance/settlePromises.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { claimPayload } from '../../domain/journal/claimPayload.ts'
import type { Claim, ClaimDraft, Finding, Promised } from '../../domain/model/claim.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { MonotonicMs, Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { ClaimBundle, DbClient } from '../db/client.ts'
import { createSeals } from '../db/client.ts'
import type { Clock } from './clock.ts'
import type { LatencyLog } from './latency.ts'
import type { LiveActs, Moment, Undoable } from './liveActs.ts'
import type { LiveState } from './liveState.ts'
import type { MustSayService } from './mustSay.ts'
import { isMissOf } from './mustSay.ts'
import type { RulePacks } from './rulePacks.ts'

/** What recording a claim needs. */
export type RecordClaimDeps = {
  readonly db: DbClient
  readonly state: LiveState
  readonly acts: LiveActs
  readonly packs: RulePacks
  readonly mustSay: MustSayService
  readonly settings: () => Settings
  readonly definitions: readonly GuaranteeDefinition[]
  readonly clock: Clock
  readonly newId: () => Ulid
  readonly latency: LatencyLog
}

/** What was logged. */
export type RecordedClaim = { readonly revision: number; readonly claim: Claim }

const MINUTE_MS = 60_000
const seals = createSeals()

/** Takes the corrections of a claim back: the findings stand as they did before it. */
const undoCorrections = (state: LiveState, before: readonly Finding[]): Undoable => ({
  type: 'correct',
  inverse: () => {
    const { findings, totals } = state.snapshot()
    const now = before.filter(({ id }) => findings.some((finding) => finding.id === id))
    const open = (all: readonly Finding[]): number => all.filter((finding) => finding.state === 'open').length
    const standing = findings.filter(({ id }) => now.some((finding) => finding.id === id))
    return succeed({
      entries: now.map(({ id, state: stood, reason, correctedBy }) => ({
        kind: 'finding',
        payload: { id, state: stood, reason, correctedBy },
      })),
      changes: { findings: now },
      show: {
        putFindings: now,
        set: { totals: { ...totals, open: totals.open - open(standing) + open(now) } },
      },
    })
  },
})

/**
 * One claim from its arrival to the screens: checked against the product on air and its facts, committed with its findings,
 * promises and journal entry in one transaction, and only then broadcast. A draft whose id is in the log already changes
 * nothing. `byHand` is the finding somebody says these words put right; others they put right are found by what they say
 * (`linkCorrections`), and words that were missed before are put right by saying them. Their new states go into the same
 * transaction. While the file cannot be written the claim is held (`HeldActs`) and shown as not saved; what the database
 * refuses by itself is not shown, and the failure goes back to the sender, who still has the text.
 *
 * Must run inside `acts.exclusive`. `receivedMs` is when the utterance came in, on the monotonic clock.
 */
export const recordClaim = async (
  deps: RecordClaimDeps,
  draft: ClaimDraft,
  byHand: Finding | null,
  receivedMs: MonotonicMs,
): Promise<Result<RecordedClaim>> => {
  const before = deps.state.snapshot()
  const { session } = before
  if (session === null || session.startedAt === null) return fail('session-not-live', {})
  const pack = await deps.packs.compiled()
  if (!pack.ok) return pack

  // Sent again. What fell out of the snapshot is known to the file, which is asked below.
  const known = before.claims.find(({ id }) => id === draft.id)
  if (known !== undefined) return succeed({ revision: before.revision, claim: known })

  const moment: Moment = deps.acts.now()
  // Said while this session was on air and not later than now, whatever the sender's clock says.
  const saidAt = Math.min(moment.at, Math.max(session.startedAt, draft.saidAt ?? moment.at))
  const slot = before.slots.find((each) => each.id === before.nowSlotId) ?? null
  const product = slot === null ? null : (before.products.find((each) => each.id === slot.productId) ?? null)
  const verdict = checkClaim(
    draft.text,
    { product, price: slot?.price ?? null, saidAt, guarantees: deps.definitions },
    pack.value,
  )

  const productId = product?.id ?? null
  const heardClaim: Claim = {
    id: draft.id,
    sessionId: session.id,
    slotId: slot?.id ?? null,
    productId,
    text: draft.text,
    speaker: draft.speaker,
    source: draft.source,
    at: saidAt,
    monoMs: moment.monoMs,
    offsetMs: Math.max(0, moment.offsetMs - (moment.at - saidAt)),
    corrects: [],
  }
  const heard = await deps.mustSay.hear(before, heardClaim)
  const linked = linkCorrections(draft.text, before.findings, {
    at: saidAt,
    productId,
    windowMs: deps.settings().correctionMinutes * MINUTE_MS,
    claims: before.claims,
    own: verdict.findings,
  })
  const putRight = before.findings.filter(
    (finding) =>
      finding.id === byHand?.id ||
      linked.includes(finding.id) ||
      (finding.productId === productId &&
        (finding.state === 'open' || finding.state === 'acknowledged') &&
        heard.said.some((item) => isMissOf(finding, item))),
  )
  const claim: Claim = { ...heardClaim, corrects: putRight.map(({ id }) => id) }
  const findings = verdict.findings.map((found): Finding => {
    const from = packOf(pack.value, found.rule)
    return {
      ...found,
      id: deps.newId(),
      claimId: claim.id,
      sessionId: session.id,
      slotId: claim.slotId,
      productId,
      pack: from.id === '' ? 'unknown' : from.id,
      packVersion: from.version === '' ? '0' : from.version,
      at: saidAt,
      state: 'open',
      reason: '',
      stateAt: null,
      correctedBy: null,
    }
  })
  const made = settlePromises(draft.text, verdict.promises, saidAt, productId, before.promises)
  const promises = made.map(({ kind, quote, what, count, who, dueAt }): Promised => ({
    id: deps.newId(),
    claimId: claim.id,
    sessionId: session.id,
    productId,
    kind,
    quote,
    what,
    count,
    who,
    dueAt,
    at: saidAt,
    state: 'open',
  }))
  const bundle: ClaimBundle = { claim, findings, suppressed: verdict.suppressed, promises }
  const corrected = putRight.map((finding): Finding => ({
    ...finding,
    state: 'corrected',
    reason: '',
    stateAt: moment.at,
    correctedBy: claim.id,
  }))

  const written = await deps.acts.record({
    bundle,
    entry: deps.acts.journal(moment, 'claim', claimPayload(seals, bundle)),
    corrects: corrected.map((finding) => ({
      finding,
      entry: deps.acts.journal(moment, 'finding', {
        id: finding.id,
        state: 'corrected',
        correctedBy: claim.id,
      }),
    })),
  })
  if (!written.ok) return written
  if (written.value !== null) return succeed({ revision: before.revision, claim: written.value.claim })

  const { totals, promises: owed } = deps.state.snapshot()
  deps.mustSay.remember(claim, heard.said)
  const closes = putRight.filter((finding) => finding.state === 'open').length
  if (putRight.length > 0) deps.acts.offerUndo(undoCorrections(deps.state, putRight))
  const revision = deps.state.change({
    addClaims: [claim],
    addSuppressed: verdict.suppressed.map((hit) => ({ claimId: claim.id, hit })),
    putFindings: [...findings, ...corrected],
    set: {
      ...(promises.length === 0 ? {} : { promises: [...owed, ...promises] }),
      ...(heard.said.length === 0 ? {} : { mustSay: [...heard.items] }),
      ...(putRight.length === 0 ? {} : { undoable: 'correct' }),
      totals: {
        claims: totals.claims + 1,
        findings: totals.findings + findings.length,
        open: totals.open + findings.length - closes,
        promises: totals.promises + promises.length,
      },
      saved: deps.acts.savedLight(moment.at),
    },
  })
  deps.latency.add({ claimId: claim.id, findings: findings.length, ms: deps.clock.monoMs() - receivedMs })
  return succeed({ revision, claim })
}
