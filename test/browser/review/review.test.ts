import type { Page } from '@playwright/test'
import { expect, test } from '../fakeBridge/fakeTest.ts'
import type { OpenWindow } from '../fakeBridge/fakeTest.ts'

const openReview = async (openWindow: OpenWindow, claims: number): Promise<Page> => {
  const page = await openWindow('console', { session: 'ended', slots: 8, claims })
  await page.getByRole('button', { name: '复盘', exact: true }).click()
  await expect(page.getByRole('region', { name: '按时间' })).toBeVisible()
  return page
}

const list = (page: Page) => page.getByRole('region', { name: '按时间' })
const facet = (page: Page, group: string, name: RegExp) =>
  page.getByRole('group', { name: group }).getByRole('button', { name })

test('without sessions the room says what will stand here and leads to 备播', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'none' })
  await page.getByRole('button', { name: '复盘', exact: true }).click()
  await expect(page.getByText('还没有播过的场次')).toBeVisible()
  await page.getByRole('button', { name: '去备播' }).click()
  await expect(page.locator('[aria-current="page"]')).toHaveText('备播')
})

test('products, claims and findings stand in time order', async ({ openWindow }) => {
  const page = await openReview(openWindow, 40)
  await expect(page.getByText('40/40 句')).toBeVisible()
  const times = await list(page).locator('.line-time').allTextContents()
  expect(times.length).toBeGreaterThan(10)
  expect(times).toEqual([...times].sort())
  await expect(list(page).locator('.airing-line').first()).toContainText('烟酰胺精华液 30ml')
})

test('severity, family, speaker, text and the switch each narrow the list; clearing widens it again', async ({
  openWindow,
}) => {
  const page = await openReview(openWindow, 160)
  await facet(page, '轻重', /拦截/).click()
  await expect(page.getByText('40/160 句')).toBeVisible()
  await facet(page, '类别', /价格欺诈/).click()
  await expect(page.getByText('20/160 句')).toBeVisible()
  for (const words of await list(page).locator('.line-words mark').allTextContents())
    expect(words).toBe('全网最低')
  await page.getByRole('button', { name: '清除', exact: true }).click()
  await expect(page.getByText('160/160 句')).toBeVisible()

  await page.getByRole('checkbox', { name: '只看有提醒的' }).click({ force: true })
  await expect(page.getByText('80/160 句')).toBeVisible()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('两周斑')
  await expect(page.getByText('20/160 句')).toBeVisible()
  await page.getByRole('button', { name: '清除', exact: true }).click()

  await page.getByRole('button', { name: '谁说的' }).click()
  await page.getByRole('menuitemcheckbox', { name: /助播/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByText('160/160 句')).toBeHidden()
  const speakers = new Set(await list(page).locator('.line-who').allTextContents())
  expect([...speakers]).toEqual(['助播'])
})

test('when nothing matches the list says so and offers the way back', async ({ openWindow }) => {
  const page = await openReview(openWindow, 24)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('不在这里的话')
  await expect(page.getByText('没有符合的')).toBeVisible()
  await page.getByText('没有符合的').locator('..').getByRole('button').click()
  await expect(page.getByText('24/24 句')).toBeVisible()
})

test('J and K step through the findings and the chosen one stands whole at the right', async ({
  openWindow,
}) => {
  const page = await openReview(openWindow, 40)
  await page.keyboard.press('j')
  const detail = page.getByRole('complementary')
  await expect(detail).toContainText('用两周斑就没了')
  await expect(detail).toContainText('功效承诺')
  await expect(detail).toContainText('《化妆品监督管理条例》')
  await expect(detail).toContainText('质地清爽，补水效果见报告')
  await expect(detail).toContainText('已更正')
  await expect(detail).toContainText('烟酰胺精华液 30ml')
  await expect(detail).toContainText('¥129')
  await expect(detail).toContainText('七天无理由')
  await page.keyboard.press('j')
  await expect(detail).toContainText('价格欺诈')
  await page.keyboard.press('k')
  await expect(detail).toContainText('功效承诺')
})

test('J in the search box is a letter', async ({ openWindow }) => {
  const page = await openReview(openWindow, 40)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('j')
  await expect(page.getByRole('searchbox')).toHaveValue('j')
  await expect(page.getByRole('complementary')).toContainText('选一句看全')
})

test('a press on the timeline jumps to that moment', async ({ openWindow }) => {
  const page = await openReview(openWindow, 160)
  const strip = page.getByRole('button', { name: /时间轴/ })
  const place = await strip.boundingBox()
  if (place === null) throw new Error('no timeline')
  await strip.click({ position: { x: place.width * 0.05, y: place.height / 2 } })
  const chosen = list(page).locator('[data-chosen], .airing-line[aria-pressed="true"]')
  await expect(chosen).toBeVisible()
  await expect(page.getByRole('complementary')).toContainText('当时的商品')
})

test('export takes the filter with it and says where the file went', async ({ openWindow }) => {
  const page = await openReview(openWindow, 24)
  await facet(page, '轻重', /拦截/).click()
  await page.getByRole('button', { name: '导出 CSV' }).click()
  await expect(page.getByRole('status').filter({ hasText: '已存为' })).toHaveText('已存为 复盘.csv，24 行')
  const sent = await page.evaluate(
    () => window.fakeMain.calls.find(({ name }) => name === 'review.exportCsv')?.input,
  )
  expect(sent).toMatchObject({ filter: { severities: ['block'] } })
})

test('an export that failed says why', async ({ openWindow }) => {
  const page = await openWindow('console', {
    session: 'ended',
    slots: 8,
    claims: 8,
    failing: { 'review.exportCsv': 'storage-read-only' },
  })
  await page.getByRole('button', { name: '复盘', exact: true }).click()
  await page.getByRole('button', { name: '导出 CSV' }).click()
  await expect(page.getByRole('alert')).toContainText('没导出')
  await expect(page.getByRole('button', { name: '导出 CSV' })).toBeEnabled()
})

test('a session that cannot be opened says why and can be tried again', async ({ openWindow }) => {
  const page = await openWindow('console', {
    session: 'ended',
    slots: 8,
    claims: 8,
    failing: { 'review.open': 'storage-read-only' },
  })
  await page.getByRole('button', { name: '复盘', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('这一场没打开')
  await expect(page.getByRole('button', { name: '再试一次' })).toBeVisible()
})

test('5,000 claims open and scroll without blanks', async ({ openWindow }) => {
  const page = await openReview(openWindow, 5000)
  await expect(page.getByText('5000/5000 句')).toBeVisible()
  await list(page).hover()
  for (let turn = 0; turn < 20; turn += 1) {
    await page.mouse.wheel(0, 900)
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    const blank = await list(page).evaluate((frame) => {
      const box = frame.getBoundingClientRect()
      return [0.1, 0.5, 0.9].some((share) => {
        const at = document.elementFromPoint(box.left + 40, box.top + box.height * share)
        return at?.closest('.review-place') === null
      })
    })
    expect(blank).toBe(false)
  }
})
