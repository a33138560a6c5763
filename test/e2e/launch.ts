import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test'
import { checkout, readRuntime, type Runtime } from './runtime.ts'

/** The windows of the application, by the page they show. */
export type WindowName = 'console' | 'prompter' | 'stage'

/** A running TrustCue with real windows. */
export interface LaunchedApp {
  electron: ElectronApplication
  /** Where it keeps its data; launch again with the same folder to see what survived. */
  userData: string
  /** The window that shows a page; waits until it is there. */
  window: (name: WindowName) => Promise<Page>
  /** The address of the stage page; waits until it answers. */
  stageUrl: () => Promise<string>
  /** What the main process has printed since the launch came back; its first lines may be missing. */
  output: () => string
  /** Ends it as a power cut would: SIGKILL, nothing is tidied up. */
  kill: () => Promise<void>
  /** Closes it as a person would. */
  close: () => Promise<void>
}

/** What a launch may choose. */
export interface LaunchOptions {
  /** The data folder; the test's own one when left out. */
  userData?: string
  /** More environment for the application. */
  env?: Record<string, string>
  /** More command line arguments for the application. */
  args?: readonly string[]
}

interface Fixtures {
  /** A fresh data folder for this test, removed afterwards. */
  userData: string
  /** Starts the application; whatever a test leaves running is ended for it. */
  launchApp: (options?: LaunchOptions) => Promise<LaunchedApp>
}

const START_MS = 30_000
/** How long the driver may take to get hold of a started application, and how often it may try. */
const ATTACH_MS = 20_000
const ATTACH_ATTEMPTS = 3

function electronOf(runtime: Runtime): NonNullable<Runtime['electron']> {
  if (runtime.electron === undefined) {
    throw new Error('Electron is not set up yet: run `npm run setup`, or the tests by `npm test -- e2e`')
  }
  return runtime.electron
}

/** The environment of this process without what would change how Electron starts. */
function cleanEnvironment(): Record<string, string> {
  const dropped = new Set([
    'ELECTRON_RUN_AS_NODE',
    'NODE_OPTIONS',
    'TRUSTCUE_USER_DATA',
    'TRUSTCUE_STAGE_PORT',
  ])
  const entries = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !dropped.has(name),
  )
  return Object.fromEntries(entries) as Record<string, string>
}

async function poll<Value>(
  what: string,
  output: () => string,
  look: () => Value | undefined | Promise<Value | undefined>,
): Promise<Value> {
  const deadline = Date.now() + START_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > deadline) {
      throw new Error(`${what} did not come within ${START_MS / 1000} s. The application said:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** A port of this machine that is free right now. */
async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port on this machine')
  return address.port
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/**
 * Playwright's way in. Now and then its driver never gets hold of an Electron that is up and serving (seen after a GPU
 * process that ended during its start); Playwright then ends that process. Only this attaching is tried again, and said:
 * nothing a test expects of the application is.
 */
async function attach(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch(options)
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError'
      if (!timedOut || attempt === ATTACH_ATTEMPTS) throw error
      console.warn(
        `the test driver did not get hold of Electron; attempt ${attempt + 1} of ${ATTACH_ATTEMPTS}`,
      )
    }
  }
}

/** Starts an executable with a data folder of its own and a free stage port. */
export async function launchExecutable(
  executable: string,
  args: readonly string[],
  userData: string,
  env: Record<string, string>,
): Promise<LaunchedApp> {
  const port = env['TRUSTCUE_STAGE_PORT'] ?? String(await freePort())
  const stageUrl = `http://127.0.0.1:${port}/stage`
  const electron = await attach({
    executablePath: executable,
    args: [...args],
    cwd: checkout,
    timeout: ATTACH_MS,
    env: { ...cleanEnvironment(), TRUSTCUE_USER_DATA: userData, TRUSTCUE_STAGE_PORT: port, ...env },
  })
  const child = electron.process()
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const output = (): string => printed
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
  return {
    electron,
    userData,
    output,
    window: async (name) => {
      const page = await poll(`the ${name} window`, output, () =>
        electron.windows().find((one) => new URL(one.url()).pathname.startsWith(`/${name}/`)),
      )
      await page.waitForLoadState('domcontentloaded')
      return page
    },
    stageUrl: () => poll('the stage', output, async () => ((await answers(stageUrl)) ? stageUrl : undefined)),
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    close: async () => {
      await electron.close()
      await gone
    },
  }
}

/** Playwright's `test` with a fresh data folder and a launcher for the built application. */
export const test = base.extend<Fixtures>({
  userData: async ({}, provide) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trustcue-e2e-'))
    await provide(folder)
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  launchApp: async ({ userData }, provide, testInfo) => {
    const electron = electronOf(readRuntime())
    const launched: LaunchedApp[] = []
    await provide(async (options = {}) => {
      const addon = electron.sqliteAddon === undefined ? {} : { TRUSTCUE_SQLITE_ADDON: electron.sqliteAddon }
      const app = await launchExecutable(
        electron.executable,
        [...electron.flags, checkout, ...(options.args ?? [])],
        options.userData ?? userData,
        { ...addon, ...options.env },
      )
      launched.push(app)
      return app
    })
    for (const app of launched) await app.kill()
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = launched.map((app) => app.output()).join('\n--- next launch ---\n')
      await testInfo.attach('what the application printed', { body, contentType: 'text/plain' })
    }
  },
})

export { expect } from '@playwright/test'
