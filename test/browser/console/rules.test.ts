import type { Page } from '@playwright/test'
import type { RulePack } from '../../../domain/compliance/rulePack.ts'
import { expect, test } from '../fakeBridge/fakeTest.ts'
import { madeUpPacks } from '../fakeBridge/madeUpPacks.ts'

const goToRules = (page: Page): Promise<void> =>
  page.getByRole('button', { name: '规则', exact: true }).click()
const line = (page: Page, words: string | RegExp) => page.locator('.rules-line', { hasText: words })
const place = (page: Page, words: string) => page.locator('.rules-place', { hasText: words })
const detail = (page: Page) => page.getByRole('region', { name: '规则详情' })

test('rules are browsed by family and by law, and read whole', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await expect(page.locator('.rules-line')).toHaveCount(5)
  await place(page, '功效承诺').click()
  await expect(page.locator('.rules-line')).toHaveCount(1)
  await line(page, '祛斑功效').click()
  await expect(detail(page)).toContainText('拦截')
  await expect(detail(page)).toContainText('《化妆品监督管理条例》第三十七条')
  await expect(detail(page)).toContainText('用两周斑就没了')
  await expect(detail(page)).toContainText('这款没有祛斑功效')
  await page.getByText('按法规').click()
  await place(page, '电子商务法').click()
  await expect(page.locator('.rules-line')).toHaveCount(1)
  await expect(line(page, '退货补运费')).toBeVisible()
})

test('a search looks into words, laws, examples and ids, and says when nothing is found', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await expect(page.locator('.rules-line')).toHaveCount(5)
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: '搜规则' })
  await expect(search).toBeFocused()
  for (const typed of ['转账', '第十八条', 'DIV.wechat']) {
    await search.fill(typed)
    await expect(page.locator('.rules-line')).toHaveCount(1)
    await expect(line(page, '不能引导站外交易')).toBeVisible()
  }
  await search.fill('没有这条')
  await page.getByRole('button', { name: '显示全部' }).click()
  await expect(page.locator('.rules-line')).toHaveCount(5)
})

test('J and K step through the list, Enter goes to the setting', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await page.locator('.rules-line').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.locator('.rules-line').nth(1)).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('k')
  await expect(page.locator('.rules-line').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: '警告' })).toBeFocused()
})

test('a rule is switched off only with a reason, is marked so, and comes back', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await line(page, '绝对化用语').first().click()
  const setting = page.getByRole('region', { name: '本店设置' })
  await setting.getByText('关掉').click()
  await expect(setting.getByRole('button', { name: '关掉这条' })).toBeDisabled()
  await setting.getByLabel('理由').fill('法务已看过')
  await page.keyboard.press('Enter')
  await expect(line(page, '绝对化用语').first()).toContainText('已关')
  await expect(setting).toContainText('法务已看过')
  await expect(setting).toContainText('规则自己是警告')
  await expect(place(page, '关掉的')).toContainText('1')
  await setting.getByRole('button', { name: '恢复原级别' }).click()
  await expect(line(page, '绝对化用语').first()).toContainText('警告')
  await expect(place(page, '关掉的')).toContainText('0')
})

test('a sentence is tested against all rules, what was spared is told with its reason', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  const box = page.getByRole('region', { name: '试一句' })
  await box.getByLabel('主播说').fill('这是最好用的')
  await expect(box.locator('mark')).toHaveText('最好用')
  await box.getByLabel('主播说').fill('它不是最好用的')
  await expect(box).toContainText('没有提醒')
  await expect(box).toContainText('否定的话')
})

test('an allowed phrase is added with its reason and taken away; rules it cannot spare are named', async ({
  openWindow,
}) => {
  const packs = madeUpPacks().map((pack): RulePack => ({
    ...pack,
    rules: pack.rules.map((rule) => (rule.id === 'div.wechat' ? { ...rule, say: ['加我微信'] } : rule)),
  }))
  const page = await openWindow('console', { packs })
  await goToRules(page)
  await place(page, '允许词').click()
  await expect(page.getByText('三类的「拦截」规则不会因为允许词放过')).toBeVisible()
  await page.getByLabel('允许的词').fill('加我微信')
  await expect(page.getByText('不能引导站外交易。说了照样提醒')).toBeVisible()
  await page.getByLabel('允许的词').fill('最好用牌')
  await page.getByLabel('为什么可以说').fill('注册商标')
  await page.keyboard.press('Enter')
  await expect(page.locator('.allowed-line')).toContainText('最好用牌')
  await expect(place(page, '允许词')).toContainText('1')
  await page.getByRole('button', { name: '去掉「最好用牌」' }).click()
  await expect(page.getByText('还没有允许词')).toBeVisible()
})

