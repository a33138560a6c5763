import { ipcMain } from 'electron'
import type { WebContents, WebFrameMain } from 'electron'
import { CALL_CHANNEL } from '../../domain/contract/channels.ts'
import { fail } from '../../domain/contract/result.ts'
import type { AnswerDeps } from './answerCall.ts'
import { answerCall } from './answerCall.ts'
import { isTrustedSender } from './trustedSender.ts'

/** What the router needs besides what answering needs. */
export type RouterDeps = AnswerDeps & {
  /** True for the contents of a window of ours that has the bridge. */
  readonly isOwnWindow: (contents: WebContents) => boolean
  readonly appOrigin: string
  readonly monoMs: () => number
}

const describe = (frame: WebFrameMain | null): { isMain: boolean; url: string } | null =>
  frame === null ? null : { isMain: frame.parent === null, url: frame.url }

/** The one door between windows and main: every call of the table comes in here, and nothing else does. */
export const installRouter = (deps: RouterDeps): void => {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) => {
    const receivedMs = deps.monoMs()
    const sender = { ownWindow: deps.isOwnWindow(event.sender), frame: describe(event.senderFrame) }
    if (!isTrustedSender(sender, deps.appOrigin)) return fail('not-allowed', {})
    return answerCall(deps, name, input, { receivedMs })
  })
}
