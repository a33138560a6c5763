import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { NO_HASH } from '../../../domain/journal/seals.ts'
import { writeErasureLine } from '../../../domain/retention/erasureLines.ts'
import { listedErasureSchema } from '../../../domain/retention/tombstone.ts'
import type { DbClient, SigningKey } from '../../../electron/db/client.ts'
import {
  createCopyJobs,
  createSeals,
  createSigner,
  fileNamesBeside,
  NO_CHANGES,
  swapDataFile,
} from '../../../electron/db/client.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { entry, id, SESSION_ID } from './claimBundle.ts'
import {
  count,
  eraseAll,
  erasing,
  isInBytes,
  KEPT,
  moment,
  must,
  OTHER_SESSION,
  runSession,
  SECRET,
  session,
} from './erasing.ts'
import { openTestDb, ownFolder, WORKER_URL } from './openTestDb.ts'
import { verify } from './verify.ts'

/** Said in the session of which only single claims are erased. */
const ALSO_SECRET = '龘靐李先生的电话'
const COPY = 'trustcue-2026-04-01T20-00-00-asked.sqlite'

type Shop = {
  readonly folder: string
  readonly file: string
  /** A copy with everything. */
  readonly backup: string
  readonly key: SigningKey
  readonly open: () => Promise<DbClient>
}

/** A shop with two sessions, a copy of it from before, and after it one session erased and one claim of the other. */
const erasedShop = async (): Promise<Shop> => {
  const folder = ownFolder()
  const file = path.join(folder, 'trustcue.sqlite')
  const { key } = await loadSigningKey(folder, null, 'test')
  if (key === null) throw new Error('no key')
  const open = async (): Promise<DbClient> => {
    const { client } = await openTestDb(file)
    await must(client.call('signing.use', { key, at: 1 }))
    return client
  }
  const before = await open()
  await runSession(before, SESSION_ID, 100, [SECRET, KEPT])
  await runSession(before, OTHER_SESSION, 200, [ALSO_SECRET, '面膜买一送一'])
  await before.close()
  const backup = path.join(folder, 'old-copy.sqlite')
  copyFileSync(file, backup)
  const after = await open()
  await erase(after, SESSION_ID, null)
  await erase(after, OTHER_SESSION, [id(200)])
  await must(after.call('retention.sweep', moment.at))
  await after.close()
  return { folder, file, backup, key, open }
}
const erase = (db: DbClient, sessionId: string, claimIds: readonly string[] | null) =>
  eraseAll(db, erasing(sessionId, claimIds))

const jobs = createCopyJobs({ workerUrl: WORKER_URL, addon: null })
const eraseInCopy = async (shop: Pick<Shop, 'file' | 'key'>, copy: string) =>
  must(
    jobs.start(
      { kind: 'eraseAgain', file: copy, over: shop.file, at: moment.at + 1000, key: shop.key },
      () => undefined,
    ).result,
  )

/** What the screen is told of a recovery. */
const recoveryOf = (file: string): unknown => JSON.parse(readFileSync(fileNamesBeside(file).recovery, 'utf8'))

/** The end of a list that has not begun. */
const NO_LINES = { line: 0, hash: NO_HASH }

const tombstones = (file: string): unknown[] => {
  const db = new Database(file, { readonly: true })
  try {
    return db
      .prepare<[], string>(`SELECT payload FROM journal_entry WHERE kind = 'erase' ORDER BY session_id, seq`)
      .pluck()
      .all()
      .map((text): unknown => JSON.parse(text))
  } finally {
    db.close()
  }
}

test('an older copy is erased again before it takes the place of the file: no bytes, signed tombstones, verified', async () => {
  const shop = await erasedShop()
  expect(isInBytes(shop.backup, SECRET)).toBe(true)
  const copy = path.join(shop.folder, 'checked.sqlite')
  copyFileSync(shop.backup, copy)
  expect(await eraseInCopy(shop, copy)).toEqual({ claims: 3, sessions: 2, trouble: null })
  for (const secret of [SECRET, KEPT, ALSO_SECRET]) expect(isInBytes(copy, secret)).toBe(false)
  // Nothing is left to do the second time, and the copy stays as it is.
  const bytes = readFileSync(copy)
  expect(await eraseInCopy(shop, copy)).toEqual({ claims: 0, sessions: 0, trouble: null })
  expect(readFileSync(copy).equals(bytes)).toBe(true)
  const { word } = erasing(SESSION_ID, null)
  expect(tombstones(copy)).toMatchObject([
    { whole: true, word, again: moment.at, counts: { claims: 2 } },
    { whole: false, word, again: moment.at, counts: { claims: 1 } },
  ])

  const swapped = swapDataFile(shop.file, copy, '2026-05-02T10-00-00')
  const db = await shop.open()
  swapped.settle()
  const report = await verify(db, null)
  expect(report).toMatchObject({ isGood: true })
  expect(report.sessions.map(({ entries, signedTo }) => [entries, signedTo])).toEqual([
    [6, 6],
    [6, 6],
  ])
  expect(count(shop.file, 'claim')).toBe(2)
  const listed = await must(db.call('retention.sessions', null))
  expect(listed).toMatchObject({ isSwept: true, lastErasedAt: moment.at })
  expect(listed.sessions.map(({ erasedAt, erasedClaims }) => [erasedAt, erasedClaims])).toEqual([
    [moment.at, 2],
    [null, 1],
  ])
})