/** Fills in all a rule needs but its examples. */
const fillRule = async (page: Page): Promise<void> => {
  await page.getByLabel('不能说的话，第 1 行', { exact: true }).fill('全网最低(价)?')
  await page.getByLabel('提醒', { exact: true }).fill('不说全网最低')
  await page.getByLabel('可以怎么说').fill('说今天的价')
  await page.getByLabel('说错了当场怎么更正').fill('以页面价为准')
  await page.getByLabel('法规或店规').fill('店内规定')
}

const example = (page: Page, kind: '该' | '不该', number: number) =>
  page.getByLabel(`${kind}提醒的例句，第 ${number} 句`, { exact: true })

test('a rule is written, tried on past claims while one writes, and saved only when every example is right', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { session: 'live', claims: 60 })
  await goToRules(page)
  await expect(page.getByText('正在直播：改动从下一句话起生效')).toBeVisible()
  await page.locator('.rules-line').first().waitFor()
  await page.keyboard.press('n')
  const trial = page.getByRole('region', { name: '边写边试' })
  const save = page.getByRole('button', { name: '保存' })
  await expect(trial).toContainText('还差')
  await expect(save).toBeDisabled()
  await fillRule(page)
  await expect(page.getByText('2 种说法：全网最低、全网最低价')).toBeVisible()
  await expect(trial.locator('.trial-past')).toContainText('最近 60 句里会提醒')
  await expect(trial.locator('mark').first()).toHaveText(/^全网最低/)
  await example(page, '该', 1).fill('今天全网最低')
  await example(page, '该', 2).fill('便宜得很')
  await example(page, '不该', 1).fill('不敢说全网最低')
  await example(page, '不该', 2).fill('今天的价很实在')
  await expect(trial).toContainText('1 句例句不对')
  await expect(page.getByText('对，放过了：否定的话')).toBeVisible()
  await expect(save).toBeDisabled()
  await example(page, '该', 2).fill('真的全网最低价')
  await expect(trial).toContainText('例句都对')
  await page.keyboard.press('Control+s')
  await expect(line(page, '不说全网最低')).toHaveAttribute('aria-pressed', 'true')
  await expect(line(page, '不说全网最低')).toContainText('本店')
  const saved = await page.evaluate(
    () => window.fakeMain.calls.find(({ name }) => name === 'rules.save')?.input,
  )
  expect(saved).toMatchObject({
    replaces: null,
    rule: {
      id: 'shop.1',
      kind: 'phrase',
      say: ['全网最低(价)?'],
      message: { zh: '不说全网最低', en: '不说全网最低' },
      basis: [{ law: '店内规定', article: '', mark: 'believed' }],
    },
  })

  // Deleted, and brought back with one key.
  await detail(page).getByRole('button', { name: '删除' }).click()
  await expect(page.getByText('删了「不说全网最低」')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(line(page, '不说全网最低')).toBeVisible()
  // Enter on a rule of one's own opens it.
  await line(page, '不说全网最低').press('Enter')
  await expect(page.getByRole('heading', { name: '修改本店规则' })).toBeVisible()
})

test('words that cannot be read are told at their line', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await page.getByRole('button', { name: '写一条' }).first().click()
  await page.getByLabel('不能说的话，第 1 行', { exact: true }).fill('全(网|国最低')
  await expect(page.getByText('缺右括号 )').first()).toBeVisible()
  await expect(page.getByRole('region', { name: '边写边试' })).toContainText('不能说的话第 1 行：缺右括号 )')
})

