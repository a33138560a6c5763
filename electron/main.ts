import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { app, dialog, nativeTheme, protocol, session } from 'electron'
import { monotonicFactory } from 'ulid'
import { LIVE_PATCH_CHANNEL, PROGRESS_CHANNEL, SETTINGS_CHANNEL } from '../domain/contract/channels.ts'
import { failureText } from '../domain/messages/failureText.ts'
import { translate } from '../domain/messages/translate.ts'
import type { Language } from '../domain/model/scalars.ts'
import { createAppLog } from './app/appLog.ts'
import { APP_ORIGIN, APP_SCHEME, createAppProtocol } from './app/appProtocol.ts'
import { readEnvironment } from './app/environment.ts'
import { writeLatencyFile } from './app/latencyFile.ts'
import { systemKeyStore } from './app/keyStore.ts'
import { installMenu } from './app/menu.ts'
import { installQuit } from './app/quit.ts'
import { installSecurity, lockSession } from './app/security.ts'
import type { Started } from './app/startServices.ts'
import { runServices } from './app/runServices.ts'
import { databaseIn } from './app/startServices.ts'
import { createWindows, preloadPath, STAGE_PARTITION } from './app/windows.ts'
import { createHandlers } from './ipc/handlers/createHandlers.ts'
import type { IpcHandlers } from './ipc/handlerTable.ts'
import { installRouter } from './ipc/router.ts'
import { originOf } from './ipc/trustedSender.ts'
import { systemClock } from './services/clock.ts'

const mainDir = import.meta.dirname
const rendererDir = path.join(mainDir, '..', 'renderer')
const resourcesDir = path.join(mainDir, '..', '..', 'resources')
const environment = readEnvironment(process.env)

if (environment.userData !== null) {
  mkdirSync(environment.userData, { recursive: true })
  app.setPath('userData', environment.userData)
}
const userData = app.getPath('userData')
const picturesDir = path.join(userData, 'pictures')
const log = createAppLog(userData, monotonicFactory())
const systemLanguage = (): Language => (app.getLocale().startsWith('zh') ? 'zh' : 'en')

// Before the app is ready: the scheme of our pages, the sandbox, and the locks on everything that shows a page.
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])
installSecurity(app)
process.on('uncaughtException', (error) => log.unexpected('main', error))
process.on('unhandledRejection', (error) => log.unexpected('main', error))

