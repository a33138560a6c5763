import { readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'

const GOLDEN = path.join(import.meta.dirname, '..', '..', 'fixtures', 'db', 'format-1.sql')
const SESSION = '01JD0000000000000000000001'

/** A data file as version 0.1.0 left it. */
const oldFile = (): string => {
  const file = path.join(ownFolder(), 'trustcue.sqlite')
  const db = new Database(file)
  db.exec(readFileSync(GOLDEN, 'utf8'))
  db.close()
  return file
}

test('a file of format 1 keeps everything and gets room for rules, empty', async () => {
  const file = oldFile()
  const { client, report } = await openTestDb(file)
  expect(report).toMatchObject({ migratedFrom: 1, version: migrations.length, setAside: null })
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
  expect(await client.call('journal.verify', SESSION)).toMatchObject({
    ok: true,
    value: { firstBad: null },
  })
})

test('past claims come newest first in pages, with the product as its session kept it', async () => {
  const { client } = await openTestDb(oldFile())
  const page = await client.call('claim.past', { before: null, limit: 1, sessions: 5 })
  expect(page).toMatchObject({
    ok: true,
    value: {
      claims: [
        { sessionTitle: '11月22日 晚场', text: '这是全网最低价', productId: 'serum-02', price: 12_900 },
      ],
      products: [{ sessionId: SESSION, product: { id: 'serum-02', priceEvidence: true } }],
      total: 1,
    },
  })
  const next = page.ok ? page.value.next : null
  expect(next).not.toBeNull()
  expect(await client.call('claim.past', { before: next, limit: 1, sessions: 5 })).toEqual({
    ok: true,
    value: { claims: [], products: [], next: null, total: null },
  })
  expect(await client.call('claim.past', { before: null, limit: 1, sessions: 0 })).toMatchObject({
    ok: true,
    value: { claims: [], total: 0 },
  })
})

test('what the shop sets is there the next time', async () => {
  const file = oldFile()
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
