import { Worker } from 'node:worker_threads'
import type { Failure, Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Running } from '../db/client.ts'
import type { BundleManifest } from '../../domain/contract/bundle.ts'
import type { ReadBundle, ReadBundleDeps } from '../transfer/bundle/readBundle.ts'
import type { WriteBundleDeps } from '../transfer/bundle/writeBundle.ts'

/** A bundle to write or to read. */
export type BundleJob =
  | { readonly kind: 'write'; readonly deps: Omit<WriteBundleDeps, 'onStep' | 'signal'> }
  | { readonly kind: 'read'; readonly deps: Omit<ReadBundleDeps, 'onStep' | 'signal'> }

/** Job → starter. */
export type FromBundleWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly error: Failure }

type Outcomes = { write: BundleManifest; read: ReadBundle }

/** Starts bundle jobs, each in a worker of its own. */
export type BundleJobs = {
  readonly start: <Kind extends BundleJob['kind']>(
    job: Extract<BundleJob, { kind: Kind }>,
    onProgress: (done: number, total: number) => void,
  ) => Running<Outcomes[Kind]>
}

/** `workerUrl`: `bundleWorker.js` as built, or `bundleWorker.ts` in a test. */
export const createBundleJobs = (workerUrl: URL): BundleJobs => ({
  start: <Kind extends BundleJob['kind']>(
    job: Extract<BundleJob, { kind: Kind }>,
    onProgress: (done: number, total: number) => void,
  ): Running<Outcomes[Kind]> => {
    const worker = new Worker(workerUrl, { workerData: job })
    const file = 'target' in job.deps ? job.deps.target : job.deps.file
    const result = new Promise<Result<Outcomes[Kind]>>((resolve) => {
      let outcome: Result<Outcomes[Kind]> = fail('backup-failed', { file, reason: 'ended' })
      worker.on('message', (message: FromBundleWorker) => {
        if (message.type === 'progress') onProgress(message.done, message.total)
        else if (message.type === 'failed') outcome = { ok: false, error: message.error }
        // What a kind of job gives is what its worker makes of it; the port does not know.
        else outcome = succeed(message.value as Outcomes[Kind])
      })
      worker.on('error', (error) => {
        outcome = fail('backup-failed', {
          file,
          reason: error instanceof Error ? error.message : String(error),
        })
      })
      worker.on('exit', () => resolve(outcome))
    })
    return { result, stop: () => worker.postMessage('stop', []) }
  },
})
