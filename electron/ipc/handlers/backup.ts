import type { BackupState } from '../../../domain/contract/backup.ts'
import type { IpcName } from '../../../domain/contract/ipc.ts'
import type { Result } from '../../../domain/contract/result.ts'
import { succeed } from '../../../domain/contract/result.ts'
import { BUNDLE_EXTENSION, LOCKED_EXTENSION } from '../../transfer/bundle/limits.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'

type BackupCall = Extract<IpcName, `backup.${string}`>

/** Calls of the backup section. */
export const backupHandlers = ({ services: { backups }, shell }: HandlerDeps): HandlersFor<BackupCall> => {
  const state = async (): Promise<Result<BackupState>> => succeed(await backups.state())
  /** What was chosen last, for trying again with a passphrase: a window never names a path. */
  let chosen: string | null = null
  return {
    'backup.state': state,
    'backup.make': async () => {
      const made = await backups.make('asked')
      return made.ok ? state() : made
    },
    'backup.stop': async () => {
      backups.stop()
      return succeed({})
    },
    'backup.chooseFolder': async () => succeed({ folder: await shell.chooseOpenPath('folder') }),
    'backup.preview': ({ id }) => backups.preview(id),
    'backup.openFile': async ({ again, passphrase }) => {
      const file = again && chosen !== null ? chosen : await shell.chooseOpenPath('file')
      if (file === null) return succeed(null)
      chosen = file
      return backups.previewFile(file, passphrase)
    },
    'backup.restore': async ({ token }) => {
      const restored = await backups.restore(token)
      return restored.ok ? succeed({}) : restored
    },
    'backup.discard': async ({ token }) => {
      await backups.discard(token)
      return succeed({})
    },
    'backup.writeBundle': async ({ passphrase }) => {
      const extension = passphrase === null ? BUNDLE_EXTENSION : LOCKED_EXTENSION
      const date = new Date().toISOString().slice(0, 10)
      const target = await shell.chooseSavePath(`TrustCue-${date}.${extension}`, extension)
      if (target === null) return succeed({ savedAs: null })
      const written = await backups.writeBundle(target, passphrase)
      return written.ok ? succeed({ savedAs: target }) : written
    },
    'backup.dismissRecovery': async () => {
      await backups.dismissRecovery()
      return state()
    },
  }
}
