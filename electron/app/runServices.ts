import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { pendingSwap, type Swapped } from '../db/client.ts'
import type { Restart } from '../services/backups.ts'
import type { StartDeps, Started } from './startServices.ts'
import { startServices } from './startServices.ts'

/** The app's services, which can be ended and begun anew over another data file. */
export type ServicesRun = {
  /** What runs now, or is about to. */
  readonly current: () => Promise<Result<Started>>
  /** Finishes every write that was asked for, and lets go of port and file. */
  readonly stop: () => Promise<void>
}

/**
 * Starts the services. `onAgain` hears of each start after the first. When they do not start over the file they were given
 * by a restore, the one from before is put back and they start over that.
 */
export const runServices = (
  deps: Omit<StartDeps, 'restart'>,
  onAgain: (started: Started) => void,
): ServicesRun => {
  /** Starts over a file that was put in; when that does not work, over the one from before. */
  const startOver = async (swapped: Swapped): Promise<{ again: Result<Started>; outcome: Result<null> }> => {
    const over = await startServices({ ...deps, restart })
    if (over.ok) {
      swapped.settle()
      return { again: over, outcome: succeed(null) }
    }
    swapped.undo()
    return { again: await startServices({ ...deps, restart }), outcome: over }
  }
  const restart: Restart = async (swap) => {
    const before = await running
    if (!before.ok) return before
    let outcome: Result<null> = succeed(null)
    running = (async () => {
      await before.value.stop()
      let swapped
      try {
        swapped = swap()
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        outcome = fail('backup-failed', { file: deps.databasePath, reason })
        return startServices({ ...deps, restart })
      }
      const started = await startOver(swapped)
      ;({ outcome } = started)
      return started.again
    })()
    const again = await running
    if (!again.ok) return again
    onAgain(again.value)
    return outcome
  }
  // The app was ended after a file was put in and before it was known whether it starts over it.
  const pending = pendingSwap(deps.databasePath)
  let running =
    pending === null ? startServices({ ...deps, restart }) : startOver(pending).then(({ again }) => again)
  return {
    current: () => running,
    stop: async () => {
      const now = await running
      if (now.ok) await now.value.stop()
    },
  }
}
