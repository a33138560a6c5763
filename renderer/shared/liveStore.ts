import { create } from 'zustand'
import type { Bridge, Unsubscribe } from '../../domain/contract/bridge.ts'
import type { Bootstrap } from '../../domain/contract/ipc.ts'
import {
  applyLivePatch,
  EMPTY_SNAPSHOT,
  type LivePatch,
  type LiveSnapshot,
} from '../../domain/contract/live.ts'
import type { Result } from '../../domain/contract/result.ts'

/** The window's mirror of the one live state main owns. */
export type LiveState = {
  readonly snapshot: LiveSnapshot
  /** False until the first snapshot is here. */
  readonly ready: boolean
}

export const useLiveStore = create<LiveState>()(() => ({ snapshot: EMPTY_SNAPSHOT, ready: false }))

/** Puts a whole snapshot in, unless a newer one is there already. */
export const takeSnapshot = (snapshot: LiveSnapshot): void => {
  const { snapshot: held, ready } = useLiveStore.getState()
  if (!ready || snapshot.revision >= held.revision) useLiveStore.setState({ snapshot, ready: true })
}

/** What the mirror needs of the bridge. */
export type LiveSource = {
  readonly onLivePatch: Bridge['onLivePatch']
  readonly askSnapshot: () => Promise<Result<LiveSnapshot>>
}

/**
 * Keeps the mirror in step: applies patches in order, keeps those that arrive before the first snapshot, and asks for the
 * whole snapshot again when one is missing. Gives the stop function.
 */
export const mirrorLive = (source: LiveSource): Unsubscribe => {
  let waiting: LivePatch[] = []
  let asking = false
  let stopped = false

  const reask = async (): Promise<void> => {
    if (asking) return
    asking = true
    const answer = await source.askSnapshot()
    asking = false
    if (stopped || !answer.ok) return
    takeSnapshot(answer.value)
    drain()
  }

  const drain = (): void => {
    const patches = waiting.toSorted((a, b) => a.revision - b.revision)
    waiting = []
    for (const patch of patches) take(patch)
  }

  const take = (patch: LivePatch): void => {
    const { snapshot, ready } = useLiveStore.getState()
    if (!ready || asking) {
      waiting.push(patch)
      return
    }
    const next = applyLivePatch(snapshot, patch)
    if (next === null) {
      waiting.push(patch)
      void reask()
    } else if (next !== snapshot) {
      useLiveStore.setState({ snapshot: next })
    }
  }

  const unsubscribe = source.onLivePatch(take)
  const unwatch = useLiveStore.subscribe((state, before) => {
    if (state.ready && !before.ready) drain()
  })
  return () => {
    stopped = true
    unsubscribe()
    unwatch()
  }
}

/** The first picture's live part. */
export const takeBootstrap = (bootstrap: Bootstrap): void => takeSnapshot(bootstrap.snapshot)
