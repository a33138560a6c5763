import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DbClient } from '../../../electron/db/client.ts'
import { NO_CHANGES } from '../../../electron/db/client.ts'
import { bundle, claimEntry, entry, id, SESSION_ID, startSession } from './claimBundle.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

const record = (client: DbClient, number: number) =>
  client.call('claim.record', { bundle: bundle(number), entry: claimEntry(number), corrects: [] })

const counts = (file: string): unknown => {
  const db = new Database(file, { readonly: true })
  const row = db
    .prepare(
      `SELECT (SELECT count(*) FROM claim) AS claims, (SELECT count(*) FROM finding) AS findings,
        (SELECT count(*) FROM suppressed_hit) AS suppressed, (SELECT count(*) FROM promise) AS promises,
        (SELECT count(*) FROM journal_entry) AS entries`,
    )
    .get()
  db.close()
  return row
}

describe('the claim log', () => {
  test('a claim comes back as it was said, with everything that was found in it', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    expect(await record(client, 10)).toEqual({ ok: true, value: null })
    const read = await client.call('review.read', SESSION_ID)
    if (!read.ok || read.value === null) throw new Error('not read')
    expect(read.value.claims).toEqual([bundle(10).claim])
    expect(read.value.findings).toEqual(bundle(10).findings)
    expect(read.value.suppressed).toEqual([{ claimId: id(10), hit: bundle(10).suppressed[0] }])
    expect(read.value.promises).toEqual(bundle(10).promises)
  })

  test('the same claim sent twice is there once, and the second answer says so', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    const [first, second] = await Promise.all([record(client, 10), record(client, 10)])
    expect(first).toEqual({ ok: true, value: null })
    expect(second).toEqual({ ok: true, value: bundle(10) })
    expect(counts(file)).toEqual({ claims: 1, findings: 1, suppressed: 1, promises: 1, entries: 2 })
  })

  test('what is said on air stays as it is; once the session is over it is packed', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    await record(client, 10)
    await record(client, 11)
    const looking = new Database(file, { readonly: true })
    onTestFinished(() => void looking.close())
    const packed = looking.prepare('SELECT sum(last - first + 1) FROM claim_chunk').pluck()
    expect(packed.get()).toBeNull()
    const read = await client.call('lineup.read', SESSION_ID)
    if (!read.ok || read.value === null) throw new Error('not read')
    await client.call('act.commit', {
      sessionId: SESSION_ID,
      entries: [entry('end', 12)],
      changes: { ...NO_CHANGES, session: { ...read.value.session, state: 'ended', endedAt: 12 } },
    })
    await expect.poll(() => packed.get(), { timeout: 20_000 }).toBe(2)
  })

  test('all of a claim is written or nothing of it', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    await record(client, 10)
    const before = counts(file)
    // Its finding's id is taken already, so the transaction breaks after the claim's own row.
    const clash = { ...bundle(11), findings: bundle(10).findings }
    const refused = await client.call('claim.record', {
      bundle: clash,
      entry: entry('claim', 11),
      corrects: [],
    })
    expect(refused.ok ? '' : refused.error.code).toBe('storage-write-failed')
    expect(counts(file)).toEqual(before)
  })

  test('a claim of a session that is not there is refused', async () => {
    const { client } = await openTestDb(path.join(ownFolder(), 'shop.sqlite'))
    expect((await record(client, 10)).ok).toBe(false)
  })

  test('a correction and the finding it puts right are one transaction', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    await record(client, 10)
    const [slip] = bundle(10).findings
    if (slip === undefined) throw new Error('no finding')
    const finding = { ...slip, state: 'corrected' as const, stateAt: 12, correctedBy: id(12) }
    const plain = { ...bundle(12), findings: [], suppressed: [], promises: [] }
    await client.call('claim.record', {
      bundle: plain,
      entry: entry('claim', 12),
      corrects: [{ finding, entry: entry('finding', 12) }],
    })
    const read = await client.call('review.read', SESSION_ID)
    expect(read.ok && read.value?.findings).toEqual([finding])
    expect(counts(file)).toMatchObject({ claims: 2, entries: 4 })
  })

  test('only one session can be on air', async () => {
    const { client } = await openTestDb(path.join(ownFolder(), 'shop.sqlite'))
    await startSession(client)
    const read = await client.call('lineup.read', SESSION_ID)
    if (!read.ok || read.value === null) throw new Error('not read')
    const other = await client.call('lineup.save', {
      session: { ...read.value.session, id: id(2) },
      slots: [],
    })
    expect(other.ok).toBe(false)
  })

  test('when another program holds the file the answer says so and nothing is half written', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    const other = new Database(file)
    other.exec('BEGIN EXCLUSIVE')
    const refused = await record(client, 10)
    expect(refused).toEqual({ ok: false, error: { code: 'storage-busy', params: {} } })
    other.exec('ROLLBACK')
    other.close()
    expect((await record(client, 10)).ok).toBe(true)
    expect(counts(file)).toMatchObject({ claims: 1, entries: 2 })
  })

  test('after the file is closed every call fails instead of waiting', async () => {
    const { client } = await openTestDb(path.join(ownFolder(), 'shop.sqlite'))
    const last = client.call('settings.read', null)
    const closing = client.close()
    expect((await last).ok).toBe(true)
    await closing
    expect(await client.call('settings.read', null)).toEqual({
      ok: false,
      error: { code: 'storage-closed', params: {} },
    })
  })
})

