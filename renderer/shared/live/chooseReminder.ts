import type { Finding } from '../../../domain/model/claim.ts'
import { gravity, openFindings } from './severity.ts'

/**
 * The finding that is shown, on the console and on the prompter alike, so that F6 means the same one on both. What is being
 * read stays: the one shown keeps its place while it is open, unless a graver one comes; among equals a newer one only
 * raises the count. `pinned` is the one somebody chose by hand, in any state; it gives way to a graver open one only.
 */
export const chooseReminder = (
  shownId: string | null,
  pinnedId: string | null,
  findings: readonly Finding[],
): Finding | null => {
  const open = openFindings(findings)
  const gravest = open[0] ?? null
  const keptId = pinnedId ?? shownId
  if (keptId === null) return gravest
  const kept = findings.find((finding) => finding.id === keptId)
  if (kept === undefined) return gravest
  if (pinnedId === null && kept.state !== 'open') return gravest
  if (gravest !== null && gravest.id !== kept.id && gravity(gravest.severity) > gravity(kept.severity)) {
    return pinnedId !== null && gravest.at < kept.at ? kept : gravest
  }
  return kept
}
