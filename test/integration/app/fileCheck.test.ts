import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { QUICK_CHECK_LIMIT } from '../../../electron/db/client.ts'
import { SESSION_ID } from '../db/claimBundle.ts'
import { count, runSession } from '../db/erasing.ts'
import { openTestDb, ownFolder, untilIndexed } from '../db/openTestDb.ts'
import { codeOf, value } from '../services/startTestServices.ts'
import { servicesOver } from './servicesOver.ts'

const CLAIMS = 300

/** A file that is too large to be looked at when it is opened, with one bad page among the promises, and a whole backup. */
const largeDamagedFile = async (): Promise<{ readonly folder: string; readonly file: string }> => {
  const folder = ownFolder()
  const file = path.join(folder, 'trustcue.sqlite')
  const { client } = await openTestDb(file)
  const texts = Array.from({ length: CLAIMS }, (_each, at) => `第 ${at} 句，假一赔十`)
  await runSession(client, SESSION_ID, 1000, texts)
  await untilIndexed(client)
  await client.close()
  mkdirSync(path.join(folder, 'backups'))
  copyFileSync(file, path.join(folder, 'backups', 'trustcue-2026-05-01T20-00-00-asked.sqlite'))
  const db = new Database(file)
  db.exec(
    `CREATE TABLE filler (bytes BLOB) STRICT; INSERT INTO filler VALUES (zeroblob(${QUICK_CHECK_LIMIT}))`,
  )
  const page = Number(
    db
      .prepare(
        `SELECT pageno FROM dbstat WHERE name = 'promise' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1`,
      )
      .pluck()
      .get(),
  )
  db.close()
  expect(statSync(file).size).toBeGreaterThan(QUICK_CHECK_LIMIT)
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096)
  closeSync(handle)
  return { folder, file }
}

test('a bad page in a large file is found while the app runs, told, and put right on a word', async () => {
  const { folder, file } = await largeDamagedFile()
  const run = servicesOver(folder)
  const first = value(await run.current())
  expect(first.report.recovery).toBeNull()
  await expect
    .poll(() => first.services.state.snapshot().fileDamage, { timeout: 30_000 })
    .toMatch(/^promise: /)
  expect(codeOf(await first.services.fileCheck.repair())).toBe('ok')
  const second = value(await run.current())
  expect(second.report.recovery).toMatchObject({ from: 'backup', claims: CLAIMS })
  expect(second.services.state.snapshot().fileDamage).toBe('')
  expect((await second.services.backups.state()).recovery).toMatchObject({ claims: CLAIMS })
  expect(count(file, 'promise')).toBe(CLAIMS)
  expect(readdirSync(folder).filter((name) => /damaged-.*sqlite$/.test(name))).toHaveLength(1)
  expect(existsSync(path.join(folder, 'damage.txt'))).toBe(false)
})

test('left alone, the next start puts it right', async () => {
  const { folder } = await largeDamagedFile()
  const run = servicesOver(folder)
  const { services } = value(await run.current())
  await expect.poll(() => services.state.snapshot().fileDamage, { timeout: 30_000 }).not.toBe('')
  await run.stop()
  const again = value(await servicesOver(folder).current())
  expect(again.report.recovery).toMatchObject({ from: 'backup', claims: CLAIMS })
})
