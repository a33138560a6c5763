import { writeFileSync } from 'node:fs'
import type { LatencyLog } from '../services/latency.ts'

/**
 * Writes the times from utterance to broadcast as JSON, for `npm run demo` and the measurements: `[{claimId, findings, ms}]`.
 * Only when a file is named from outside.
 */
export const writeLatencyFile = (file: string | undefined, latency: LatencyLog): void => {
  if (file !== undefined && file !== '') writeFileSync(file, JSON.stringify(latency.samples()))
}