test('the list holds no word of what was erased, and is written again when it is lost', async () => {
  const shop = await erasedShop()
  const list = path.join(shop.folder, 'trustcue.erased')
  const before = readFileSync(list, 'utf8')
  expect(before).not.toContain('龘靐')
  expect(before.trim().split('\n')).toHaveLength(2)
  rmSync(list)
  await (await shop.open()).close()
  expect(readFileSync(list, 'utf8')).toBe(before)
  // A line that was cut short counts for nothing, and is written again.
  writeFileSync(list, before.slice(0, -20))
  await (await shop.open()).close()
  expect(readFileSync(list, 'utf8')).toBe(before)
  const copy = path.join(shop.folder, 'checked.sqlite')
  copyFileSync(shop.backup, copy)
  expect(await eraseInCopy(shop, copy)).toEqual({ claims: 3, sessions: 2, trouble: null })
})

test('an older copy that somebody put in the place of the file is erased again at the start, and signed', async () => {
  const shop = await erasedShop()
  copyFileSync(shop.backup, shop.file)
  rmSync(path.join(shop.folder, 'trustcue.heads'))
  const db = await shop.open()
  expect(count(shop.file, 'claim')).toBe(2)
  const report = await verify(db, null)
  expect(report).toMatchObject({ isGood: true })
  expect(report.sessions.map(({ signedTo }) => signedTo)).toEqual([6, 6])
  expect(await must(db.call('retention.sweep', moment.at))).toBe(true)
  for (const secret of [SECRET, KEPT, ALSO_SECRET]) expect(isInBytes(shop.file, secret)).toBe(false)
})

test('a file that is lost comes back from a backup without what was erased since', async () => {
  const shop = await erasedShop()
  mkdirSync(path.join(shop.folder, 'backups'))
  copyFileSync(shop.backup, path.join(shop.folder, 'backups', COPY))
  writeFileSync(shop.file, '这不是数据库'.repeat(400))
  const { client: db, report } = await openTestDb(shop.file)
  expect(report.recovery).toMatchObject({ from: 'backup', backup: COPY })
  await must(db.call('signing.use', { key: shop.key, at: 1 }))
  expect(recoveryOf(shop.file)).toMatchObject({ from: 'backup', erasedAgain: 3 })
  expect(count(shop.file, 'claim')).toBe(2)
  expect(await must(db.call('retention.sweep', moment.at))).toBe(true)
  for (const secret of [SECRET, KEPT, ALSO_SECRET]) expect(isInBytes(shop.file, secret)).toBe(false)
  for (const sessionId of [SESSION_ID, OTHER_SESSION]) {
    const { sessions } = await verify(db, sessionId)
    // The book knows the tombstones of the file that was lost; chain and heads hold.
    expect(sessions[0]?.problems.filter(({ code }) => !code.startsWith('book'))).toEqual([])
  }
})

test('a torn file is put together with an older backup, and nothing erased comes with it', async () => {
  const shop = await erasedShop()
  mkdirSync(path.join(shop.folder, 'backups'))
  copyFileSync(shop.backup, path.join(shop.folder, 'backups', COPY))
  const bytes = readFileSync(shop.file)
  // The last page: the file is not whole, and its journals can be read.
  bytes.fill(0xa5, bytes.length - 4096)
  writeFileSync(shop.file, bytes)
  const { client: db, report } = await openTestDb(shop.file)
  expect(report.recovery).toMatchObject({ from: 'backup' })
  await must(db.call('signing.use', { key: shop.key, at: 1 }))
  expect(recoveryOf(shop.file)).toMatchObject({ from: 'backup', erasedAgain: 3 })
  expect(await must(db.call('retention.sweep', moment.at))).toBe(true)
  for (const secret of [SECRET, KEPT, ALSO_SECRET]) expect(isInBytes(shop.file, secret)).toBe(false)
  const { sessions } = await verify(db, SESSION_ID)
  expect(sessions[0]?.problems.map(({ code }) => code)).toEqual([])
})