describe('the journal', () => {
  const written = async (): Promise<{ file: string; client: DbClient }> => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { client } = await openTestDb(file)
    await startSession(client)
    for (let number = 10; number < 15; number += 1) await record(client, number)
    await client.call('act.commit', {
      sessionId: SESSION_ID,
      entries: [entry('stage', 20), entry('slot', 21)],
      changes: NO_CHANGES,
    })
    return { file, client }
  }
  const tamper = async (sql: string): Promise<unknown> => {
    const { file, client } = await written()
    const db = new Database(file)
    const triggers = db
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE name IN ('journal_entry_no_update', 'journal_entry_no_delete')",
      )
      .pluck()
      .all()
    db.exec('DROP TRIGGER journal_entry_no_update; DROP TRIGGER journal_entry_no_delete;')
    db.exec(sql)
    // Back in their place: who hides what he did leaves no hole in the schema.
    for (const trigger of triggers) db.exec(String(trigger))
    db.close()
    const [session] = (await verify(client, SESSION_ID)).sessions
    return session?.firstBad === null ? null : { seq: session?.firstBad.seq, code: session?.firstBad.code }
  }

  test('every entry is chained to the one before', async () => {
    const { client } = await written()
    expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: 8, problems: [] })
  })

  test('an entry cannot be changed, removed or squeezed in', async () => {
    const { file } = await written()
    const db = new Database(file)
    expect(() => db.exec("UPDATE journal_entry SET kind = 'x' WHERE seq = 2")).toThrow('append-only')
    expect(() => db.exec('DELETE FROM journal_entry WHERE seq = 8')).toThrow('append-only')
    expect(() =>
      db.exec(`INSERT INTO journal_entry SELECT session_id, 12, at, mono_ms, stream_offset_ms, kind, payload, payload_hash,
        prev_hash, hash FROM journal_entry WHERE seq = 8`),
    ).toThrow('no gaps')
    db.close()
  })

  test.each([
    ['another payload', "UPDATE journal_entry SET payload = '{}' WHERE seq = 3", { seq: 3, code: 'payload' }],
    ['another time', 'UPDATE journal_entry SET at = at + 1 WHERE seq = 4', { seq: 4, code: 'hash' }],
    ['an entry taken out', 'DELETE FROM journal_entry WHERE seq = 5', { seq: 6, code: 'order' }],
    [
      'an entry taken out and the rest renumbered',
      'DELETE FROM journal_entry WHERE seq = 5; UPDATE journal_entry SET seq = seq - 1 WHERE seq > 5',
      { seq: 5, code: 'link' },
    ],
  ])('the check names the first bad entry: %s', async (_what, sql, expected) => {
    expect(await tamper(sql)).toEqual(expected)
  })

  test('a payload that was erased without a record of it is named', async () => {
    expect(await tamper('UPDATE journal_entry SET payload = NULL WHERE seq = 3')).toEqual({
      seq: 3,
      code: 'erased',
    })
  })
})
