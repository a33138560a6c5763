import { create } from 'zustand'
import type { Unsubscribe } from '../../../../domain/contract/bridge.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { EMPTY_LOG, growClaimLog, type ClaimLog } from './claimLog.ts'

/** The claim log of this window. */
export const useClaimLogStore = create<{ readonly log: ClaimLog }>()(() => ({ log: EMPTY_LOG }))

const take = (): void =>
  useClaimLogStore.setState(({ log }) => ({ log: growClaimLog(log, useLiveStore.getState().snapshot) }))

/** Grows the log with each snapshot while the live room is open. Gives the stop function. */
export const followClaims = (): Unsubscribe => {
  take()
  return useLiveStore.subscribe((state, before) => {
    const now = state.snapshot
    const then = before.snapshot
    if (now.claims === then.claims && now.findings === then.findings && now.promises === then.promises) return
    take()
  })
}
