import type { Finding, Severity } from '../../../domain/model/claim.ts'

/** Gravity of a severity: 2 = 拦截, 1 = 警告, 0 = 提示. */
export const gravity = (severity: Severity): number =>
  severity === 'block' ? 2 : severity === 'warn' ? 1 : 0

/** Order of reminders: the gravest first, the newest first among equals. */
export const byGravityThenNewest = (one: Finding, other: Finding): number =>
  gravity(other.severity) - gravity(one.severity) || other.at - one.at || (one.id < other.id ? 1 : -1)

/** The findings nobody has dealt with yet, gravest and newest first. */
export const openFindings = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => finding.state === 'open').sort(byGravityThenNewest)

/** Order of hits in one text: the gravest first, then as they stand. */
export const byGravity = (
  one: { readonly severity: Severity; readonly start: number },
  other: { readonly severity: Severity; readonly start: number },
): number => gravity(other.severity) - gravity(one.severity) || one.start - other.start
