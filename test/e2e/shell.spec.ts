import { spawn } from 'node:child_process'
import net from 'node:net'
import type { Page } from '@playwright/test'
import type { IpcInput, IpcName, IpcOutput } from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import type { LaunchedApp } from './launch.ts'
import { expect, test } from './launch.ts'
import { inMain } from './steps/inMain.ts'

/** A call over the bridge, as the page makes it. */
const call = async <Name extends IpcName>(
  page: Page,
  name: Name,
  input: IpcInput<Name>,
): Promise<Result<IpcOutput<Name>>> => {
  const answer: unknown = await page.evaluate(
    ([bridge, calledName, given]) => Reflect.get(window, String(bridge)).call(calledName, given),
    ['trustcue', name, input as unknown],
  )
  return answer as Result<IpcOutput<Name>>
}

const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value
}

/** Puts the demo session on air over the bridge. */
const goLive = async (page: Page): Promise<string> => {
  const [demo] = value(await call(page, 'lineup.sessions', {}))
  const sessionId = demo?.session.id ?? ''
  const items = value(await call(page, 'preflight.run', { sessionId }))
  const overrides = items
    .filter((item) => item.level === 'block')
    .map((item) => ({ itemId: item.id, reason: '已核对原件' }))
  value(await call(page, 'live.start', { sessionId, overrides }))
  return sessionId
}

/** Hears what a page complains about: blocked files, broken scripts. */
const complaints = (page: Page): string[] => {
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text())
  })
  page.on('pageerror', (error) => heard.push(String(error)))
  return heard
}

const openPrompter = async (app: LaunchedApp, page: Page): Promise<Page> => {
  value(await call(page, 'window.open', { kind: 'prompter' }))
  return app.window('prompter')
}

test.describe('the windows', () => {
  test('console and prompter load without a complaint under the content security policy', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const page = await app.window('console')
    const heard = complaints(page)
    await page.reload()
    await expect(page.locator('#root')).not.toBeEmpty()
    const prompter = await openPrompter(app, page)
    heard.push(...complaints(prompter))
    await prompter.reload()
    await expect(prompter.locator('#root')).not.toBeEmpty()
    await goLive(page)
    expect(heard).toEqual([])
  })

  test('reach nothing of Node or Electron but the bridge', async ({ launchApp }) => {
    const page = await (await launchApp()).window('console')
    const reach = await page.evaluate(() => ({
      process: typeof Reflect.get(window, 'process'),
      require: typeof Reflect.get(window, 'require'),
      module: typeof Reflect.get(window, 'module'),
      bridge: Object.keys(Reflect.get(window, 'trustcue')).sort(),
      frozen: Object.isFrozen(Reflect.get(window, 'trustcue')),
    }))
    expect(reach).toEqual({
      process: 'undefined',
      require: 'undefined',
      module: 'undefined',
      bridge: ['call', 'onLivePatch', 'onProgress', 'onSettings'],
      frozen: true,
    })
  })

  test('are sandboxed, isolated and without Node', async ({ launchApp }) => {
    const app = await launchApp()
    await openPrompter(app, await app.window('console'))
    const preferences = await inMain(
      app,
      ({ webContents }) =>
        webContents.getAllWebContents().map((contents) => {
          const set = Reflect.get(contents, 'getLastWebPreferences').call(contents)
          return [
            set?.sandbox,
            set?.contextIsolation,
            set?.nodeIntegration,
            set?.webSecurity,
            set?.webviewTag,
          ]
        }),
      null,
    )
    expect(preferences.length).toBeGreaterThanOrEqual(2)
    for (const each of preferences) expect(each).toEqual([true, true, false, true, false])
  })

  test('cannot be led away, open others, reach the net or ask for anything', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await app.window('console')
    const address = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => {
      location.href = 'file:///etc/passwd'
    })
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
    const tried = await page.evaluate(async () => {
      const outcome = (work: Promise<unknown>): Promise<string> =>
        work.then(
          () => 'done',
          () => 'refused',
        )
      return [
        await outcome(fetch('https://example.com/')),
        await outcome(
          fetch('app://trustcue/..%2f..%2fpackage.json').then((answer) =>
            answer.ok ? null : Promise.reject(new Error('404')),
          ),
        ),
        await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        await Notification.requestPermission(),
        (await navigator.permissions.query({ name: 'geolocation' })).state,
      ]
    })
    expect(tried).toEqual(['refused', 'refused', 'refused', 'denied', 'denied'])
    const inline = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = 1'
      document.head.append(script)
      return Reflect.get(window, 'injected') ?? 'refused'
    })
    expect(inline).toBe('refused')
    expect(page.url()).toBe(address)
    expect(app.electron.windows()).toHaveLength(1)
  })

  test('a frame inside a page is not shown', async ({ launchApp }) => {
    const page = await (await launchApp()).window('console')
    await page.evaluate(async () => {
      const frame = document.createElement('iframe')
      frame.src = 'app://trustcue/console/index.html'
      const done = new Promise((resolve) => frame.addEventListener('load', resolve))
      document.body.append(frame)
      await done
    })
    expect(page.frames().filter((frame) => frame.url().startsWith('app://'))).toHaveLength(1)
  })

  test('the key-colour window shows the stage on its colour, without a bridge, and stays there', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const page = await app.window('console')
    await app.stageUrl()
    await goLive(page)
    value(await call(page, 'window.open', { kind: 'key-colour' }))
    const stage = await app.window('stage')
    await expect(stage.locator('#stage')).not.toBeEmpty()
    expect(
      await stage.evaluate(() => [
        getComputedStyle(document.documentElement).backgroundColor,
        typeof Reflect.get(window, 'trustcue'),
      ]),
    ).toEqual(['rgb(0, 255, 0)', 'undefined'])
    const address = stage.url()
    await stage.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await stage.waitForTimeout(200)
    expect(stage.url()).toBe(address)
  })

  test('what happens in one window is in the others at once', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await app.window('console')
    await goLive(page)
    const prompter = await openPrompter(app, page)
    // The listener is there when this comes back, what it hears is asked for afterwards.
    const patch = await prompter.evaluateHandle(() => {
      const heard = new Promise((resolve) => {
        Reflect.get(window, 'trustcue').onLivePatch((each: unknown, ...rest: unknown[]) =>
          resolve([each, rest.length]),
        )
      })
      return { heard }
    })
    value(await call(page, 'live.command', { command: { type: 'next' } }))
    const heard = await patch.evaluate((listening) => listening.heard)
    expect(heard).toMatchObject([{ set: { nowSlotId: expect.any(String) } }, 0])
  })
})

