import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { fileNamesBeside } from './backupNames.ts'
import type { Connecting } from './connect.ts'
import { BUSY_TIMEOUT_MS, connect } from './connect.ts'
import type { Migration } from './migrations/migration.ts'
import { hasDamagedLog } from './recovery/readableCopies.ts'
import type { Recovery } from './recovery/recoverFile.ts'
import { beginRecovery, type BegunRecovery, cutOffRecovery, recoverFile } from './recovery/recoverFile.ts'
import { isBehindBackup } from './recovery/behindBackup.ts'
import { isDamage } from './storageFailure.ts'
import { finishSwap } from './swapDataFile.ts'

/**
 * Files up to this size (bytes) are checked page by page when opened. A larger one would hold up the start: it is looked at
 * beside the running app, and when opened only if damage was found then.
 */
export const QUICK_CHECK_LIMIT = 64 * 1024 * 1024

/** Size the write-ahead log is cut back to when it begins anew, in bytes. */
const WAL_LIMIT = 32 * 1024 * 1024

export { openForCheckpoints, openForReading } from './connect.ts'

/** What opening the data file needs. */
export type OpenDeps = {
  readonly file: string
  /** Path of the better-sqlite3 addon; null = the one its package finds. */
  readonly addon: string | null
  readonly migrations: readonly Migration[]
  /** A text for file names, sortable by time and without `:` (2026-03-01T20-15-00). */
  readonly stamp: string
}

/** What opening the data file did. */
export type OpenReport = {
  /** Where a damaged file was put; null = none was found. */
  readonly setAside: string | null
  /** The format the file had before; equal to `version` when nothing was migrated. */
  readonly migratedFrom: number
  readonly version: number
  /** The copy taken before the migration; null = none was needed. */
  readonly backup: string | null
  /** What was made of a damaged file; null = none was found. */
  readonly recovery: Recovery | null
}

const besideFile = (file: string, mark: string, stamp: string): string =>
  join(dirname(file), `${basename(file, extname(file))}.${mark}-${stamp}${extname(file)}`)

const pragmas = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL')
  // A commit is on the disk when it returns: better-sqlite3's build has NORMAL as its default for WAL.
  db.pragma('synchronous = FULL')
  // What is removed is written over, so that erasing needs no rewrite of the file (see `unusedBytes.ts`).
  db.pragma('secure_delete = ON')
  db.pragma('foreign_keys = ON')
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  // The log is merged by `checkpointWorker`, not in the middle of an act; what it has grown beyond this it gives back.
  db.pragma('wal_autocheckpoint = 0')
  db.pragma(`journal_size_limit = ${WAL_LIMIT}`)
  db.pragma('trusted_schema = OFF')
}

/** An empty database of a format, in memory: what a file of that format looks like. */
export const openInMemory = (
  migrations: readonly Migration[],
  version: number,
  addon: string | null,
): Database.Database => {
  const db = connect({ file: ':memory:', addon }, false)
  for (const migration of migrations) if (migration.version <= version) db.exec(migration.sql)
  return db
}

class Damaged extends Error {}
/** Whole, and older than its own backup. */
class Behind extends Damaged {}

/** A log without its file is what is left of a file that was emptied or lost. */
const hasLog = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0

/**
 * Looks at a file that is there without writing to it: a connection that may write would merge the log into a bad file when it
 * is closed. Gives its version; throws when it is damaged.
 */
const lookAt = (deps: OpenDeps, size: number): number => {
  const db = connect(deps, true)
  try {
    const version = db.pragma('user_version', { simple: true })
    if (typeof version !== 'number') throw new Damaged('no user_version')
    if (version > newestOf(deps)) return version
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    const isSuspect = existsSync(fileNamesBeside(deps.file).damage)
    if ((isSuspect || size <= QUICK_CHECK_LIMIT) && db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw new Damaged('quick_check')
    }
    if (hasDamagedLog(deps.file)) throw new Damaged('log')
    if (isBehindBackup(deps, db)) throw new Behind('backup')
    return version
  } finally {
    db.close()
  }
}