const boot = (): void => {
  const windows = createWindows({
    preload: preloadPath(mainDir),
    boundsFile: path.join(userData, 'windows.json'),
    dark: () => nativeTheme.shouldUseDarkColors,
  })
  app.on('second-instance', () => windows.focus())
  app.on('activate', () => windows.focus())
  app.on('window-all-closed', () => app.quit())
  app.on('web-contents-created', (_event, contents) => {
    contents.on('render-process-gone', (_gone, details) => {
      log.unexpected('a window', new Error(details.reason))
      if (details.reason !== 'clean-exit' && !contents.isDestroyed()) contents.reload()
    })
  })

  let started: Started | null = null
  const serving = (): ReadonlySet<string> => {
    const stage = originOf(started?.services.stage.url() ?? '')
    return stage === '' ? new Set() : new Set([stage, stage.replace(/^http/, 'ws')])
  }
  protocol.handle(APP_SCHEME, createAppProtocol({ rendererDir, picturesDir }))
  const ours: ReadonlySet<string> = new Set([APP_ORIGIN])
  lockSession(session.defaultSession, () => ours)
  lockSession(session.fromPartition(STAGE_PARTITION), serving)
  const menuDeps = { openPrompter: () => void windows.openPrompter(), development: !app.isPackaged }
  installMenu(menuDeps, systemLanguage())

  const run = runServices(
    {
      databasePath: databaseIn(userData),
      sqliteAddon: environment.sqliteAddon,
      keyStore: systemKeyStore,
      workerUrl: new URL('./dbWorker.js', import.meta.url),
      rulesWorkerUrl: new URL('./rulesWorker.js', import.meta.url),
      bundleWorkerUrl: new URL('./bundleWorker.js', import.meta.url),
      appVersion: app.getVersion(),
      resourcesDir,
      rendererDir,
      picturesDir,
      shippedPackFile: path.join(mainDir, '..', 'packs', 'shipped-packs.bin'),
      compiledPackFile: path.join(userData, 'compiled-packs.bin'),
      stagePort: environment.stagePort,
      onPatch: (patch) => windows.sendToAll(LIVE_PATCH_CHANNEL, patch),
      onProgress: (progress) => windows.sendToAll(PROGRESS_CHANNEL, progress),
      onNotice: (message) => log.info(message),
    },
    (again) => {
      started = again
      handlers = Promise.resolve(handlersOf(again))
      follow(again)
      windows.reload()
    },
  )
  const starting = run.current().then((result) => {
    if (!result.ok) {
      const message = failureText(systemLanguage(), result.error)
      process.stderr.write(`${message}\n`)
      dialog.showErrorBox(translate(systemLanguage(), 'shell.start.failed', {}), message)
      app.exit(1)
      throw new Error(result.error.code)
    }
    started = result.value
    return result.value
  })
  const handlersOf = ({ services }: Started): IpcHandlers =>
    createHandlers({
      services,
      shell: {
        appVersion: app.getVersion(),
        databasePath: databaseIn(userData),
        openWindow: (kind) =>
          kind === 'prompter'
            ? windows.openPrompter()
            : windows.openKeyColour(services.stage.url(), services.settings.current().keyColour),
        chooseSavePath: async (fileName, extension) => {
          const options = {
            defaultPath: path.join(app.getPath('documents'), fileName),
            filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
          }
          const parent = windows.console()
          const chosen = await (parent === null
            ? dialog.showSaveDialog(options)
            : dialog.showSaveDialog(parent, options))
          return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath
        },
        chooseOpenPath: async (what) => {
          const options = { properties: [what === 'folder' ? 'openDirectory' : 'openFile'] as const }
          const given = { ...options, properties: [...options.properties] }
          const parent = windows.console()
          const chosen = await (parent === null
            ? dialog.showOpenDialog(given)
            : dialog.showOpenDialog(parent, given))
          return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
        },
      },
    })
  let handlers = starting.then(handlersOf)
  // Reported where it is awaited; without this a call that never comes would leave it unheard.
  handlers.catch(() => undefined)
  installRouter({
    handlers: () => handlers,
    checkOutput: !app.isPackaged,
    reportUnexpected: (name, error) => log.unexpected(name, error),
    isOwnWindow: windows.isOwn,
    appOrigin: APP_ORIGIN,
    monoMs: systemClock.monoMs,
  })
  const shown = windows.openConsole()

  /** Window frames, menu and files that follow what the services say. */
  const follow = ({ services: { settings, state, latency } }: Started): void => {
    nativeTheme.themeSource = settings.current().appearance
    installMenu(menuDeps, settings.current().language)
    settings.subscribe((now) => {
      nativeTheme.themeSource = now.appearance
      installMenu(menuDeps, now.language)
      windows.sendToAll(SETTINGS_CHANNEL, now)
    })
    if (environment.latencyFile !== undefined) {
      state.subscribe((patch) => {
        if (patch.set.session === null) writeLatencyFile(environment.latencyFile, latency)
      })
    }
  }
  const connect = async (): Promise<void> => {
    const first = await starting
    const { services, report } = first
    const { settings, stage } = services
    follow(first)
    const failure = stage.failure()
    process.stdout.write(
      failure === null
        ? `TrustCue stage: ${stage.url()}\n`
        : `TrustCue stage: not served (${failure.code})\n`,
    )
    installQuit({
      app,
      windows,
      liveTitle: () => started?.services.state.snapshot().session?.title ?? null,
      saved: () => (started?.services ?? services).state.snapshot().saved,
      language: () => (started?.services ?? services).settings.current().language,
      stop: async () => {
        writeLatencyFile(environment.latencyFile, (started?.services ?? services).latency)
        await run.stop()
      },
    })
    await shown
    process.stdout.write('TrustCue ready\n')
    // The first claim should not wait for the rules; the first picture should not wait for them either.
    await services.packs.compiled()
    if (report.setAside !== null) {
      const { language } = settings.current()
      const failed = { code: 'storage-set-aside', params: { file: report.setAside } }
      await dialog.showMessageBox({
        type: 'warning',
        message: translate(language, 'shell.start.notice', {}),
        detail: failureText(language, failed),
      })
    }
  }
  connect().catch((error: unknown) => log.unexpected('start', error))
}

if (app.requestSingleInstanceLock()) {
  // Never awaited at the top level: the app is not ready before this module has run to its end.
  void app.whenReady().then(boot)
} else {
  app.quit()
}
