import type { Page } from '@playwright/test'
import { expect, LOOKS, settled, test } from '../fakeBridge/fakeTest.ts'
import type { Scenario } from '../fakeBridge/scenario.ts'

test.use({ timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })

type Open = (name: 'console', scenario: Partial<Scenario>) => Promise<Page>

const WORDS = { zh: ['数据', '备份'], en: ['Data', 'Backup'] } as const

const openBackup = async (openWindow: Open, scenario: Partial<Scenario>): Promise<Page> => {
  const page = await openWindow('console', scenario)
  const [room, section] = WORDS[scenario.settings?.language ?? 'zh']
  await page.getByRole('button', { name: room, exact: true }).click()
  await page.getByRole('button', { name: section, exact: true }).click()
  await settled(page)
  return page
}

const look = async (page: Page, name: string): Promise<void> => {
  await settled(page)
  await test.info().attach(name, { body: await page.screenshot(), contentType: 'image/png' })
}

const called = (page: Page, name: string): Promise<unknown[]> =>
  page.evaluate(
    (wanted) => window.fakeMain.calls.filter((call) => call.name === wanted).map(({ input }) => input),
    name,
  )

for (const [language, appearance] of LOOKS) {
  test(`the section, a preview and the report of damage look right, ${language}, ${appearance}`, async ({
    openWindow,
  }) => {
    const page = await openBackup(openWindow, {
      backups: 'recovered',
      settings: { language, appearance, backupFolder: '/media/shop/backup-disk' },
    })
    await look(page, `section-${language}-${appearance}`)
    await page.locator('.backup-table .button').nth(2).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await look(page, `preview-${language}-${appearance}`)
    await page.keyboard.press('Escape')
    await page.locator('.backup').evaluate((element) => {
      element.scrollTop = element.scrollHeight
    })
    await look(page, `settings-${language}-${appearance}`)
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
  })
}

test('a backup is made, its progress shown, and it stands in the list', async ({ openWindow }) => {
  const page = await openBackup(openWindow, { waiting: ['backup.make'] })
  const lines = page.locator('.backup-table tbody tr')
  await expect(lines).toHaveCount(6)
  await page.getByRole('button', { name: '现在备份' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.evaluate(() => window.fakeMain.goOn('backup.make'))
  await expect(lines).toHaveCount(7)
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(lines.first()).toContainText('手动')
})

test('a preview says which sessions go, come back and change; only then it is restored', async ({
  openWindow,
}) => {
  const page = await openBackup(openWindow, {})
  await page.locator('.backup-table .button').first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('会没有：现在有 612 句')).toBeVisible()
  await expect(dialog.getByText('会回来：36 句')).toBeVisible()
  await expect(dialog.getByText('从 438 句变成 420 句')).toBeVisible()
  await expect(dialog.getByText('这份里有 12 句后来抹除了')).toBeVisible()
  expect(await called(page, 'backup.restore')).toEqual([])
  await dialog.getByRole('button', { name: '恢复', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  expect(await called(page, 'backup.restore')).toHaveLength(1)
})

test('on air nothing can be restored, and the dialog says why', async ({ openWindow }) => {
  const page = await openBackup(openWindow, { session: 'live' })
  await page.locator('.backup-table .button').first().click()
  await expect(page.getByText('正在播，下播后才能恢复')).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true })).toBeDisabled()
})

test('a damaged backup is named, with what to do', async ({ openWindow }) => {
  const page = await openBackup(openWindow, {})
  await page.locator('.backup-table tbody tr', { hasText: '已损坏' }).getByRole('button').click()
  await expect(page.getByText('请选另一份备份')).toBeVisible()
})

test('a packed shop behind a passphrase: asked for, refused when wrong, opened when right', async ({
  openWindow,
}) => {
  const page = await openBackup(openWindow, {})
  await page.getByRole('button', { name: '打开文件' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('密码').fill('不对的密码')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('密码不对')).toBeVisible()
  await dialog.getByLabel('密码').fill('三月的风吹过七天无理由')
  await page.keyboard.press('Enter')
  await expect(page.getByText('图片 128')).toBeVisible()
  // A list of what was erased that was changed is told before anything is restored.
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('抹除清单第 3 行改过')
})

test('packing behind a passphrase needs it twice and long enough', async ({ openWindow }) => {
  const page = await openBackup(openWindow, {})
  await page.getByRole('button', { name: '打包', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const pack = dialog.getByRole('button', { name: '打包', exact: true })
  await dialog.getByText('加密码', { exact: true }).click()
  await expect(pack).toBeDisabled()
  await dialog.getByLabel('密码', { exact: true }).fill('三月的风吹过七天无理由')
  await dialog.getByLabel('再写一遍').fill('三月的风')
  await expect(dialog.getByText('两遍不一样')).toBeVisible()
  await dialog.getByLabel('再写一遍').fill('三月的风吹过七天无理由')
  await pack.click()
  await expect(page.getByText('已打包并检查')).toBeVisible()
})

test('a second place that is not there is named, and settings are taken over', async ({ openWindow }) => {
  const page = await openBackup(openWindow, {
    backups: 'second-missing',
    settings: { backupFolder: '/media/shop/backup-disk' },
  })
  await expect(page.getByText('请接上那块硬盘')).toBeVisible()
  await page.getByLabel('每隔几小时').fill('200')
  await page.keyboard.press('Enter')
  await expect(page.getByText('写 0 到 168 的整数')).toBeVisible()
  await page.getByLabel('每隔几小时').fill('12')
  await page.keyboard.press('Enter')
  await expect.poll(() => called(page, 'settings.save')).toMatchObject([{ backupEveryHours: 12 }])
})

test('the report of damage goes when it has been read', async ({ openWindow }) => {
  const page = await openBackup(openWindow, { backups: 'recovered' })
  await page.getByRole('button', { name: '知道了' }).click()
  await expect(page.getByText('已经处理')).toHaveCount(0)
})
