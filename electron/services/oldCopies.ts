import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { OldCopy } from '../../domain/contract/retention.ts'
import { fail, type Result, succeed } from '../../domain/contract/result.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'

/** Copies of the data file: made before a migration or set aside as damaged, beside it; backups, in their folder below. */
export type OldCopies = {
  /** Those that were written before a moment, the oldest first: they still hold what was erased then. */
  readonly before: (at: EpochMs) => Promise<OldCopy[]>
  /** Removes them; gives how many. Fails with `file-remove-failed` naming the first that stays. */
  readonly removeBefore: (at: EpochMs) => Promise<Result<number>>
}

/** Where backups lie, beside the data file. */
const BACKUPS = 'backups'

/** Copies of a data file. Names are as seen from its folder. */
export const createOldCopies = (databasePath: string): OldCopies => {
  const folder = path.dirname(databasePath)
  const { name, ext } = path.parse(databasePath)
  const isCopy = (file: string): boolean =>
    [`${name}.before-v`, `${name}.damaged-`, path.join(BACKUPS, `${name}-`)].some((start) =>
      file.startsWith(start),
    ) && ['', '-wal', '-shm'].some((tail) => file.endsWith(`${ext}${tail}`))

  const before = async (at: EpochMs): Promise<OldCopy[]> => {
    const [beside, backups] = await Promise.all(
      ['', BACKUPS].map((below) => readdir(path.join(folder, below)).catch(() => [])),
    )
    const files = [...(beside ?? []), ...(backups ?? []).map((file) => path.join(BACKUPS, file))]
    const copies = await Promise.all(
      files.filter(isCopy).map(async (file) => {
        const found = await stat(path.join(folder, file)).catch(() => null)
        return found === null ? [] : [{ name: file, bytes: found.size, at: Math.floor(found.mtimeMs) }]
      }),
    )
    return copies
      .flat()
      .filter((copy) => copy.at < at)
      .toSorted((a, b) => a.at - b.at)
  }
  return {
    before,
    removeBefore: async (at) => {
      const copies = await before(at)
      for (const { name: file } of copies) {
        try {
          await rm(path.join(folder, file), { force: true })
        } catch (error) {
          const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
          return fail('file-remove-failed', { file, reason })
        }
      }
      return succeed(copies.length)
    },
  }
}
