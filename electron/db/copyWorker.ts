import { existsSync } from 'node:fs'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { CopyJob, CopyJobData, FromCopyWorker } from './copyJobs.ts'
import { checkPages } from './checkPages.ts'
import { BadCopy, copyClosedFile, copyDataFile, copyFinishedFile } from './copyDataFile.ts'
import { inspectDataFile } from './dataFileFacts.ts'
import { eraseInCopy } from './eraseInCopy.ts'
import { migrations } from './migrations/index.ts'
import { sweepFile } from './sweepFile.ts'

class Stopped extends Error {}

/** How often progress is told, in ms. */
const TELL_EVERY_MS = 100

const run = async (job: CopyJob, addon: string | null, onStep: (done: number, total: number) => void) => {
  const known = migrations.length
  switch (job.kind) {
    case 'copy':
      return copyDataFile({ ...job, addon, known, onStep })
    case 'duplicate':
      copyFinishedFile({ ...job, onStep })
      return null
    case 'inspect': {
      // What somebody chose may lie where nothing can be written, with a log beside it.
      if (job.copyTo !== null) copyClosedFile(job.file, job.copyTo)
      return inspectDataFile({ file: job.copyTo ?? job.file, addon }, known, job.how)
    }
    case 'eraseAgain':
      return eraseInCopy(job, addon)
    case 'check':
      return checkPages({ file: job.file, addon }, onStep)
    case 'sweep': {
      const wanted = new Int32Array(job.wanted)
      return sweepFile({ file: job.file, addon }, () => Atomics.load(wanted, 0) === 1)
    }
    default:
      return job satisfies never
  }
}

/** What an error of the system or of SQLite is called. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Does one job and ends: an entry of its own, so that neither the writer nor the windows wait for a long copy. */
const start = async (port: MessagePort): Promise<void> => {
  const { job, addon } = workerData as CopyJobData
  const send = (message: FromCopyWorker): void => port.postMessage(message)
  let toldAt = 0
  const onStep = (done: number, total: number): void => {
    // The job keeps this thread busy: what comes in is looked for, not waited for.
    if (receiveMessageOnPort(port) !== undefined) throw new Stopped()
    const now = performance.now()
    if (now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    send({ type: 'progress', done, total })
  }
  try {
    send({ type: 'done', value: await run(job, addon, onStep) })
  } catch (error) {
    if (error instanceof Stopped) send({ type: 'failed', how: 'stopped', code: '', reason: '' })
    else if (error instanceof BadCopy)
      send({ type: 'failed', how: 'bad', code: codeOf(error), reason: error.message })
    else {
      const isGone = job.kind !== 'inspect' && !existsSync(job.file)
      const reason = error instanceof Error ? error.message : String(error)
      send({ type: 'failed', how: 'error', code: isGone ? 'ENOENT' : codeOf(error), reason })
    }
  }
  port.close()
}

const port = parentPort
if (port === null) throw new Error('copyWorker runs only as a worker')
void start(port)
