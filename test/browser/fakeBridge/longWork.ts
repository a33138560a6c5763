import type { Progress } from '../../../domain/contract/bridge.ts'
import type { IpcName } from '../../../domain/contract/ipc.ts'

/** Long work of the fake main process: it shows each step, and what a scenario names waits halfway until the test lets it go on. */
export type LongWork = {
  /** Shows how far the work of a call is; to be awaited. */
  readonly step: (name: IpcName, progress: Progress) => Promise<void>
  /** Lets waiting work go on. */
  readonly goOn: (name: IpcName) => void
}

export const makeLongWork = (
  waiting: readonly IpcName[],
  onProgress: (progress: Progress) => void,
): LongWork => {
  const held = new Map(waiting.map((name) => [name, Promise.withResolvers<void>()]))
  return {
    step: async (name, progress) => {
      onProgress(progress)
      // A task of its own, so that the page can paint each step.
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (progress.done * 2 >= progress.total) await held.get(name)?.promise
    },
    goOn: (name) => {
      const work = held.get(name)
      if (work === undefined) throw new Error(`${name} does not wait in this scenario`)
      work.resolve()
    },
  }
}
