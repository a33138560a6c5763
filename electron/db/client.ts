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
export { headBookOf } from './headBookFile.ts'
export { createSeals, createSigner } from './seals.ts'
export type { SigningKey } from './seals.ts'
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
  /** The writer's entry: `dbWorker.js` as built, or `dbWorker.ts` in a test; those that read lie beside it. */
  readonly workerUrl: URL
  readonly file: string
  /** Path of the better-sqlite3 addon; null = the one its package finds. */
  readonly addon: string | null
  /** A text for file names, sortable by time and without `:`. */
  readonly stamp: string
}

/** A worker as calls see it. */
type CallPort = {
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>
  /** Finishes what was asked before and ends the worker. */
  readonly close: () => Promise<void>
  readonly isClosed: () => boolean
}

/** Calls over a worker's port. When it ends, asked or not, open and later calls fail with `storage-closed`. */
const callsTo = (worker: Worker): CallPort => {
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
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'opened') return
    const answer = waiting.get(message.id)
    waiting.delete(message.id)
    answer?.(message.ok ? succeed(message.value) : { ok: false, error: message.error })
  })
  worker.on('error', stop)
  worker.on('exit', stop)
  const post = (message: ToWorker): void => worker.postMessage(message, [])
  return {
    call: (name, input) => {
      if (closed) return Promise.resolve(fail('storage-closed', {}))
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        waiting.set(id, resolve)
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
    isClosed: () => closed,
  }
}

/** Waits until the writer has opened the file, or has failed to. */
const openedBy = (worker: Worker, file: string): Promise<Result<OpenReport>> =>
  new Promise((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'opened') resolve(message.result)
    })
    worker.on('error', (error) => {
      const reason = error instanceof Error ? error.message : String(error)
      resolve(fail('storage-cannot-open', { file, reason }))
    })
    worker.on('exit', () => {
      resolve(fail('storage-cannot-open', { file, reason: 'the database worker ended' }))
    })
  })

/** Workers that read, by how the names of their calls begin. A writer never waits for them. */
const READERS = { history: 'historyWorker', chain: 'chainWorker' } as const

/** A worker that reads: started when it is first asked, and anew when it has ended. */
const readerBeside = (entry: string, writerUrl: URL, data: WorkerData): Omit<CallPort, 'isClosed'> => {
  const url = new URL(writerUrl.href.replace(/dbWorker(\.\w+)$/, `${entry}$1`))
  let reader: CallPort | null = null
  return {
    call: (name, input) => {
      if (reader === null || reader.isClosed()) reader = callsTo(new Worker(url, { workerData: data }))
      return reader.call(name, input)
    },
    close: async () => reader?.close(),
  }
}

/**
 * Starts the worker that writes and opens the data file. Fails with `storage-newer-version`, `storage-cannot-open` or
 * `storage-migration-failed`. If a worker ends unasked every open call to it fails with `storage-closed`; so does every
 * later one to the writer.
 */
export const openDbClient = async (
  deps: DbClientDeps,
): Promise<Result<{ readonly client: DbClient; readonly report: OpenReport }>> => {
  const data: WorkerData = { file: deps.file, addon: deps.addon, stamp: deps.stamp }
  const worker = new Worker(deps.workerUrl, { workerData: data })
  const writer = callsTo(worker)
  const opened = await openedBy(worker, deps.file)
  if (!opened.ok) {
    await worker.terminate()
    return opened
  }
  const readers = new Map(
    Object.entries(READERS).map(([topic, entry]) => [topic, readerBeside(entry, deps.workerUrl, data)]),
  )
  let closed = false
  const client: DbClient = {
    call: <Name extends DbCallName>(name: Name, input: DbInput<Name>) => {
      if (closed) return Promise.resolve(fail('storage-closed', {}))
      const { call } = readers.get(name.slice(0, name.indexOf('.'))) ?? writer
      // What comes back for a name is what the worker's table says; see `DbHandlers` and its like.
      return call(name, input) as Promise<Result<DbOutput<Name>>>
    },
    close: async () => {
      closed = true
      // The writer last: it merges its log into the file when nobody reads any more.
      await Promise.all([...readers.values()].map((reader) => reader.close()))
      await writer.close()
    },
  }
  return succeed({ client, report: opened.value })
}
