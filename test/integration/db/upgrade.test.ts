import { copyFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { EMPTY_SEARCH, type SearchQuery } from '../../../domain/contract/search.ts'
import { readErasureList } from '../../../electron/db/erasureList.ts'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { editOf } from './editOf.ts'
import { eraseAll, erasing } from './erasing.ts'
import { openTestDb, ownFolder, untilIndexed } from './openTestDb.ts'
import { problemsOf, verify } from './verify.ts'

const golden = (format: number): string =>
  path.join(import.meta.dirname, '..', '..', 'fixtures', 'db', `format-${format}.sql`)
const newest = migrations.at(-1)?.version
const SESSION = '01JD0000000000000000000001'

/** A data file as an earlier version left it. */
const oldFile = (format: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8): string => {
  const file = path.join(ownFolder(), 'trustcue.sqlite')
  const db = new Database(file)
  db.exec(readFileSync(golden(format), 'utf8'))
  db.close()
  return file
}

test('a file of format 1 keeps everything and gets room for rules, empty', async () => {
  const file = oldFile(1)
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 1, version: newest, setAside: null })
  expect(await client.call('rules.read', null)).toEqual({
    ok: true,
    value: { adjustments: [], allowed: [], rules: [], packs: [] },
  })
  const record = await client.call('review.read', SESSION)
  expect(record).toMatchObject({
    ok: true,
    value: {
      claims: [{ text: '这是全网最低价' }],
      findings: [{ rule: 'pri.lowest', severity: 'block' }],
      lineup: { products: [{ id: 'serum-02', maker: '广州某某生物' }] },
    },
  })
  expect(await problemsOf(client, SESSION)).toEqual([])
})

test('past claims come newest first in pages, with the product as its session kept it', async () => {
  const { client } = await openTestDb(oldFile(1))
  const begun = await client.call('history.begin', null)
  if (!begun.ok) throw new Error(begun.error.code)
  const { walk, claims } = begun.value
  expect(claims).toBe(1)
  expect(await client.call('history.next', { walk, limit: 1 })).toMatchObject({
    ok: true,
    value: {
      claims: [
        { sessionTitle: '11月22日 晚场', text: '这是全网最低价', productId: 'serum-02', price: 12_900 },
      ],
      products: [{ sessionId: SESSION, product: { id: 'serum-02', priceEvidence: true } }],
      passed: 1,
    },
  })
  expect(await client.call('history.next', { walk, limit: 1 })).toEqual({
    ok: true,
    value: { claims: [], products: [], passed: 1, isLast: true },
  })
  await client.call('history.end', walk)
  expect(await client.call('history.next', { walk, limit: 1 })).toEqual({ ok: true, value: null })
})

test('claims of format 3 are packed while nobody waits, and a change finds them before and after', async () => {
  const file = oldFile(3)
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 3, version: newest })
  const touched = async (): Promise<string[]> => {
    const begun = await client.call('history.begin', editOf(['面膜'], 'near'))
    if (!begun.ok) throw new Error(begun.error.code)
    expect(begun.value.claims).toBe(5)
    const texts: string[] = []
    for (;;) {
      const page = await client.call('history.next', { walk: begun.value.walk, limit: 2 })
      if (!page.ok || page.value === null) throw new Error('not read')
      texts.push(...page.value.claims.map(({ text }) => text))
      if (page.value.isLast) return texts
    }
  }
  const expected = ['mian mo 也有赠品', '棉膜买一送一', '这款面膜真的补水']
  expect(await touched()).toEqual(expected)
  const looking = new Database(file, { readonly: true })
  onTestFinished(() => void looking.close())
  const packed = looking.prepare('SELECT session_id, first, last FROM claim_chunk ORDER BY first')
  await expect
    .poll(() => packed.all(), { timeout: 20_000 })
    .toEqual([
      { session_id: SESSION, first: 1, last: 1 },
      { session_id: '01JD0000000000000000000002', first: 2, last: 5 },
    ])
  expect(await touched()).toEqual(expected)
})

