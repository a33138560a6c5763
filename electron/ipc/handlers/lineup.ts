import type { IpcName } from '../../../domain/contract/ipc.ts'
import { succeed } from '../../../domain/contract/result.ts'
import { writeSampleWorkbook } from '../../transfer/writeSampleWorkbook.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'
import { saveBytes } from './saveBytes.ts'

type LineupCall = Extract<IpcName, `lineup.${string}`>

/** Calls that prepare lineups. */
export const lineupHandlers = ({ services, shell }: HandlerDeps): HandlersFor<LineupCall> => ({
  'lineup.sessions': () => services.lineup.sessions(),
  'lineup.create': ({ title }) => services.lineup.create(title),
  'lineup.open': ({ sessionId }) => services.lineup.open(sessionId),
  'lineup.delete': async ({ sessionId }) => {
    const removed = await services.lineup.remove(sessionId)
    return removed.ok ? succeed({}) : removed
  },
  'lineup.edit': ({ sessionId, edit }) => services.lineup.edit(sessionId, edit),
  'lineup.undo': ({ sessionId }) => services.lineup.undo(sessionId),
  'lineup.redo': ({ sessionId }) => services.lineup.redo(sessionId),
  'lineup.products': () => services.lineup.products(),
  'lineup.saveProduct': ({ product }) => services.lineup.saveProduct(product),
  'lineup.importPreview': ({ file }) => services.lineup.importPreview(file),
  'lineup.importCommit': ({ token, sessionId, title, mode }) =>
    services.lineup.importCommit(token, { sessionId, title, mode }),
  'lineup.saveSampleWorkbook': async () => {
    const { language } = services.settings.current()
    const name = language === 'zh' ? '排品表样例.xlsx' : 'lineup-sample.xlsx'
    const target = await shell.chooseSavePath(name, 'xlsx')
    if (target === null) return succeed({ savedAs: null })
    const saved = await saveBytes(target, await writeSampleWorkbook(services.definitions, language))
    return saved.ok ? succeed({ savedAs: saved.value }) : saved
  },
})
