import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { bundleFailure } from '../transfer/bundle/bundleFault.ts'
import { readBundle } from '../transfer/bundle/readBundle.ts'
import { writeBundle } from '../transfer/bundle/writeBundle.ts'
import type { BundleJob, FromBundleWorker } from './bundleJobs.ts'

/** How often progress is told, in ms. */
const TELL_EVERY_MS = 100

/** Writes or reads one bundle and ends: packing and unlocking are work for a processor of their own. */
const start = async (port: MessagePort): Promise<void> => {
  const job = workerData as BundleJob
  const send = (message: FromBundleWorker): void => port.postMessage(message)
  const stopper = new AbortController()
  port.on('message', () => stopper.abort())
  let toldAt = 0
  const onStep = (done: number, total: number): void => {
    const now = performance.now()
    if (now - toldAt < TELL_EVERY_MS) return
    toldAt = now
    send({ type: 'progress', done, total })
  }
  const { signal } = stopper
  try {
    if (job.kind === 'write')
      send({ type: 'done', value: await writeBundle({ ...job.deps, onStep, signal }) })
    else send({ type: 'done', value: await readBundle({ ...job.deps, onStep, signal }) })
  } catch (error) {
    const file = job.kind === 'write' ? job.deps.target : job.deps.file
    send({ type: 'failed', error: bundleFailure(error, file) })
  }
  port.close()
}

const port = parentPort
if (port === null) throw new Error('bundleWorker runs only as a worker')
void start(port)
