import { useEffect, useState } from 'react'
import { checkClaim } from '../../../../domain/compliance/checkClaim.ts'
import type { FindingDraft } from '../../../../domain/model/claim.ts'
import { airedSlot } from '../../../shared/live/onAir.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useBootstrapStore } from '../../stores/bootstrapStore.ts'
import { compiledRules } from '../../stores/rulesStore.ts'

/** What was found in a text; the text is kept with it, because one types on. */
type Checked = { readonly text: string; readonly findings: readonly FindingDraft[] }

const NOTHING: Checked = { text: '', findings: [] }

/** What of an older check still holds in a text that was typed on: the hits that lie before the first change. */
export const stillHolds = (checked: Checked, text: string): readonly FindingDraft[] =>
  checked.text === text
    ? checked.findings
    : checked.findings.filter(({ end }) => text.startsWith(checked.text.slice(0, end)))

/**
 * What would be found in a text if it were logged now: the same check as the one of record, with the product on air and its
 * facts. Rests while an input method composes. Nothing is stored; without packs one simply types without underlines.
 */
export const usePreview = (text: string, composing: boolean): readonly FindingDraft[] => {
  const [checked, setChecked] = useState(NOTHING)
  const nowSlotId = useLiveStore((state) => state.snapshot.nowSlotId)

  useEffect(() => {
    if (composing) return undefined
    let outdated = false
    const check = async (): Promise<void> => {
      const pack = await compiledRules()
      if (outdated || pack === null) return
      const aired = airedSlot(useLiveStore.getState().snapshot, nowSlotId)
      const context = {
        product: aired?.product ?? null,
        price: aired?.slot.price ?? null,
        saidAt: Date.now(),
        guarantees: useBootstrapStore.getState().bootstrap?.guarantees ?? [],
      }
      setChecked({ text, findings: text.trim() === '' ? [] : checkClaim(text, context, pack).findings })
    }
    void check()
    return () => {
      outdated = true
    }
  }, [text, composing, nowSlotId])

  return stillHolds(checked, text)
}
