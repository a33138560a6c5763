import type { Page } from '@playwright/test'
import { RETENTION_RULES } from '../../../domain/retention/retentionRules.ts'
import { expect, settled, test } from '../fakeBridge/fakeTest.ts'

/** Everything a person reads or hears: texts, names, hints and tooltips. */
const words = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      found.push(node.textContent ?? '')
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '')
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
        found.push(element.placeholder)
    }
    return found.map((text) => text.trim()).filter((text) => text !== '')
  })

/** What the shop wrote itself, which stays as it is in either language. */
const ownWords = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const calls = await Promise.all([
      window.trustcue.call('lineup.sessions', {}),
      window.trustcue.call('lineup.products', {}),
      window.trustcue.call('app.bootstrap', {}),
      window.trustcue.call('rules.state', {}),
      window.trustcue.call('chain.overview', {}),
      window.trustcue.call('retention.overview', {}),
    ])
    return JSON.stringify(calls)
  })

const ROOMS = 6

const lookAround = async (page: Page, look: () => Promise<void>): Promise<void> => {
  for (let room = 0; room < ROOMS; room += 1) {
    await page.locator('.top-room').nth(room).click()
    await settled(page)
    await look()
  }
  await page.locator('.top-room').first().click()
  await page.locator('.preflight-bar button').first().click()
  for (let tab = 0; tab < 4; tab += 1) {
    await page.locator('.lineup-side [role="tab"]').nth(tab).click()
    await look()
  }
  await page.keyboard.press('Control+i')
  await look()
  await page
    .locator('.choose-file-input')
    .setInputFiles({ name: 'broken.xlsx', mimeType: '', buffer: Buffer.from('x') })
  await page.locator('.import-table').waitFor()
  await look()
  await page.keyboard.press('Escape')
  await page.locator('.top-status .icon-button').click()
  await look()
  await page.keyboard.press('Escape')
}

test('switching to English leaves no Chinese but the shop’s own words', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByText('English').click()
  await expect(page.getByRole('heading', { name: 'Interface' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  // Headings of the made-up workbook and the language's own name for itself.
  const own = `${await ownWords(page)}${JSON.stringify(RETENTION_RULES)}中文 排品 序号 商品编码 商品名称 类目 直播价 划线价 库存 保障 讲解时长 佣金率 一百二 终身质保 七天无理由、退货补运费、假一赔十 福袋开奖`
  const left = new Set<string>()
  await lookAround(page, async () => {
    for (const text of await words(page))
      for (const run of text.match(/[\p{Script=Han}]{2,}/gu) ?? [])
        if (!own.includes(run)) left.add(`${run} in “${text}”`)
  })
  expect([...left]).toEqual([])
})

test('switching to Chinese leaves no English but names and keys', async ({ openWindow }) => {
  const page = await openWindow('console', { settings: { language: 'en' } })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByText('中文').click()
  await expect(page.getByRole('heading', { name: '界面' })).toBeVisible()
  const own = `${await ownWords(page)} English TrustCue OBS Excel CSV JSON Lines MB STEPS Alt Ctrl Enter Del Tab Esc Shift broken.xlsx http stage`
  const left = new Set<string>()
  await lookAround(page, async () => {
    for (const text of await words(page))
      for (const run of text.match(/[A-Za-z]{2,}/g) ?? [])
        if (!own.includes(run)) left.add(`${run} in “${text}”`)
  })
  expect([...left]).toEqual([])
})

test('appearance and density take hold at once', async ({ openWindow }) => {
  const page = await openWindow('console', { settings: { appearance: 'light' } })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByText('深色', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByText('紧凑').click()
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
})

test('following the machine, the live room is dark and the desk follows', async ({
  openWindow,
  page: context,
}) => {
  await context.emulateMedia({ colorScheme: 'light' })
  const page = await openWindow('console', { session: 'live' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: '备播', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('the stage address is copied for OBS, with the sizes for both ways round', async ({
  openWindow,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await expect(page.getByText('1080 × 1920')).toBeVisible()
  await page.getByRole('button', { name: '复制' }).first().click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('http://127.0.0.1:17610/stage')
  await expect(page.getByRole('button', { name: '已复制' })).toBeVisible()
})

test('a port outside the range is refused beside the field and not saved', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByLabel('端口').fill('80')
  await page.keyboard.press('Enter')
  await expect(page.getByText('写 1024 到 65535 的整数')).toBeVisible()
  expect(await page.evaluate(() => window.fakeMain.calls.some(({ name }) => name === 'settings.save'))).toBe(
    false,
  )
})

test('quick phrases are added, changed, moved and deleted', async ({ openWindow }) => {
  const page = await openWindow('console', { settings: { quickPhrases: [{ text: '甲' }, { text: '乙' }] } })
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await page.getByLabel('新短句').fill('丙')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '第 3 句上移' }).click()
  await expect(page.getByLabel('第 2 句', { exact: true })).toHaveValue('丙')
  await page.getByLabel('第 1 句', { exact: true }).fill('甲乙')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '删除第 2 句' }).click()
  await expect(page.getByLabel('第 2 句', { exact: true })).toHaveValue('乙')
  await expect(page.getByLabel('第 1 句', { exact: true })).toHaveValue('甲乙')
})
