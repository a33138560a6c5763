import { createHash } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BackupEntry, Holds } from '../../domain/contract/backup.ts'
import type { BackupNote } from '../../domain/contract/bundle.ts'
import { backupNoteSchema } from '../../domain/contract/bundle.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import type { BackupReason } from '../db/client.ts'
import { backupName, readBackupName } from '../db/client.ts'

const DAY_MS = 86_400_000

/** Where the note of what a backup holds lies. */
export const noteOf = (file: string): string => `${file}.json`

/** A moment as it stands in file names, in UTC. */
export const stampOf = (at: EpochMs): string => new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')

const momentOf = (stamp: string): EpochMs =>
  Date.parse(`${stamp.slice(0, 10)}T${stamp.slice(11).replaceAll('-', ':')}Z`)

/** When a backup was begun, as its file name says; null = it is not the name of one. */
export const stampedAt = (fileName: string): EpochMs | null => {
  const name = readBackupName(fileName)
  return name === null ? null : momentOf(name.stamp)
}

/** Writes a file whole or not at all, and has it on the disk. */
export const writeWhole = async (file: string, text: string): Promise<void> => {
  const partial = `${file}.part`
  const handle = await open(partial, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(partial, file)
}

const readNote = async (file: string, bytes: number): Promise<BackupNote | null> => {
  try {
    const note = backupNoteSchema.parse(JSON.parse(await readFile(noteOf(file), 'utf8')))
    return note.bytes === bytes ? note : null
  } catch {
    return null
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

/** A name for a backup that is not taken yet in any of the folders. */
export const freeName = async (
  folders: readonly string[],
  at: EpochMs,
  reason: BackupReason,
): Promise<string> => {
  for (let turn = 0; ; turn += 1) {
    const name = backupName(stampOf(at), reason, turn)
    const taken = await Promise.all(folders.map((folder) => isThere(path.join(folder, name))))
    if (!taken.includes(true)) return name
  }
}

/** Puts down what a backup holds, beside it. */
export const writeNote = (file: string, note: Omit<BackupNote, 'format'>): Promise<void> =>
  writeWhole(noteOf(file), JSON.stringify({ format: 1, ...note }))

/** A backup with where it lies. */
export type FoundBackup = {
  readonly entry: BackupEntry
  readonly file: string
  readonly sha256: string | null
}

/** The backups in a folder, newest first; none when it is not there. */
export const listBackups = async (
  folder: string,
  place: BackupEntry['place'],
  bad: ReadonlySet<string>,
): Promise<FoundBackup[]> => {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names.map(async (fileName): Promise<FoundBackup[]> => {
      const name = readBackupName(fileName)
      if (name === null) return []
      const file = path.join(folder, fileName)
      const bytes = await stat(file).then(
        ({ size }) => size,
        () => null,
      )
      if (bytes === null) return []
      const note = await readNote(file, bytes)
      const health = bad.has(file) ? 'bad' : note === null ? 'unchecked' : 'good'
      const madeAt = momentOf(name.stamp)
      const { reason } = name
      const id = `${place}/${fileName}`
      const entry: BackupEntry = {
        id,
        fileName,
        place,
        madeAt,
        reason,
        bytes,
        holds: note?.holds ?? null,
        health,
      }
      return [{ file, sha256: note?.sha256 ?? null, entry }]
    }),
  )
  return found.flat().toSorted((left, right) => right.entry.madeAt - left.entry.madeAt)
}

/** Removes a backup and the note beside it. */
export const removeBackup = async (file: string): Promise<void> => {
  await rm(file, { force: true })
  await rm(noteOf(file), { force: true })
}

/**
 * Which backups of a folder may go: those beyond `keepCount`, and those older than `keepDays` except the newest `KEPT_ALWAYS`.
 * The newest good one always stays, and so does what was there before a restore until it is old.
 */
export const outdatedBackups = (
  backups: readonly FoundBackup[],
  now: EpochMs,
  keep: { readonly count: number; readonly days: number },
): FoundBackup[] => {
  const newestGood = backups.find(({ entry }) => entry.health === 'good')
  return backups.filter((backup, index) => {
    const isOld = now - backup.entry.madeAt > keep.days * DAY_MS
    if (backup === newestGood || index < KEPT_ALWAYS) return false
    if (backup.entry.reason === 'restore' || backup.entry.reason === 'migration') return isOld
    return isOld || index >= keep.count
  })
}
const KEPT_ALWAYS = 3

/** Makes sure that a folder can be written to. Gives the code of the error that says it cannot; null = it can. */
export const writableTrouble = async (folder: string, make: boolean): Promise<string | null> => {
  const probe = path.join(
    folder,
    `.trustcue-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}`,
  )
  try {
    if (make) await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
    await rm(probe, { force: true })
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  }
}

/** The numbers of a file's facts. */
export const holdsOf = (facts: {
  readonly version: number
  readonly sessions: readonly unknown[]
  readonly claims: number
  readonly newestClaimAt: number | null
}): Holds => ({
  version: facts.version,
  sessions: facts.sessions.length,
  claims: facts.claims,
  newestClaimAt: facts.newestClaimAt,
})
