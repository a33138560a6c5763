import { fail, succeed } from '../../../domain/contract/result.ts'
import { readDiskPlace } from '../../db/client.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'

/** Calls about the app as a whole. */
export const appHandlers = ({
  services,
  shell,
}: HandlerDeps): HandlersFor<
  | 'app.bootstrap'
  | 'app.snapshot'
  | 'settings.save'
  | 'storage.state'
  | 'storage.retry'
  | 'storage.repair'
  | 'window.open'
> => ({
  'app.bootstrap': async () => {
    const resumable = await services.sessions.resumable()
    if (!resumable.ok) return resumable
    return succeed({
      appVersion: shell.appVersion,
      settings: services.settings.current(),
      snapshot: services.state.snapshot(),
      guarantees: [...services.definitions],
      resumable: resumable.value,
      stageUrl: services.stage.url(),
      stageError: services.stage.failure(),
      databasePath: shell.databasePath,
    })
  },
  'app.snapshot': async () => succeed(services.state.snapshot()),
  'settings.save': (settings) => services.settings.save(settings),
  'storage.state': async () => succeed(readDiskPlace(shell.databasePath)),
  'storage.retry': async () => succeed({ held: (await services.held.retry())?.count ?? 0 }),
  'storage.repair': async () => {
    const repaired = await services.fileCheck.repair()
    return repaired.ok ? succeed({}) : repaired
  },
  'window.open': async ({ kind }) => {
    if (kind === 'key-colour' && services.stage.url() === '') {
      return services.stage.failure() === null
        ? fail('stage-unavailable', {})
        : { ok: false, error: services.stage.failure() ?? { code: 'stage-unavailable', params: {} } }
    }
    await shell.openWindow(kind)
    return succeed({})
  },
})
