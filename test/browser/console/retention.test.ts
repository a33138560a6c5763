import type { Page } from '@playwright/test'
import { expect, LOOKS, settled, test } from '../fakeBridge/fakeTest.ts'

test.use({ timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })

const openSection = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '数据', exact: true }).click()
  await page.getByRole('button', { name: '保存期限', exact: true }).click()
  await expect(page.getByRole('heading', { name: '保存期限', exact: true })).toBeVisible()
}

const row = (page: Page, title: string) => page.locator('.retention-row', { hasText: title })

/** Inputs of the calls of a name, as main got them. */
const callsOf = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fakeMain.calls.filter((call) => call.name === wanted).map(({ input }) => input),
    name,
  )

test('due sessions come first, with the day and what decides it; due ones alone can be ticked', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await openSection(page)
  const titles = page.locator('.retention-row[data-state] .retention-two:nth-child(2) > .ellipsis')
  await expect(page.locator('.retention-row[data-state]')).toHaveCount(8)
  await expect(titles.nth(0)).toHaveText('清明午场')
  await expect(titles.nth(1)).toHaveText('元宵晚场')
  await expect(titles.nth(2)).toHaveText('女神节专场')
  await expect(row(page, '元宵晚场')).toContainText('2031-03-03')
  await expect(row(page, '元宵晚场')).toContainText('食品、保健食品，5 年')
  await expect(row(page, '清明午场')).toContainText('2031-02-28')
  await expect(row(page, '双十一返场')).toContainText('法务小林')
  await expect(page.locator('.retention-row .checkbox')).toHaveCount(3)
  await expect(page.getByText('3 场已到期')).toBeVisible()
})

test('erasing shows what goes, wants a word and a tick, and cannot be confirmed before', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await openSection(page)
  await expect(page.getByRole('button', { name: '抹除所选 0 场…' })).toBeDisabled()
  await page.getByRole('button', { name: '选中所有到期的' }).click()
  await row(page, '清明午场').locator('.checkbox').click()
  await page.getByRole('button', { name: '抹除所选 2 场…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('无法撤销')
  await expect(dialog.locator('.erase-amounts')).toContainText('3414')
  expect(await callsOf(page, 'retention.erase')).toEqual([])
  const confirm = dialog.getByRole('button', { name: '抹除', exact: true })
  await expect(confirm).toBeDisabled()
  await dialog.getByText('我明白：抹除之后无法撤销').click()
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel('谁决定的').fill('店长')
  await dialog.getByText('同时删除之前做的 1 份副本').click()
  await confirm.click()
  await expect(dialog).toHaveCount(0)
  expect(await callsOf(page, 'retention.erase')).toMatchObject([
    {
      ground: 'period',
      reason: '保存期限已满',
      who: '店长',
      withCopies: true,
      scopes: [{ claimIds: null }, {}],
    },
  ])
  await expect(page.locator('.retention-done')).toContainText('删了 1 份旧副本')
  await expect(page.getByText('1 场已到期')).toBeVisible()
  await expect(page.locator('.retention-row[data-state="erased"]')).toHaveCount(3)
})

test('a session is held with a reason, and then it is not due any more; letting go asks again', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await openSection(page)
  const hold = row(page, '元宵晚场').getByRole('switch')
  await expect(hold).not.toBeChecked()
  await hold.click()
  const confirm = page.getByRole('dialog').getByRole('button', { name: '保留', exact: true })
  await page.getByLabel('理由').fill('投诉')
  await page.getByLabel('谁决定的').fill('店长')
  await expect(confirm).toBeDisabled()
  await page.getByLabel('理由').fill('有消费者投诉')
  await confirm.click()
  await expect(row(page, '元宵晚场')).toContainText('法律保留')
  await expect(page.locator('.retention-row .checkbox')).toHaveCount(2)
  await expect(row(page, '元宵晚场').getByRole('switch')).toBeChecked()
  await row(page, '元宵晚场').getByRole('switch').click()
  await page.getByLabel('理由').fill('投诉已了结')
  await page.getByLabel('谁决定的').fill('店长')
  await page.getByRole('dialog').getByRole('button', { name: '不再保留' }).click()
  await expect(page.locator('.retention-row .checkbox')).toHaveCount(3)
})