test('claims indexed by format 6 are searched whole, and indexed again while nobody waits', async () => {
  const file = oldFile(6)
  const looking = new Database(file, { readonly: true })
  onTestFinished(() => void looking.close())
  const stamps = looking.prepare('SELECT DISTINCT terms_stamp FROM claim_chunk').pluck()
  const [before] = stamps.all()
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 6, version: migrations.length, setAside: null })
  const found = async (part: Partial<SearchQuery>): Promise<string[]> => {
    const query = { ...EMPTY_SEARCH, ...part }
    const page = await client.call('search.find', { query, before: null, limit: 50 })
    if (!page.ok) throw new Error(page.error.code)
    expect(await client.call('search.count', { query, before: null })).toEqual({
      ok: true,
      value: { claims: page.value.hits.length, next: null },
    })
    return page.value.hits.map(({ text }) => text)
  }
  const check = async (): Promise<void> => {
    expect(await found({ text: '面膜' })).toEqual(['麵 膜全网最低价', '这款面膜只换不退', '这款面膜真的补水'])
    expect(await found({ text: 'zhbt' })).toEqual(['这款面膜只换不退'])
    expect(await found({ text: '膜', productIds: ['serum-02'], severities: ['block'] })).toEqual([
      '麵 膜全网最低价',
    ])
    expect(await found({ families: ['PRI'], hosts: ['小圆'] })).toEqual(['麵 膜全网最低价', '这是全网最低价'])
    expect(await found({ families: ['PRI'], from: 1_763_999_999_000 })).toEqual(['麵 膜全网最低价'])
  }
  await check()
  await untilIndexed(client)
  expect(stamps.all()).not.toContain(before)
  await check()
})

test('what the shop sets is there the next time', async () => {
  const file = oldFile(1)
  const first = await openTestDb(file)
  const setting = { rule: 'abs.superlative', severity: 'off' as const, reason: '注册商标', at: 5 }
  const phrase = { phrase: '第一坊', reason: '字号', at: 6 }
  const rule = { id: 'shop.1', rule: { id: 'shop.1', say: ['甲'] }, createdAt: 7, changedAt: 8 }
  const pack = {
    id: 'one',
    version: '1',
    origin: 'imported' as const,
    digest: 'abc',
    installedAt: 9,
  }
  const content = JSON.stringify({ id: 'one' })
  await first.client.call('rules.putSettings', [setting])
  await first.client.call('rules.putAllowed', phrase)
  await first.client.call('rules.putRules', [rule])
  await first.client.call('rules.putPacks', [{ ...pack, content }])
  await first.client.close()

  const { client } = await openTestDb(file)
  expect(await client.call('rules.read', null)).toEqual({
    ok: true,
    value: { adjustments: [setting], allowed: [phrase], rules: [rule], packs: [pack] },
  })
  expect(await client.call('rules.packContent', pack)).toEqual({ ok: true, value: content })
  expect(await client.call('rules.packContent', { ...pack, digest: 'other' })).toEqual({
    ok: true,
    value: null,
  })
  // Changed, it keeps when it was made.
  await client.call('rules.putRules', [{ ...rule, createdAt: 99, changedAt: 100 }])
  await client.call('rules.removeSettings', [setting.rule])
  await client.call('rules.removeAllowed', phrase.phrase)
  await client.call('rules.removePack', pack.id)
  expect(await client.call('rules.read', null)).toEqual({
    ok: true,
    value: { adjustments: [], allowed: [], rules: [{ ...rule, changedAt: 100 }], packs: [] },
  })
})

test('a session of format 7 can be held, and then erased so that its words are gone from file, search and record', async () => {
  const file = oldFile(7)
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 7, version: migrations.length, setAside: null })
  // The copy that was taken before still holds everything.
  expect(report.backup).not.toBeNull()
  const listed = await client.call('retention.sessions', null)
  expect(listed).toMatchObject({
    ok: true,
    value: { isSwept: true, sessions: [{ sessionId: SESSION, hold: null, erasedAt: null }, {}, {}] },
  })
  const moment = { at: 1_900_000_000_000, monoMs: 1, offsetMs: 1 }
  const word = {
    ground: 'request' as const,
    reason: '本人要求',
    who: '店长',
    group: 'cosmetics' as const,
    years: 5,
    lastDay: '2030-11-22',
  }
  const scope = { sessionId: SESSION, claimIds: null }
  const erase = () => client.call('retention.erase', { scope, moment, word })
  const hold = { reason: '有投诉', who: '店长', at: 1 }
  await client.call('retention.hold', {
    sessionId: SESSION,
    hold,
    entry: { ...moment, kind: 'hold', payload: { reason: '有投诉', who: '店长' } },
  })
  expect(await erase()).toEqual({ ok: true, value: { refused: 'held' } })
  await client.call('retention.hold', {
    sessionId: SESSION,
    hold: null,
    entry: { ...moment, kind: 'release', payload: { reason: '了结了', who: '店长' } },
  })
  expect(await erase()).toMatchObject({ ok: true, value: { erased: { claims: 1, findings: 1 } } })
  expect(await client.call('retention.sweep', moment.at)).toEqual({ ok: true, value: true })
  expect(readFileSync(file).includes('这是全网最低价')).toBe(false)
  const query = { ...EMPTY_SEARCH, text: '全网最低价' }
  expect(await client.call('search.find', { query, before: null, limit: 50 })).toMatchObject({
    ok: true,
    value: { hits: [{ text: '麵 膜全网最低价' }] },
  })
  expect(await problemsOf(client, SESSION)).toEqual([])
})

