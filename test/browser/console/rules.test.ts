import { expect, test } from '../fakeBridge/fakeTest.ts'

test('rules are read by family with the law and examples of both kinds', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '规则', exact: true }).click()
  await page.getByRole('button', { name: /功效承诺/ }).click()
  const rule = page.getByRole('article')
  await expect(rule).toHaveCount(1)
  await expect(rule).toContainText('拦截')
  await expect(rule).toContainText('化妆品监督管理条例 第三十七条')
  await expect(rule).toContainText('用两周斑就没了')
  await expect(rule).toContainText('这款没有祛斑功效')
})

test('a search looks into words, laws, examples and ids, and says when nothing is found', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '规则', exact: true }).click()
  const search = page.getByRole('searchbox', { name: '搜规则' })
  for (const typed of ['转账', '第十八条', 'DIV.wechat']) {
    await search.fill(typed)
    await expect(page.getByRole('article')).toHaveCount(1)
    await expect(page.getByRole('article')).toContainText('不能引导站外交易')
  }
  await search.fill('没有这条')
  await page.getByRole('button', { name: '显示全部' }).click()
  await expect(page.getByRole('article')).toHaveCount(5)
})
