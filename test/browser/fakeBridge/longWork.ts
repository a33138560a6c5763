import type { IpcName } from '../../../domain/contract/ipc.ts'

/** Long work of the fake main process: it shows each step, and what a scenario names waits halfway until the test lets it go on. */
export type LongWork = {
  /** To be awaited between two steps. */
  readonly step: (name: IpcName, done: number, total: number) => Promise<void>
  /** Lets waiting work go on. */
  readonly goOn: (name: IpcName) => void
}

export const makeLongWork = (waiting: readonly IpcName[]): LongWork => {
  const held = new Map<IpcName, { readonly gone: Promise<void>; readonly go: () => void }>()
  for (const name of waiting) {
    let go = (): void => {}
    const gone = new Promise<void>((resolve) => {
      go = resolve
    })
    held.set(name, { gone, go })
  }
  return {
    step: async (name, done, total) => {
      // A task of its own, so that the page can paint each step.
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (done * 2 >= total) await held.get(name)?.gone
    },
    goOn: (name) => {
      const work = held.get(name)
      if (work === undefined) throw new Error(`${name} does not wait in this scenario`)
      work.go()
    },
  }
}
