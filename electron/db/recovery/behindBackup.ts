import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import { fileNamesBeside, readBackupName } from '../backupNames.ts'
import type { Connecting } from '../connect.ts'
import { openForReading } from '../connect.ts'

/** Sessions whose last entries are looked for. */
const NEWEST_SESSIONS = 5

type Head = { readonly session_id: string; readonly seq: number; readonly hash: string }

/** Backups the app made itself, newest first: in its folder, and those from before a migration beside the file. */
export const ownBackups = (file: string): string[] => {
  const { backups, folder } = fileNamesBeside(file)
  const namesIn = (place: string): string[] => (existsSync(place) ? readdirSync(place) : [])
  const found = [
    ...namesIn(backups).map((name) => path.join(backups, name)),
    ...namesIn(folder)
      .filter((name) => readBackupName(name)?.reason === 'migration')
      .map((name) => path.join(folder, name)),
  ]
  return found
    .flatMap((place) => {
      const name = readBackupName(path.basename(place))
      return name === null ? [] : [{ place, stamp: name.stamp }]
    })
    .toSorted((left, right) => (left.stamp < right.stamp ? 1 : -1))
    .map(({ place }) => place)
}

const STAMP = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/

/** Stamp of the newest backup that somebody has gone back behind on purpose; empty = none. */
const restoredUpTo = (file: string): string => {
  const { restored } = fileNamesBeside(file)
  // Those before stand below it.
  const [newest = ''] = existsSync(restored) ? readFileSync(restored, 'utf8').split('\n') : []
  return STAMP.test(newest) ? newest : ''
}

const headsOf = (backup: string, addon: string | null): Head[] => {
  const db = openForReading({ file: backup, addon })
  try {
    return db
      .prepare<[number], Head>(
        `SELECT session_id, seq, hash FROM journal_entry AS entry
        WHERE session_id IN (SELECT id FROM session ORDER BY coalesce(started_at, created_at) DESC LIMIT ?)
          AND seq = (SELECT max(seq) FROM journal_entry WHERE session_id = entry.session_id)`,
      )
      .all(NEWEST_SESSIONS)
  } finally {
    db.close()
  }
}

/**
 * True when the newest backup that can be read holds journal entries the open file has not: the file, or the end of its log,
 * was lost, or an old copy was put in its place. A journal only ever grows. Going back to a backup inside the app is no
 * loss and says so in a file of its own.
 */
export const isBehindBackup = ({ file, addon }: Connecting, db: Database): boolean => {
  const upTo = restoredUpTo(file)
  for (const backup of ownBackups(file)) {
    if ((readBackupName(path.basename(backup))?.stamp ?? '') <= upTo) return false
    let heads: Head[]
    try {
      heads = headsOf(backup, addon)
    } catch {
      continue
    }
    const has = db
      .prepare<[string, number], string>('SELECT hash FROM journal_entry WHERE session_id = ? AND seq = ?')
      .pluck()
    return heads.some(({ session_id, seq, hash }) => has.get(session_id, seq) !== hash)
  }
  return false
}