test('several lines pasted at once become several lines', async ({ openWindow, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await openWindow('console', {})
  await goToRules(page)
  await page.getByRole('button', { name: '写一条' }).first().click()
  await page.getByLabel('不能说的话，第 1 行', { exact: true }).click()
  await page.evaluate(() => navigator.clipboard.writeText('老板娘价\n\n闺蜜价\r\n亲情价'))
  await page.keyboard.press('Control+v')
  await expect(page.getByLabel('不能说的话，第 3 行', { exact: true })).toHaveValue('亲情价')
})

test('a rule of a pack is a starting point for one’s own; closing asks before it throws work away', async ({
  openWindow,
}) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  await line(page, '祛斑功效').click()
  await detail(page).getByRole('button', { name: '照着写一条' }).click()
  await expect(page.getByText('照着「普通化妆品不能承诺祛斑功效」写')).toBeVisible()
  await expect(example(page, '该', 1)).toHaveValue('用两周斑就没了')
  await page.keyboard.press('Escape')
  await expect(page.locator('.rules-line').first()).toBeVisible()
  await detail(page).getByRole('button', { name: '照着写一条' }).click()
  await page.getByLabel('提醒', { exact: true }).fill('改过了')
  // A look into another room loses nothing.
  await page.getByRole('button', { name: '设置', exact: true }).click()
  await goToRules(page)
  await expect(page.getByLabel('提醒', { exact: true })).toHaveValue('改过了')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '接着写' }).click()
  await expect(page.getByLabel('提醒', { exact: true })).toHaveValue('改过了')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '丢掉' }).click()
  await expect(page.locator('.rules-line').first()).toBeVisible()
})

test('an update shows what changes and what it would have said, and holds when adopted', async ({
  openWindow,
}) => {
  const page = await openWindow('console', { session: 'live', claims: 60, rulesUpdate: true })
  await goToRules(page)
  await page.getByRole('button', { name: /有新版 2026.12.1/ }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2026.11.1 版 → 2026.12.1 版')
  await expect(dialog).toContainText('新增 1 条')
  await expect(dialog).toContainText('改了：级别')
  await expect(dialog).toContainText('警告 → 拦截')
  await expect(dialog).toContainText('删除 1 条')
  await expect(dialog.getByRole('status')).toContainText('60 句里有')
  await page.keyboard.press('Escape')
  await expect(page.locator('.rules-update')).toBeVisible()
  await page.getByRole('button', { name: /有新版 2026.12.1/ }).click()
  await dialog.getByRole('button', { name: '采用' }).click()
  await expect(page.locator('.rules-update')).toHaveCount(0)
  await expect(line(page, '最后一批')).toBeVisible()
})

test('a pack from a file is looked at first; a broken one says where', async ({ openWindow }) => {
  const page = await openWindow('console', {})
  await goToRules(page)
  const field = page.getByLabel('导入规则')
  const json = (value: unknown) => Buffer.from(JSON.stringify(value))
  await field.setInputFiles({ name: '坏.json', mimeType: '', buffer: json({}) })
  await expect(page.getByRole('alert')).toContainText('坏.json 里规则「abs.superlative」的 say 不对')
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  const [pack] = madeUpPacks()
  const rules = pack?.rules.slice(0, 1).map((rule) => ({ ...rule, id: 'lawyer.one' }))
  const ours = { ...pack, id: 'our-lawyer', name: { zh: '律师的规则', en: 'Lawyer' }, rules }
  await field.setInputFiles({ name: '律师.json', mimeType: '', buffer: json(ours) })
  await expect(page.getByRole('dialog')).toContainText('导入「律师的规则」')
  await page.getByRole('button', { name: '采用' }).click()
  await expect(page.locator('.rules-pack', { hasText: '律师的规则' })).toContainText('导入的')
  await page.getByRole('button', { name: '律师的规则：更多' }).click()
  await page.getByRole('menuitem', { name: '移走这个规则包' }).click()
  await expect(page.locator('.rules-pack', { hasText: '律师的规则' })).toHaveCount(0)
})

test('rules that cannot be read say so, and can be asked for again', async ({ openWindow }) => {
  const page = await openWindow('console', { failing: { 'rules.state': 'storage-closed' } })
  await goToRules(page)
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: '重试' }).click()
  const asked = () =>
    page.evaluate(() => window.fakeMain.calls.filter(({ name }) => name === 'rules.state').length)
  await expect.poll(asked).toBeGreaterThan(1)
})