test('a list that cannot be read is told when the key arrives, and nothing is taken for erased', async () => {
  const shop = await erasedShop()
  copyFileSync(shop.backup, shop.file)
  const list = path.join(shop.folder, 'trustcue.erased')
  rmSync(list)
  mkdirSync(list)
  const { client: db } = await openTestDb(shop.file)
  expect(await must(db.call('signing.use', { key: shop.key, at: 1 }))).toMatchObject({
    code: 'storage-write-failed',
  })
  expect(count(shop.file, 'erasure')).toBe(0)
})

test('a copy from before the session, and one from while it was on air', async () => {
  const folder = ownFolder()
  const file = path.join(folder, 'trustcue.sqlite')
  const { key } = await loadSigningKey(folder, null, 'test')
  if (key === null) throw new Error('no key')
  const { client: db } = await openTestDb(file)
  await must(db.call('signing.use', { key, at: 1 }))
  const planned = { ...session(SESSION_ID, 'live', 1_800_000_000_100), startedAt: null }
  await must(db.call('lineup.save', { session: { ...planned, state: 'draft' }, slots: [] }))
  const copyTo = (name: string): string => {
    const copy = path.join(folder, name)
    const source = new Database(file, { readonly: true })
    source.prepare('VACUUM INTO ?').run(copy)
    source.close()
    return copy
  }
  const planOnly = copyTo('plan.sqlite')
  await must(
    db.call('act.commit', {
      sessionId: SESSION_ID,
      entries: [entry('start', 1_800_000_000_100)],
      changes: { ...NO_CHANGES, session: session(SESSION_ID, 'live', 1_800_000_000_100) },
    }),
  )
  const onAir = copyTo('on-air.sqlite')
  await must(
    db.call('act.commit', {
      sessionId: SESSION_ID,
      entries: [entry('end', 1_800_000_005_100)],
      changes: { ...NO_CHANGES, session: session(SESSION_ID, 'ended', 1_800_000_000_100) },
    }),
  )
  await erase(db, SESSION_ID, null)
  await db.close()

  expect(await eraseInCopy({ file, key }, planOnly)).toEqual({ claims: 0, sessions: 1, trouble: null })
  expect(count(planOnly, 'session')).toBe(0)
  expect(isInBytes(planOnly, '龘靐')).toBe(false)
  expect(await eraseInCopy({ file, key }, onAir)).toEqual({ claims: 0, sessions: 1, trouble: null })
  expect(isInBytes(onAir, '龘靐')).toBe(false)
  expect(count(onAir, `session WHERE state = 'ended' AND host = ''`)).toBe(1)
  const { client: there } = await openTestDb(onAir)
  const { sessions } = await verify(there, SESSION_ID)
  expect(sessions[0]).toMatchObject({ entries: 2, signedTo: 2, problems: [] })
})

test('a copy of an earlier format is brought up to date and erased, without another copy of what it held', async () => {
  const shop = await erasedShop()
  const copy = path.join(shop.folder, 'format-7.sqlite')
  const old = new Database(copy)
  old.exec(readFileSync(path.join(import.meta.dirname, '..', '..', 'fixtures', 'db', 'format-7.sql'), 'utf8'))
  old.close()
  const sessionId = '01JD0000000000000000000001'
  const { word } = erasing(sessionId, null)
  const { text } = writeErasureLine(createSigner(shop.key), NO_LINES, {
    sessionId,
    claimIds: null,
    at: moment.at,
    word,
  })
  writeFileSync(path.join(shop.folder, 'trustcue.erased'), `${text}\n`)
  expect(isInBytes(copy, '这是全网最低价')).toBe(true)
  expect(await eraseInCopy(shop, copy)).toEqual({ claims: 1, sessions: 1, trouble: null })
  expect(isInBytes(copy, '这是全网最低价')).toBe(false)
  expect(existsSync(`${copy}-wal`)).toBe(false)
  const { client: db, report } = await openTestDb(copy)
  onTestFinished(() => db.close())
  expect(report.backup).toBeNull()
  expect((await verify(db, sessionId)).sessions[0]?.problems).toEqual([])
})

