import { succeed } from '../../../domain/contract/result.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'
import { saveBytes } from './saveBytes.ts'

/** Calls about past sessions. */
export const reviewHandlers = ({
  services,
  shell,
}: HandlerDeps): HandlersFor<'review.sessions' | 'review.open' | 'review.page' | 'review.exportCsv'> => ({
  'review.sessions': () => services.review.sessions(),
  'review.open': ({ sessionId }) => services.review.open(sessionId),
  'review.page': ({ sessionId, after }) => services.review.page(sessionId, after),
  'review.exportCsv': async ({ sessionId, filter }) => {
    const made = await services.review.csv(sessionId, filter, services.settings.current().language)
    if (!made.ok) return made
    const target = await shell.chooseSavePath(made.value.fileName, 'csv')
    if (target === null) return succeed({ savedAs: null, rows: made.value.rows })
    const saved = await saveBytes(target, made.value.bytes)
    return saved.ok ? succeed({ savedAs: saved.value, rows: made.value.rows }) : saved
  },
})
