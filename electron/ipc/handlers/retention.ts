import type { IpcName } from '../../../domain/contract/ipc.ts'
import { succeed } from '../../../domain/contract/result.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'
import { saveBytes } from './saveBytes.ts'

type RetentionCall = Extract<IpcName, `retention.${string}`>

/** Calls about how long records are kept and how they go. */
export const retentionHandlers = ({ services, shell }: HandlerDeps): HandlersFor<RetentionCall> => ({
  'retention.overview': () => services.retention.overview(),
  'retention.hold': ({ sessionId, word, isHeld }) => services.retention.hold(sessionId, word, isHeld),
  'retention.preview': ({ scopes }) => services.retention.preview(scopes),
  'retention.erase': (order) => services.retention.erase(order),
  'retention.sweep': () => services.retention.sweep(),
  'retention.removeCopies': () => services.retention.removeCopies(),
  'retention.find': ({ text }) => services.retention.find(text),
  'retention.export': async ({ scope, format }) => {
    const made = await services.retention.exportFor(scope, format, services.settings.current().language)
    if (!made.ok) return made
    const { sessions, claims } = made.value
    const target = await shell.chooseSavePath(made.value.fileName, format)
    if (target === null) return succeed({ savedAs: null, sessions, claims })
    const saved = await saveBytes(target, made.value.bytes)
    return saved.ok ? succeed({ savedAs: saved.value, sessions, claims }) : saved
  },
})
