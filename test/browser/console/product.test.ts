import { expect, test } from '../fakeBridge/fakeTest.ts'

test('a field is saved when it is left, and its red mark goes', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.locator('.lineup-name').filter({ hasText: '秦岭土蜂蜜' }).click()
  const row = page.getByRole('row').filter({ hasText: '秦岭土蜂蜜' })
  await expect(row).toContainText('缺厂名厂址')
  await expect(page.getByText('没有厂名（产品质量法')).toBeVisible()
  await page.getByLabel('生产者').fill('西安某某蜂业')
  await page.getByLabel('厂址').fill('西安市周至县')
  await page.getByLabel('厂址').blur()
  await expect(row).not.toContainText('缺厂名厂址')
  await expect(page.getByText('没有厂名（产品质量法')).toHaveCount(0)
})

test('the trust card is grouped by the five links, and the preview shows only what viewers may see', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.locator('.lineup-name').filter({ hasText: '柳州螺蛳粉' }).click()
  await page.getByRole('tab', { name: /信任卡/ }).click()
  await expect(page.locator('.card-link-name')).toHaveText(['逛', '买', '售', '用', '服'])
  const preview = page.locator('.card-preview-rights')
  await expect(preview).toContainText('假一赔十')
  await expect(preview).not.toContainText('退款不退货')
  await expect(page.getByText('带有平台已下线的「退款不退货」')).toBeVisible()
  await page.getByText('本店自己承担，照样上屏').click()
  await expect(preview).toContainText('退款不退货')
  await page.getByText('保价', { exact: true }).click()
  await expect(preview).toContainText('保价')
})

test('a right carries this product’s own number', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('tab', { name: /信任卡/ }).click()
  const multiple = page.getByLabel('假一赔十：倍')
  await multiple.fill('三')
  await multiple.blur()
  await expect(multiple).toHaveAttribute('aria-invalid', 'true')
  await multiple.fill('3')
  await multiple.press('Enter')
  await expect(page.getByText('按商品价款的 3 倍赔付')).toBeVisible()
})

test('a list price without a record stays off the preview', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('tab', { name: /信任卡/ }).click()
  await expect(page.locator('.card-preview-list')).toHaveText('¥199')
  await page.getByRole('tab', { name: /详情/ }).click()
  await page.getByText('有可核验的价格记录').click()
  await page.getByRole('tab', { name: /信任卡/ }).click()
  await expect(page.locator('.card-preview-list')).toHaveCount(0)
})

test('a script is pasted line by line; too many lines are refused with the limit named', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('tab', { name: '话术' }).click()
  const points = page.getByLabel('卖点')
  await points.fill(Array.from({ length: 13 }, (_, index) => `第 ${index + 1} 点`).join('\n'))
  await points.blur()
  await expect(page.getByText('最多 12 行，每行最多 120 字')).toBeVisible()
  await points.fill('  清爽 \n\n补水')
  await points.blur()
  await expect(points).toHaveValue('清爽\n补水')
})

test('a proof tells what it says and until when it holds; a date that does not exist is refused', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.locator('.lineup-name').filter({ hasText: '秦岭土蜂蜜' }).click()
  await page.getByRole('tab', { name: /凭证/ }).click()
  await page.getByRole('button', { name: '添加凭证' }).click()
  const until = page.getByLabel('有效期至')
  await until.fill('2027-02-30')
  await until.blur()
  await expect(page.getByText('写成 2027-06-30，长期有效就留空')).toBeVisible()
  await until.fill('2020.1.5')
  await until.blur()
  await expect(until).toHaveValue('2020-01-05')
  await expect(page.getByText('已过期', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '删除「质检报告」' }).click()
  await expect(page.getByText('还没有凭证')).toBeVisible()
})
