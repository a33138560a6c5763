import type { App } from 'electron'
import { dialog } from 'electron'
import { translate } from '../../domain/messages/translate.ts'
import type { Language } from '../../domain/model/scalars.ts'
import type { Windows } from './windows.ts'

/** What leaving needs. */
export type QuitDeps = {
  readonly app: App
  readonly windows: Windows
  /** Title of the session on air; null = none. */
  readonly liveTitle: () => string | null
  readonly language: () => Language
  /** Finishes every write and lets go of everything. */
  readonly stop: () => Promise<void>
}

/**
 * Closing the console quits the app. With a session on air the person is asked first; the session stays resumable. Every
 * write that was asked for is finished before the process ends.
 */
export const installQuit = (deps: QuitDeps): void => {
  let agreed = false
  let stopped = false

  const mayLeave = async (title: string): Promise<boolean> => {
    const language = deps.language()
    const options = {
      type: 'warning' as const,
      message: translate(language, 'shell.quit.message', { title }),
      detail: translate(language, 'shell.quit.detail', {}),
      buttons: [translate(language, 'shell.quit.stay', {}), translate(language, 'shell.quit.leave', {})],
      defaultId: 0,
      cancelId: 0,
    }
    const parent = deps.windows.console()
    const { response } = await (parent === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(parent, options))
    return response === 1
  }

  deps.windows.console()?.on('close', (event) => {
    const title = deps.liveTitle()
    if (agreed || title === null) return
    event.preventDefault()
    void mayLeave(title).then((leave) => {
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
