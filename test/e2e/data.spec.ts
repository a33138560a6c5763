import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { readKeptHead } from '../../domain/journal/keptHead.ts'
import { expect, test } from './launch.ts'
import { answerSaveDialog, goToRoom, openConsole } from './steps/console.ts'
import { databaseFile, readLog } from './steps/database.ts'
import { explainEverything, goLive, openPreflight } from './steps/lineup.ts'
import { endSession, say } from './steps/live.ts'
import { zh } from './steps/words.ts'

const SAID = ['今天这款是新到的', '这个螺蛳粉真的是天花板级别', '四十八小时内发货']

test('a session verifies; a claim changed behind the app is named with its session, and a head is exported', async ({
  launchApp,
  userData,
}) => {
  const app = await launchApp()
  const page = await openConsole(app)
  await openPreflight(page)
  await explainEverything(page, '演示场次，照样播')
  await goLive(page)
  for (const text of SAID) await say(page, text)
  await endSession(page)

  await goToRoom(page, 'data')
  await page.getByRole('button', { name: zh('data.verify.all'), exact: true }).click()
  const result = page.locator('.verify-result')
  await expect(result).toContainText(zh('data.verify.good'))
  const file = databaseFile(userData)
  const session = readLog(file, ({ sessions }) => sessions().find(({ state }) => state === 'ended'))
  const title = session?.title ?? ''
  expect(title).not.toBe('')

  const target = path.join(userData, 'kept.trustcue-head.json')
  await answerSaveDialog(app, target)
  await page.getByRole('button', { name: zh('data.verify.exportHeadOf', { title }), exact: true }).click()
  await expect(page.locator('.verify-saved')).toContainText('kept.trustcue-head.json')
  expect(readKeptHead(fs.readFileSync(target, 'utf8'))).toMatchObject({
    title,
    head: { sessionId: session?.id, made: 'end' },
  })
  await app.close()

  const db = new Database(file)
  const triggers = db
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`)
  expect(db.prepare('UPDATE claim SET text = ? WHERE text = ?').run('这款一般', SAID[1]).changes).toBe(1)
  for (const { sql } of triggers) db.exec(sql)
  db.close()

  const again = await openConsole(await launchApp())
  await goToRoom(again, 'data')
  await again.getByRole('button', { name: zh('data.verify.all'), exact: true }).click()
  const first = again.locator('.verify-first')
  await expect(again.locator('.verify-result')).toContainText(zh('data.verify.bad'))
  await expect(first).toContainText(title)
  await expect(first).toContainText(zh('data.kind.claim'))
  await expect(first).toContainText(zh('data.field.text'))
})
