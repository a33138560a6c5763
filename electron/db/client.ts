import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { type DbCallName, type DbInput, type DbOutput, isWritingCall } from './calls.ts'
import { createCopyJobs } from './copyJobs.ts'
import { lockDataFile } from './dataLock.ts'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import type { OpenReport } from './open.ts'

export type {
  ActChanges,
  ClaimBundle,
  DbInput,
  DbOutput,
  HoldableCall,
  JournalMoment,
  LiveRecord,
  RetainedRow,
  StageState,
  StoredPack,
  StoredPackContent,
  StoredRules,
  StoredShopRule,
  WrittenAct,
} from './calls.ts'
export { NO_CHANGES } from './calls.ts'
export type { BackupName, BackupReason } from './backupNames.ts'
export { backupName, fileNamesBeside, readBackupName } from './backupNames.ts'
export type { CopyJobs, Running } from './copyJobs.ts'
export { createCopyJobs } from './copyJobs.ts'
export type { FileFacts } from './dataFileFacts.ts'
export { flushToDisk } from './dataFileFacts.ts'
export { readDiskPlace } from './diskPlace.ts'
export { headBookOf } from './headBookFile.ts'
export { createSeals, createSigner } from './seals.ts'
export type { SigningKey } from './seals.ts'
export { QUICK_CHECK_LIMIT } from './open.ts'
export type { OpenReport } from './open.ts'
export { pendingSwap, swapDataFile } from './swapDataFile.ts'
export type { Swapped } from './swapDataFile.ts'

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
  /** Hears of calls that took long, in ms. */
  readonly onSlow: (name: string, ms: number) => void
}

/** A worker as calls see it. */
type CallPort = {
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>
  /** Finishes what was asked before and ends the worker. */
  readonly close: () => Promise<void>
  readonly isClosed: () => boolean
}

/** Calls over a worker's port. When it ends, asked or not, open and later calls fail with `storage-closed`. */
const callsTo = (worker: Worker, onSlow: DbClientDeps['onSlow']): CallPort => {
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
    if (message.type === 'slow') {
      onSlow(message.name, message.ms)
      return
    }
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

const besideWriter = (writerUrl: URL, name: string): URL =>
  new URL(writerUrl.href.replace(/dbWorker(\.\w+)$/, `${name}$1`))

/** Workers that read, by how the names of their calls begin. A writer never waits for them. */
const READERS = {
  history: 'historyWorker',
  review: 'historyWorker',
  search: 'historyWorker',
  chain: 'chainWorker',
} as const

/**
 * Memory of workers that walk through everything, in MB: they keep little of it, and a thread that may have more takes
 * more before it looks what it can let go of.
 */
const HEAP_LIMITS: Readonly<Record<string, ResourceLimits>> = {
  chainWorker: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 },
}

/** How often a sweep that gave way to a writer is tried again, and after how long, in ms. */
const SWEEP_TRIES = 5
const SWEEP_PAUSE_MS = 400

/** A worker that reads: started when it is first asked, and anew when it has ended. */
const readerBeside = (
  entry: string,
  { workerUrl, onSlow }: DbClientDeps,
  data: WorkerData,
): Omit<CallPort, 'isClosed'> => {
  const url = besideWriter(workerUrl, entry)
  let reader: CallPort | null = null
  return {
    call: (name, input) => {
      if (reader === null || reader.isClosed())
        reader = callsTo(
          new Worker(url, { workerData: data, resourceLimits: HEAP_LIMITS[entry] ?? {} }),
          onSlow,
        )
      return reader.call(name, input)
    },
    close: async () => reader?.close(),
  }
}

/**
 * Starts the worker that writes and opens the data file. Fails with `storage-newer-version`, `storage-cannot-open`,
 * `storage-migration-failed`, or `storage-in-use` when another TrustCue holds it. If a worker ends unasked every open call to it fails with `storage-closed`; a later one starts
 * it anew.
 */