describe('a list that was changed', () => {
  const listOf = (shop: Shop): string => path.join(shop.folder, 'trustcue.erased')
  const linesOf = (shop: Shop): string[] => readFileSync(listOf(shop), 'utf8').trim().split('\n')
  const write = (shop: Shop, lines: readonly string[]): void =>
    writeFileSync(listOf(shop), lines.map((line) => `${line}\n`).join(''))
  const inCopy = async (shop: Shop) => {
    const copy = path.join(shop.folder, 'checked.sqlite')
    copyFileSync(shop.backup, copy)
    const { claims, trouble } = await eraseInCopy(shop, copy)
    return { claims, trouble, left: count(copy, `claim WHERE text <> ''`) }
  }
  const verified = async (shop: Shop): Promise<unknown[]> => {
    const db = await shop.open()
    const { problems } = await verify(db, null)
    const left = count(shop.file, `claim WHERE text <> ''`)
    await db.close()
    return [left, ...problems.map(({ code, params }) => [code, params])]
  }
  /** Erases all of the session of which one claim was erased: nobody has said so. */
  const forged = {
    sessionId: OTHER_SESSION,
    claimIds: null,
    at: moment.at,
    word: erasing(OTHER_SESSION, null).word,
  }
  const strangers = async (shop: Shop): Promise<string> => {
    const { key } = await loadSigningKey(ownFolder(), null, 'test')
    if (key === null) throw new Error('no key')
    const end = { line: 2, hash: createSeals().sha256(linesOf(shop).at(-1) ?? '') }
    return writeErasureLine(createSigner(key), end, forged).text
  }

  test.each([
    ['unsigned', () => Promise.resolve(JSON.stringify({ v: 1, ...forged }))],
    ['signature', strangers],
    ['signature', (shop: Shop) => Promise.resolve(linesOf(shop)[1]?.replace(`["${id(200)}"]`, 'null') ?? '')],
    ['unreadable', () => Promise.resolve('{"v":2}')],
  ] as const)(
    'by a line that is %s: nothing is erased for it, what was erased stays so, and it is said',
    async (what, lineOf) => {
      const shop = await erasedShop()
      write(shop, [...linesOf(shop), await lineOf(shop)])
      expect(await inCopy(shop)).toEqual({ claims: 3, left: 1, trouble: { line: 3, what } })
      expect(await verified(shop)).toEqual([1, ['listLine', { line: 3, what }]])
      // An older copy in the place of the file: the lines that hold are followed.
      copyFileSync(shop.backup, shop.file)
      rmSync(path.join(shop.folder, 'trustcue.heads'))
      expect(await verified(shop)).toEqual([1, ['listLine', { line: 3, what }]])
    },
  )

  test('by taking a line out: the others are followed, it is said, and what the data file knows is listed again', async () => {
    const shop = await erasedShop()
    const [, second = ''] = linesOf(shop)
    write(shop, [second])
    expect(await inCopy(shop)).toEqual({ claims: 1, left: 3, trouble: { line: 1, what: 'link' } })
    expect(await verified(shop)).toEqual([1, ['listLine', { line: 1, what: 'link' }]])
    expect(await inCopy(shop)).toEqual({ claims: 3, left: 1, trouble: { line: 1, what: 'link' } })
  })

  test('or written before lists were signed: what the data file bears out is signed, the rest is not followed', async () => {
    const shop = await erasedShop()
    const unsigned = linesOf(shop).map((line) => {
      const { sessionId, claimIds, at, word } = listedErasureSchema
        .loose()
        .parse(JSON.parse(line.slice(0, line.lastIndexOf(' '))))
      return JSON.stringify({ v: 1, sessionId, claimIds, at, word })
    })
    write(shop, unsigned)
    expect(await inCopy(shop)).toEqual({ claims: 0, left: 4, trouble: { line: 1, what: 'unsigned' } })
    expect(await verified(shop)).toEqual([1])
    expect(linesOf(shop)).toHaveLength(4)
    expect(await inCopy(shop)).toEqual({ claims: 3, left: 1, trouble: null })
    write(shop, [...unsigned, JSON.stringify({ v: 1, ...forged })])
    expect(await verified(shop)).toEqual([1, ['listLine', { line: 3, what: 'unsigned' }]])
  })

  test('or signed by a key that was replaced: it is signed anew from the data file', async () => {
    const shop = await erasedShop()
    rmSync(path.join(shop.folder, 'signing-key.json'))
    const { key } = await loadSigningKey(shop.folder, null, 'test')
    if (key === null) throw new Error('no key')
    const { client } = await openTestDb(shop.file)
    await must(client.call('signing.use', { key, at: 2 }))
    expect((await verify(client, null)).problems).toEqual([])
    await client.close()
    expect(await inCopy({ ...shop, key })).toEqual({ claims: 3, left: 1, trouble: null })
  })
})
