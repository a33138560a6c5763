import type { App, Session, WebContents } from 'electron'
import { shell } from 'electron'
import { originOf } from '../ipc/trustedSender.ts'
import { APP_ORIGIN } from './appProtocol.ts'
import { mayNavigate, mayOpenOutside, mayRequest } from './navigation.ts'

/** The one permission our own pages have: putting an address on the clipboard when a button is pressed. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write'

/**
 * Locks a session of windows: nothing is asked for or granted (both handlers: a check is not a request), no device is handed
 * out, and no request leaves for anywhere but the origins given. `origins` is asked each time: the stage's port can change.
 */
export const lockSession = (session: Session, origins: () => ReadonlySet<string>): void => {
  const granted = (permission: string, origin: string): boolean =>
    permission === ALLOWED_PERMISSION && originOf(origin) === APP_ORIGIN
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(granted(permission, details.requestingUrl))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => granted(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayRequest(details.url, origins()) })
  })
}

const lockContents = (contents: WebContents): void => {
  const keep = (event: { preventDefault: () => void }, url: string): void => {
    if (!mayNavigate(contents.getURL(), url)) event.preventDefault()
  }
  contents.on('will-navigate', (event) => keep(event, event.url))
  contents.on('will-redirect', (event) => keep(event, event.url))
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
    else keep(event, event.url)
  })
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** Locks everything that shows a page, now and later. Call before the app is ready. */
export const installSecurity = (app: App): void => {
  // Root (a container, a test machine) has to start Chromium with --no-sandbox; enableSandbox() would take that switch
  // away again and every child process would end at once. The windows' own `sandbox: true` stays in either case.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}
