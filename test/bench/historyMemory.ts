import type { WayFigures } from './history.ts'

const MB = 1024 * 1024

/** Follows the memory of this process while it makes its passes, and prints what came of them. */
export const watchMemory = (): {
  /** Notes how much memory there is now. */
  readonly look: () => void
  /** Makes the passes and prints a `WayFigures` as JSON. */
  readonly print: (pass: () => number, times: number) => void
} => {
  let rss = 0
  const look = (): void => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }
  return {
    look,
    print: (pass, times) => {
      const before = process.memoryUsage.rss()
      // Once so that what is measured is compiled.
      let found = pass()
      // What this thread worked: other processes may hold the machine meanwhile.
      const ms = Array.from({ length: times }, () => {
        const startedAt = process.threadCpuUsage()
        found = pass()
        const { user, system } = process.threadCpuUsage(startedAt)
        return (user + system) / 1000
      })
      look()
      const figures: WayFigures = { ms, found, peakMb: rss / MB, grownMb: (rss - before) / MB }
      process.stdout.write(JSON.stringify(figures))
    },
  }
}
