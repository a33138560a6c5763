import type { LiveSnapshot } from '../../../../domain/contract/live.ts'
import type { Claim, Finding, Promised } from '../../../../domain/model/claim.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'

/** One line of the claim log. */
export type ClaimLine = {
  readonly claim: Claim
  readonly findings: readonly Finding[]
  readonly promised: boolean
  /** Findings in earlier lines that this one put right. */
  readonly putRight: readonly Finding[]
}

/** Every claim of the session this window has seen, oldest first, with the last known state of its findings. */
export type ClaimLog = {
  readonly sessionId: Ulid | null
  readonly claims: readonly Claim[]
  readonly findings: ReadonlyMap<Ulid, readonly Finding[]>
  readonly promised: ReadonlySet<Ulid>
  /** What a claim has put right, by the claim. */
  readonly putRight: ReadonlyMap<Ulid, readonly Finding[]>
}

export const EMPTY_LOG: ClaimLog = {
  sessionId: null,
  claims: [],
  findings: new Map(),
  promised: new Set(),
  putRight: new Map(),
}

const joined = (kept: readonly Claim[], shown: readonly Claim[]): readonly Claim[] => {
  const first = shown[0]
  if (first === undefined) return kept
  if (kept.at(-1)?.id === shown.at(-1)?.id && kept.length >= shown.length) return kept
  let index = kept.length - 1
  while (index >= 0 && kept[index]?.id !== first.id) index -= 1
  return index < 0 ? (kept.length === 0 ? shown : [...kept, ...shown]) : [...kept.slice(0, index), ...shown]
}

const groupsOf = (
  findings: readonly Finding[],
  keyOf: (finding: Finding) => Ulid | null,
): Map<Ulid, Finding[]> => {
  const groups = new Map<Ulid, Finding[]>()
  for (const finding of findings) {
    const key = keyOf(finding)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return groups
}

/** Takes new groups over; one that has not changed keeps its identity, so that its line is not drawn again. */
const keepGroups = (
  known: Map<Ulid, readonly Finding[]>,
  fresh: ReadonlyMap<Ulid, readonly Finding[]>,
): void => {
  for (const [key, group] of fresh) {
    const before = known.get(key)
    const unchanged =
      before?.length === group.length && before.every((finding, index) => finding === group[index])
    if (!unchanged) known.set(key, group)
  }
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
  keepGroups(
    findings,
    groupsOf(snapshot.findings, ({ claimId }) => claimId),
  )

  const putRight = new Map(same ? log.putRight : [])
  const corrected = groupsOf(snapshot.findings, ({ correctedBy }) => correctedBy)
  keepGroups(putRight, corrected)
  // A correction that was taken back is none any more.
  const standing = new Map(snapshot.findings.map((finding) => [finding.id, finding.correctedBy]))
  for (const [claimId, group] of putRight) {
    const kept = group.filter(
      ({ id }) => (standing.get(id) ?? claimId) === claimId && standing.get(id) !== null,
    )
    if (kept.length !== group.length) putRight.set(claimId, kept)
  }

  const promised =
    same && snapshot.promises.length === log.promised.size
      ? log.promised
      : new Set(snapshot.promises.map((promise: Promised) => promise.claimId))
  return { sessionId, claims, findings, promised, putRight }
}
