import { randomUUID } from 'node:crypto'
import type { ElectronApplication, Page } from '@playwright/test'

type ElectronModule = typeof Electron.CrossProcessExports

const ATTEMPTS = 5

/** Just enough of an application: what has a main process. */
interface WithMain {
  electron: ElectronApplication
}

/**
 * Does something in the main process, once, and gives what comes of it. The inspector of Electron now and then loses an
 * answer before it is read ("Resulting promise was garbage collected"), and nothing tells whether the act was done: so the
 * main process keeps each answer under the name of its call, and is asked again by that name.
 */
export async function inMain<Value, Argument>(
  app: WithMain,
  act: (electron: ElectronModule, argument: Argument) => Value,
  argument: Argument,
): Promise<Awaited<Value>> {
  const call = { name: randomUUID(), source: act.toString(), argument: JSON.stringify(argument) }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await app.electron.evaluate((electron, { name, source, argument: given }) => {
        const main = globalThis as unknown as { answers?: Map<string, unknown> }
        main.answers ??= new Map()
        if (!main.answers.has(name)) {
          const run = process.getBuiltinModule('node:vm').runInThisContext(`(${source})`)
          main.answers.set(name, run(electron, JSON.parse(given)))
        }
        return main.answers.get(name)
      }, call)) as Awaited<Value>
    } catch (error) {
      const isLost = error instanceof Error && error.message.includes('promise was garbage collected')
      if (!isLost || attempt === ATTEMPTS) throw error
    }
  }
}

/** Does something with the window that shows a page, once. */
export const inWindowOf = <Argument>(
  app: WithMain,
  page: Page,
  act: (window: Electron.BrowserWindow, argument: Argument) => void,
  argument: Argument,
): Promise<void> =>
  inMain(
    app,
    ({ BrowserWindow }, { url, source, given }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url)
      if (window === undefined) throw new Error(`no window shows ${url}`)
      process.getBuiltinModule('node:vm').runInThisContext(`(${source})`)(window, given)
    },
    { url: page.url(), source: act.toString(), given: argument },
  )
