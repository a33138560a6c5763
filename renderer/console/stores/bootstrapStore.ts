import { create } from 'zustand'
import type { Bootstrap } from '../../../domain/contract/ipc.ts'
import type { Failure } from '../../../domain/contract/result.ts'

/** What main told once at the start: version, trust-card definitions, stage address, a session that was cut off. */
export const useBootstrapStore = create<{
  readonly bootstrap: Bootstrap | null
  readonly failure: Failure | null
}>()(() => ({ bootstrap: null, failure: null }))

/** The session that was cut off has been dealt with. */
export const clearResumable = (): void =>
  useBootstrapStore.setState((state) => ({
    bootstrap: state.bootstrap === null ? null : { ...state.bootstrap, resumable: null },
  }))
