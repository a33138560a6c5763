import { existsSync, readdirSync, rmSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type {
  BackupEntry,
  BackupState,
  RecoveryReport,
  RestorePreview,
  SessionDifference,
} from '../../domain/contract/backup.ts'
import { recoverySchema } from '../../domain/contract/backup.ts'
import type { Progress } from '../../domain/contract/bridge.ts'
import type { Failure, Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { BackupReason, CopyJobs, FileFacts, Running, SigningKey, Swapped } from '../db/client.ts'
import { fileNamesBeside, swapDataFile } from '../db/client.ts'
import { WORK_FACTOR } from '../transfer/bundle/passphrase.ts'
import type { FoundBackup } from './backupFolder.ts'
import {
  freeName,
  holdsOf,
  listBackups,
  outdatedBackups,
  removeBackup,
  stampOf,
  writableTrouble,
  writeNote,
} from './backupFolder.ts'
import type { BundleJobs } from './bundleJobs.ts'
import type { Clock } from './clock.ts'

const HOUR_MS = 3_600_000
/** How often it is looked whether a backup is due, in ms. */
const LOOK_EVERY_MS = 60_000

/** How long after a backup that failed the next one is tried, in ms. */
const RETRY_AFTER_MS = 30 * 60_000

/** A backup that was not finished. */
const PARTIAL = /^trustcue-.*\.sqlite(\.json)?\.part(-journal|-wal|-shm)?$/

/** Name of the task progress is told of. */
export const BACKUP_TASK = 'backup'

/** Runs the app's services anew over another data file: `swap` runs while nobody has it open. */
export type Restart = (swap: () => Swapped) => Promise<Result<null>>

/** What the backups need. */
export type BackupsDeps = {
  readonly databasePath: string
  readonly picturesDir: string
  readonly appVersion: string
  readonly jobs: CopyJobs
  readonly bundles: BundleJobs
  readonly clock: Clock
  readonly newId: () => Ulid
  readonly settings: () => Settings
  /** True while a session is on air. */
  readonly isLive: () => boolean
  /** Acts that are shown and not in the file. */
  readonly held: () => number
  /** Signs what a restore has to erase again; null = there is no key. */
  readonly signingKey: SigningKey | null
  readonly onProgress: (progress: Progress) => void
  readonly restart: Restart
}

/** Backups of the data file, going back to one, and the whole shop as one file. */
export type Backups = {
  readonly state: () => Promise<BackupState>
  /**
   * Makes a backup while the app goes on, checks it, and lets older ones go. A copy in the second place follows; when that
   * fails the backup here stays and the failure is told.
   */
  readonly make: (reason: BackupReason) => Promise<Result<null>>
  /** Stops what runs; nothing half done stays. */
  readonly stop: () => void
  /** What going back to a backup would change. */
  readonly preview: (id: string) => Promise<Result<RestorePreview>>
  /** The same for a file from elsewhere: a backup or a bundle. */
  readonly previewFile: (file: string, passphrase: string | null) => Promise<Result<RestorePreview>>
  /** Goes back to what was previewed, after a backup of what is there now. */
  readonly restore: (token: Ulid) => Promise<Result<null>>
  readonly discard: (token: Ulid) => Promise<void>
  readonly writeBundle: (target: string, passphrase: string | null) => Promise<Result<null>>
  /** The report of the last damage has been read. */
  readonly dismissRecovery: () => Promise<void>
  /** Begins to look at the clock. */
  readonly schedule: () => void
  /** To be told when a session has ended. */
  readonly sessionEnded: () => void
  readonly close: () => Promise<void>
}

type Prepared = {
  readonly preview: RestorePreview
  readonly folder: string
  readonly database: string
  readonly pictures: string | null
}

const differences = (there: FileFacts, now: FileFacts): SessionDifference[] => {
  const here = new Map(now.sessions.map((session) => [session.id, session]))
  const known = new Set(there.sessions.map(({ id }) => id))
  const changed = there.sessions.flatMap(({ id, title, at, claims }): SessionDifference[] => {
    const own = here.get(id)
    if (own?.claims === claims) return []
    return [{ title, at, there: claims, now: own?.claims ?? null }]
  })
  const lost = now.sessions
    .filter(({ id }) => !known.has(id))
    .map(({ title, at, claims }): SessionDifference => ({ title, at, there: null, now: claims }))
  return [...changed, ...lost].toSorted((left, right) => right.at - left.at)
}

const SQLITE_HEAD = 'SQLite format 3\0'
const isDataFile = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const head = Buffer.alloc(SQLITE_HEAD.length)
    await handle.read(head, 0, head.length, 0)
    return head.toString('latin1') === SQLITE_HEAD
  } finally {
    await handle.close()
  }
}

