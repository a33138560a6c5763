import { expect, test } from '../fakeBridge/fakeTest.ts'

test('the rooms are one press away and say where one is', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  for (const room of ['直播', '复盘', '规则', '设置', '备播']) {
    await page.getByRole('button', { name: room, exact: true }).click()
    await expect(page.locator('[aria-current="page"]')).toHaveText(room)
  }
})
