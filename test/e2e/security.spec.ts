import http from 'node:http'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test, type LaunchedApp } from './launch.ts'
import { checkout } from './runtime.ts'
import { openConsole } from './steps/console.ts'
import { inMain, inWindowOf } from './steps/inMain.ts'
import { openPrompter } from './steps/live.ts'

type Bridge = { call: (name: string, input: unknown) => Promise<{ ok: boolean; error?: { code: string } }> }
type Opened = { outside: string[]; navigations: { url: string; prevented: boolean }[] }

/** Notes in the main process what would leave the app, without letting it. */
const watchMain = (app: LaunchedApp): Promise<void> =>
  inMain(
    app,
    ({ BrowserWindow, shell }) => {
      const seen: Opened = { outside: [], navigations: [] }
      ;(globalThis as unknown as { seen: Opened }).seen = seen
      shell.openExternal = (url) => {
        seen.outside.push(url)
        return Promise.resolve()
      }
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        // The first of the events a navigation goes through; one that is refused here goes no further.
        webContents.on('will-frame-navigate', (event) => {
          seen.navigations.push({ url: event.url, prevented: event.defaultPrevented })
        })
      }
    },
    null,
  )

const seenByMain = (app: LaunchedApp): Promise<Opened> =>
  inMain(app, () => (globalThis as unknown as { seen: Opened }).seen, null)

