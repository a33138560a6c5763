import type { Page } from '@playwright/test'
import { expect, LOOKS, settled, test } from '../fakeBridge/fakeTest.ts'
import type { OpenWindow } from '../fakeBridge/fakeTest.ts'
import type { Scenario } from '../fakeBridge/scenario.ts'

test.use({ timezoneId: 'Asia/Shanghai' })

const openSearch = async (openWindow: OpenWindow, scenario: Partial<Scenario>): Promise<Page> => {
  const page = await openWindow('console', { session: 'ended', slots: 8, claims: 400, ...scenario })
  await page.getByRole('button', { name: '复盘', exact: true }).click()
  await page.getByRole('region', { name: '按时间' }).waitFor()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: '搜说过的话' })).toBeFocused()
  return page
}

const results = (page: Page) => page.getByRole('region', { name: '搜索结果' })
const callsOf = (page: Page, called: string): Promise<number> =>
  page.evaluate((wanted) => window.fakeMain.calls.filter(({ name }) => name === wanted).length, called)

test('the key / opens the search; what is typed is found, marked and counted', async ({ openWindow }) => {
  const page = await openSearch(openWindow, {})
  await expect(page.getByText('所有场次说过的每一句，都能搜')).toBeVisible()
  await page.keyboard.type('两周斑')
  await expect(page.getByRole('status').filter({ hasText: '条' })).toHaveText(/^\d+ 条$/)
  const marks = await results(page).locator('mark').allTextContents()
  expect(new Set(marks)).toEqual(new Set(['两周斑']))
  const line = results(page).locator('.search-hit').first()
  await expect(line).toContainText('2026-11-22')
  await expect(line).toContainText('功效承诺')
})

test('initials find characters', async ({ openWindow }) => {
  const page = await openSearch(openWindow, {})
  await page.keyboard.type('lzb')
  await expect(results(page).locator('mark').first()).toHaveText('两周斑')
})

test('Enter opens the session at the line the keys stand at; the search is as it was when one comes back', async ({
  openWindow,
}) => {
  const page = await openSearch(openWindow, {})
  await page.keyboard.type('全网最低')
  await expect(results(page).locator('.search-hit').first()).toHaveAttribute('data-chosen', '')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const chosen = results(page).locator('[data-chosen]')
  await expect(chosen).toHaveCount(1)
  const clock = (await chosen.locator('.search-hit-when').textContent())?.split(' ')[1] ?? ''
  await page.keyboard.press('Enter')
  const list = page.getByRole('region', { name: '按时间' })
  await expect(list.locator('.said-line[data-chosen]')).toContainText(clock)
  await expect(list.locator('.said-line[data-chosen]')).toBeInViewport()
  await expect(page.getByRole('complementary')).toContainText('全网最低')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: '搜说过的话' })).toHaveValue('全网最低')
  await expect(results(page).locator('.search-hit').first()).toBeVisible()
})

test('further pages come as one scrolls, once each', async ({ openWindow }) => {
  const page = await openSearch(openWindow, { claims: 1600 })
  await page.keyboard.type('全网最低')
  await expect(page.getByText('200 条')).toBeVisible()
  const asked = await callsOf(page, 'search.find')
  await results(page).hover()
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 4000)
        return results(page).locator('.search-hit').last().textContent()
      },
      { timeout: 20_000 },
    )
    .toContain('19:31')
  expect((await callsOf(page, 'search.find')) - asked).toBe(3)
  const blank = await results(page).evaluate((frame) => {
    const box = frame.getBoundingClientRect()
    return (
      document.elementFromPoint(box.left + 40, box.top + box.height / 2)?.closest('.review-place') === null
    )
  })
  expect(blank).toBe(false)
})

test('filters narrow what is found, also without a word, and are taken away together', async ({
  openWindow,
}) => {
  const page = await openSearch(openWindow, {})
  await page.getByRole('button', { name: '类别' }).click()
  await page.getByRole('menuitemcheckbox', { name: '价格欺诈' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('50 条')).toBeVisible()
  await page.getByRole('button', { name: '轻重' }).click()
  await page.getByRole('menuitemcheckbox', { name: '提示' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('没有找到')).toBeVisible()
  await page.getByRole('group', { name: '筛选' }).getByRole('button', { name: '清除' }).click()
  await expect(page.getByText('所有场次说过的每一句，都能搜')).toBeVisible()
  await page.getByLabel('从').fill('2026-11-23')
  await expect(page.getByText('没有找到')).toBeVisible()
  await page.getByLabel('从').fill('2026-11-22')
  await page.getByLabel('到').fill('2026-11-22')
  await expect(page.getByText('400 条')).toBeVisible()
  const sent = await page.evaluate(
    () => window.fakeMain.calls.findLast(({ name }) => name === 'search.find')?.input,
  )
  const day = Date.UTC(2026, 10, 21, 16)
  expect(sent).toMatchObject({ query: { from: day, to: day + 24 * 3_600_000 } })
})

test('Escape empties the field, then leads back to the session', async ({ openWindow }) => {
  const page = await openSearch(openWindow, {})
  await page.keyboard.type('补水')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('searchbox', { name: '搜说过的话' })).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: '按时间' })).toBeVisible()
})

test('what cannot be searched for says so, and what failed can be tried again', async ({ openWindow }) => {
  const page = await openSearch(openWindow, { failing: { 'search.find': 'search-nothing' } })
  await page.keyboard.type('，')
  await expect(page.getByRole('alert')).toContainText('搜索词里没有字')
  await expect(page.getByRole('button', { name: '再试一次' })).toBeVisible()
})

test('while the index is being made the search says that it is complete all the same', async ({
  openWindow,
}) => {
  const page = await openSearch(openWindow, { indexed: 0.25 })
  await expect(page.getByRole('progressbar', { name: '搜索照样完整' })).toBeVisible()
  await expect(page.getByText('25%')).toBeVisible()
  await page.keyboard.type('全网最低')
  await expect(page.getByText('50 条')).toBeVisible()
})

for (const [language, appearance] of LOOKS) {
  test(`nothing is cut, ${language}, ${appearance}`, async ({ openWindow }) => {
    const page = await openWindow('console', {
      session: 'ended',
      slots: 8,
      claims: 400,
      extreme: true,
      indexed: 0.6,
      settings: { language, appearance },
    })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.locator('.top-room').nth(2).click()
    await page.locator('.review-sight').waitFor()
    await page.keyboard.press('/')
    await settled(page)
    await test.info().attach('idle', { body: await page.screenshot(), contentType: 'image/png' })
    await page.keyboard.type('的')
    await page.locator('.search-hit').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await settled(page)
    await test.info().attach('found', { body: await page.screenshot(), contentType: 'image/png' })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    const outside = await page.evaluate(
      () =>
        [...document.querySelectorAll('.search-all *')].filter(
          (element) => element.getBoundingClientRect().right > window.innerWidth + 1,
        ).length,
    )
    expect(outside).toBe(0)
  })
}
