import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type Database from 'better-sqlite3'
import { fileNamesBeside } from '../backupNames.ts'
import { copyClosedFile } from '../copyDataFile.ts'
import type { FileFacts } from '../dataFileFacts.ts'
import { factsOf, flushToDisk, inspectDataFile } from '../dataFileFacts.ts'
import { isBehindBackup, ownBackups } from './behindBackup.ts'
import { graftFirstPage, readableCopies } from './readableCopies.ts'
import { claimsAsWritten, salvage } from './salvage.ts'

/** What came of a damaged file. */
export type Recovery = {
  /** Where the damaged file was put, unchanged. */
  readonly setAside: string
  /**
   * What the app goes on with: `whole` = the damaged file's own content, all of it; `backup` = a backup with what could be
   * read besides; `nothing` = a new file with what could be read.
   */
  readonly from: 'whole' | 'backup' | 'nothing'
  /** File name of the backup; empty = none. */
  readonly backup: string
  /** Rows brought over that were in no backup. */
  readonly rows: number
  /** Stretches of the damaged file that could not be read. */
  readonly gaps: number
  readonly claims: number
  /** When the newest claim that is there was said; null = there is none. */
  readonly newestClaimAt: number | null
  readonly sessions: number
}

/** What recovering needs: how to open a file for writing and bring it up to date, and the newest format. */
export type RecoverDeps = {
  readonly file: string
  readonly addon: string | null
  readonly known: number
  /** Opens a file that is there or makes a new one, with every migration run. */
  readonly openMigrated: (file: string) => Database.Database
  readonly openPlain: (file: string) => Database.Database
}

/** A recovery under way: where the damaged file goes, and whether it is whole and only behind its backup. */
export type BegunRecovery = { readonly setAside: string; readonly isBehind: boolean }

const workOf = (file: string): string => `${file}.recovering`
const begunIn = (file: string): string => path.join(workOf(file), 'begun.json')

const clearWork = (file: string): void => {
  for (const name of readdirSync(workOf(file)))
    if (name !== path.basename(begunIn(file)))
      rmSync(path.join(workOf(file), name), { recursive: true, force: true })
}

/** Remembers a recovery before the damaged file is moved, so that one that is cut off is not taken for an empty shop. */
export const beginRecovery = (file: string, begun: BegunRecovery): void => {
  mkdirSync(workOf(file), { recursive: true })
  clearWork(file)
  if (existsSync(begunIn(file))) return
  writeFileSync(`${begunIn(file)}.part`, JSON.stringify(begun))
  flushToDisk(`${begunIn(file)}.part`)
  renameSync(`${begunIn(file)}.part`, begunIn(file))
  flushToDisk(workOf(file))
  flushToDisk(path.dirname(file))
}

/** A recovery that was cut off before there was a good file; what one that was finished left is removed. Null = none was. */
export const cutOffRecovery = (file: string): BegunRecovery | null => {
  if (!existsSync(workOf(file))) return null
  let begun: BegunRecovery | null = null
  try {
    const { setAside, isBehind }: Partial<BegunRecovery> = JSON.parse(readFileSync(begunIn(file), 'utf8'))
    if (typeof setAside === 'string' && typeof isBehind === 'boolean') begun = { setAside, isBehind }
  } catch {
    // It had not begun: the damaged file is where it was.
  }
  // Both are there when the good file had its name already.
  if (begun !== null && !(existsSync(file) && existsSync(begun.setAside))) return begun
  rmSync(workOf(file), { recursive: true, force: true })
  return null
}

const isWhole = ({ version, trouble }: FileFacts, known: number): boolean =>
  trouble === null && version >= 1 && version <= known

const copyIsBehind = (deps: RecoverDeps, copy: string): boolean => {
  const db = deps.openPlain(copy)
  try {
    return isBehindBackup(deps, db)
  } finally {
    db.close()
  }
}

