import { Worker } from 'node:worker_threads'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import type { MadeCopy } from './copyDataFile.ts'
import type { FileFacts, Thoroughness } from './dataFileFacts.ts'
import type { ErasedInCopy } from './eraseInCopy.ts'
import type { SigningKey } from './seals.ts'
import type { SweepOutcome } from './sweepFile.ts'

/** Long work on whole data files. `gentle` = it rests between its steps, for somebody may be on air. */
export type CopyJob =
  | { readonly kind: 'copy'; readonly file: string; readonly target: string; readonly gentle: boolean }
  | {
      readonly kind: 'duplicate'
      readonly file: string
      readonly target: string
      readonly sha256: string
      readonly bytes: number
      readonly gentle: boolean
    }
  | {
      readonly kind: 'inspect'
      readonly file: string
      /** Where to copy the file first, with the log beside it; null = it is looked at where it is. */
      readonly copyTo: string | null
      readonly how: Thoroughness
    }
  | {
      /** Erases in a copy that nobody has open what was erased on this machine since it was made. */
      readonly kind: 'eraseAgain'
      readonly file: string
      /** The data file whose place it is to take. */
      readonly over: string
      readonly at: EpochMs
      /** Has signed the list, and signs the heads of the tombstones; null = there is none, and no list is believed. */
      readonly key: SigningKey | null
    }
  | {
      /** Writes the data file anew without the bytes of what was erased. */
      readonly kind: 'sweep'
      readonly file: string
      /** Its first number is set to 1 when somebody wants to write. */
      readonly wanted: SharedArrayBuffer
    }
  | {
      /** Looks at the pages of the data file beside its writer. */
      readonly kind: 'check'
      readonly file: string
    }

/** What a job's worker is started with. */
export type CopyJobData = { readonly job: CopyJob; readonly addon: string | null }

/** Job → starter. */
export type FromCopyWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  | {
      readonly type: 'failed'
      readonly how: 'stopped' | 'bad' | 'error'
      readonly code: string
      readonly reason: string
    }

type Outcomes = {
  copy: MadeCopy
  duplicate: null
  inspect: FileFacts
  eraseAgain: ErasedInCopy
  sweep: SweepOutcome
  /** The first thing that is wrong; null = nothing. */
  check: string | null
}

/** A job that runs. */
export type Running<Value> = {
  readonly result: Promise<Result<Value>>
  /** Ends it; nothing half done stays. It may be finished already. */
  readonly stop: () => void
}

/** Starts jobs, each in a worker of its own. */
export type CopyJobs = {
  readonly start: <Kind extends CopyJob['kind']>(
    job: Extract<CopyJob, { kind: Kind }>,
    onProgress: (done: number, total: number) => void,
  ) => Running<Outcomes[Kind]>
}

const failureOf = (job: CopyJob, message: Extract<FromCopyWorker, { type: 'failed' }>): Result<never> => {
  const { how, code, reason } = message
  const target = 'target' in job ? job.target : job.file
  if (how === 'stopped') return fail('backup-stopped', {})
  if (how === 'bad') return fail('backup-bad-copy', { file: target, reason })
  if (code === 'ENOSPC' || code.startsWith('SQLITE_FULL')) return fail('backup-disk-full', { file: target })
  return fail('backup-failed', { file: target, reason: reason === '' ? code : reason })
}

/**
 * Starts jobs beside the writer. Fails with `backup-stopped`, `backup-bad-copy` (what was written is not what was read),
 * `backup-disk-full` or `backup-failed`.
 */
export const createCopyJobs = (deps: {
  /** The writer's entry; `copyWorker` lies beside it. */
  readonly workerUrl: URL
  readonly addon: string | null
}): CopyJobs => {
  const url = new URL(deps.workerUrl.href.replace(/dbWorker(\.\w+)$/, 'copyWorker$1'))
  return {
    start: <Kind extends CopyJob['kind']>(
      job: Extract<CopyJob, { kind: Kind }>,
      onProgress: (done: number, total: number) => void,
    ): Running<Outcomes[Kind]> => {
      const data: CopyJobData = { job, addon: deps.addon }
      const worker = new Worker(url, { workerData: data })
      const result = new Promise<Result<Outcomes[Kind]>>((resolve) => {
        let outcome: Result<Outcomes[Kind]> = fail('backup-failed', { file: job.file, reason: 'ended' })
        worker.on('message', (message: FromCopyWorker) => {
          if (message.type === 'progress') onProgress(message.done, message.total)
          else if (message.type === 'failed') outcome = failureOf(job, message)
          // What a kind of job gives is what its worker makes of it; the port does not know.
          else outcome = succeed(message.value as Outcomes[Kind])
        })
        worker.on('error', (error) => {
          const reason = error instanceof Error ? error.message : String(error)
          outcome = fail('backup-failed', { file: job.file, reason })
        })
        // After the worker: until then it may hold the file.
        worker.on('exit', () => resolve(outcome))
      })
      return { result, stop: () => worker.postMessage('stop', []) }
    },
  }
}
