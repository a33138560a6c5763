import type { Services } from '../../services/createServices.ts'
import type { IpcHandlers } from '../handlerTable.ts'
import { appHandlers } from './app.ts'
import { backupHandlers } from './backup.ts'
import { chainHandlers } from './chain.ts'
import { lineupHandlers } from './lineup.ts'
import { liveHandlers } from './live.ts'
import { retentionHandlers } from './retention.ts'
import { reviewHandlers } from './review.ts'
import { rulesHandlers } from './rules.ts'
import { searchHandlers } from './search.ts'

/** What handlers need of the shell around them. */
export type Shell = {
  readonly appVersion: string
  readonly databasePath: string
  /** Opens (or brings to the front) one of the other windows. */
  readonly openWindow: (kind: 'prompter' | 'key-colour') => Promise<void>
  /** Asks where to save; null when the person closed the dialog. */
  readonly chooseSavePath: (fileName: string, extension: string) => Promise<string | null>
  /** Asks for a file or a folder that is there; null when the person closed the dialog. */
  readonly chooseOpenPath: (what: 'file' | 'folder') => Promise<string | null>
}

/** What every handler stands on. */
export type HandlerDeps = { readonly services: Services; readonly shell: Shell }

/** The whole call table. */
export const createHandlers = (deps: HandlerDeps): IpcHandlers => ({
  ...appHandlers(deps),
  ...backupHandlers(deps),
  ...lineupHandlers(deps),
  ...liveHandlers(deps),
  ...chainHandlers(deps),
  ...retentionHandlers(deps),
  ...reviewHandlers(deps),
  ...rulesHandlers(deps),
  ...searchHandlers(deps),
})
