import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './launch.ts'
import { answerOpenDialog, answerSaveDialog, goToRoom, openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { newSession } from './steps/lineup.ts'
import { zh } from './steps/words.ts'

const openBackups = async (page: Page): Promise<void> => {
  await goToRoom(page, 'data')
  await page.getByRole('button', { name: zh('data.section.backup'), exact: true }).click()
  await expect(page.getByRole('heading', { name: zh('backup.title'), exact: true })).toBeVisible()
}

const restoreDialog = (page: Page) => page.getByRole('dialog')

const titlesIn = (userData: string): string[] =>
  readLog(databaseFile(userData), (log) => log.sessions().map(({ title }) => title))

/** Presses restore and waits until the window has been loaded anew. */
const restore = async (page: Page): Promise<void> => {
  const loaded = page.waitForEvent('load')
  await restoreDialog(page)
    .getByRole('button', { name: zh('restore.do'), exact: true })
    .click()
  await loaded
  await expect(page.locator('.top-bar')).toBeVisible()
}

test('backed up, changed, restored, packed, and opened on another machine', async ({
  launchApp,
  userData,
}) => {
  test.setTimeout(180_000)
  const app = await launchApp()
  const page = await openConsole(app)
  await openBackups(page)
  await page.getByRole('button', { name: zh('backup.make') }).click()
  const lines = page.locator('.backup-table tbody tr')
  await expect(lines).toHaveCount(1)
  await expect(lines.first()).toContainText(zh('backup.health.good'))

  await goToRoom(page, 'prepare')
  await newSession(page, '备份之后的一场')
  expect(titlesIn(userData)).toContain('备份之后的一场')

  await openBackups(page)
  await lines.first().getByRole('button').click()
  await expect(restoreDialog(page)).toContainText('备份之后的一场')
  await restore(page)
  expect(titlesIn(userData)).not.toContain('备份之后的一场')

  // What was there before the restore can be gone back to.
  await openBackups(page)
  await expect(lines).toHaveCount(2)
  await lines
    .filter({ hasText: zh('backup.reason.restore') })
    .getByRole('button')
    .click()
  await restore(page)
  expect(titlesIn(userData)).toContain('备份之后的一场')

  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bundle-'))
  try {
    const bundle = path.join(folder, 'shop.tcbundle')
    await answerSaveDialog(app, bundle)
    await openBackups(page)
    await page.getByRole('button', { name: zh('backup.bundleOut'), exact: true }).click()
    await restoreDialog(page)
      .getByRole('button', { name: zh('backup.bundleOut'), exact: true })
      .click()
    await expect(page.getByText(zh('backup.bundleOutDone', { file: bundle }))).toBeVisible()
    expect(readdirSync(folder)).toEqual(['shop.tcbundle'])
    await app.close()

    const other = path.join(folder, 'other-machine')
    const second = await launchApp({ userData: other })
    const there = await openConsole(second)
    expect(titlesIn(other)).not.toContain('备份之后的一场')
    await answerOpenDialog(second, bundle)
    await openBackups(there)
    await there.getByRole('button', { name: zh('backup.openFile'), exact: true }).click()
    await expect(restoreDialog(there)).toContainText('备份之后的一场')
    await restore(there)
    expect(titlesIn(other)).toContain('备份之后的一场')
    await second.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
