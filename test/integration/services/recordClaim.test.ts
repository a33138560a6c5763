import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../domain/contract/result.ts'
import { fail } from '../../../domain/contract/result.ts'
import type { DbClient } from '../../../electron/db/client.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'

/** A database whose writes of claims fail while `broken` is set. */
const breakable = () => {
  const state = { broken: false, calls: [] as string[] }
  const wrapDb = (db: DbClient): DbClient => ({
    ...db,
    call: (name, input) => {
      state.calls.push(name)
      const writes = name === 'claim.record' || name === 'act.commit'
      if (state.broken && writes)
        return Promise.resolve<Result<never>>(fail('storage-write-failed', { reason: 'made up' }))
      return db.call(name, input)
    },
  })
  return { state, wrapDb }
}

describe('one claim from end to end', () => {
  test('it is in the file before it is on the screens', async () => {
    const seen: number[] = []
    let stored = 0
    const app = await startTestServices({
      wrapDb: (db) => ({
        ...db,
        call: async (name, input) => {
          const result = await db.call(name, input)
          if (name === 'claim.record' && result.ok) stored += 1
          return result
        },
      }),
    })
    await app.goLive()
    app.services.state.subscribe((patch) => {
      if (patch.addClaims.length > 0) seen.push(stored)
    })
    value(await app.log('第一句'))
    value(await app.log('第二句'))
    expect(seen).toEqual([1, 2])
  })

  test('it is checked against the product on air and keeps slot, product, rule and pack version', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.log('这是国家级的产品，全网最低价'))
    const { findings, claims, slots } = app.services.state.snapshot()
    expect(claims[0]).toMatchObject({
      sessionId,
      slotId: slots[0]?.id,
      productId: slots[0]?.productId,
      source: 'typed',
    })
    expect(findings.length).toBeGreaterThan(0)
    for (const finding of findings) {
      expect(finding.state).toBe('open')
      expect(finding.pack).not.toBe('unknown')
      expect(finding.packVersion).toMatch(/^\d+\.\d+\.\d+$/)
      expect(claims[0]?.text.slice(finding.start, finding.end)).toBe(finding.quote)
    }
    const record = value(await app.services.review.read(sessionId))
    expect(record.findings).toEqual(findings)
    expect(record.claims).toEqual(claims)
  })

  test('a promise is owed from the moment it is made', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.log('今天下单，四十八小时内发货'))
    const { promises, totals } = app.services.state.snapshot()
    expect(totals.promises).toBe(promises.length)
    expect(value(await app.services.review.read(sessionId)).promises).toEqual(promises)
  })

  test('sent again with the same id it changes nothing', async () => {
    const app = await startTestServices()
    await app.goLive()
    const draft = app.draft('全网最低价')
    const first = value(await app.execute({ type: 'logClaim', draft }))
    const before = app.services.state.snapshot()
    expect(value(await app.execute({ type: 'logClaim', draft }))).toEqual(first)
    expect(app.services.state.snapshot()).toBe(before)
  })

  test('what the database refuses is not shown, and the sender hears why', async () => {
    const { state, wrapDb } = breakable()
    const app = await startTestServices({ wrapDb })
    await app.goLive()
    const before = app.services.state.snapshot()
    state.broken = true
    const draft = app.draft('全网最低价')
    const refused = { ok: false, error: { code: 'storage-write-failed', params: { reason: 'made up' } } }
    expect(await app.execute({ type: 'logClaim', draft })).toEqual(refused)
    expect(await app.execute({ type: 'next' })).toEqual(refused)
    const after = app.services.state.snapshot()
    expect(after.saved).toMatchObject({ state: 'failed', at: before.saved.at, code: 'storage-write-failed' })
    expect({ ...after, saved: null, revision: 0 }).toEqual({ ...before, saved: null, revision: 0 })

    state.broken = false
    value(await app.execute({ type: 'logClaim', draft }))
    expect(app.services.state.snapshot().saved).toMatchObject({ state: 'saved', code: '' })
    expect(app.services.state.snapshot().claims.map((claim) => claim.id)).toEqual([draft.id])
  })

  test('a time it was said is taken, but not from before the session or after now', async () => {
    const app = await startTestServices()
    await app.goLive()
    const started = app.clock.epochMs()
    app.clock.advance(10_000)
    const said = async (saidAt: number): Promise<unknown> => {
      value(await app.execute({ type: 'logClaim', draft: app.draft('好', { saidAt }) }))
      const claim = app.services.state.snapshot().claims.at(-1)
      return [claim?.at, claim?.offsetMs]
    }
    expect(await said(started + 4000)).toEqual([started + 4000, 4000])
    expect(await said(started - 60_000)).toEqual([started, 0])
    expect(await said(started + 3_600_000)).toEqual([started + 10_000, 10_000])
  })

  test('a wall clock that is set back is said, and stands in the journal', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.log('一'))
    app.clock.advance(60_000)
    value(await app.log('二'))
    expect(app.services.state.snapshot().clockSetBackMs).toBe(0)
    app.clock.setBack(3_600_000)
    value(await app.log('三'))
    expect(app.services.state.snapshot().clockSetBackMs).toBe(3_600_000)
    value(await app.log('四'))
    const rows = new Database(path.join(app.folder, 'trustcue.sqlite'), { readonly: true })
      .prepare<[string], { kind: string; payload: string }>(
        "SELECT kind, payload FROM journal_entry WHERE session_id = ? AND kind IN ('claim', 'clock') ORDER BY seq",
      )
      .all(sessionId)
    expect(rows.map(({ kind }) => kind)).toEqual(['claim', 'claim', 'clock', 'claim', 'claim'])
    expect(JSON.parse(rows[2]?.payload ?? '')).toEqual({ movedMs: -3_600_000 })
  })

  test('a wall clock set back does not put a claim before the one it follows', async () => {
    const app = await startTestServices()
    await app.goLive()
    app.clock.advance(10_000)
    value(await app.log('一'))
    app.clock.setBack(3_600_000)
    app.clock.advance(1000)
    value(await app.log('二'))
    const [first, second] = app.services.state.snapshot().claims
    expect(second?.at).toBeGreaterThanOrEqual(first?.at ?? 0)
    expect(second?.offsetMs).toBe(11_000)
  })

  test('without a session on air it is refused', async () => {
    const app = await startTestServices()
    expect(codeOf(await app.log('有人吗'))).toBe('session-not-live')
  })

  test('the time from utterance to warning is measured', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log('全网最低价'))
    expect(app.services.latency.samples()).toHaveLength(1)
    expect(app.services.latency.samples()[0]?.findings).toBeGreaterThan(0)
  })
})
