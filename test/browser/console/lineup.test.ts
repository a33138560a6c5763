import type { Page } from '@playwright/test'
import { expect, test } from '../fakeBridge/fakeTest.ts'

const FIRST = [
  '烟酰胺精华液 30ml',
  '柳州螺蛳粉 300g*10袋',
  '男士羽绒服 充绒量180g',
  '秦岭土蜂蜜 500g',
  '福袋开奖',
  '5G智能手机 12+256G',
]

const names = (page: Page) => page.locator('.lineup-name')
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const choose = (page: Page, name: string) => names(page).filter({ hasText: name }).first().click()

test('arrows choose, and the product at the right follows', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await choose(page, '烟酰胺精华液')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('heading', { name: '柳州螺蛳粉 300g*10袋' })).toBeVisible()
})

test('Alt and arrows move the chosen product; Ctrl+Z and Ctrl+Y take it back and do it again', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await expect(names(page)).toHaveText(FIRST)
  await choose(page, '男士羽绒服')
  await page.keyboard.press('Alt+ArrowUp')
  const moved = [FIRST[0], FIRST[2], FIRST[1], ...FIRST.slice(3)].map(String)
  await expect(names(page)).toHaveText(moved)
  await page.keyboard.press('Alt+ArrowUp')
  await expect(names(page).first()).toHaveText('男士羽绒服 充绒量180g')
  await page.keyboard.press('Control+z')
  await expect(names(page)).toHaveText(moved)
  await page.keyboard.press('Control+z')
  await expect(names(page)).toHaveText(FIRST)
  await page.keyboard.press('Control+y')
  await expect(names(page)).toHaveText(moved)
})

test('undo and redo stand as buttons too, and rest when there is nothing to take back', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  const undo = page.getByRole('button', { name: '撤销（Ctrl+Z）' })
  await expect(undo).toBeDisabled()
  await choose(page, '福袋开奖')
  await page.keyboard.press('Delete')
  await expect(names(page)).toHaveCount(5)
  await undo.click()
  await expect(names(page)).toHaveText(FIRST)
  await expect(page.getByRole('button', { name: '重做（Ctrl+Y）' })).toBeEnabled()
})

test('a row is dragged to its new place', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  const target = await names(page).filter({ hasText: '柳州螺蛳粉' }).boundingBox()
  if (target === null) throw new Error('the row is not in sight')
  await names(page).filter({ hasText: '5G智能手机' }).hover()
  await page.mouse.down()
  await page.mouse.move(target.x + 40, target.y + 40, { steps: 8 })
  await page.mouse.move(target.x + 40, target.y - 8, { steps: 8 })
  await page.mouse.up()
  await expect(names(page).nth(1)).toHaveText('5G智能手机 12+256G')
})

test('several are chosen with Shift and get their minutes at once', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await choose(page, '烟酰胺精华液')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByRole('heading', { name: '已选 3 个' })).toBeVisible()
  await page.getByLabel('每个讲解分钟').fill('４.5')
  await page.keyboard.press('Enter')
  for (const name of FIRST.slice(0, 3)) await expect(page.getByLabel(`${name} 的讲解分钟`)).toHaveValue('4.5')
})

test('a price is edited in its row: Enter opens it, Enter keeps it, Escape brings the old one back', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  const price = page.getByLabel('烟酰胺精华液 30ml 的直播价')
  await choose(page, '烟酰胺精华液')
  await page.keyboard.press('Enter')
  await expect(price).toBeFocused()
  await price.fill('¥１19.90')
  await page.keyboard.press('Enter')
  await expect(price).toHaveValue('119.9')
  await expect(row(page, '烟酰胺精华液')).toBeFocused()
  await price.fill('9')
  await page.keyboard.press('Escape')
  await expect(price).toHaveValue('119.9')
  const edits = await page.evaluate(() => window.fakeMain.calls.filter(({ name }) => name === 'lineup.edit'))
  expect(edits).toHaveLength(1)
  expect(edits[0]?.input).toMatchObject({ edit: { type: 'setPrice', price: 11_990 } })
})

test('what is no price stays in the field and is not saved', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  const price = page.getByLabel('烟酰胺精华液 30ml 的直播价')
  await price.fill('一百二')
  await price.blur()
  await expect(price).toHaveAttribute('aria-invalid', 'true')
  await expect(price).toHaveValue('一百二')
  expect(await page.evaluate(() => window.fakeMain.calls.some(({ name }) => name === 'lineup.edit'))).toBe(
    false,
  )
})

test('a price main refuses comes back as it was, with the reason shown', async ({ openWindow }) => {
  const page = await openWindow('console', { failing: { 'lineup.edit': 'session-ended' } })
  const price = page.getByLabel('烟酰胺精华液 30ml 的直播价')
  await price.fill('99')
  await price.blur()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(price).toHaveValue('129')
})

