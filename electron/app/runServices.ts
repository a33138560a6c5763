import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
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
      const again = await startServices({ ...deps, restart })
      if (again.ok) {
        swapped.settle()
        return again
      }
      outcome = again
      swapped.undo()
      return startServices({ ...deps, restart })
    })()
    const again = await running
    if (!again.ok) return again
    onAgain(again.value)
    return outcome
  }
  let running = startServices({ ...deps, restart })
  return {
    current: () => running,
    stop: async () => {
      const now = await running
      if (now.ok) await now.value.stop()
    },
  }
}
