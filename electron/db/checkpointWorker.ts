import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { ToWorker, WorkerData } from './messages.ts'
import { openForCheckpoints } from './open.ts'

/** How often the size of the write-ahead log is looked at, in ms. */
const LOOK_EVERY_MS = 500
/** From this size on it is merged into the file, in bytes. */
const MERGE_FROM = 4 * 1024 * 1024

/**
 * Merges the write-ahead log into the data file beside the writer, who therefore never does it in the middle of an act. Only
 * as far as it can go without waiting for anybody (`PASSIVE`): neither the writer nor a reader waits for it. An entry of
 * its own, started by `client.ts`.
 */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('checkpointWorker runs only as a worker')
  const start = workerData as WorkerData
  const db = openForCheckpoints(start)
  const timer = setInterval(() => {
    const size = statSync(`${start.file}-wal`, { throwIfNoEntry: false })?.size ?? 0
    if (size < MERGE_FROM) return
    try {
      db.pragma('wal_checkpoint(PASSIVE)')
    } catch {
      // A disk in trouble tells those who write to it; the log keeps everything until it can be merged.
    }
  }, LOOK_EVERY_MS)
  port.on('message', (message: ToWorker) => {
    if (message.type !== 'close') return
    clearInterval(timer)
    db.close()
    port.close()
  })
}

run()
