import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'

/** Calls that search past claims. */
export const searchHandlers = ({
  services,
}: HandlerDeps): HandlersFor<'search.find' | 'search.count' | 'search.state'> => ({
  'search.find': ({ query, before }) => services.search.find(query, before),
  'search.count': ({ query }) => services.search.count(query),
  'search.state': () => services.search.state(),
})
