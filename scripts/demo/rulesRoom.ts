import { expect, type Page } from '@playwright/test'
import { chooseSegment, goToRoom } from '../../test/e2e/steps/console.ts'
import { zh } from '../../test/e2e/steps/words.ts'
import type { Camera } from './pictures.ts'
import type { Checks } from './report.ts'

const SENTENCE = '我不敢说全网最低，加我微信再便宜十块'

/** On a busy machine it takes a while to try a rule on everything that was said, and to compile all rules with it. */
const TRIAL_MS = 60_000

/** The first worked example of docs/rules.md. */
const RULE = {
  say: '天花板(级别|级)?',
  bad: ['这个肤感是天花板级别的', '洗发水里的天花板'],
  ok: ['我不敢说它是天花板', '家里天花板刷白的也配'],
  message: '不说“天花板”',
  suggestion: '说料子和做工',
  correction: '收回，就是一件做工扎实的',
  law: '广告法',
  article: '第九条第三项',
} as const

/** The rules as one finds them: one of them open, and a sentence against all of them. */
export const shootRules = async (page: Page, camera: Camera, look: string): Promise<void> => {
  await goToRoom(page, 'rules', look.startsWith('en') ? 'en' : 'zh')
  await page.locator('.rules-line').nth(2).click()
  await page.locator('.sentence input').first().fill(SENTENCE)
  await expect(page.locator('.sentence-finding').first()).toBeVisible()
  await camera.shoot(page, `rules-${look}`)
}

/** A rule of the shop is written as docs/rules.md says, tried on the session that was just said, and saved. */
export const writeRule = async (page: Page, camera: Camera, checks: Checks): Promise<void> => {
  const fill = (label: string, text: string): Promise<void> =>
    page.getByLabel(label, { exact: true }).fill(text)
  await page.locator('.rules-tools').getByRole('button').click()
  await chooseSegment(page, zh('rules.editor.severity'), zh('severity.block'))
  await fill(zh('rules.editor.sayLine', { number: 1 }), RULE.say)
  for (const [at, text] of RULE.bad.entries())
    await fill(zh('rules.editor.badLine', { number: at + 1 }), text)
  for (const [at, text] of RULE.ok.entries()) await fill(zh('rules.editor.okLine', { number: at + 1 }), text)
  await fill(zh('rules.editor.message'), RULE.message)
  await fill(zh('rules.editor.suggestion'), RULE.suggestion)
  await fill(zh('rules.editor.correction'), RULE.correction)
  await fill(zh('rules.editor.lawName'), RULE.law)
  await fill(zh('rules.editor.article'), RULE.article)
  const trial = page.getByRole('region', { name: zh('rules.trial'), exact: true })
  await expect(trial).toContainText(zh('rules.trial.examplesPass'), { timeout: TRIAL_MS })
  await expect(trial.locator('mark').first()).toBeVisible()
  await page.locator('.editor-form').evaluate((form) => form.scrollTo(0, 0))
  await camera.shoot(page, 'rules-editor-zh-dark')
  checks.holds(
    'a new rule finds what was said of it before',
    true,
    await trial.locator('mark').first().innerText(),
  )
  await page.keyboard.press('Control+s')
  const own = page.locator('.rules-line', { hasText: RULE.message })
  await expect(own).toHaveCount(1, { timeout: TRIAL_MS })
  checks.holds('the rule is in use', true, RULE.message)
}
