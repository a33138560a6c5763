import { linkCorrections } from '../../domain/compliance/linkCorrection.ts'
import type { Finding } from '../../domain/model/claim.ts'
import { DEFAULT_SETTINGS } from '../../domain/model/settings.ts'
import type { CorrectionLinker } from './scoreSession.ts'

/** Links the corrections of a session as the app does while it is on air, with the settings of a new shop. */
export const linkCues: CorrectionLinker = (cues) => {
  const links = new Map<number, number[]>()
  const claims: { id: string; text: string; at: number; productId: string | null }[] = []
  let open: Finding[] = []
  for (const { cue, saidAt, verdict } of cues) {
    const { text, product } = cue.labelled
    const corrected = linkCorrections(text, open, {
      at: saidAt,
      productId: product,
      windowMs: DEFAULT_SETTINGS.correctionMinutes * 60_000,
      claims,
      own: verdict.findings,
    })
    const done = open.filter((finding) => corrected.includes(finding.id))
    if (done.length > 0) links.set(cue.n, [...new Set(done.map((finding) => Number(finding.claimId)))])
    open = open.filter((finding) => !corrected.includes(finding.id))
    claims.push({ id: String(cue.n), text, at: saidAt, productId: product })
    for (const [place, found] of verdict.findings.entries()) {
      open.push({
        ...found,
        id: `${cue.n}.${place}`,
        claimId: String(cue.n),
        slotId: null,
        sessionId: '',
        productId: product,
        pack: '',
        packVersion: '',
        at: saidAt,
        state: 'open',
        reason: '',
        stateAt: null,
        correctedBy: null,
      })
    }
  }
  return links
}
