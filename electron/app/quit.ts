import type { App } from 'electron'
import { dialog } from 'electron'
import type { SavedLight } from '../../domain/contract/live.ts'
import { heldReason } from '../../domain/messages/heldText.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'
import type { Windows } from './windows.ts'

type Question = { readonly message: string; readonly detail: string; readonly buttons: string[] }

/** What leaving needs. */
export type QuitDeps = {
  readonly app: App
  readonly windows: Windows
  /** Title of the session on air; null = none. */
  readonly liveTitle: () => string | null
  /** What the saved light shows. */
  readonly saved: () => SavedLight
  readonly language: () => Language
  /** Finishes every write and lets go of everything. */
  readonly stop: () => Promise<void>
}

/**
 * Closing the console quits the app. With a session on air the person is asked first; the session stays resumable. So is
 * the person with acts that are not in the file. Every write that was asked for is finished before the process ends.
 */
export const installQuit = (deps: QuitDeps): void => {
  let agreed = false
  let stopped = false

  /** What leaving now would cost, as a question; null = nothing. */
  const question = (): Question | null => {
    const language = deps.language()
    const saved = deps.saved()
    const title = deps.liveTitle()
    if (saved.state === 'held') {
      return {
        message: translate(language, 'shell.quit.held', { count: saved.held }),
        detail: heldReason(language, saved.code),
        buttons: [translate(language, 'shell.quit.wait', {}), translate(language, 'shell.quit.lose', {})],
      }
    }
    if (title === null) return null
    return {
      message: translate(language, 'shell.quit.message', { title }),
      detail: translate(language, 'shell.quit.detail', {}),
      buttons: [translate(language, 'shell.quit.stay', {}), translate(language, 'shell.quit.leave', {})],
    }
  }
  const mayLeave = async (asked: Question): Promise<boolean> => {
    const options = { type: 'warning' as const, ...asked, defaultId: 0, cancelId: 0 }
    const parent = deps.windows.console()
    const { response } = await (parent === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(parent, options))
    return response === 1
  }

  deps.windows.console()?.on('close', (event) => {
    const asked = question()
    if (agreed || asked === null) return
    event.preventDefault()
    void mayLeave(asked).then((leave) => {
      agreed = leave
      if (leave) deps.app.quit()
      return leave
    })
  })
  deps.windows.console()?.on('closed', () => deps.app.quit())
  deps.app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    void deps.stop().finally(() => {
      stopped = true
      deps.app.quit()
    })
  })
}
