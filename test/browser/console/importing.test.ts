import type { Page } from '@playwright/test'
import { expect, test } from '../fakeBridge/fakeTest.ts'

const hand = (page: Page, name: string) =>
  page
    .getByLabel('排品表文件')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('made up') })

const open = (page: Page) => page.getByRole('button', { name: '导入排品表' }).first().click()

test('a workbook is looked at before anything changes, then comes in whole', async ({ openWindow }) => {
  const page = await openWindow('console', { slots: 0 })
  await open(page)
  await hand(page, '排品.xlsx')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('排品.xlsx · 工作表「排品」· 表头在第 3 行')
  await expect(dialog).toContainText('6 进本场')
  await expect(dialog.locator('.import-column').filter({ hasText: '佣金率' })).toContainText('不导入')
  await expect(page.locator('.lineup-name')).toHaveCount(0)
  await dialog.getByRole('button', { name: '导入 6 款' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.locator('.lineup-name')).toHaveCount(6)
})

test('errors name row, column letter and heading, can be copied, and keep every row out', async ({
  openWindow,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await openWindow('console', {})
  await open(page)
  await hand(page, '坏表-broken.xlsx')
  const dialog = page.getByRole('dialog')
  const problems = dialog.locator('.import-problem')
  await expect(problems.first()).toContainText('第 10 行 E 列「直播价」')
  await expect(problems.first()).toContainText('一百二')
  await expect(problems.nth(1)).toContainText('留意')
  await expect(dialog.getByRole('button', { name: '导入 6 款' })).toBeDisabled()
  await expect(dialog).toContainText('要么全部导入，要么一行都不导入')
  await dialog.getByRole('button', { name: '复制全部' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('第 10 行 E 列「直播价」')
  await hand(page, '改好.xlsx')
  await expect(dialog.getByRole('button', { name: '导入 6 款' })).toBeEnabled()
})

test('a file that is no workbook is refused in words, and another can be chosen', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await open(page)
  await hand(page, '海报.png')
  await expect(page.getByRole('alert')).toContainText('海报.png')
  await hand(page, '排品.csv')
  await expect(page.getByRole('button', { name: '导入 6 款' })).toBeEnabled()
})

test('the lineup is appended to, or replaced after saying what goes; replacing can be undone', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await open(page)
  await hand(page, '排品.xlsx')
  await page.getByText('替换本场排品').click()
  await expect(page.getByText('本场现有 6 个讲解位会被换掉，可以撤销')).toBeVisible()
  await page.getByRole('button', { name: '导入 6 款' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.locator('.lineup-name').filter({ hasText: '福袋开奖' })).toHaveCount(0)
  await page.getByRole('button', { name: '撤销（Ctrl+Z）' }).click()
  await expect(page.locator('.lineup-name').filter({ hasText: '福袋开奖' })).toHaveCount(1)
})

test('a file dropped anywhere on the room opens the import with it', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['made up'], '拖进来.xlsx'))
    return data
  })
  await page.dispatchEvent('.lineup-table', 'dragenter', { dataTransfer: transfer })
  await expect(page.getByText('松开就导入')).toBeVisible()
  await page.dispatchEvent('.lineup-table', 'drop', { dataTransfer: transfer })
  await expect(page.getByRole('dialog')).toContainText('拖进来.xlsx')
})

test('an import main refuses changes nothing and says why in the dialog', async ({ openWindow }) => {
  const page = await openWindow('console', { failing: { 'lineup.importCommit': 'session-is-live' } })
  await open(page)
  await hand(page, '排品.xlsx')
  await page.getByRole('button', { name: '导入 6 款' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
  await expect(page.getByRole('button', { name: '导入 6 款' })).toBeEnabled()
})