const newestOf = ({ migrations }: Pick<OpenDeps, 'migrations'>): number => migrations.at(-1)?.version ?? 0

const openForWriting = (deps: Connecting): Database.Database => {
  const db = connect(deps, false)
  try {
    pragmas(db)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const migrate = (db: Database.Database, due: readonly Migration[]): void => {
  for (const migration of due) {
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
  }
}

const versionOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }))

/** Opens a file for writing, or makes a new one, and brings it up to date without a copy. */
export const openMigrated = (place: Connecting, steps: readonly Migration[]): Database.Database => {
  const db = openForWriting(place)
  try {
    const version = versionOf(db)
    migrate(
      db,
      steps.filter((migration) => migration.version > version),
    )
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Puts a damaged file aside and makes a good one in its place; goes on with a recovery that was cut off. */
const recover = (deps: OpenDeps, begun: BegunRecovery): Recovery => {
  beginRecovery(deps.file, begun)
  setAside(deps.file, begun.setAside)
  return recoverFile(
    {
      file: deps.file,
      addon: deps.addon,
      known: newestOf(deps),
      openPlain: (file) => connect({ file, addon: deps.addon }, false),
      openMigrated: (file) => openMigrated({ file, addon: deps.addon }, deps.migrations),
    },
    begun,
  )
}

const setAside = (file: string, target: string): void => {
  // The log of not yet merged pages goes with its file, or SQLite would merge it into the new one.
  for (const tail of ['-wal', '-shm', '']) {
    if (existsSync(`${file}${tail}`)) renameSync(`${file}${tail}`, `${target}${tail}`)
  }
}

/**
 * Opens the data file and brings it up to date. A file of a newer version is refused untouched (`storage-newer-version`); a
 * damaged one is moved aside whole, and what is left of it and the newest good backup make the one that takes its place;
 * before a migration the file is copied, and each step runs in one transaction (`storage-migration-failed` leaves the file
 * as it was).
 */
export const openDatabase = (
  deps: OpenDeps,
  size: number,
): Result<{
  readonly db: Database.Database
  readonly report: OpenReport
}> => {
  const known = newestOf(deps)
  let recovery: Recovery | null = null
  let version: number
  let db: Database.Database
  try {
    mkdirSync(dirname(deps.file), { recursive: true })
    finishSwap(deps.file)
    const cutOff = cutOffRecovery(deps.file)
    try {
      if (cutOff !== null) throw new Damaged('recovery')
      if (size > 0 || hasLog(deps.file)) {
        const found = lookAt(deps, size)
        if (found > known) return fail('storage-newer-version', { file: deps.file, found, known })
      }
      db = openForWriting(deps)
    } catch (error) {
      if (!isDamage(error) && !(error instanceof Damaged)) throw error
      const begun = cutOff ?? {
        setAside: besideFile(deps.file, 'damaged', deps.stamp),
        isBehind: error instanceof Behind,
      }
      recovery = recover(deps, begun)
      db = openForWriting(deps)
    }
    version = versionOf(db)
  } catch (error) {
    return fail('storage-cannot-open', {
      file: deps.file,
      reason: error instanceof Error ? error.message : String(error),
    })
  }

  const due = deps.migrations.filter((migration) => migration.version > version)
  let backup: string | null = null
  try {
    if (due.length > 0 && version > 0) {
      backup = besideFile(deps.file, `before-v${known}`, deps.stamp)
      db.prepare('VACUUM INTO ?').run(backup)
    }
    migrate(db, due)
  } catch (error) {
    db.close()
    return fail('storage-migration-failed', {
      file: deps.file,
      backup: backup ?? '-',
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  // What was found is put right, or it was not there when looked at again.
  rmSync(fileNamesBeside(deps.file).damage, { force: true })
  return succeed({
    db,
    report: {
      setAside: recovery?.setAside ?? null,
      migratedFrom: version,
      version: known,
      backup,
      recovery,
    },
  })
}
