import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { OldCopy } from '../../domain/contract/retention.ts'
import { fail, type Result, succeed } from '../../domain/contract/result.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import { readBackupName } from '../db/client.ts'
import { noteOf, stampedAt } from './backupFolder.ts'

/**
 * Copies of the data file: made before a migration or set aside as damaged, beside it; backups, in their folder
 * below and in the second place.
 */
export type OldCopies = {
  /** Those that were begun before a moment, the oldest first: they still hold what was erased then. */
  readonly before: (at: EpochMs) => Promise<OldCopy[]>
  /** Removes them; gives how many. Fails with `file-remove-failed` naming the first that stays. */
  readonly removeBefore: (at: EpochMs) => Promise<Result<number>>
  /** The second place when it cannot be reached now: copies there cannot be seen. Null = it can, or there is none. */
  readonly unseen: () => Promise<string | null>
}

/** Where backups lie, beside the data file. */
const BACKUPS = 'backups'

const TAILS = ['', '-wal', '-shm'] as const

/** Copies of a data file; `secondFolder` = the second place for backups, empty = there is none. */
export const createOldCopies = (databasePath: string, secondFolder: () => string): OldCopies => {
  const folder = path.dirname(databasePath)
  const { name, ext } = path.parse(databasePath)
  const isBeside = (file: string): boolean =>
    [`${name}.before-v`, `${name}.damaged-`].some((start) => file.startsWith(start)) &&
    TAILS.some((tail) => file.endsWith(`${ext}${tail}`))
  const isBackup = (file: string): boolean => readBackupName(file) !== null

  /** Copies in a folder, with their whole paths. */
  const inFolder = async (place: string, isCopy: (file: string) => boolean): Promise<OldCopy[]> => {
    const files = await readdir(place).catch(() => [])
    const copies = await Promise.all(
      files.filter(isCopy).map(async (fileName) => {
        const file = path.join(place, fileName)
        const found = await stat(file).catch(() => null)
        if (found === null) return []
        // It holds what was there when it was begun; a copy of it elsewhere is younger than that.
        const begunAt = stampedAt(fileName) ?? Infinity
        return [{ name: file, bytes: found.size, at: Math.min(begunAt, Math.floor(found.mtimeMs)) }]
      }),
    )
    return copies.flat()
  }
  const before: OldCopies['before'] = async (at) => {
    const second = secondFolder()
    const backups = path.join(folder, BACKUPS)
    const isOneFolder = second === '' || path.resolve(second) === path.resolve(backups)
    const found = await Promise.all([
      inFolder(folder, isBeside),
      inFolder(backups, isBackup),
      isOneFolder ? [] : inFolder(second, isBackup),
    ])
    return found
      .flat()
      .filter((copy) => copy.at < at)
      .map((copy) => ({
        ...copy,
        // What lies with the data file is named as seen from there.
        name: copy.name.startsWith(folder + path.sep) ? path.relative(folder, copy.name) : copy.name,
      }))
      .toSorted((a, b) => a.at - b.at)
  }
  return {
    before,
    removeBefore: async (at) => {
      const copies = await before(at)
      for (const { name: file } of copies) {
        try {
          const whole = path.resolve(folder, file)
          await rm(whole, { force: true })
          await rm(noteOf(whole), { force: true })
        } catch (error) {
          const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
          return fail('file-remove-failed', { file, reason })
        }
      }
      return succeed(copies.length)
    },
    unseen: async () => {
      const second = secondFolder()
      if (second === '') return null
      return readdir(second).then(
        () => null,
        () => second,
      )
    },
  }
}