test('heads of format 8, its head book, an erased claim and a hold hold on, and a new key signs after the old one', async () => {
  const file = oldFile(8)
  copyFileSync(golden(8).replace(/\.sql$/, '.heads'), path.join(path.dirname(file), 'trustcue.heads'))
  const erasedSession = '00000000000000000000000001'
  const heldSession = '00000000000000000000000002'
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 8, version: newest, setAside: null })
  const before = await verify(client, null)
  expect(before).toMatchObject({ isGood: true, keys: [{ heads: 6 }] })
  expect(before.sessions.map(({ entries, signedTo, erased }) => [entries, signedTo, erased])).toEqual([
    [6, 6, 0],
    [7, 7, 1],
  ])
  expect(await client.call('retention.sessions', null)).toMatchObject({
    ok: true,
    value: {
      isSwept: true,
      sessions: [
        { sessionId: erasedSession, hold: null, erasedClaims: 1 },
        { sessionId: heldSession, hold: { reason: '有投诉在处理' } },
      ],
    },
  })
  const { key } = await loadSigningKey(path.dirname(file), null, 'test')
  if (key === null) throw new Error('no key')
  const at = 1_900_000_100_000
  await client.call('signing.use', { key, at })
  // What it had erased is on the list that older copies are held against.
  const list = readErasureList(path.join(path.dirname(file), 'trustcue.erased'), [key.publicKey])
  expect(list).toMatchObject({
    trouble: null,
    erasures: [{ sessionId: erasedSession, claimIds: ['00000000000000000000000101'] }],
  })
  const payload = { reason: '了结了', who: '店长' }
  const entry = { at, monoMs: 1, offsetMs: 1, kind: 'release', payload }
  await client.call('retention.hold', { sessionId: heldSession, hold: null, entry })
  const after = await verify(client, null)
  expect(after).toMatchObject({ isGood: true })
  expect(after.keys.map(({ heads }) => heads)).toEqual([6, 1])
  const query = { ...EMPTY_SEARCH, text: '面膜' }
  expect(await client.call('search.find', { query, before: null, limit: 50 })).toMatchObject({
    ok: true,
    value: { hits: [{ text: '面膜买一送一' }, { text: '这款面膜真的补水' }] },
  })
})

test.each([
  // Words that had to be said were looked for from format 3 on.
  { format: 2, findings: 1, entries: 10 },
  { format: 4, findings: 3, entries: 11 },
  { format: 5, findings: 3, entries: 11 },
] as const)(
  'a session that the code of format $format wrote verifies, is read, found and erased',
  async ({ format, findings, entries }) => {
    const file = oldFile(format)
    const { client, report } = await openTestDb(file)
    expect(report).toMatchObject({ migratedFrom: format, version: newest, setAside: null })
    const verified = await verify(client, null)
    expect(verified).toMatchObject({ isGood: true, entries, problems: [] })
    const sessionId = verified.sessions[0]?.sessionId ?? ''
    const record = await client.call('review.read', sessionId)
    if (!record.ok || record.value === null) throw new Error('no record')
    expect(record.value.claims.map(({ text }) => text)).toEqual([
      '这款面膜真的补水',
      '这是全网最低价，假一赔十',
      '麵 膜只换不退',
      '四十八小时内发货',
    ])
    expect(record.value.findings).toHaveLength(findings)
    expect(record.value.findings.filter(({ state }) => state === 'dismissed')).toMatchObject([
      { quote: '全网最低价', reason: '说的是别家的话' },
    ])
    expect(record.value.promises).toHaveLength(2)
    expect(record.value.lineup).toMatchObject({ session: { title: '演示场次' }, products: { length: 6 } })
    const find = async (text: string): Promise<unknown> => {
      const query = { ...EMPTY_SEARCH, text }
      const page = await client.call('search.find', { query, before: null, limit: 50 })
      return page.ok ? page.value.hits.map((hit) => hit.text) : page.error.code
    }
    const hits = ['麵 膜只换不退', '这款面膜真的补水']
    expect(await find('面膜')).toEqual(hits)
    await untilIndexed(client)
    expect(await find('面膜')).toEqual(hits)
    expect(await eraseAll(client, erasing(sessionId, null))).toMatchObject({ erased: { claims: 4, entries } })
    expect(await find('面膜')).toEqual([])
    expect((await verify(client, null)).problems).toEqual([])
  },
)