test.describe('starting', () => {
  test('a second start brings the first window to the front and ends', async ({ launchApp }) => {
    const app = await launchApp()
    await app.window('console')
    const [executable, ...args] = await inMain(app, () => process.argv, null)
    const second = spawn(
      executable ?? '',
      args.filter((each) => !each.startsWith('--inspect') && !each.startsWith('--remote-debugging')),
      {
        env: { ...process.env, TRUSTCUE_USER_DATA: app.userData, TRUSTCUE_STAGE_PORT: '0' },
        stdio: 'ignore',
      },
    )
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(0)
    expect(app.electron.windows()).toHaveLength(1)
  })

  test('with the stage port taken it goes on and says so', async ({ launchApp }) => {
    const server = net.createServer()
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const app = await launchApp({ env: { TRUSTCUE_STAGE_PORT: String(port) } })
    const page = await app.window('console')
    const bootstrap = value(await call(page, 'app.bootstrap', {}))
    expect(bootstrap).toMatchObject({
      stageUrl: '',
      stageError: { code: 'stage-port-busy', params: { port } },
    })
    expect(value(await call(page, 'lineup.sessions', {}))).toHaveLength(1)
    server.close()
  })

  test('killed on air, the next start offers the same product with every claim that was acknowledged', async ({
    launchApp,
  }) => {
    const app = await launchApp()
    const page = await app.window('console')
    const sessionId = await goLive(page)
    value(await call(page, 'live.command', { command: { type: 'next' } }))
    const ids = Array.from(
      { length: 20 },
      (_each, index) => `01HZZZZZZZZZZZZZZZZZZZZ${String(index).padStart(3, '0')}`,
    )
    for (const id of ids) {
      const draft = {
        id,
        text: `全网最低价，第 ${id} 句`,
        speaker: 'host',
        source: 'typed',
        saidAt: null,
      } as const
      value(await call(page, 'live.command', { command: { type: 'logClaim', draft } }))
    }
    await app.kill()

    const again = await (await launchApp()).window('console')
    const { resumable, snapshot } = value(await call(again, 'app.bootstrap', {}))
    expect(snapshot.session).toBeNull()
    expect(resumable).toMatchObject({ session: { id: sessionId }, position: 2, claims: ids.length })
    const resumed = value(await call(again, 'live.resume', { sessionId }))
    expect(resumed.claims.map((claim) => claim.id)).toEqual(ids)
    expect(resumed.slots.find((slot) => slot.id === resumed.nowSlotId)?.position).toBe(2)
  })
})

test.describe('leaving', () => {
  test('with a session on air the person is asked, and staying stays', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await app.window('console')
    await goLive(page)
    await inMain(
      app,
      ({ dialog }) => {
        Reflect.set(globalThis, 'asked', [])
        const answer = async (...given: unknown[]) => {
          Reflect.get(globalThis, 'asked').push(JSON.stringify(given.at(-1)))
          return { response: 0, checkboxChecked: false }
        }
        Reflect.set(dialog, 'showMessageBox', answer)
      },
      null,
    )
    await inMain(
      app,
      ({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      },
      null,
    )
    await expect
      .poll(() => inMain(app, () => String(Reflect.get(globalThis, 'asked')), null))
      .toContain('演示场次')
    expect(value(await call(page, 'app.snapshot', {})).session).not.toBeNull()
  })

  test('without one it ends at once, with the file closed whole', async ({ launchApp }) => {
    const app = await launchApp()
    const page = await app.window('console')
    value(await call(page, 'lineup.create', { title: '周六晚场' }))
    await app.close()
    const again = await (await launchApp()).window('console')
    const titles = value(await call(again, 'lineup.sessions', {})).map(({ session }) => session.title)
    expect(titles).toContain('周六晚场')
  })
})
