import type { Page } from '@playwright/test'
import type { RulePack } from '../../domain/compliance/rulePack.ts'
import { newRuleForm, ruleOfForm } from '../../domain/compliance/ruleForm.ts'
import { expect, test } from './launch.ts'
import { answerSaveDialog, goToRoom, openConsole } from './steps/console.ts'
import { givenFile } from './steps/files.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { reminder, say } from './steps/live.ts'
import { zh } from './steps/words.ts'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const place = (page: Page, title: string) => page.locator('.rules-place', { hasText: title })
const line = (page: Page, words: string) => page.locator('.rules-line', { hasText: words })

/** Findings of the newest claim, as the log shows them. */
const lastClaim = (page: Page) => page.locator('.claim-line').last()

const writeRule = async (page: Page): Promise<void> => {
  const field = (name: string) => page.getByLabel(name, { exact: true })
  await page
    .getByRole('button', { name: zh('rules.new') })
    .first()
    .click()
  await field(zh('rules.editor.sayLine', { number: 1 })).fill('小橘子(专属)?暗号')
  await field(zh('rules.editor.badLine', { number: 1 })).fill('今天小橘子暗号')
  await field(zh('rules.editor.badLine', { number: 2 })).fill('小橘子专属暗号给你们')
  await field(zh('rules.editor.okLine', { number: 1 })).fill('小橘子今天也来了')
  await field(zh('rules.editor.okLine', { number: 2 })).fill('没有小橘子暗号这回事')
  await field(zh('rules.editor.message')).fill('不说小橘子暗号')
  await field(zh('rules.editor.suggestion')).fill('说页面价')
  await field(zh('rules.editor.correction')).fill('更正，以页面价为准')
  await field(zh('rules.editor.lawName')).fill('店内规定')
}

test('on air: a shop rule holds from the next claim, a rule is switched off, a phrase is allowed, a pack comes in', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
  await say(page, '家人们今天小橘子暗号')
  await say(page, '这个螺蛳粉是天花板级别')
  await expect(reminder(page)).toContainText('天花板')

  // Written in the rules room: what was said a minute ago is shown before it is saved.
  await goToRoom(page, 'rules')
  await expect(page.getByText(zh('rules.liveNote'))).toBeVisible()
  await writeRule(page)
  const trial = page.getByRole('region', { name: zh('rules.trial') })
  await expect(trial).toContainText(zh('rules.trial.examplesPass'))
  await expect(trial).toContainText(zh('rules.trial.pastFound', { claims: 2, found: 1 }))
  await expect(trial.locator('mark')).toHaveText('小橘子暗号')
  await page.keyboard.press('Control+s')
  await expect(line(page, '不说小橘子暗号')).toBeVisible()
  await goToRoom(page, 'live')
  await say(page, '再说一遍小橘子暗号')
  await expect(lastClaim(page).locator('mark')).toHaveText('小橘子暗号')
  await expect(page.locator('.claim-line', { hasText: '家人们今天小橘子暗号' }).locator('mark')).toHaveCount(
    0,
  )

  // Switched off with a reason.
  await goToRoom(page, 'rules')
  await page.getByRole('searchbox', { name: zh('rules.search') }).fill('abs.supreme-words')
  await place(page, zh('rules.all')).click()
  await page.locator('.rules-line').first().click()
  const setting = page.getByRole('region', { name: zh('rules.setting') })
  await setting.getByText(zh('rules.setting.off')).click()
  await setting.getByLabel(zh('rules.setting.reason')).fill('法务已看过')
  await setting.getByRole('button', { name: zh('rules.setting.saveOff') }).click()
  await expect(page.locator('.rules-line').first()).toContainText(zh('rules.tagOff'))
  // A phrase the shop may say.
  await place(page, zh('rules.allowed')).click()
  await page.getByLabel(zh('rules.allowed.phrase'), { exact: true }).fill('全网最低价俱乐部')
  await page.getByLabel(zh('rules.allowed.reason')).fill('注册商标')
  await page.getByRole('button', { name: zh('rules.allowed.add') }).click()
  await expect(page.locator('.allowed-line')).toContainText('全网最低价俱乐部')
  await goToRoom(page, 'live')
  await say(page, '真的是天花板级别')
  await expect(lastClaim(page)).toContainText('真的是天花板级别')
  await expect(lastClaim(page).locator('mark')).toHaveCount(0)
  await say(page, '欢迎加入全网最低价俱乐部')
  await expect(lastClaim(page)).toContainText('欢迎加入')
  await expect(lastClaim(page).locator('mark')).toHaveCount(0)

  // A pack from a file: its difference and what it would have said about today's claims come first.
  const pack: RulePack = {
    formatVersion: 1,
    id: 'our-lawyer',
    version: '1',
    name: { zh: '律师的规则', en: 'Rules of our lawyer' },
    classes: {},
    scorer: null,
    ordinary: [],
    rules: [
      ruleOfForm(
        {
          ...newRuleForm('PRI'),
          severity: 'block',
          say: ['家人们'],
          messageZh: '不喊家人们',
          suggestion: '说大家',
          correction: '大家好',
          basis: [{ law: '店内规定', article: '', mark: 'believed' }],
          bad: ['家人们好', '谢谢家人们'],
          ok: ['大家好', '各位好'],
        },
        'lawyer.family',
        null,
      ),
    ],
  }
  await goToRoom(page, 'rules')
  await page
    .getByLabel(zh('rules.import'))
    .setInputFiles(givenFile('律师.trustcue-rules.json', JSON.stringify(pack)))
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(zh('rules.preview.added', { count: 1 }))
  await expect(dialog).toContainText(zh('rules.preview.effectChanged', { claims: 5, changed: 1 }))
  await expect(dialog.locator('.effect-claim')).toContainText('家人们今天小橘子暗号')
  await dialog.getByRole('button', { name: zh('rules.preview.adopt') }).click()
  await expect(line(page, '不喊家人们')).toBeVisible()
  await goToRoom(page, 'live')
  await say(page, '谢谢家人们')
  await expect(lastClaim(page).locator('mark')).toHaveText('家人们')

  // The shop's own rules as a file.
  const target = path.join(userData, 'shop.trustcue-rules.json')
  await answerSaveDialog(app, target)
  await goToRoom(page, 'rules')
  await page.getByRole('button', { name: zh('rules.packActs', { name: '本店规则' }) }).click()
  await page.getByRole('menuitem', { name: zh('rules.packExport') }).click()
  await expect.poll(() => existsSync(target)).toBe(true)
  expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({
    id: 'shop',
    rules: [{ id: 'shop.1', say: ['小橘子(专属)?暗号'] }],
  })
})
