import path from 'node:path'

/** Why a backup was made: on time, after a session, because somebody asked, before a restore, before a migration. */
export const BACKUP_REASONS = ['scheduled', 'session', 'asked', 'restore', 'migration'] as const
export type BackupReason = (typeof BACKUP_REASONS)[number]

/** What the name of a backup says. */
export type BackupName = {
  /** Sortable by time: `2026-03-01T20-15-00`, in UTC. */
  readonly stamp: string
  readonly reason: BackupReason
}

const MADE =
  /^trustcue-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)(?:-\d{1,3})?-(scheduled|session|asked|restore)\.sqlite$/
/** As the app names the copy it takes before it changes the format of the file. */
const BEFORE_MIGRATION = /^trustcue\.before-v\d+-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)\.sqlite$/

/** Reads a file name; null = it is not the name of a backup of ours. */
export const readBackupName = (name: string): BackupName | null => {
  const made = MADE.exec(name)
  const reason = BACKUP_REASONS.find((each) => each === made?.[2])
  if (made?.[1] !== undefined && reason !== undefined) return { stamp: made[1], reason }
  const before = BEFORE_MIGRATION.exec(name)
  return before?.[1] === undefined ? null : { stamp: before[1], reason: 'migration' }
}

/** Name of a backup; `turn` tells apart those of the same second (0 = the first). */
export const backupName = (stamp: string, reason: BackupReason, turn: number): string =>
  `trustcue-${stamp}${turn === 0 ? '' : `-${turn}`}-${reason}.sqlite`

/** What lies beside a data file. */
export const fileNamesBeside = (
  file: string,
): {
  readonly folder: string
  /** Backups the app keeps on this machine. */
  readonly backups: string
  /** What came of the last damage, until somebody has read it. */
  readonly recovery: string
  /** Damage that was found while the app ran, for the next start. */
  readonly damage: string
  /** Up to which backup somebody has gone back on purpose. */
  readonly restored: string
} => {
  const folder = path.dirname(file)
  return {
    folder,
    backups: path.join(folder, 'backups'),
    recovery: path.join(folder, 'recovery.json'),
    damage: path.join(folder, 'damage.txt'),
    restored: path.join(folder, 'restored.txt'),
  }
}