/** The newest backup that is whole, and copies of those before it that are not. */
const lookThroughBackups = (
  deps: RecoverDeps,
  work: string,
): { readonly good: string | null; readonly bad: readonly string[] } => {
  const bad: string[] = []
  for (const [index, backup] of ownBackups(deps.file).entries()) {
    const copy = path.join(work, `backup-${index}.sqlite`)
    copyFileSync(backup, copy)
    if (isWhole(inspectDataFile({ file: copy, addon: deps.addon }, deps.known, 'all'), deps.known)) {
      rmSync(copy)
      return { good: backup, bad }
    }
    bad.push(...readableCopies(copy, work, `bad-${index}`).slice(0, 1))
  }
  return { good: null, bad }
}

const removeWithLog = (file: string): void => {
  for (const tail of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${tail}`, { force: true })
}

/** A copy of what is left that its tables can be read from; null = not even those. */
const openLeft = (deps: RecoverDeps, copy: string, good: string | null): Database.Database | null => {
  const attempt = (): Database.Database | null => {
    try {
      const db = deps.openPlain(copy)
      try {
        if (Number(db.pragma('user_version', { simple: true })) > deps.known) throw new Error('newer')
        if (db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'claim'").pluck().get() !== 1)
          throw new Error('no tables')
        return db
      } catch (error) {
        db.close()
        throw error
      }
    } catch {
      return null
    }
  }
  const opened = attempt()
  if (opened !== null || good === null) return opened
  removeLogOnly(copy)
  graftFirstPage(copy, good)
  return attempt()
}

const removeLogOnly = (file: string): void => {
  for (const tail of ['-wal', '-shm', '-journal']) rmSync(`${file}${tail}`, { force: true })
}

/**
 * Makes a good data file again out of a damaged one that was set aside: its own content when that is whole after all (only
 * its log was bad), or the newest good backup and in it everything that can still be read. Works in a folder of its own;
 * the file gets its name when it is finished, so that a power cut meanwhile begins anew. A file that `isBehind` its backup is
 * whole, and yet the backup has more.
 */
export const recoverFile = (deps: RecoverDeps, { setAside, isBehind }: BegunRecovery): Recovery => {
  const { file, addon, known } = deps
  const work = workOf(file)
  try {
    const copies = readableCopies(setAside, work, 'left')
    const whole = isBehind
      ? undefined
      : copies.find(
          (copy) =>
            isWhole(inspectDataFile({ file: copy, addon }, known, 'all'), known) && !copyIsBehind(deps, copy),
        )
    const backups = whole === undefined ? lookThroughBackups(deps, work) : { good: null, bad: [] }
    const backup = backups.good
    const made = path.join(work, 'made.sqlite')
    if (whole !== undefined) copyClosedFile(whole, made)
    else if (backup !== null) copyFileSync(backup, made)
    const target = deps.openMigrated(made)
    let rows = 0
    let gaps = 0
    if (whole === undefined) {
      for (const copy of [...copies, ...backups.bad]) {
        const source = openLeft(deps, copy, backup)
        if (source === null) {
          gaps += 1
          continue
        }
        try {
          const brought = salvage(target, source, copies.includes(copy))
          rows += brought.rows
          gaps += brought.gaps
        } catch {
          // Nothing half done stays: bringing over is one transaction, and the backup is there in any case.
          gaps += 1
        } finally {
          source.close()
        }
      }
    }
    claimsAsWritten(target)
    const { claims, newestClaimAt, sessions } = factsOf(target, known, 'count')
    target.pragma('wal_checkpoint(TRUNCATE)')
    target.close()
    flushToDisk(made)
    const recovery: Recovery = {
      setAside,
      from: whole !== undefined ? 'whole' : backup !== null ? 'backup' : 'nothing',
      backup: backup === null ? '' : path.basename(backup),
      rows,
      gaps,
      claims,
      newestClaimAt,
      sessions: sessions.length,
    }
    const report = fileNamesBeside(file).recovery
    writeFileSync(report, JSON.stringify(recovery))
    flushToDisk(report)
    removeWithLog(file)
    renameSync(made, file)
    flushToDisk(path.dirname(file))
    rmSync(work, { recursive: true, force: true })
    return recovery
  } catch (error) {
    // A full disk: the next start goes on with it, and needs the room.
    clearWork(file)
    throw error
  }
}
