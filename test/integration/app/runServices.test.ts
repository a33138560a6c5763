import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { ServicesRun } from '../../../electron/app/runServices.ts'
import { swapDataFile } from '../../../electron/db/client.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { codeOf, value } from '../services/startTestServices.ts'
import { servicesOver } from './servicesOver.ts'

const STAMP = '2026-05-02T10-00-00'

const titles = async (services: ServicesRun): Promise<string[]> =>
  value(await value(await services.current()).services.lineup.sessions()).map(({ session }) => session.title)

/** A shop with a session of its own, ended, and copies of it from before that: a good one, and one without a table, over which nothing starts. */
const makeShop = async (folder: string) => {
  const file = path.join(folder, 'trustcue.sqlite')
  const first = servicesOver(folder)
  value(await first.current())
  await first.stop()
  const good = path.join(folder, 'good.sqlite')
  copyFileSync(file, good)
  const broken = path.join(folder, 'broken.sqlite')
  copyFileSync(file, broken)
  const db = new Database(broken)
  db.exec('DROP TABLE settings')
  db.close()
  const second = servicesOver(folder)
  value(await value(await second.current()).services.lineup.create('后来的一场'))
  await second.stop()
  return { file, good, broken }
}

const leftovers = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /before-restore-.*\.sqlite|\.part$|restoring/.test(name))

test('a restore that was cut off after the file was put in: kept when the app starts over it', async () => {
  const folder = ownFolder()
  const { file, good } = await makeShop(folder)
  swapDataFile(file, good, STAMP)
  expect(leftovers(folder)).not.toEqual([])
  expect(await titles(servicesOver(folder))).not.toContain('后来的一场')
  expect(leftovers(folder)).toEqual([])
})

test('and when it does not, the file from before is put back', async () => {
  const folder = ownFolder()
  const { file, broken } = await makeShop(folder)
  swapDataFile(file, broken, STAMP)
  expect(await titles(servicesOver(folder))).toContain('后来的一场')
  expect(leftovers(folder)).toEqual([])
  expect(existsSync(path.join(folder, 'restored.txt'))).toBe(false)
})

test('a restore while the app runs: to a file nothing starts over it is told and taken back, to a good one it stays', async () => {
  const folder = ownFolder()
  const { good, broken } = await makeShop(folder)
  const services = servicesOver(folder)
  const restore = async (file: string): Promise<string> => {
    const { backups } = value(await services.current()).services
    const { token } = value(await backups.previewFile(file, null))
    return codeOf(await backups.restore(token))
  }
  expect(await restore(broken)).toBe('storage-cannot-open')
  expect(await titles(services)).toContain('后来的一场')
  expect(leftovers(folder)).toEqual([])
  expect(await restore(good)).toBe('ok')
  expect(await titles(services)).not.toContain('后来的一场')
  expect(leftovers(folder)).toEqual([])
})
