import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import type { DbClient } from '../../../electron/db/client.ts'
import { sweepFile } from '../../../electron/db/sweepFile.ts'
import { bundle, claimEntry, SESSION_ID, startSession } from './claimBundle.ts'
import {
  count,
  eraseAll,
  erasing,
  isInBytes,
  moment,
  must,
  OTHER_SESSION,
  runSession,
  SECRET,
} from './erasing.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

/** Enough for several steps of copying. */
const CLAIMS = 2500

/** A file with a session that was erased and not swept, and one that stays, closed. */
const unsweptFile = async (): Promise<string> => {
  const file = path.join(ownFolder(), 'trustcue.sqlite')
  const { client } = await openTestDb(file)
  const filler = Array.from({ length: CLAIMS }, (_each, at) => `第 ${at} 句，面膜买一送一`)
  await runSession(client, OTHER_SESSION, 5000, filler)
  await runSession(client, SESSION_ID, 100, [SECRET])
  await eraseAll(client, erasing(SESSION_ID, null))
  await client.close()
  return file
}

const copyOf = (file: string): string => {
  const copy = path.join(ownFolder(), 'trustcue.sqlite')
  copyFileSync(file, copy)
  return copy
}

/** A connection that waits for nobody. */
const impatient = (file: string): Database.Database => {
  const db = new Database(file, { timeout: 0 })
  db.pragma('journal_mode = WAL')
  db.exec('CREATE TABLE IF NOT EXISTS note (text TEXT)')
  return db
}

/** Whole, with every claim, and nothing left beside it. */
const expectWhole = (file: string): void => {
  const db = new Database(file, { readonly: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.prepare('SELECT count(*) FROM claim').pluck().get()).toBe(CLAIMS)
    expect(
      db.prepare(`SELECT count(*) FROM claim_index WHERE claim_index MATCH '"面膜"'`).pluck().get(),
    ).toBeGreaterThan(0)
  } finally {
    db.close()
  }
  expect(readdirSync(path.dirname(file)).filter((name) => name.includes('.sweeping'))).toEqual([])
}

test('gives way at whatever step it is: nothing is changed, and the writer is let in at once', async () => {
  const made = await unsweptFile()
  let steps = 0
  const whole = copyOf(made)
  const counting = (): boolean => {
    steps += 1
    return false
  }
  expect(await sweepFile({ file: whole, addon: null }, counting)).toBe('done')
  expectWhole(whole)
  expect(steps).toBeGreaterThan(6)
  for (let at = 0; at < steps; at += 1) {
    const file = copyOf(made)
    const writer = impatient(file)
    let step = -1
    const wantedAt = (): boolean => {
      step += 1
      return step === at
    }
    expect([at, await sweepFile({ file, addon: null }, wantedAt)]).toEqual([at, 'wanted'])
    writer.prepare('INSERT INTO note VALUES (?)').run('let in')
    writer.close()
    expectWhole(file)
  }
})

test('what was written while the copy was made is not lost: the copy is thrown away', async () => {
  const file = await unsweptFile()
  const writer = impatient(file)
  let isWritten = false
  const outcome = await sweepFile({ file, addon: null }, () => {
    if (!isWritten) writer.prepare('INSERT INTO note VALUES (?)').run('meanwhile')
    isWritten = true
    return false
  })
  expect(outcome).toBe('wanted')
  expect(writer.prepare('SELECT text FROM note').pluck().all()).toEqual(['meanwhile'])
  expect(await sweepFile({ file, addon: null }, () => false)).toBe('done')
  expect(writer.prepare('SELECT text FROM note').pluck().all()).toEqual(['meanwhile'])
  writer.close()
  expectWhole(file)
})

test('a writer that is in the middle of a transaction is not waited for', async () => {
  const file = await unsweptFile()
  const writer = impatient(file)
  writer.exec('BEGIN IMMEDIATE')
  expect(await sweepFile({ file, addon: null }, () => false)).toBe('wanted')
  writer.exec(`INSERT INTO note VALUES ('kept'); COMMIT`)
  expect(writer.prepare('SELECT text FROM note').pluck().all()).toEqual(['kept'])
  writer.close()
  expectWhole(file)
})

test('killed at each step the file is whole, and the next sweep does it', { timeout: 120_000 }, async () => {
  const made = await unsweptFile()
  const script = path.join(import.meta.dirname, 'sweepProcess.ts')
  let kills = 0
  for (let step = 0; ; step += 1) {
    const file = copyOf(made)
    const { signal, stderr, status } = spawnSync(process.execPath, [
      '--no-warnings',
      script,
      file,
      String(step),
    ])
    if (signal !== 'SIGKILL' && status !== 0) throw new Error(stderr.toString())
    const db = new Database(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
    expect(await sweepFile({ file, addon: null }, () => false)).toBe('done')
    expectWhole(file)
    if (signal !== 'SIGKILL') break
    kills += 1
  }
  expect(kills).toBeGreaterThan(6)
})

const save = (client: DbClient, shopName: string) =>
  client.call('settings.save', { ...DEFAULT_SETTINGS, shopName })

test('with the app writing all the while nothing fails, and when it rests the bytes go', async () => {
  const file = await unsweptFile()
  const { client } = await openTestDb(file)
  const end = { isOver: false }
  const sweeping = client.call('retention.sweep', moment.at).finally(() => {
    end.isOver = true
  })
  let saved = 0
  while (!end.isOver) {
    saved += 1
    await must(save(client, `第 ${saved} 次`))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await must(sweeping)
  expect(saved).toBeGreaterThan(1)
  expect(await must(client.call('settings.read', null))).toMatchObject({ shopName: `第 ${saved} 次` })
  await expect
    .poll(async () => must(client.call('retention.sweep', moment.at)), { timeout: 30_000 })
    .toBe(true)
  expect(isInBytes(file, SECRET)).toBe(false)
  expectWhole(file)
  expect(await verify(client, null)).toMatchObject({ isGood: true })
})

test('a session that begins while it runs is on air at once, and the rest waits until it is over', async () => {
  const file = await unsweptFile()
  const { client } = await openTestDb(file)
  const end = { isOver: false }
  const sweeping = client.call('retention.sweep', moment.at).finally(() => {
    end.isOver = true
  })
  // It has begun.
  while (!end.isOver && !existsSync(`${file}.sweeping`)) await new Promise((resolve) => setImmediate(resolve))
  const other = '01JD0000000000000000000009'
  await startSession(client, other)
  for (let number = 10; number < 30; number += 1) {
    const made = bundle(number)
    const own = { ...made.claim, sessionId: other }
    const said = { ...made, claim: own, findings: [], promises: [] }
    await must(client.call('claim.record', { bundle: said, entry: claimEntry(number), corrects: [] }))
  }
  const swept = await must(sweeping)
  expect(await must(client.call('retention.sweep', moment.at))).toBe(swept)
  expect(count(file, `claim WHERE session_id = '${other}'`)).toBe(20)
  const db = new Database(file, { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  db.close()
})
