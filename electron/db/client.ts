import { Worker } from 'node:worker_threads'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { DbCallName, DbInput, DbOutput } from './calls.ts'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import type { OpenReport } from './open.ts'

export type {
  ActChanges,
  ClaimBundle,
  LiveRecord,
  StageState,
  StoredPack,
  StoredPackContent,
  StoredRules,
  StoredShopRule,
} from './calls.ts'
export { NO_CHANGES } from './calls.ts'
export type { ChainReport, Json, JournalDraft } from './journal.ts'
export type { OpenReport } from './open.ts'

/** The database as everybody else sees it. Calls are answered in the order they were made. */
export type DbClient = {
  readonly call: <Name extends DbCallName>(
    name: Name,
    input: DbInput<Name>,
  ) => Promise<Result<DbOutput<Name>>>
  /** Finishes what was asked before, closes the file and ends the worker. */
  readonly close: () => Promise<void>
}

/** What starting the database needs. */
export type DbClientDeps = {
  /** The worker's entry: `dbWorker.js` as built, or `dbWorker.ts` in a test. */
  readonly workerUrl: URL
  readonly file: string
  /** Path of the better-sqlite3 addon; null = the one its package finds. */
  readonly addon: string | null
  /** A text for file names, sortable by time and without `:`. */
  readonly stamp: string
}

/**
 * Starts the worker and opens the data file. Fails with `storage-newer-version`, `storage-cannot-open` or
 * `storage-migration-failed`. If the worker ends unasked every open and later call fails with `storage-closed`.
 */
export const openDbClient = async (
  deps: DbClientDeps,
): Promise<Result<{ readonly client: DbClient; readonly report: OpenReport }>> => {
  const data: WorkerData = { file: deps.file, addon: deps.addon, stamp: deps.stamp }
  const worker = new Worker(deps.workerUrl, { workerData: data })
  const waiting = new Map<number, (answer: Result<unknown>) => void>()
  let lastId = 0
  let closed = false

  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
  })
  const stop = (): void => {
    closed = true
    for (const answer of waiting.values()) answer(fail('storage-closed', {}))
    waiting.clear()
  }

  const opened = await new Promise<Result<OpenReport>>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'opened') {
        resolve(message.result)
        return
      }
      const answer = waiting.get(message.id)
      waiting.delete(message.id)
      answer?.(message.ok ? succeed(message.value) : { ok: false, error: message.error })
    })
    worker.on('error', (error) => {
      resolve(
        fail('storage-cannot-open', {
          file: deps.file,
          reason: error instanceof Error ? error.message : String(error),
        }),
      )
      stop()
    })
    worker.on('exit', () => {
      resolve(fail('storage-cannot-open', { file: deps.file, reason: 'the database worker ended' }))
      stop()
    })
  })
  if (!opened.ok) {
    await worker.terminate()
    return opened
  }

  const post = (message: ToWorker): void => worker.postMessage(message, [])
  const client: DbClient = {
    call: (name, input) => {
      if (closed) return Promise.resolve(fail('storage-closed', {}))
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        // What comes back for a name is what the worker's table says; see `DbHandlers`.
        waiting.set(id, resolve as (answer: Result<unknown>) => void)
        post({ type: 'call', id, name, input })
      })
    },
    close: async () => {
      if (!closed) {
        closed = true
        post({ type: 'close' })
      }
      await exited
    },
  }
  return succeed({ client, report: opened.value })
}
