import type { Page } from '@playwright/test'
import { translate } from '../../../domain/messages/translate.ts'
import { expect, LOOKS, settled, test } from '../fakeBridge/fakeTest.ts'

test.use({ timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })

const zh = (key: Parameters<typeof translate>[1], params: Parameters<typeof translate>[2] = {}): string =>
  translate('zh', key, params)

const openData = async (page: Page, language: 'zh' | 'en' = 'zh'): Promise<void> => {
  await page.locator('.top-room', { hasText: translate(language, 'room.data', {}) }).click()
  await settled(page)
}
const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title })

test.describe('verifying the record', () => {
  test('everything: what was found is said plainly, and each session shows when it was verified', async ({
    openWindow,
  }) => {
    const page = await openWindow('console', { session: 'ended' })
    await openData(page)
    await expect(row(page, '周五晚场')).toContainText(zh('data.verify.never'))
    await page.getByRole('button', { name: zh('data.verify.all') }).click()
    const result = page.getByRole('status').filter({ hasText: zh('data.verify.good') })
    await expect(result).toContainText(zh('data.verify.goodCounts', { sessions: 3, entries: '2,919' }))
    await expect(result).toContainText(zh('data.note.keyReplaced', { count: 1 }))
    for (const title of ['周五晚场', '周四晚场', '周三午场'])
      await expect(row(page, title)).toContainText(zh('data.verify.lastGood'))
    await page.getByRole('button', { name: zh('data.verify.exportText') }).click()
    await expect(
      page.getByText(zh('data.verify.saved', { file: '/home/shop/trustcue-verify.txt' })),
    ).toBeVisible()
  })

  test('the first bad entry is named, with its session, number, time and kind, and the rest is a press away', async ({
    openWindow,
  }) => {
    const page = await openWindow('console', { session: 'ended', verify: 'bad' })
    await openData(page)
    await page.getByRole('button', { name: zh('data.verify.all') }).click()
    const result = page.getByRole('status').filter({ hasText: zh('data.verify.bad') })
    const first = result.locator('.verify-first')
    await expect(first).toContainText('声称和日志里写的不一样（原话')
    await expect(first).toContainText('「周四晚场」第 411 条')
    await expect(first).toContainText('声称')
    await expect(first).toContainText(zh('data.verify.advice'))
    const others = result.locator('.verify-others')
    await others.getByText(zh('data.verify.others')).click()
    await expect(others.getByRole('listitem')).toHaveText([/第 384 条之后有记录被改写/])
    await expect(row(page, '周四晚场')).toContainText(zh('data.verify.lastBad', { count: 2 }))
    await expect(row(page, '周五晚场')).toContainText(zh('data.verify.lastGood'))
  })

  test('one session, and its head as a file', async ({ openWindow }) => {
    const page = await openWindow('console', { session: 'ended' })
    await openData(page)
    await page.getByRole('button', { name: zh('data.verify.oneOf', { title: '周四晚场' }) }).click()
    await expect(row(page, '周四晚场')).toContainText(zh('data.verify.lastGood'))
    await expect(row(page, '周五晚场')).toContainText(zh('data.verify.never'))
    await page.getByRole('button', { name: zh('data.verify.exportHeadOf', { title: '周四晚场' }) }).click()
    await expect(page.getByText('trustcue-head.json')).toBeVisible()
  })

  test('it goes on while one looks elsewhere, and can be stopped', async ({ openWindow }) => {
    const page = await openWindow('console', { session: 'ended', waiting: ['chain.verify'] })
    await openData(page)
    await page.getByRole('button', { name: zh('data.verify.all') }).click()
    await expect(page.getByRole('progressbar', { name: zh('data.verify.running') })).toBeVisible()
    await page.locator('.top-room', { hasText: zh('room.rules') }).click()
    await openData(page)
    await page.getByRole('button', { name: zh('data.verify.stop') }).click()
    await page.evaluate(() => window.fakeMain.goOn('chain.verify'))
    await expect(page.getByText(/停下了：只核验了/)).toBeVisible()
    await expect(page.getByRole('button', { name: zh('data.verify.all') })).toBeEnabled()
  })

  test('what the key is worth is said: kept by the system, or open in the data folder', async ({
    openWindow,
  }) => {
    const page = await openWindow('console', { session: 'ended', keyStore: '' })
    await openData(page)
    const strength = page.getByRole('region', { name: zh('data.key.title') })
    await expect(strength).toContainText(zh('data.key.file'))
    await expect(strength).toContainText('5f0c2b7e91d84a36c7e2f4019ab3d85e')
    await expect(strength).toContainText(zh('data.key.limits'))
  })

  test('before anything was on air there is nothing to verify, and it says what will be', async ({
    openWindow,
  }) => {
    const page = await openWindow('console', { session: 'none' })
    await openData(page)
    await expect(page.getByText(zh('data.verify.noneText'))).toBeVisible()
    await expect(page.getByRole('button', { name: zh('data.verify.all') })).toBeDisabled()
  })

  test('a list that cannot be read says so and can be asked for again', async ({ openWindow }) => {
    const page = await openWindow('console', {
      session: 'ended',
      failing: { 'chain.overview': 'storage-busy' },
    })
    await openData(page)
    await expect(page.getByRole('alert')).toContainText(zh('data.verify.failed'))
    await expect(page.getByRole('button', { name: zh('common.retry') })).toBeVisible()
  })
})

for (const [language, appearance] of LOOKS) {
  test(`nothing is cut when something is wrong: ${language}, ${appearance}`, async ({ openWindow }) => {
    const settings = { language, appearance }
    const page = await openWindow('console', { session: 'live', verify: 'bad', extreme: true, settings })
    await openData(page, language)
    await page.getByRole('button', { name: translate(language, 'data.verify.all', {}) }).click()
    await expect(page.locator('.verify-first')).toBeVisible()
    await settled(page)
    await test.info().attach('data', { body: await page.screenshot(), contentType: 'image/png' })
    await expect(page.locator('.data-page')).toHaveJSProperty('scrollLeft', 0)
    const isWider = await page.locator('.verify').evaluate((box) => box.scrollWidth > box.clientWidth)
    expect(isWider).toBe(false)
  })
}
