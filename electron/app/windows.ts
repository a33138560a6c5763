import path from 'node:path'
import type { WebContents } from 'electron'
import { BrowserWindow, screen } from 'electron'
import { APP_ORIGIN } from './appProtocol.ts'
import { isReachable, keepWindow, readKeptWindow } from './windowBounds.ts'

/** The session partition of windows that show the stage server's pages: kept in memory, apart from our own pages. */
export const STAGE_PARTITION = 'stage'

/** Drawn before the page is: the token `--bg` of the dark look, so that nothing flashes in a dark room. */
const DARK_GROUND = '#0c0f12'
const LIGHT_GROUND = '#f0f2f3'

/** What windows need. */
export type WindowsDeps = {
  /** The preload script as built. */
  readonly preload: string
  /** Where windows' places are kept. */
  readonly boundsFile: string
  readonly dark: () => boolean
}

/** The app's windows; each kind is there at most once. */
export type Windows = {
  readonly openConsole: () => Promise<void>
  readonly openPrompter: () => Promise<void>
  /** A window of the stage on its key colour, for capture without a browser source. */
  readonly openKeyColour: (stageUrl: string, keyColour: string) => Promise<void>
  /** True for the contents of a window of ours with the bridge. */
  readonly isOwn: (contents: WebContents) => boolean
  readonly sendToAll: (channel: string, value: unknown) => void
  readonly console: () => BrowserWindow | null
  readonly focus: () => void
  readonly closeKeyColour: () => void
  /** Loads the windows with the bridge anew. */
  readonly reload: () => void
}

type Kind = 'console' | 'prompter' | 'key-colour'

/** The windows of the app. */
export const createWindows = (deps: WindowsDeps): Windows => {
  const open = new Map<Kind, BrowserWindow>()

  const bring = (window: BrowserWindow): void => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  const create = async (
    kind: Kind,
    size: {
      readonly width: number
      readonly height: number
      readonly minWidth: number
      readonly minHeight: number
    },
    extra: Electron.BrowserWindowConstructorOptions,
    address: string,
  ): Promise<void> => {
    const present = open.get(kind)
    if (present !== undefined) {
      bring(present)
      return
    }
    const kept = await readKeptWindow(deps.boundsFile, kind)
    const reachable =
      kept !== null &&
      isReachable(
        kept.bounds,
        screen.getAllDisplays().map((each) => each.workArea),
      )
    const area = screen.getPrimaryDisplay().workArea
    const window = new BrowserWindow({
      ...size,
      width: Math.min(size.width, area.width),
      height: Math.min(size.height, area.height),
      ...(reachable ? kept.bounds : {}),
      show: false,
      backgroundColor: deps.dark() ? DARK_GROUND : LIGHT_GROUND,
      autoHideMenuBar: true,
      ...extra,
    })
    // Two calls at once make one window.
    const other = open.get(kind)
    if (other !== undefined) {
      window.destroy()
      bring(other)
      return
    }
    open.set(kind, window)
    if (reachable && kept.maximised) window.maximize()
    window.once('ready-to-show', () => window.show())
    window.on('close', () => {
      const state = { bounds: window.getNormalBounds(), maximised: window.isMaximized() }
      void keepWindow(deps.boundsFile, kind, state)
    })
    window.on('closed', () => open.delete(kind))
    await window.loadURL(address)
  }
  const bridged: Electron.WebPreferences = {
    preload: deps.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    // A prompter behind another window still counts down and still shows a warning at once.
    backgroundThrottling: false,
  }

  return {
    openConsole: () =>
      create(
        'console',
        { width: 1440, height: 900, minWidth: 1100, minHeight: 700 },
        { title: 'TrustCue 信播台', webPreferences: bridged },
        `${APP_ORIGIN}/console/index.html`,
      ),
    openPrompter: () =>
      create(
        'prompter',
        { width: 1280, height: 720, minWidth: 480, minHeight: 320 },
        { title: 'TrustCue 提词', webPreferences: bridged },
        `${APP_ORIGIN}/prompter/index.html`,
      ),
    openKeyColour: (stageUrl, keyColour) =>
      create(
        'key-colour',
        // 1080 × 1920 at half size; the page scales with its window.
        { width: 540, height: 960, minWidth: 270, minHeight: 270 },
        {
          title: 'TrustCue 上屏',
          backgroundColor: keyColour,
          useContentSize: true,
          webPreferences: {
            partition: STAGE_PARTITION,
            sandbox: true,
            contextIsolation: true,
            nodeIntegration: false,
            webviewTag: false,
            backgroundThrottling: false,
          },
        },
        `${stageUrl}/?key=${encodeURIComponent(keyColour.slice(1))}`,
      ),
    isOwn: (contents) =>
      (['console', 'prompter'] as const).some((kind) => open.get(kind)?.webContents === contents),
    sendToAll: (channel, value) => {
      for (const kind of ['console', 'prompter'] as const) {
        const window = open.get(kind)
        if (window !== undefined && !window.isDestroyed()) window.webContents.send(channel, value)
      }
    },
    console: () => open.get('console') ?? null,
    focus: () => {
      const window = open.get('console')
      if (window !== undefined) bring(window)
    },
    reload: () => {
      for (const kind of ['console', 'prompter'] as const) open.get(kind)?.webContents.reload()
    },
    closeKeyColour: () => open.get('key-colour')?.close(),
  }
}

/** The preload script beside the main bundle. */
export const preloadPath = (mainDir: string): string => path.join(mainDir, '..', 'preload', 'preload.cjs')
