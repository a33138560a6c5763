import type { LiveSnapshot } from '../../../../domain/contract/live.ts'
import type { Claim, Finding, Promised } from '../../../../domain/model/claim.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'

/** One line of the claim log. */
export type ClaimLine = {
  readonly claim: Claim
  readonly findings: readonly Finding[]
  readonly promised: boolean
}

/** Every claim of the session this window has seen, oldest first, with the last known state of its findings. */
export type ClaimLog = {
  readonly sessionId: Ulid | null
  readonly claims: readonly Claim[]
  readonly findings: ReadonlyMap<Ulid, readonly Finding[]>
  readonly promised: ReadonlySet<Ulid>
}

export const EMPTY_LOG: ClaimLog = { sessionId: null, claims: [], findings: new Map(), promised: new Set() }

const joined = (kept: readonly Claim[], shown: readonly Claim[]): readonly Claim[] => {
  const first = shown[0]
  if (first === undefined) return kept
  if (kept.at(-1)?.id === shown.at(-1)?.id && kept.length >= shown.length) return kept
  let index = kept.length - 1
  while (index >= 0 && kept[index]?.id !== first.id) index -= 1
  return index < 0 ? (kept.length === 0 ? shown : [...kept, ...shown]) : [...kept.slice(0, index), ...shown]
}

/**
 * The log after a snapshot. The snapshot keeps only the newest claims; the log keeps on to those that fell out of it, so
 * that a reader can scroll back to the beginning of the session. Another session starts a new log.
 */
export const growClaimLog = (log: ClaimLog, snapshot: LiveSnapshot): ClaimLog => {
  const sessionId = snapshot.session?.id ?? null
  const same = log.sessionId === sessionId
  const claims = joined(same ? log.claims : [], snapshot.claims)

  const findings = new Map(same ? log.findings : [])
  const fresh = new Map<Ulid, Finding[]>()
  for (const finding of snapshot.findings) {
    const group = fresh.get(finding.claimId)
    if (group === undefined) fresh.set(finding.claimId, [finding])
    else group.push(finding)
  }
  for (const [claimId, group] of fresh) {
    const known = findings.get(claimId)
    const unchanged =
      known?.length === group.length && known.every((finding, index) => finding === group[index])
    if (!unchanged) findings.set(claimId, group)
  }

  const promised =
    same && snapshot.promises.length === log.promised.size
      ? log.promised
      : new Set(snapshot.promises.map((promise: Promised) => promise.claimId))
  return { sessionId, claims, findings, promised }
}