test('a person is found by name; what names them is exported, and one line erased', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await openSection(page)
  await page.getByLabel('姓名或称呼').fill('王小姐')
  await page.getByLabel('姓名或称呼').press('Enter')
  await expect(page.getByText('2 句里说到「王小姐」')).toBeVisible()
  await page.getByRole('button', { name: '全部导出' }).click()
  await expect(page.locator('.retention-saved')).toContainText('trustcue-2032-03-20.html')
  await page.locator('.person-line .checkbox').first().click()
  await page.getByRole('button', { name: '抹除所选 1 句…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('还没到保存期限')
  await dialog.getByLabel('理由').fill('本人来信要求')
  await dialog.getByLabel('谁决定的').fill('店长')
  await dialog.getByText('我明白：抹除之后无法撤销').click()
  await dialog.getByRole('button', { name: '抹除', exact: true }).click()
  await expect(page.getByText('1 句里说到「王小姐」')).toBeVisible()
  expect(await callsOf(page, 'retention.erase')).toMatchObject([
    { ground: 'request', scopes: [{ claimIds: [expect.any(String)] }] },
  ])
})

test('years can be longer and not shorter, and the table follows', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await openSection(page)
  const years = page.getByLabel('一般商品')
  await years.fill('2')
  await years.press('Enter')
  await expect(page.getByText('写 3 到 30 的整数')).toBeVisible()
  await years.fill('10')
  await years.press('Enter')
  await expect(row(page, '清明午场')).toContainText('2038-02-28')
  await expect(page.getByText('没有到期的场次')).toBeVisible()
})

test('bytes that are still in the file, and copies, are told and dealt with', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'resumable' })
  await page.getByRole('alertdialog').getByRole('button', { name: '结束该场次' }).click()
  await openSection(page)
  await page.getByRole('button', { name: '现在清理' }).click()
  await expect(page.getByRole('button', { name: '现在清理' })).toHaveCount(0)
  await page.getByRole('button', { name: '删除这些副本…' }).click()
  await page.getByRole('button', { name: '删除副本' }).click()
  await expect(page.locator('.retention-leftover')).toHaveCount(0)
})

test('on air the file is not rewritten: it is said that it comes afterwards', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'live' })
  await openSection(page)
  await expect(page.getByText('正在直播，下播后自动清理')).toBeVisible()
  await expect(page.getByRole('button', { name: '现在清理' })).toHaveCount(0)
})

for (const [language, appearance] of [
  ['zh', 'light'],
  ['en', 'dark'],
] as const) {
  test(`a second place for backups that cannot be opened is told, ${language}, ${appearance}`, async ({
    openWindow,
  }) => {
    const settings = { language, appearance, backupFolder: '/media/shop/backup-disk' }
    const page = await openWindow('console', { backups: 'second-missing', settings })
    await page.locator('.top-room').nth(4).click()
    await page.locator('.data-section-link', { hasText: /保存期限|Retention/ }).click()
    const leftover = page.locator('.retention-leftover', { hasText: '/media/shop/backup-disk' })
    await expect(leftover).toContainText(language === 'zh' ? '现在打不开' : 'cannot be opened now')
    await test.info().attach('second-place', { body: await page.screenshot(), contentType: 'image/png' })
  })
}

for (const [language, appearance] of LOOKS) {
  test(`pictures in ${language}, ${appearance}`, async ({ openWindow }) => {
    const page = await openWindow('console', { extreme: true, settings: { language, appearance } })
    await page.locator('.top-room').nth(4).click()
    await page.locator('.data-section-link', { hasText: /保存期限|Retention/ }).click()
    const attach = async (name: string): Promise<void> => {
      await settled(page)
      await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
    }
    await attach('retention')
    await page.locator('.retention-bar .button').first().click()
    await page.locator('.retention-bar .button').last().click()
    await page.locator('.erase-amounts').waitFor()
    await attach('erase')
    await page.keyboard.press('Escape')
    await page.locator('.person .field-input').fill('王小姐')
    await page.keyboard.press('Enter')
    await page.locator('.person-line').first().waitFor()
    await page.locator('.years').scrollIntoViewIfNeeded()
    await page.locator('.retention').evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await attach('requests')
    expect(
      await page.locator('.retention').evaluate((element) => element.scrollWidth - element.clientWidth),
    ).toBe(0)
  })
}
