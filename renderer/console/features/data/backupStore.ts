import { create } from 'zustand'
import type { BackupState, RestorePreview } from '../../../../domain/contract/backup.ts'
import type { Progress } from '../../../../domain/contract/bridge.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import { bridge, callMain } from '../../../shared/bridge.ts'

type Work = NonNullable<BackupState['running']>

/** What the backup section shows. */
export type BackupView = {
  readonly backups: BackupState | null
  /** What this window has asked for and waits on. */
  readonly working: Work | null
  readonly progress: Progress | null
  readonly failure: Failure | null
  readonly preview: RestorePreview | null
  /** A file behind a passphrase that waits for it; the failure says why. */
  readonly locked: Failure | null
  /** Where the shop was packed to. */
  readonly packedTo: string | null
}

export const useBackups = create<BackupView>()(() => ({
  backups: null,
  working: null,
  progress: null,
  failure: null,
  preview: null,
  locked: null,
  packedTo: null,
}))

const set = (change: Partial<BackupView>): void => useBackups.setState(change)

/** Reads the list again. */
export const loadBackups = async (): Promise<void> => {
  const answer = await callMain('backup.state', {})
  if (answer.ok) set({ backups: answer.value })
  else set({ failure: answer.error })
}

/** Follows how far the work is; gives the stop function. */
export const followBackups = (): (() => void) =>
  bridge().onProgress((progress) => {
    if (progress.task === 'backup') set({ progress: progress.total === 0 ? null : progress })
  })

const during = async (working: Work, run: () => Promise<void>): Promise<void> => {
  set({ working, failure: null, progress: null, packedTo: null })
  await run()
  set({ working: null, progress: null })
  await loadBackups()
}

/** Makes a backup now. */
export const makeBackup = (): Promise<void> =>
  during('backup', async () => {
    const answer = await callMain('backup.make', {})
    if (!answer.ok) set({ failure: answer.error })
  })

/** Looks into a backup of the list. */
export const previewBackup = (id: string): Promise<void> =>
  during('preview', async () => {
    const answer = await callMain('backup.preview', { id })
    set(answer.ok ? { preview: answer.value } : { failure: answer.error })
  })

const NEEDS_PASSPHRASE: ReadonlySet<string> = new Set(['bundle-needs-passphrase', 'bundle-wrong-passphrase'])

/** Looks into a file from elsewhere; `again` = the one chosen last, now with a passphrase. */
export const openBackupFile = (passphrase: string | null): Promise<void> =>
  during('bundle-in', async () => {
    const answer = await callMain('backup.openFile', { again: passphrase !== null, passphrase })
    if (answer.ok) set({ preview: answer.value, locked: null })
    else if (NEEDS_PASSPHRASE.has(answer.error.code)) set({ locked: answer.error })
    else set({ failure: answer.error, locked: null })
  })

/** Puts the preview away. */
export const closePreview = (): void => {
  const { preview } = useBackups.getState()
  if (preview !== null) void callMain('backup.discard', { token: preview.token })
  set({ preview: null })
}

/** Goes back to what is previewed; the windows are loaded anew afterwards. */
export const restorePreviewed = (): Promise<void> =>
  during('restore', async () => {
    const { preview } = useBackups.getState()
    if (preview === null) return
    const answer = await callMain('backup.restore', { token: preview.token })
    if (!answer.ok) set({ failure: answer.error })
    set({ preview: null })
  })

/** Packs the whole shop into one file. */
export const packShop = (passphrase: string | null): Promise<void> =>
  during('bundle-out', async () => {
    const answer = await callMain('backup.writeBundle', { passphrase })
    if (!answer.ok) set({ failure: answer.error })
    else set({ packedTo: answer.value.savedAs })
  })

/** Ends what runs. */
export const stopBackup = (): void => void callMain('backup.stop', {})

/** The report of damage has been read. */
export const dismissRecovery = async (): Promise<void> => {
  const answer = await callMain('backup.dismissRecovery', {})
  if (answer.ok) set({ backups: answer.value })
}
