import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DbInput } from '../../../electron/db/client.ts'
import { groupCommit } from '../../../electron/db/groupCommit.ts'
import { bundle, claimEntry, entry, id, SESSION_ID, startSession } from './claimBundle.ts'
import { openTestDb, openWith, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

const table = (): Database.Database => {
  const db = new Database(path.join(ownFolder(), 'group.sqlite'))
  db.exec('CREATE TABLE word (text TEXT UNIQUE NOT NULL) STRICT')
  onTestFinished(() => {
    db.close()
  })
  return db
}
const words = (db: Database.Database): unknown[] => db.prepare('SELECT text FROM word').pluck().all()
const put = (db: Database.Database, ...texts: string[]) => {
  const insert = db.prepare('INSERT INTO word VALUES (?)')
  const all = db.transaction(() => texts.map((text) => insert.run(text).changes))
  return () => all.immediate()
}

describe('work that waits at the same time', () => {
  test('is committed once', () => {
    const db = table()
    let commits = 0
    const counted = new Proxy(db, {
      get: (target, name) => {
        if (name === 'exec')
          return (sql: string) => {
            if (sql === 'COMMIT') commits += 1
            return target.exec(sql)
          }
        return Reflect.get(target, name) as unknown
      },
    })
    const outcomes = groupCommit(counted, [put(db, '一'), put(db, '二'), put(db, '三')])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(commits).toBe(1)
    expect(words(db)).toEqual(['一', '二', '三'])
  })

  test('one that fails leaves nothing behind and takes no other with it', () => {
    const db = table()
    const outcomes = groupCommit(db, [put(db, '一'), put(db, '二', '一'), put(db, '三')])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(words(db)).toEqual(['一', '三'])
  })

  test('when the whole transaction is gone each stands by itself', () => {
    const db = table()
    const ends = (): never => {
      // What SQLite does by itself when the disk is full in the middle.
      if (db.inTransaction) db.exec('ROLLBACK')
      throw new Error('full')
    }
    const outcomes = groupCommit(db, [put(db, '一'), ends, put(db, '二')])
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true])
    expect(words(db)).toEqual(['一', '二'])
  })

  test('none has succeeded when the commit fails', () => {
    const db = table()
    db.exec('PRAGMA foreign_keys = ON')
    db.exec('CREATE TABLE part (of TEXT REFERENCES word (text) DEFERRABLE INITIALLY DEFERRED) STRICT')
    const outcomes = groupCommit(db, [put(db, '一'), () => db.exec("INSERT INTO part VALUES ('没有')")])
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false])
    expect(words(db)).toEqual([])
    expect(db.inTransaction).toBe(false)
  })
})

test('a burst of claims is acknowledged one by one, in their order, and all of it is in the file', async () => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const { client } = await openTestDb(file)
  await startSession(client)
  const answered: number[] = []
  await Promise.all(
    Array.from({ length: 300 }, async (_unused, at) => {
      const number = 10 + at
      const claim = { bundle: bundle(number), entry: claimEntry(number), corrects: [] }
      expect(await client.call('claim.record', claim)).toEqual({ ok: true, value: null })
      answered.push(number)
    }),
  )
  expect(answered).toEqual(Array.from({ length: 300 }, (_unused, at) => 10 + at))
  expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: 301 })
})

test.each([
  ['one after the other', false],
  ['sharing a commit', true],
])(
  'an act that is taken back after its entry was chained leaves the chain whole: %s',
  async (_name, together) => {
    const { client } = await openTestDb(path.join(ownFolder(), 'shop.sqlite'))
    await startSession(client)
    const claim = (number: number) => ({
      bundle: bundle(number),
      entry: claimEntry(number),
      corrects: [],
    })
    expect((await client.call('claim.record', claim(10))).ok).toBe(true)
    // It puts a finding right by a claim that nobody has made, which shows only after its own entry.
    const takenBack = (number: number): DbInput<'claim.record'> => ({
      ...claim(number),
      corrects: bundle(10).findings.map((finding) => ({
        finding: { ...finding, state: 'corrected', stateAt: number, correctedBy: id(999) },
        entry: entry('finding', number),
      })),
    })
    const acts = [claim(11), takenBack(12), claim(13), takenBack(14), takenBack(15), claim(16), takenBack(17)]
    const answers: boolean[] = []
    const send = async (act: DbInput<'claim.record'>): Promise<void> => {
      answers.push((await client.call('claim.record', act)).ok)
    }
    if (together) await Promise.all(acts.map(send))
    else for (const act of acts) await send(act)
    expect(answers).toEqual([true, false, true, false, false, true, false])
    expect((await client.call('claim.record', claim(18))).ok).toBe(true)
    expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: 6 })
  },
)

test('a writer that crashed is started again by the next call, with everything that was acknowledged', async () => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const { client } = await openWith(new URL('./mortalWriter/dbWorker.ts', import.meta.url), file)
  await startSession(client)
  const claim = (number: number): DbInput<'claim.record'> => ({
    bundle: bundle(number),
    entry: claimEntry(number),
    corrects: [],
  })
  expect((await client.call('claim.record', claim(10))).ok).toBe(true)
  writeFileSync(`${file}.die`, '')
  await expect.poll(() => existsSync(`${file}.dead`), { timeout: 20_000 }).toBe(true)
  rmSync(`${file}.die`)
  await expect
    .poll(async () => (await client.call('claim.record', claim(11))).ok, { timeout: 20_000 })
    .toBe(true)
  expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: 3 })
})

test('the write-ahead log is merged beside the writer, so that it does not grow without end', async () => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const { client } = await openTestDb(file)
  await startSession(client)
  const long = '家人们'.repeat(1000)
  let number = 10
  const write = async (): Promise<number> => {
    await Promise.all(
      Array.from({ length: 200 }, () => {
        number += 1
        const made = bundle(number)
        const claim = { ...made, claim: { ...made.claim, text: long } }
        return client.call('claim.record', { bundle: claim, entry: claimEntry(number), corrects: [] })
      }),
    )
    return statSync(`${file}-wal`).size
  }
  const first = await write()
  expect(first).toBeGreaterThan(0)
  const merged = (): boolean => existsSync(file) && statSync(file).size > first / 2
  // Written on for a while: what has been merged is used again.
  let largest = first
  for (let round = 0; round < 20; round += 1) {
    largest = Math.max(largest, await write())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await expect.poll(merged, { timeout: 5000 }).toBe(true)
  expect(largest).toBeLessThan(statSync(file).size)
})
