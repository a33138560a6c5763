import { z } from 'zod'
import { epochMsSchema, ulidSchema } from '../model/scalars.ts'
import { failureSchema } from './result.ts'
import { LIST_FAULTS } from '../retention/erasureLines.ts'

/** Why a backup was made. */
export const backupReasonSchema = z.enum(['scheduled', 'session', 'asked', 'restore', 'migration'])

const count = z.number().int().min(0)

/** What a data file holds, in numbers. */
export const holdsSchema = z.strictObject({
  /** Format of the file: the number of its last migration. */
  version: count,
  sessions: count,
  claims: count,
  /** When the newest claim was said; null = there is none. */
  newestClaimAt: epochMsSchema.nullable(),
})
export type Holds = z.infer<typeof holdsSchema>

/** A backup in the list. */
export const backupEntrySchema = z.strictObject({
  /** Names it in calls: where it lies and its file name. */
  id: z.string().min(1).max(300),
  fileName: z.string(),
  place: z.enum(['here', 'second']),
  madeAt: epochMsSchema,
  reason: backupReasonSchema,
  bytes: count,
  /** Null = not known: the note beside the backup is missing or of another file. */
  holds: holdsSchema.nullable(),
  /** `good` = checked after it was written, and of the size it had then. */
  health: z.enum(['good', 'unchecked', 'bad']),
})
export type BackupEntry = z.infer<typeof backupEntrySchema>

/** What came of damage found at the start. */
export const recoverySchema = z.strictObject({
  setAside: z.string(),
  from: z.enum(['whole', 'backup', 'nothing']),
  backup: z.string(),
  rows: count,
  gaps: count,
  claims: count,
  newestClaimAt: epochMsSchema.nullable(),
  sessions: count,
  /** Claims that had been erased before and came back with a backup: they are erased again. */
  erasedAgain: count.default(0),
})
export type RecoveryReport = z.infer<typeof recoverySchema>

/** Everything the backup section shows. */
export const backupStateSchema = z.strictObject({
  /** Newest first. */
  entries: z.array(backupEntrySchema),
  /** Folder on this machine. */
  folder: z.string(),
  /** The second place, as it is set; empty = none. */
  secondFolder: z.string(),
  /** Why the second place cannot be used now; null = it can, or there is none. */
  secondFailure: failureSchema.nullable(),
  /** The last backup that was tried since the app was opened; `failure` null = it was made. */
  last: z.strictObject({ at: epochMsSchema, failure: failureSchema.nullable() }).nullable(),
  running: z.enum(['backup', 'preview', 'restore', 'bundle-out', 'bundle-in']).nullable(),
  /** What came of damage, until somebody has read it. */
  recovery: recoverySchema.nullable(),
})
export type BackupState = z.infer<typeof backupStateSchema>

/** A session in which a backup and the file now differ. */
export const sessionDifferenceSchema = z.strictObject({
  title: z.string(),
  at: epochMsSchema,
  /** Claims in the backup and now; null = the session is not there. */
  there: count.nullable(),
  now: count.nullable(),
})
export type SessionDifference = z.infer<typeof sessionDifferenceSchema>

/** What a restore would do, before it does it. */
export const restorePreviewSchema = z.strictObject({
  /** Names this preview in `backup.restore`; good until the next preview or until the app is closed. */
  token: ulidSchema,
  fileName: z.string(),
  from: z.enum(['backup', 'file', 'bundle']),
  madeAt: epochMsSchema.nullable(),
  bytes: count,
  holds: holdsSchema,
  now: holdsSchema,
  /** It is of an older format and will be brought up to date. */
  isOlder: z.boolean(),
  /** Newest first. */
  differences: z.array(sessionDifferenceSchema),
  /** Claims in it that were erased later: they are erased again and do not come back. */
  erasedAgain: count,
  /** The first line of the list of what was erased that is not as it was written; null = the whole list holds. */
  listTrouble: z.strictObject({ line: count, what: z.enum(LIST_FAULTS) }).nullable(),
  /** Pictures a bundle brings; null = it is no bundle. */
  pictures: count.nullable(),
})
export type RestorePreview = z.infer<typeof restorePreviewSchema>

/** A passphrase for a bundle: long enough that trying them all is no way in. */
export const passphraseSchema = z.string().min(10).max(200)
