import { parentPort, workerData } from 'node:worker_threads'
import { makeLogRoom } from './logRoom.ts'
import type { ToWorker, WorkerData } from './messages.ts'
import { openForCheckpoints } from './open.ts'

/** How often the frames of the write-ahead log are counted, in ms. */
const LOOK_EVERY_MS = 500
/** From so many frames on that are not in the file yet, it is merged. */
const MERGE_FROM = 1024
/** From so many frames on, a writer that never rests is held up for what is left to merge, so that the log can begin anew. */
const RESTART_FROM = 4096

/** Frames in the log, and how many of them are in the file. */
type Frames = { readonly log: number; readonly checkpointed: number }

/**
 * Merges the write-ahead log into the data file beside the writer, who therefore never does it in the middle of an act. Only
 * as far as it can go without waiting for anybody (`PASSIVE`): neither the writer nor a reader waits for it. The log begins
 * anew when all of it is merged; a writer that writes without a pause would never let that happen, and waits some
 * milliseconds for the rest once the log has grown large (`RESTART`, given up after `CHECKPOINT_WAIT_MS`). An entry of its own,
 * started by `client.ts`.
 */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('checkpointWorker runs only as a worker')
  const start = workerData as WorkerData
  const db = openForCheckpoints(start)
  makeLogRoom(db, start.file)
  /** The log is given room in advance, so that its length says nothing: only frames count. */
  const framesIn = (way: 'NOOP' | 'PASSIVE'): Frames =>
    (db.pragma(`wal_checkpoint(${way})`) as Frames[])[0] ?? { log: 0, checkpointed: 0 }
  const timer = setInterval(() => {
    try {
      const { log, checkpointed } = framesIn('NOOP')
      if (log - checkpointed < MERGE_FROM) return
      if (framesIn('PASSIVE').log >= RESTART_FROM) db.pragma('wal_checkpoint(RESTART)')
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
