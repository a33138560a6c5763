import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import type { DbClient } from '../../../electron/db/client.ts'
import { sweepFile } from '../../../electron/db/sweepFile.ts'
import { holdsRemains } from '../../../electron/db/unusedBytes.ts'
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
import { openTestDb, ownFolder, untilIndexed } from './openTestDb.ts'
import { verify } from './verify.ts'

/** Was removed before erasing wrote over what it removes. */
const REMOVED = '龘靐李先生从前的电话'

/** Enough for several steps of copying. */
const CLAIMS = 2500

/**
 * A file with a session that was erased and not swept, and one that stays, closed. With remains: as an earlier version
 * wrote it, what was removed stands in its free pages.
 */
const unsweptFile = async (hasRemains: boolean): Promise<string> => {
  const file = path.join(ownFolder(), 'trustcue.sqlite')
  const { client } = await openTestDb(file)
  const filler = Array.from({ length: CLAIMS }, (_each, at) => `第 ${at} 句，面膜买一送一`)
  await runSession(client, OTHER_SESSION, 5000, filler)
  await runSession(client, SESSION_ID, 100, [SECRET])
  await eraseAll(client, erasing(SESSION_ID, null))
  // What stands in the index is looked for afterwards.
  await untilIndexed(client)
  await client.close()
  if (hasRemains) {
    const db = new Database(file)
    db.pragma('secure_delete = OFF')
    db.exec('CREATE TABLE removed (text TEXT)')
    const insert = db.prepare('INSERT INTO removed VALUES (?)')
    for (let at = 0; at < 200; at += 1) insert.run(REMOVED)
    db.exec('DROP TABLE removed')
    db.close()
  }
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
  const made = await unsweptFile(true)
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
  const file = await unsweptFile(true)
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
  const file = await unsweptFile(true)
  const writer = impatient(file)
  writer.exec('BEGIN IMMEDIATE')
  expect(await sweepFile({ file, addon: null }, () => false)).toBe('wanted')
  writer.exec(`INSERT INTO note VALUES ('kept'); COMMIT`)
  expect(writer.prepare('SELECT text FROM note').pluck().all()).toEqual(['kept'])
  writer.close()
  expectWhole(file)
})

test('killed at each step the file is whole, and the next sweep does it', { timeout: 120_000 }, async () => {
  const made = await unsweptFile(true)
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

test('with a write every few milliseconds the bytes are gone all the same, at the first try', async () => {
  const file = await unsweptFile(false)
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
  expect(await must(sweeping)).toBe(true)
  expect(saved).toBeGreaterThan(1)
  expect(isInBytes(file, SECRET)).toBe(false)
  expect(await must(client.call('settings.read', null))).toMatchObject({ shopName: `第 ${saved} 次` })
  expectWhole(file)
  expect(await verify(client, null)).toMatchObject({ isGood: true })
})

test('a file of an earlier version is written anew once nobody writes, and then needs it no more', async () => {
  const file = await unsweptFile(true)
  expect(isInBytes(file, REMOVED)).toBe(true)
  expect(holdsRemains({ file, addon: null })).toBe(true)
  const { client } = await openTestDb(file)
  expect(await must(client.call('retention.sweep', moment.at))).toBe(true)
  await client.close()
  for (const text of [SECRET, REMOVED]) expect(isInBytes(file, text)).toBe(false)
  expect(holdsRemains({ file, addon: null })).toBe(false)
  expectWhole(file)
})

test('remains are seen wherever they are: free pages, what was cut out, ends of long values', () => {
  const place = { file: path.join(ownFolder(), 'remains.sqlite'), addon: null }
  const work = (isSecure: boolean, sql: string): boolean => {
    const db = new Database(place.file)
    db.pragma(`secure_delete = ${isSecure ? 'ON' : 'OFF'}`)
    db.exec(sql)
    db.close()
    return holdsRemains(place)
  }
  const fill = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
    INSERT INTO said SELECT i, replace(hex(zeroblob(i * 7)), '00', '话') FROM n;`
  expect(work(true, `CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT); ${fill}`)).toBe(false)
  expect(work(true, `DELETE FROM said WHERE id % 3 = 0; UPDATE said SET text = '' WHERE id % 5 = 0`)).toBe(
    false,
  )
  expect(work(true, 'VACUUM')).toBe(false)
  // Out of the middle of a page.
  expect(work(false, 'DELETE FROM said WHERE id = 7')).toBe(true)
  expect(work(true, 'VACUUM')).toBe(false)
  // Free pages.
  expect(work(false, 'DELETE FROM said WHERE id > 300')).toBe(true)
  expect(work(true, 'VACUUM')).toBe(false)
  // A shorter value in the pages of a longer one.
  expect(
    work(false, `UPDATE said SET text = substr(text, 1, length(text) - 400) WHERE length(text) > 1500`),
  ).toBe(true)
})

test('a session that begins while it runs is on air at once, and the rest waits until it is over', async () => {
  const file = await unsweptFile(true)
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
