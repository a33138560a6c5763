import type { LiveSnapshot, MustSayItem } from '../../../domain/contract/live.ts'
import { slotAiredMs } from '../../../domain/lineup/timing.ts'
import type { EpochMs } from '../../../domain/model/scalars.ts'
import { timedLineup } from './onAir.ts'

/** Where words stand that must be said: said, not yet, or due now. */
export type MustSayStanding = 'said' | 'waiting' | 'due'

/** Words that must be said about what is on air, with where they stand. */
export type MustSay = { readonly item: MustSayItem; readonly standing: MustSayStanding }

/** What must be said about the product on air at a moment; what is due first, what was said last. */
export const mustSayAt = (snapshot: LiveSnapshot, at: EpochMs): MustSay[] => {
  const slot = snapshot.slots.find(({ id }) => id === snapshot.nowSlotId)
  const airedMs = slot === undefined ? 0 : slotAiredMs(slot, timedLineup(snapshot), at)
  const order: Readonly<Record<MustSayStanding, number>> = { due: 0, waiting: 1, said: 2 }
  return snapshot.mustSay
    .map((item): MustSay => ({
      item,
      standing: item.saidBy !== null ? 'said' : airedMs >= item.remindAtMs ? 'due' : 'waiting',
    }))
    .sort((one, other) => order[one.standing] - order[other.standing])
}
