import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from './launch.ts'
import { answerSaveDialog, goToRoom, openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { endSession, say } from './steps/live.ts'
import { zh } from './steps/words.ts'

const NAMED = '感谢住在建设路的龘靐小姐'
const KEPT = '今天这款是新到的'

test('what names a person is handed over, and erased on request; the rest stays and verifies, also after going back to a backup', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
  await say(page, NAMED)
  await say(page, KEPT)
  await endSession(page)
  const file = databaseFile(userData)

  await goToRoom(page, 'data')
  await page.getByRole('button', { name: zh('data.section.backup'), exact: true }).click()
  await page.getByRole('button', { name: zh('backup.make') }).click()
  const backups = page.locator('.backup-table tbody tr')
  await expect(backups.filter({ hasText: zh('backup.reason.asked') })).toHaveCount(1)
  await page.getByRole('button', { name: zh('data.section.retention'), exact: true }).click()
  await expect(page.locator('.retention-row[data-state="kept"]')).toHaveCount(1)
  await page.getByLabel(zh('retention.personName')).fill('龘靐')
  await page.getByRole('button', { name: zh('retention.personFind'), exact: true }).click()
  await expect(page.locator('.person-line')).toHaveCount(1)

  const target = path.join(userData, 'handed-over.html')
  await answerSaveDialog(app, target)
  await page.getByRole('button', { name: zh('retention.personExport'), exact: true }).click()
  await expect(page.locator('.retention-saved')).toContainText('handed-over.html')
  const handed = fs.readFileSync(target, 'utf8')
  expect(handed).toContain(NAMED)
  expect(handed).not.toContain(KEPT)

  await page.locator('.person-line .checkbox').click()
  await page.locator('.person-bar .button-danger').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('.erase-early')).toBeVisible()
  await dialog.getByLabel(zh('retention.reason')).fill('本人来信要求')
  await dialog.getByLabel(zh('retention.who')).fill('店长')
  await dialog.getByText(zh('retention.erase.final')).click()
  await dialog.getByRole('button', { name: zh('retention.erase.confirm'), exact: true }).click()
  await expect(page.locator('.retention-done')).toBeVisible()
  await expect(page.locator('.person-line')).toHaveCount(0)

  const expectErased = (): void => {
    const log = readLog(file, ({ claims, chain, sessions }) => ({
      texts: claims().map(({ text }) => text),
      chain: chain(sessions().find(({ state }) => state === 'ended')?.id ?? ''),
    }))
    expect(log.texts).toEqual(['', KEPT])
    expect(log.chain.bad).toEqual([])
    for (const each of [file, `${file}-wal`])
      expect(fs.existsSync(each) && fs.readFileSync(each).includes('龘靐小姐')).toBe(false)
  }
  expectErased()

  // A backup from before still holds it, and going back to it brings the rest back and not that.
  await page.getByRole('button', { name: zh('data.section.backup'), exact: true }).click()
  await backups
    .filter({ hasText: zh('backup.reason.asked') })
    .getByRole('button')
    .click()
  await expect(dialog).toContainText(zh('restore.erasedAgain', { count: 1 }))
  const loaded = page.waitForEvent('load')
  await dialog.getByRole('button', { name: zh('restore.do'), exact: true }).click()
  await loaded
  await expect(page.locator('.top-bar')).toBeVisible()
  expectErased()
})