test('no key of the room fires while an input method composes or text is typed', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await choose(page, '男士羽绒服')
  await page.evaluate(() => {
    const at = document.activeElement
    const press = (key: string, more: KeyboardEventInit): void => {
      at?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
    }
    press('ArrowUp', { altKey: true, isComposing: true })
    press('Delete', { isComposing: true })
    press('z', { ctrlKey: true, keyCode: 229 })
  })
  const search = page.getByRole('searchbox', { name: '搜商品' })
  await search.fill('精华')
  await page.keyboard.press('Delete')
  await page.keyboard.press('Control+z')
  expect(
    await page.evaluate(() => window.fakeMain.calls.filter(({ name }) => /edit|undo/.test(name))),
  ).toEqual([])
})

test('Enter that ends a composition does not create the session', async ({ openWindow }) => {
  const page = await openWindow('console', { session: 'none' })
  await page.getByRole('button', { name: '新建场次' }).first().click()
  const title = page.getByLabel('场次名称')
  await title.fill('晚场')
  await title.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    ),
  )
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('这一场还没有商品')).toBeVisible()
})

test('searching narrows the list by name, code, category or link number, and the order rests meanwhile', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  const search = page.getByRole('searchbox', { name: '搜商品' })
  for (const [typed, name] of [
    ['honey', '秦岭土蜂蜜 500g'],
    ['服装', '男士羽绒服 充绒量180g'],
    ['6', '5G智能手机 12+256G'],
  ] as const) {
    await search.fill(typed)
    await expect(names(page).first()).toHaveText(name)
  }
  await expect(page.getByText('筛选时不能换顺序')).toBeVisible()
  await search.fill('没有这个')
  await page.getByRole('button', { name: '显示全部' }).click()
  await expect(names(page)).toHaveCount(6)
})

test('products come from the library, several at once; a break is a slot of its own', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await page.getByRole('menuitem', { name: '从商品库选' }).click()
  await page.getByRole('row', { name: /护眼台灯/ }).click()
  await page.getByRole('row', { name: /赣南脐橙/ }).click()
  await page.getByRole('button', { name: '加入 2 款' }).click()
  await expect(names(page)).toHaveText([...FIRST, '护眼台灯', '赣南脐橙 10斤'])
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await page.getByRole('menuitem', { name: '串场、福袋' }).click()
  await page.getByLabel('名称', { exact: true }).fill('返场抽奖')
  await page.getByRole('dialog').getByRole('button', { name: '添加' }).click()
  await expect(names(page).last()).toHaveText('返场抽奖')
})

test('a product that stands in no workbook is made by hand; a code that exists is refused beside its field', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '添加', exact: true }).click()
  await page.getByRole('menuitem', { name: '新建商品' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('商品编码').fill('honey-07')
  await dialog.getByLabel('商品名').fill('手工皂')
  await dialog.getByLabel('直播价').fill('19.9')
  await dialog.getByRole('button', { name: '建好并加入本场' }).click()
  await expect(dialog.getByText('商品库里已有这个编码')).toBeVisible()
  await dialog.getByLabel('商品编码').fill('soap-99')
  await dialog.getByRole('button', { name: '建好并加入本场' }).click()
  await expect(names(page).last()).toHaveText('手工皂')
})

test('the session tells its title, host, kind and start, and the top bar adds them up', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await page.getByRole('button', { name: '场次设置' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('场次名称').fill('双十二预热')
  await dialog.getByText('彩排', { exact: true }).click()
  await dialog.getByLabel('计划开播').fill('2026-12-11 下午')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByText('写成 2026-11-22 19:30 这样')).toBeVisible()
  await dialog.getByLabel('计划开播').fill('2026-12-11 20:00')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.locator('.top-status')).toContainText('双十二预热')
  await expect(page.locator('.top-status')).toContainText(
    '12月11日 20:00 开播 · 5 款 · 共 39 分 · 预计 20:39 结束',
  )
  await expect(page.getByRole('button', { name: '开始彩排' })).toBeVisible()
})

test('two hundred slots answer at once: only those in sight are drawn', async ({ openWindow }) => {
  const page = await openWindow('console', { slots: 200 })
  expect(await names(page).count()).toBeLessThan(60)
  await choose(page, '烟酰胺精华液 30ml')
  await page.keyboard.press('Control+End')
  await expect(page.getByText('200 号链接')).toBeVisible()
})

test('while its session is on air the order is locked; prices and facts stay open', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { session: 'live' })
  await page.getByRole('button', { name: '备播', exact: true }).click()
  await choose(page, '男士羽绒服')
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Delete')
  await expect(names(page)).toHaveText(FIRST)
  await expect(page.getByRole('button', { name: '添加', exact: true })).toBeDisabled()
  const price = page.getByLabel('男士羽绒服 充绒量180g 的直播价')
  await price.fill('379')
  await page.keyboard.press('Enter')
  await expect(price).toHaveValue('379')
  await page.getByRole('button', { name: '去直播间' }).click()
  await expect(page.locator('[aria-current="page"]')).toHaveText('直播')
})
