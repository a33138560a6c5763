import type { Unsubscribe } from '../../domain/contract/bridge.ts'
import type { LivePatch, LiveSnapshot } from '../../domain/contract/live.ts'
import { applyLivePatch, EMPTY_SNAPSHOT } from '../../domain/contract/live.ts'

/** What one change holds; parts that are left out stay as they are. */
export type LiveChange = Partial<Omit<LivePatch, 'revision'>>

/** The one live state. Windows and the stage mirror it. */
export type LiveState = {
  readonly snapshot: () => LiveSnapshot
  /** Applies a change and broadcasts it once. Gives the new revision. */
  readonly change: (change: LiveChange) => number
  /**
   * Puts another snapshot in place (开播, resume, end). A patch cannot say that claims are gone, so the revision goes up by
   * two: every mirror sees that it missed one and asks for the whole.
   */
  readonly replace: (next: Omit<LiveSnapshot, 'revision'>) => number
  readonly subscribe: (listener: (patch: LivePatch, snapshot: LiveSnapshot) => void) => Unsubscribe
}

/** A live state with nothing on air. */
export const createLiveState = (): LiveState => {
  let current: LiveSnapshot = EMPTY_SNAPSHOT
  const listeners = new Set<(patch: LivePatch, snapshot: LiveSnapshot) => void>()
  const broadcast = (patch: LivePatch): number => {
    for (const listener of listeners) listener(patch, current)
    return current.revision
  }
  return {
    snapshot: () => current,
    change: (change) => {
      const patch: LivePatch = {
        set: change.set ?? {},
        addClaims: change.addClaims ?? [],
        addSuppressed: change.addSuppressed ?? [],
        putFindings: change.putFindings ?? [],
        revision: current.revision + 1,
      }
      // Never null here: the revision is the next one.
      current = applyLivePatch(current, patch) ?? current
      return broadcast(patch)
    },
    replace: (next) => {
      // The file is what it is, whatever is on air.
      current = { ...next, fileDamage: current.fileDamage, revision: current.revision + 2 }
      const { revision, claims: _claims, findings: _findings, suppressed: _suppressed, ...set } = current
      return broadcast({ revision, set, addClaims: [], addSuppressed: [], putFindings: [] })
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
