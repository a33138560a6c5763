import type { Page } from '@playwright/test'
import { expect, stopTime, test } from '../fakeBridge/fakeTest.ts'

const start = (page: Page) => page.getByRole('button', { name: '开播' })

/** Holds the button for so many ms of a time that stands still otherwise. */
const hold = async (page: Page, ms: number): Promise<void> => {
  await start(page).hover()
  await page.mouse.down()
  await page.clock.runFor(ms)
  await page.mouse.up()
}

/** A press of the pointer and its release as the page reads of them: `releasedAfter` ms apart, both at this very moment. */
const pressAndRelease = (page: Page, releasedAfter: number): Promise<void> =>
  start(page).evaluate((button, after) => {
    for (const [type, timeStamp] of [
      ['pointerdown', 10_000],
      ['pointerup', 10_000 + after],
    ] as const) {
      const event = new PointerEvent(type, { bubbles: true, button: 0, pointerType: 'mouse' })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      button.dispatchEvent(event)
    }
  }, releasedAfter)

test.beforeEach(({ page }) => stopTime(page))

test('the bar counts what is missing and the button says why it rests', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  const panel = page.getByRole('region', { name: '开播前检查' })
  await expect(panel.locator('.preflight-count-block')).toHaveText('2待补')
  await expect(start(page)).toHaveAttribute('aria-disabled', 'true')
  await expect(start(page)).toHaveAccessibleDescription('还有 2 项待补或待说明')
  await hold(page, 1300)
  expect(await page.evaluate(() => window.fakeMain.calls.some(({ name }) => name === 'live.start'))).toBe(
    false,
  )
})

test('an item jumps to the field where it is put right', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('tab', { name: /话术/ }).click()
  await page.getByRole('button', { name: '逐项处理' }).click()
  await page
    .locator('.preflight-item')
    .filter({ hasText: '没有厂名' })
    .getByRole('button', { name: '去补' })
    .click()
  await expect(page.getByRole('heading', { name: '秦岭土蜂蜜 500g', level: 2 })).toBeVisible()
  await expect(page.getByLabel('生产者')).toBeFocused()
})

test('going on air over a blocked item needs a reason of four characters, which goes along', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '逐项处理' }).click()
  const reasons = page.getByLabel('不补也要开播的理由')
  await expect(reasons).toHaveCount(2)
  await reasons.first().fill(' 等货 ')
  await expect(page.getByText('还差 2 个字')).toBeVisible()
  await expect(page.locator('.preflight-count-block')).toHaveText('2待补')
  await reasons.first().fill('厂家今晚补证')
  await expect(page.locator('.preflight-count-block')).toHaveText('1待补')
  await expect(start(page)).toHaveAttribute('aria-disabled', 'true')
  await reasons.nth(1).fill('本店自己承担')
  await expect(page.locator('.preflight-count-explained')).toHaveText('2已说明')
  await hold(page, 1300)
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
  const call = await page.evaluate(() => window.fakeMain.calls.find(({ name }) => name === 'live.start'))
  expect(JSON.stringify(call?.input)).toContain('厂家今晚补证')
  expect(JSON.stringify(call?.input)).toContain('本店自己承担')
})

test('开播 is held, not pressed: letting go early does nothing', async ({ openWindow }) => {
  const page = await openWindow('console', { clean: true })
  await expect(start(page)).toHaveAttribute('aria-disabled', 'false')
  await hold(page, 900)
  await page.clock.runFor(2000)
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
  await hold(page, 1300)
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
})

test('a release the page reads of late counts from when it was made', async ({ openWindow }) => {
  const page = await openWindow('console', { clean: true })
  await expect(start(page)).toHaveAttribute('aria-disabled', 'false')
  await start(page).hover()
  await page.mouse.down()
  // The time to hold is over, but the release still stands in line: it was made long before.
  await page.clock.runFor(1000)
  await start(page).evaluate((button) => {
    const event = new PointerEvent('pointerup', { bubbles: true, button: 0, pointerType: 'mouse' })
    Object.defineProperty(event, 'timeStamp', { value: performance.now() - 700 })
    button.dispatchEvent(event)
  })
  await page.clock.runFor(2000)
  await page.mouse.up()
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
  await pressAndRelease(page, 999)
  await page.clock.runFor(2000)
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
  await pressAndRelease(page, 1000)
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
})

test('开播 is held by keyboard as well; Escape lets go', async ({ openWindow }) => {
  const page = await openWindow('console', { clean: true })
  await start(page).focus()
  await page.keyboard.down('Enter')
  await page.clock.runFor(300)
  await page.keyboard.press('Escape')
  await page.clock.runFor(2000)
  await page.keyboard.up('Enter')
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
  await page.keyboard.down('Space')
  await page.clock.runFor(1200)
  await page.keyboard.up('Space')
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
})

test('without products there is one thing to do, and it is said', async ({ openWindow }) => {
  const page = await openWindow('console', { slots: 0 })
  await expect(page.getByText('先放商品：导入排品表，或从商品库添加。')).toBeVisible()
  await expect(start(page)).toHaveAccessibleDescription('排品里还没有商品')
})
