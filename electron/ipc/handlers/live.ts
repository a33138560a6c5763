import { succeed } from '../../../domain/contract/result.ts'
import type { HandlersFor } from '../handlerTable.ts'
import type { HandlerDeps } from './createHandlers.ts'

/** Calls of a session on air. */
export const liveHandlers = ({
  services,
}: HandlerDeps): HandlersFor<
  'preflight.run' | 'live.start' | 'live.resume' | 'live.closeCutOff' | 'live.command' | 'live.loadSubtitles'
> => ({
  'preflight.run': ({ sessionId }) => services.sessions.preflight(sessionId),
  'live.start': ({ sessionId, overrides }) => services.sessions.start(sessionId, overrides),
  'live.resume': ({ sessionId }) => services.sessions.resume(sessionId),
  'live.closeCutOff': async ({ sessionId }) => {
    const closed = await services.sessions.closeCutOff(sessionId)
    return closed.ok ? succeed({}) : closed
  },
  'live.command': async ({ command }, { receivedMs }) => {
    const done = await services.dispatcher.execute(command, receivedMs)
    return done.ok ? succeed({ revision: done.value.revision }) : done
  },
  'live.loadSubtitles': async ({ file }) => services.playback.load(file),
})
