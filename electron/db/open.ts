import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Migration } from './migrations/migration.ts'
import { isDamage } from './storageFailure.ts'

/** How long a write waits for another program that holds the file, in ms. */
const BUSY_TIMEOUT_MS = 2000

/** Files up to this size (bytes) are checked page by page when opened; a larger one would hold up the start. */
const QUICK_CHECK_LIMIT = 64 * 1024 * 1024

/** Size the write-ahead log is cut back to when it begins anew, in bytes. */
const WAL_LIMIT = 32 * 1024 * 1024

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
}

const besideFile = (file: string, mark: string, stamp: string): string =>
  join(dirname(file), `${basename(file, extname(file))}.${mark}-${stamp}${extname(file)}`)

const pragmas = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL')
  // A commit is on the disk when it returns: better-sqlite3's build has NORMAL as its default for WAL.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  // The log is merged by `checkpointWorker`, not in the middle of an act; what it has grown beyond this it gives back.
  db.pragma('wal_autocheckpoint = 0')
  db.pragma(`journal_size_limit = ${WAL_LIMIT}`)
  db.pragma('trusted_schema = OFF')
}

type Connecting = Pick<OpenDeps, 'file' | 'addon'>

const connect = ({ file, addon }: Connecting, readonly: boolean): Database.Database => {
  const options = { timeout: BUSY_TIMEOUT_MS, readonly }
  return new Database(file, addon === null ? options : { ...options, nativeBinding: addon })
}

/** A second connection to a data file that is open and up to date, for reading alone. */
export const openForReading = (deps: Connecting): Database.Database => {
  const db = connect(deps, true)
  db.pragma('trusted_schema = OFF')
  return db
}

/** A connection that merges the write-ahead log and does nothing else. */
export const openForCheckpoints = (deps: Connecting): Database.Database => {
  const db = connect(deps, false)
  db.pragma('synchronous = FULL')
  db.pragma('wal_autocheckpoint = 0')
  return db
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

const openOnce = (deps: OpenDeps, size: number): { db: Database.Database; version: number } => {
  const db = connect(deps, false)
  try {
    const version = db.pragma('user_version', { simple: true })
    if (typeof version !== 'number') throw new Damaged('no user_version')
    // Before the pragmas below write anything into a file of a newer version.
    if (version > (deps.migrations.at(-1)?.version ?? 0)) return { db, version }
    pragmas(db)
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    if (size > 0 && size <= QUICK_CHECK_LIMIT && db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      throw new Damaged('quick_check')
    }
    return { db, version }
  } catch (error) {
    db.close()
    throw error
  }
}

const setAside = (deps: OpenDeps): string => {
  const target = besideFile(deps.file, 'damaged', deps.stamp)
  // The log of not yet merged pages goes with its file, or SQLite would merge it into the new one.
  for (const tail of ['-wal', '-shm', '']) {
    if (existsSync(`${deps.file}${tail}`)) renameSync(`${deps.file}${tail}`, `${target}${tail}`)
  }
  return target
}

/**
 * Opens the data file and brings it up to date. A file of a newer version is refused untouched
 * (`storage-newer-version`); a damaged one is moved aside whole and an empty one takes its place; before a migration the
 * file is copied, and each step runs in one transaction (`storage-migration-failed` leaves the file as it was).
 */
export const openDatabase = (
  deps: OpenDeps,
  size: number,
): Result<{ readonly db: Database.Database; readonly report: OpenReport }> => {
  const known = deps.migrations.at(-1)?.version ?? 0
  let aside: string | null = null
  let opened: { db: Database.Database; version: number }
  try {
    mkdirSync(dirname(deps.file), { recursive: true })
    try {
      opened = openOnce(deps, size)
    } catch (error) {
      if (!isDamage(error) && !(error instanceof Damaged)) throw error
      aside = setAside(deps)
      opened = openOnce(deps, 0)
    }
  } catch (error) {
    return fail('storage-cannot-open', {
      file: deps.file,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  const { db, version } = opened
  if (version > known) {
    db.close()
    return fail('storage-newer-version', { file: deps.file, found: version, known })
  }

  const due = deps.migrations.filter((migration) => migration.version > version)
  let backup: string | null = null
  try {
    if (due.length > 0 && version > 0) {
      backup = besideFile(deps.file, `before-v${known}`, deps.stamp)
      db.prepare('VACUUM INTO ?').run(backup)
    }
    for (const migration of due) {
      db.transaction(() => {
        db.exec(migration.sql)
        db.pragma(`user_version = ${migration.version}`)
      }).immediate()
    }
  } catch (error) {
    db.close()
    return fail('storage-migration-failed', {
      file: deps.file,
      backup: backup ?? '-',
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  return succeed({ db, report: { setAside: aside, migratedFrom: version, version: known, backup } })
}