export const openDbClient = async (
  deps: DbClientDeps,
): Promise<Result<{ readonly client: DbClient; readonly report: OpenReport }>> => {
  const data: WorkerData = { file: deps.file, addon: deps.addon, stamp: deps.stamp }
  const start = async (): Promise<Result<{ readonly port: CallPort; readonly report: OpenReport }>> => {
    const worker = new Worker(deps.workerUrl, { workerData: data })
    const port = callsTo(worker, deps.onSlow)
    const opened = await openedBy(worker, deps.file)
    if (opened.ok) return succeed({ port, report: opened.value })
    await worker.terminate()
    return opened
  }
  const lock = lockDataFile(deps.file)
  if (!lock.ok) return lock
  const first = await start()
  if (!first.ok) {
    lock.value.release()
    return first
  }
  let writer = first.value.port
  let reopening: Promise<unknown> | null = null
  const readersByEntry = new Map(
    [...new Set(Object.values(READERS))].map((entry) => [entry, readerBeside(entry, deps, data)]),
  )
  const readers = new Map(Object.entries(READERS).map(([topic, entry]) => [topic, readersByEntry.get(entry)]))
  const merging = callsTo(
    new Worker(besideWriter(deps.workerUrl, 'checkpointWorker'), { workerData: data }),
    deps.onSlow,
  )
  let closed = false
  /** Set to 1 when somebody wants to write: a sweep gives way. */
  const wanted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  let sweeping: Promise<void> = Promise.resolve()
  /** What a writer that is started anew has to be told again. */
  let signing: unknown = null
  const toWriter = async (name: string, input: unknown): Promise<Result<unknown>> => {
    if (name === 'signing.use') signing = input
    if (isWritingCall(name)) Atomics.store(wanted, 0, 1)
    if (writer.isClosed()) {
      reopening ??= start().then(async (again) => {
        if (again.ok && signing !== null) await again.value.port.call('signing.use', signing)
        reopening = null
        if (again.ok) writer = again.value.port
        return again
      })
      await reopening
    }
    return writer.call(name, input)
  }
  const jobs = createCopyJobs(deps)
  /** Step by step, others in between. False = a session went on air. */
  const mergeIndex = async (): Promise<Result<boolean>> => {
    for (let step: DbInput<'retention.mergeIndex'> = 'begin'; ; step = 'goOn') {
      if (closed) return fail('storage-closed', {})
      const merged = await toWriter('retention.mergeIndex', step)
      if (!merged.ok) return merged
      const { isDone, isLive } = merged.value as DbOutput<'retention.mergeIndex'>
      if (isDone || isLive) return succeed(isDone)
    }
  }
  const sweepNow = async (at: EpochMs): Promise<Result<boolean>> => {
    for (let turn = 0; turn < SWEEP_TRIES; turn += 1) {
      if (turn > 0) await new Promise((resolve) => setTimeout(resolve, SWEEP_PAUSE_MS))
      if (closed) return fail('storage-closed', {})
      const asked = await toWriter('retention.unswept', null)
      if (!asked.ok) return asked
      // What comes back for a name is what the writer's table says.
      const { upTo, isLive } = asked.value as DbOutput<'retention.unswept'>
      if (upTo === null) return succeed(true)
      if (isLive) return succeed(false)
      const merged = await mergeIndex()
      if (!merged.ok || !merged.value) return merged
      Atomics.store(wanted, 0, 0)
      const { result } = jobs.start(
        { kind: 'sweep', file: deps.file, wanted: wanted.buffer },
        () => undefined,
      )
      const swept = await result
      // A disk without the room for it: what was erased stays in the bytes for now, and that is told.
      if (!swept.ok || swept.value === 'read') return succeed(false)
      if (swept.value === 'done') {
        const marked = await toWriter('retention.swept', { upTo, at })
        return marked.ok ? succeed(true) : marked
      }
    }
    return succeed(false)
  }
  /** One after the other: what was erased while one runs is the next one's. */
  const sweep = (at: EpochMs): Promise<Result<boolean>> => {
    const next = sweeping.then(() => sweepNow(at))
    sweeping = next.then(() => undefined)
    return next
  }
  const client: DbClient = {
    call: <Name extends DbCallName>(name: Name, input: DbInput<Name>) => {
      if (closed) return Promise.resolve(fail('storage-closed', {}))
      if (name === 'retention.sweep') return sweep(Number(input))
      const reader = readers.get(name.slice(0, name.indexOf('.')))
      // What comes back for a name is what the worker's table says; see `DbHandlers` and its like.
      return (reader === undefined ? toWriter(name, input) : reader.call(name, input)) as Promise<
        Result<DbOutput<Name>>
      >
    },
    close: async () => {
      closed = true
      Atomics.store(wanted, 0, 1)
      await Promise.all([reopening, sweeping])
      // The writer last: it merges its log into the file when nobody reads any more.
      await Promise.all([...[...readersByEntry.values()].map((reader) => reader.close()), merging.close()])
      await writer.close()
      lock.value.release()
    },
  }
  return succeed({ client, report: first.value.report })
}
