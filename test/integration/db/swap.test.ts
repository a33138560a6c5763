import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DbClient } from '../../../electron/db/client.ts'
import { swapDataFile } from '../../../electron/db/client.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { bundle, claimEntry, SESSION_ID, startSession } from './claimBundle.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

const log = async (client: DbClient, from: number, to: number): Promise<void> => {
  for (let number = from; number < to; number += 1) {
    const claim = { bundle: bundle(number), entry: claimEntry(number), corrects: [] }
    expect((await client.call('claim.record', claim)).ok).toBe(true)
  }
}

test('a file that went back to a backup verifies, with a head book that begins anew; the old book is kept', async () => {
  const folder = ownFolder()
  const file = path.join(folder, 'trustcue.sqlite')
  const { key } = await loadSigningKey(folder, null, 'test')
  if (key === null) throw new Error('no key')
  const open = async (at: number): Promise<DbClient> => {
    const { client } = await openTestDb(file)
    expect((await client.call('signing.use', { key, at })).ok).toBe(true)
    return client
  }

  const first = await open(1)
  await startSession(first)
  await log(first, 10, 90)
  await first.close()
  const backup = path.join(folder, 'backup.sqlite')
  copyFileSync(file, backup)

  // Enough for a head the backup has not.
  const second = await open(2)
  await log(second, 90, 300)
  expect(await verify(second, SESSION_ID)).toMatchObject({ isGood: true, entries: 291 })
  await second.close()

  const swapped = swapDataFile(file, backup, '2026-05-02T10-00-00')
  const third = await open(3)
  swapped.settle()
  const report = await verify(third, null)
  expect(report).toMatchObject({ isGood: true, entries: 81 })
  expect(report.notes.map(({ code }) => code)).toContain('bookRestarted')
  expect(readdirSync(folder)).toContain('trustcue.before-restore-2026-05-02T10-00-00.heads')
  await third.close()
})

test('a swap that is taken back brings its head book back', async () => {
  const folder = ownFolder()
  const file = path.join(folder, 'trustcue.sqlite')
  const { key } = await loadSigningKey(folder, null, 'test')
  if (key === null) throw new Error('no key')
  const { client } = await openTestDb(file)
  await client.call('signing.use', { key, at: 1 })
  await startSession(client)
  await client.close()
  const other = path.join(folder, 'other.sqlite')
  copyFileSync(file, other)
  swapDataFile(file, other, 'x').undo()
  expect(existsSync(path.join(folder, 'trustcue.heads'))).toBe(true)
  const again = await openTestDb(file)
  expect(await verify(again.client, null)).toMatchObject({ isGood: true, entries: 1 })
})
