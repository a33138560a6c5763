import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from '@playwright/test'
import { expect, test } from './launch.ts'
import { checkout, readRuntime } from './runtime.ts'
import { openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { inMain, inWindowOf } from './steps/inMain.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { goNext, onAirName } from './steps/live.ts'
import { pixelAt, readPng } from './steps/picture.ts'
import { stageFrame } from './steps/stage.ts'
import { zh } from './steps/words.ts'

const PORTRAIT = { width: 1080, height: 1920 }
const LANDSCAPE = { width: 1920, height: 1080 }

/** A browser as OBS has one: another program than the app. */
const openBrowser = (): Promise<Browser> => {
  const { chromium: executablePath } = readRuntime()
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
}

const openStage = async (browser: Browser, url: string, viewport: typeof PORTRAIT): Promise<Page> => {
  const page = await browser.newPage({ viewport })
  await page.goto(url)
  return page
}

const startDemo = async (page: Page): Promise<void> => {
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
}

/** A port that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

test('the stage page shows the product on air with its own rights only, upright and across', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const url = await app.stageUrl()
  const page = await openConsole(app)
  const browser = await openBrowser()
  try {
    const stages = [await openStage(browser, url, PORTRAIT), await openStage(browser, url, LANDSCAPE)]
    for (const stage of stages) await expect(stage.locator('.stage')).toHaveCount(0)
    await startDemo(page)
    await expect(page.locator('.light', { hasText: zh('light.stage', { count: 2 }) })).toBeVisible()

    const seen: (string | undefined)[] = []
    for (let slot = 0; slot < 3; slot += 1) {
      const name = await onAirName(page).innerText()
      const frame = await stageFrame(url)
      seen.push(frame.product?.id)
      const owned = readLog(databaseFile(userData), (log) =>
        log.pluck(
          `SELECT code FROM product_guarantee WHERE product_id = '${frame.product?.id}' ORDER BY position`,
        ),
      )
      expect(owned.length).toBeGreaterThan(0)
      expect(frame.product?.guarantees.map(({ code }) => code)).toEqual(owned)
      for (const stage of stages) {
        const card = stage.locator('.entering .card')
        await expect(card).toHaveAttribute('data-product', frame.product?.id ?? '')
        await expect(card.locator('.name')).toHaveText(name)
        await expect(card.locator('.price-live')).toHaveText(/^¥\d[\d,]*(\.\d{1,2})?$/)
        await expect(card.locator('.badge')).toHaveCount(owned.length)
        const codes = await card.locator('.badge').evaluateAll((all) => all.map((one) => one.dataset['code']))
        expect(codes).toEqual(owned)
        await expect(stage.locator('.leaving')).toHaveCount(0)

        // Nothing of the card is cut off by the edge of the picture.
        const size = stage.viewportSize() ?? PORTRAIT
        const box = (await card.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 }
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(size.width)
        expect(box.y + box.height).toBeLessThanOrEqual(size.height)
      }
      if (slot < 2) await goNext(page)
    }
    expect(new Set(seen).size).toBe(3)

    for (const stage of stages) {
      const picture = readPng(await stage.screenshot({ omitBackground: true }))
      expect({ width: picture.width, height: picture.height }).toEqual(stage.viewportSize())
      expect(pixelAt(picture, 4, 4)[3]).toBe(0)
      const alphas = picture.pixels.filter((_value, index) => index % 4 === 3)
      expect(alphas.reduce((most, alpha) => Math.max(most, alpha), 0)).toBeGreaterThan(250)
    }

    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    for (const stage of stages) await expect(stage.locator('.stage')).toHaveCount(0)
  } finally {
    await browser.close()
  }
})

test('the page comes back by itself after the app was killed and started again on the same port', async ({
  launchApp,
}) => {
  const env = { TRUSTCUE_STAGE_PORT: String(await freePort()) }
  const first = await launchApp({ env })
  const url = await first.stageUrl()
  const browser = await openBrowser()
  try {
    const stage = await openStage(browser, url, LANDSCAPE)
    const page = await openConsole(first)
    await startDemo(page)
    await goNext(page)
    const name = await onAirName(page).innerText()
    await expect(stage.locator('.entering .name')).toHaveText(name)
    await first.kill()
    // Viewers keep what they see: a gap of a few seconds is no reason for an empty screen.
    await expect(stage.locator('.entering .name')).toHaveText(name)

    const second = await launchApp({ env })
    expect(await second.stageUrl()).toBe(url)
    const after = await openConsole(second)
    await after.getByRole('button', { name: zh('lineup.resume.go') }).click()
    await expect(after.locator('.light', { hasText: zh('light.stage', { count: 1 }) })).toBeVisible()
    await expect(stage.locator('.entering .name')).toHaveText(name)
    await goNext(after)
    await expect(stage.locator('.entering .name')).toHaveText(await onAirName(after).innerText())
  } finally {
    await browser.close()
  }
})

test('the key-colour window paints the key colour around the card', async ({ launchApp }) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await startDemo(page)
  await page
    .locator('.top-lights')
    .getByRole('button', { name: zh('app.openKeyColour') })
    .click()
  const stage = await app.window('stage')
  await expect(stage.locator('.entering .name')).toHaveText(await onAirName(page).innerText())
  await expect(stage.locator('.leaving')).toHaveCount(0)
  const picture = readPng(await stage.screenshot())
  expect(pixelAt(picture, 3, 3)).toEqual([0, 255, 0, 255])
  expect(pixelAt(picture, picture.width - 3, 3)).toEqual([0, 255, 0, 255])
  // A window of the stage has no bridge: it is a page of the stage server like any other.
  expect(await stage.evaluate(() => 'trustcue' in window)).toBe(false)
})

test('a second start with the same data brings the first to the front and leaves', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await inWindowOf(
    app,
    page,
    (window) => {
      const state = globalThis as unknown as { focused: number }
      state.focused = 0
      window.focus = () => {
        state.focused += 1
      }
    },
    null,
  )
  const { electron } = readRuntime()
  if (electron === undefined) throw new Error('Electron is not set up yet: run `npm run setup`')
  const second = spawn(electron.executable, [...electron.flags, checkout], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...(electron.sqliteAddon === undefined ? {} : { TRUSTCUE_SQLITE_ADDON: electron.sqliteAddon }),
      TRUSTCUE_USER_DATA: userData,
      TRUSTCUE_STAGE_PORT: '0',
    },
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  await expect
    .poll(() => inMain(app, () => (globalThis as unknown as { focused: number }).focused, null))
    .toBe(1)
  expect(app.electron.windows()).toHaveLength(1)
  await expect(page.locator('.lineup-table')).toBeVisible()
})