test.describe('a page of the app', () => {
  test('has four functions of the bridge and nothing else of Electron or Node', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await openConsole(app)
    const prompter = await openPrompter(app, page)
    for (const window of [page, prompter]) {
      const reach = await window.evaluate(() => {
        const bridge = (window as unknown as { trustcue: Record<string, unknown> }).trustcue
        return {
          functions: Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`),
          globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter(
            (name) => name in window,
          ),
        }
      })
      expect(reach.functions.toSorted()).toEqual([
        'call: function',
        'onLivePatch: function',
        'onProgress: function',
        'onSettings: function',
      ])
      expect(reach.globals).toEqual([])
    }
    const answers = await page.evaluate(async () => {
      const { call } = (window as unknown as { trustcue: Bridge }).trustcue
      return [
        await call('app.bootstrap', {}),
        await call('no.such.call', {}),
        await call('live.command', { command: { type: 'next', extra: 1 } }),
        await call('__proto__', {}),
      ].map(({ ok, error }) => ({ ok, code: error?.code ?? '' }))
    })
    expect(answers[0]).toEqual({ ok: true, code: '' })
    for (const answer of answers.slice(1)) expect(answer.ok).toBe(false)
  })

  test('opens no window, goes nowhere, and hands only known law sites to the browser', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const page = await openConsole(app)
    await watchMain(app)
    const home = page.url()
    const opened = await page.evaluate(() =>
      [
        'https://example.com/',
        'https://flk.npc.gov.cn/',
        'https://flk.npc.gov.cn.example.com/',
        'http://flk.npc.gov.cn/',
        'file:///etc/passwd',
        'app://trustcue/prompter/index.html',
      ].map((url) => window.open(url)),
    )
    expect(opened.every((one) => one === null)).toBe(true)
    await expect.poll(async () => (await seenByMain(app)).outside).toEqual(['https://flk.npc.gov.cn/'])
    expect(app.electron.windows()).toHaveLength(1)

    const targets = ['https://example.com/', 'app://trustcue/prompter/index.html', 'http://127.0.0.1:1/']
    for (const target of targets) {
      await page.evaluate((url) => window.location.assign(url), target)
      await expect
        .poll(async () => (await seenByMain(app)).navigations.find(({ url }) => url === target)?.prevented)
        .toBe(true)
    }
    await page.evaluate(() => window.location.assign('file:///etc/passwd'))
    await page.evaluate(() => {
      const form = document.createElement('form')
      form.action = 'https://example.com/'
      document.body.append(form)
      form.submit()
    })
    // Asked in main: a test's own view of the page waits for navigations that were never let go.
    const still = await inMain(
      app,
      ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        const look = '[location.href, document.querySelector(".lineup-table") !== null]'
        return window?.webContents.executeJavaScript(look)
      },
      null,
    )
    expect(still).toEqual([home, true])
    expect((await seenByMain(app)).navigations.filter(({ prevented }) => !prevented)).toEqual([])
  })

  test('is given no permission and reaches no other server', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await openConsole(app)
    const answers = await page.evaluate(async () => {
      const outcome = async (work: () => Promise<unknown>): Promise<string> => {
        try {
          return String(await work())
        } catch (error) {
          return error instanceof Error || error instanceof DOMException ? error.name : 'refused'
        }
      }
      return {
        notification: await outcome(() => Notification.requestPermission()),
        microphone: await outcome(() => navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await outcome(() => navigator.mediaDevices.getDisplayMedia()),
        place: await outcome(
          () =>
            new Promise((_resolve, reject) =>
              navigator.geolocation.getCurrentPosition(_resolve, () => reject(new Error('denied'))),
            ),
        ),
        midi: await outcome(() => navigator.requestMIDIAccess({ sysex: true })),
        fetched: await outcome(() => fetch('https://example.com/')),
        readClipboard: await outcome(() => navigator.clipboard.readText()),
      }
    })
    expect(answers.notification).toBe('denied')
    expect(answers.microphone).toMatch(/NotAllowedError|NotFoundError/)
    expect(answers.screen).toMatch(/NotAllowedError|NotSupportedError|InvalidStateError/)
    expect(answers.place).toBe('Error')
    expect(answers.midi).toMatch(/NotAllowedError|SecurityError/)
    expect(answers.fetched).toBe('TypeError')
    expect(answers.readClipboard).toBe('NotAllowedError')
  })

  test('carries a policy that runs its own scripts alone', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await openConsole(app)
    const policy = await page.evaluate(async () => {
      const answer = await fetch(window.location.href)
      return answer.headers.get('content-security-policy') ?? ''
    })
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toMatch(/unsafe-(inline|eval)/)
    const ran = await page.evaluate(async () => {
      const state = window as unknown as { ran?: boolean }
      const script = document.createElement('script')
      script.textContent = 'window.ran = true'
      document.body.append(script)
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      const blocked = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          if (event.violatedDirective.startsWith('frame-src')) resolve(event.violatedDirective)
        })
      })
      document.body.append(frame)
      return { script: state.ran ?? false, frame: await blocked }
    })
    expect(ran).toEqual({ script: false, frame: 'frame-src' })
  })
})

test.describe('a call from somewhere else', () => {
  test('is refused: from a window that is not ours, and from ours once it shows another page', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const page = await openConsole(app)
    const prompter = await openPrompter(app, page)
    const call = (window: Page) =>
      window.evaluate(() => (window as unknown as { trustcue: Bridge }).trustcue.call('app.bootstrap', {}))
    expect((await call(prompter)).ok).toBe(true)

    const preload = path.join(checkout, 'out', 'preload', 'preload.cjs')
    const [foreign] = await Promise.all([
      app.electron.waitForEvent('window'),
      inMain(
        app,
        ({ BrowserWindow }, script) => {
          const window = new BrowserWindow({
            show: false,
            webPreferences: { preload: script, sandbox: true },
          })
          return window.loadURL('app://trustcue/console/index.html?foreign')
        },
        preload,
      ),
    ])
    expect(await call(foreign)).toEqual({ ok: false, error: { code: 'not-allowed', params: {} } })

    await inWindowOf(
      app,
      prompter,
      (window) => void window.loadURL('data:text/html,<p>another page</p>'),
      null,
    )
    await expect(prompter.locator('p')).toHaveText('another page')
    expect(await call(prompter)).toEqual({ ok: false, error: { code: 'not-allowed', params: {} } })
  })
})

test.describe('the stage server', () => {
  const ask = (
    url: string,
    options: http.RequestOptions,
  ): Promise<{ status: number; headers: http.IncomingHttpHeaders }> =>
    new Promise((resolve, reject) => {
      const request = http.request(url, options, (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
      })
      request.on('upgrade', (answer, socket) => {
        socket.destroy()
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers })
      })
      request.on('error', reject)
      request.end()
    })

  test('answers its own address alone, reads only, and names no file of the machine', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const url = await app.stageUrl()
    const { host, origin, port } = new URL(url)
    const live = `${origin}/stage/live`
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dHJ1c3RjdWUgdHJ1c3RjdQ==',
    }
    const page = await ask(url, {})
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['access-control-allow-origin']).toBeUndefined()

    expect((await ask(url, { headers: { host: 'trustcue.example.com' } })).status).toBe(421)
    expect((await ask(url, { headers: { host: `127.0.0.1.example.com:${port}` } })).status).toBe(421)
    expect((await ask(url, { headers: { origin: 'https://example.com' } })).status).toBe(403)
    expect((await ask(`${origin}/api/v1/stage.json`, { headers: { origin: 'null' } })).status).toBe(403)
    expect((await ask(url, { method: 'POST' })).status).toBe(405)
    expect((await ask(live, { headers: { ...upgrade, host } })).status).toBe(101)
    expect((await ask(live, { headers: { ...upgrade, host, origin: 'https://example.com' } })).status).toBe(
      403,
    )
    expect((await ask(live, { headers: { ...upgrade, host: 'example.com' } })).status).toBe(421)
    for (const target of [
      '/',
      '/../package.json',
      '/assets/..%2f..%2fpackage.json',
      '/pictures/../trustcue.sqlite',
    ])
      expect((await ask(origin, { path: target })).status, target).toBe(404)
  })

  test('listens on this machine only', async ({ launchApp }) => {
    const app = await launchApp()
    const { hostname, port } = new URL(await app.stageUrl())
    expect(hostname).toBe('127.0.0.1')
    const { networkInterfaces } = await import('node:os')
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of outside)
      await expect(ask(`http://${address}:${port}/stage`, { timeout: 2_000 })).rejects.toThrow()
  })
})
