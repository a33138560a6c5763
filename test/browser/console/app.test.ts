import { expect, test } from '../fakeBridge/fakeTest.ts'

test('the rooms are one press away and say where one is', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  for (const room of ['直播', '复盘', '规则', '设置', '备播']) {
    await page.getByRole('button', { name: room, exact: true }).click()
    await expect(page.locator('[aria-current="page"]')).toHaveText(room)
  }
})

test('a session on air opens in the live room, with its mark on the switch', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'live', claims: 3 })
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
  await expect(page.locator('.top-on-air')).toBeVisible()
})

test('what was not saved is said in the light, loudly and in words', async ({ openWindow }) => {
  const page = await openWindow('console', { saved: 'failed' })
  await expect(page.getByRole('status').filter({ hasText: '没保存上' })).toBeVisible()
})

test('acts that are not in the file are counted, explained, marked line by line, and written on a press', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { session: 'live', claims: 12, saved: 'held' })
  await expect(page.getByRole('status').filter({ hasText: '未写入 3' })).toBeVisible()
  const notice = page.getByRole('alert').filter({ hasText: '磁盘满了' })
  await expect(notice).toContainText('有 3 步还没写进数据文件')
  await expect(page.getByText('未写入', { exact: true })).toHaveCount(3)
  await notice.getByRole('button', { name: '现在重试' }).click()
  await expect(notice).toBeHidden()
  await expect(page.getByText('未写入', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: '已保存' })).toBeVisible()
})

test('a clock that was set back is said until it is put away', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'live', claims: 3 })
  await page.evaluate(() => window.fakeMain.push({ set: { clockSetBackMs: 3_600_000 } }))
  const notice = page.getByRole('alert').filter({ hasText: '时间往回拨了' })
  await expect(notice).toContainText('1 时')
  await notice.getByRole('button', { name: '收起' }).click()
  await expect(notice).toBeHidden()
})

test('a stage port that is taken is said where it cannot be missed, with the port', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { stage: 'taken' })
  await expect(page.getByRole('alert')).toContainText('17610')
})

test('a start that failed says so and can be tried again', async ({ openWindow }) => {
  const page = await openWindow('console', { failing: { 'app.bootstrap': 'made-up' } })
  await expect(page.getByText('没能启动')).toBeVisible()
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByText('没能启动')).toBeVisible()
  expect(
    await page.evaluate(() => window.fakeMain.calls.filter(({ name }) => name === 'app.bootstrap').length),
  ).toBeGreaterThan(1)
})

test('a call that fails is shown in one place until it is put away', async ({ openWindow }) => {
  const page = await openWindow('console', { failing: { 'window.open': 'stage-unavailable' } })
  await page.getByRole('button', { name: '打开抠像上屏窗口' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: '收起' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a session that was cut off is dealt with first: resume goes to the live room', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { session: 'resumable', claims: 5 })
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('3 号「男士羽绒服 充绒量180g」')
  await expect(question).toContainText('128 条声称')
  await page.keyboard.press('Escape')
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: '继续直播' }).click()
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
})

test('a session that was cut off can be ended instead', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'resumable' })
  await page.getByRole('alertdialog').getByRole('button', { name: '结束该场次' }).click()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByText('先建一个场次')).toBeVisible()
})