/** The backups of a shop. */
export const createBackups = (deps: BackupsDeps): Backups => {
  const { databasePath, jobs, bundles, clock, settings } = deps
  const beside = fileNamesBeside(databasePath)
  const work = path.join(beside.folder, 'restoring')
  const bad = new Set<string>()
  let last: BackupState['last'] = null
  let running: {
    readonly what: NonNullable<BackupState['running']>
    readonly stop: () => void
    /** Settled when nothing of it runs any more. */
    readonly ended: Promise<void>
  } | null = null
  let prepared: Prepared | null = null
  let timer: NodeJS.Timeout | null = null
  /** When a backup was last tried, on the monotonic clock; null = not since the app was opened. */
  let triedAt: number | null = null
  /** When the newest backup was made; null = there is none. */
  let newestAt: number | null = null
  let isClosed = false

  const tell = (done: number, total: number): void => deps.onProgress({ task: BACKUP_TASK, done, total })
  /** Runs one piece of long work at a time, and can stop the step it is at. */
  const alone = async <Value>(
    what: NonNullable<BackupState['running']>,
    run: (step: <Out>(job: Running<Out>) => Promise<Result<Out>>) => Promise<Result<Value>>,
  ): Promise<Result<Value>> => {
    if (running !== null) return fail('backup-busy', {})
    let isStopped = false
    let current: Running<unknown> | null = null
    let end = (): void => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const mine = {
      what,
      ended,
      stop: () => {
        isStopped = true
        current?.stop()
      },
    }
    running = mine
    try {
      return await run(async (job) => {
        current = job
        if (isStopped) job.stop()
        return job.result
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return fail('backup-failed', { file: databasePath, reason })
    } finally {
      running = null
      tell(0, 0)
      end()
    }
  }

  const secondFailure = async (): Promise<Failure | null> => {
    const folder = settings().backupFolder
    if (folder === '') return null
    const code = await writableTrouble(folder, false)
    return code === null ? null : { code: 'backup-second-missing', params: { folder, reason: code } }
  }
  const rotate = async (folder: string, place: BackupEntry['place']): Promise<void> => {
    const { backupKeepCount: count, backupKeepDays: days } = settings()
    const backups = await listBackups(folder, place, bad)
    for (const { file } of outdatedBackups(backups, clock.epochMs(), { count, days }))
      await removeBackup(file)
  }
  type Step = <Out>(job: Running<Out>) => Promise<Result<Out>>
  const makeHere = async (
    step: Step,
    reason: BackupReason,
    gentle: boolean,
  ): Promise<Result<{ readonly file: string; readonly sha256: string; readonly bytes: number }>> => {
    const trouble = await writableTrouble(beside.backups, true)
    if (trouble !== null) return fail('backup-failed', { file: beside.backups, reason: trouble })
    const second = settings().backupFolder
    const name = await freeName(
      second === '' ? [beside.backups] : [beside.backups, second],
      clock.epochMs(),
      reason,
    )
    const file = path.join(beside.backups, name)
    const copied = await step(jobs.start({ kind: 'copy', file: databasePath, target: file, gentle }, tell))
    if (!copied.ok) return copied
    const { facts, sha256 } = copied.value
    await writeNote(file, { bytes: facts.bytes, sha256, holds: holdsOf(facts) })
    newestAt = clock.epochMs()
    await rotate(beside.backups, 'here')
    return succeed({ file, sha256, bytes: facts.bytes })
  }
  const copyToSecond = async (
    step: Step,
    made: { readonly file: string; readonly sha256: string; readonly bytes: number },
  ): Promise<Result<null>> => {
    const folder = settings().backupFolder
    if (folder === '') return succeed(null)
    const missing = await secondFailure()
    if (missing !== null) return { ok: false, error: missing }
    const target = path.join(folder, path.basename(made.file))
    const copied = await step(jobs.start({ kind: 'duplicate', ...made, target, gentle: true }, tell))
    if (!copied.ok) return copied
    await copyFile(`${made.file}.json`, `${target}.json`)
    await rotate(folder, 'second')
    return copied
  }
  const make: Backups['make'] = async (reason) => {
    triedAt = clock.monoMs()
    const result = await alone('backup', async (step) => {
      const here = await makeHere(step, reason, deps.isLive())
      return here.ok ? copyToSecond(step, here.value) : here
    })
    if (result.ok || result.error.code !== 'backup-busy')
      last = { at: clock.epochMs(), failure: result.ok ? null : result.error }
    return result
  }

  const find = async (id: string): Promise<FoundBackup | null> => {
    const all = await everyBackup()
    return all.find(({ entry }) => entry.id === id) ?? null
  }
  const everyBackup = async (): Promise<FoundBackup[]> => {
    const second = settings().backupFolder
    const [here, before, there] = await Promise.all([
      listBackups(beside.backups, 'here', bad),
      listBackups(beside.folder, 'here', bad),
      second === '' ? [] : listBackups(second, 'second', bad),
    ])
    return [...here, ...before, ...there].toSorted((left, right) => right.entry.madeAt - left.entry.madeAt)
  }

  const drop = async (): Promise<void> => {
    prepared = null
    await rm(work, { recursive: true, force: true })
  }
  const ownFolder = async (): Promise<string> => {
    await drop()
    await mkdir(work, { recursive: true })
    return mkdtemp(path.join(work, 'r-'))
  }
  /** What was erased here since the copy was made goes before the copy is anything but a copy. */
  const eraseAgain = (file: string) =>
    jobs.start(
      { kind: 'eraseAgain', file, over: databasePath, at: clock.epochMs(), key: deps.signingKey },
      tell,
    )
  /** Checks a file and compares it with what is there; it lies in a folder of ours from then on. */
  const prepare = async (
    step: Step,
    given: {
      readonly folder: string
      readonly file: string
      readonly from: RestorePreview['from']
      readonly fileName: string
      readonly madeAt: number | null
      readonly pictures: string | null
    },
  ): Promise<Result<RestorePreview>> => {
    const { folder, file, fileName, from, madeAt, pictures } = given
    const database = path.join(folder, 'checked.sqlite')
    const there = await step(jobs.start({ kind: 'inspect', file, copyTo: database, how: 'all' }, tell))
    if (!there.ok) return there
    const now = await step(
      jobs.start({ kind: 'inspect', file: databasePath, copyTo: null, how: 'count' }, tell),
    )
    if (!now.ok) return now
    if (there.value.version > now.value.version)
      return fail('restore-newer', { file: fileName, found: there.value.version, known: now.value.version })
    if (there.value.trouble !== null) {
      bad.add(file)
      return fail('restore-bad', { file: fileName, reason: there.value.trouble })
    }
    const erased = await step(eraseAgain(database))
    if (!erased.ok) return erased
    const left =
      erased.value.sessions === 0
        ? there
        : await step(jobs.start({ kind: 'inspect', file: database, copyTo: null, how: 'count' }, tell))
    if (!left.ok) return left
    const preview: RestorePreview = {
      token: deps.newId(),
      fileName,
      from,
      madeAt,
      bytes: there.value.bytes,
      holds: { ...holdsOf(left.value), version: there.value.version },
      now: holdsOf(now.value),
      isOlder: there.value.version < now.value.version,
      differences: differences(left.value, now.value),
      erasedAgain: erased.value.claims,
      listTrouble: erased.value.trouble,
      pictures: pictures === null ? null : (await readdir(pictures)).length,
    }
    prepared = { preview, folder, database, pictures }
    return succeed(preview)
  }
  const orDrop = async <Value>(result: Result<Value>): Promise<Result<Value>> => {
    if (!result.ok) await drop()
    return result
  }

  const bringPictures = async (from: string, stamp: string): Promise<void> => {
    await mkdir(deps.picturesDir, { recursive: true })
    const replaced = path.join(beside.backups, `pictures-${stamp}`)
    for (const name of await readdir(from)) {
      const target = path.join(deps.picturesDir, name)
      const [now, then] = await Promise.all([
        readFile(target).catch(() => null),
        readFile(path.join(from, name)),
      ])
      if (now !== null && now.equals(then)) continue
      // A picture that was there and looks otherwise is kept.
      if (now !== null) {
        await mkdir(replaced, { recursive: true })
        await copyFile(target, path.join(replaced, name))
      }
      await copyFile(path.join(from, name), target)
    }
  }

  const mayRestore = (): Result<null> => {
    if (deps.isLive()) return fail('restore-while-live', {})
    const held = deps.held()
    return held > 0 ? fail('restore-while-held', { count: held }) : succeed(null)
  }

  const look = (): void => {
    const { backupEveryHours } = settings()
    if (backupEveryHours === 0 || running !== null) return
    if (triedAt !== null && clock.monoMs() - triedAt < RETRY_AFTER_MS) return
    const age = clock.epochMs() - (newestAt ?? -Infinity)
    // A clock that was set back would hold backups up for as long as it was set back.
    if (age >= backupEveryHours * HOUR_MS || age < 0) void make('scheduled')
  }

  const service: Backups = {
    state: async () => {
      const [backups, missing] = await Promise.all([everyBackup(), secondFailure()])
      let recovery: RecoveryReport | null = null
      try {
        recovery = recoverySchema.parse(JSON.parse(await readFile(beside.recovery, 'utf8')))
      } catch {
        // There was no damage.
      }
      return {
        entries: backups.map(({ entry }) => entry),
        folder: beside.backups,
        secondFolder: settings().backupFolder,
        secondFailure: missing,
        last,
        running: running?.what ?? null,
        recovery,
      }
    },
    make,
    stop: () => running?.stop(),
    preview: async (id) => {
      const found = await find(id)
      if (found === null) return fail('backup-unknown', {})
      const { file, entry } = found
      return alone('preview', async (step) => {
        const folder = await ownFolder()
        const { fileName, madeAt } = entry
        return orDrop(await prepare(step, { folder, file, from: 'backup', fileName, madeAt, pictures: null }))
      })
    },
    previewFile: async (file, passphrase) =>
      alone('bundle-in', async (step) => {
        const fileName = path.basename(file)
        const folder = await ownFolder()
        if (await isDataFile(file)) {
          const { mtimeMs } = await stat(file)
          const given = { folder, file, from: 'file' as const, fileName, madeAt: Math.round(mtimeMs) }
          return orDrop(await prepare(step, { ...given, pictures: null }))
        }
        const read = await step(
          bundles.start({ kind: 'read', deps: { file, passphrase, into: folder } }, tell),
        )
        if (!read.ok) return orDrop(read)
        const { manifest, database, pictures } = read.value
        const given = { folder, file: database, from: 'bundle' as const, fileName, madeAt: manifest.madeAt }
        return orDrop(await prepare(step, { ...given, pictures }))
      }),
    restore: async (token) => {
      const chosen = prepared
      if (chosen === null || chosen.preview.token !== token) return fail('restore-preview-gone', {})
      const allowed = mayRestore()
      if (!allowed.ok) return allowed
      return alone('restore', async (step) => {
        const before = await makeHere(step, 'restore', false)
        if (!before.ok) return before
        // Something may have been erased since the preview.
        const erased = await step(eraseAgain(chosen.database))
        if (!erased.ok) return erased
        const still = mayRestore()
        if (!still.ok) return still
        const stamp = stampOf(clock.epochMs())
        if (chosen.pictures !== null) await bringPictures(chosen.pictures, stamp)
        const restarted = await deps.restart(() => swapDataFile(databasePath, chosen.database, stamp))
        await drop()
        return restarted
      })
    },
    discard: async (token) => {
      if (prepared?.preview.token === token) await drop()
    },
    writeBundle: async (target, passphrase) =>
      alone('bundle-out', async (step) => {
        const folder = await ownFolder()
        try {
          const database = path.join(folder, 'bundle.sqlite')
          const copied = await step(
            jobs.start({ kind: 'copy', file: databasePath, target: database, gentle: deps.isLive() }, tell),
          )
          if (!copied.ok) return copied
          const lock = passphrase === null ? null : { passphrase, workFactor: WORK_FACTOR }
          const { picturesDir, appVersion } = deps
          const holds = holdsOf(copied.value.facts)
          const written = await step(
            bundles.start(
              {
                kind: 'write',
                deps: { database, picturesDir, target, lock, holds, madeAt: clock.epochMs(), appVersion },
              },
              tell,
            ),
          )
          return written.ok ? succeed(null) : written
        } finally {
          await drop()
        }
      }),
    dismissRecovery: async () => rm(beside.recovery, { force: true }),
    schedule: () => {
      // What a preview or a backup left behind that was cut off.
      rmSync(work, { recursive: true, force: true })
      for (const name of existsSync(beside.backups) ? readdirSync(beside.backups) : [])
        if (PARTIAL.test(name)) rmSync(path.join(beside.backups, name), { force: true })
      void everyBackup().then(([newest]) => {
        newestAt ??= newest?.entry.madeAt ?? null
      })
      timer = setInterval(look, LOOK_EVERY_MS)
      timer.unref()
    },
    sessionEnded: () => {
      if (!isClosed && settings().backupAfterSession) void make('session')
    },
    close: async () => {
      isClosed = true
      if (timer !== null) clearInterval(timer)
      // A restore closes the services itself.
      if (running === null || running.what === 'restore') return
      running.stop()
      await running.ended
    },
  }
  return service
}
