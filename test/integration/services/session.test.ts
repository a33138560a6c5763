import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { liveSnapshotSchema } from '../../../domain/contract/live.ts'
import { sessionRecordSchema } from '../../../domain/contract/ipc.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'
import { problemsOf } from '../db/verify.ts'

describe('the first run', () => {
  test('brings in the demo lineup with its pictures, ready to go on air', async () => {
    const app = await startTestServices()
    const [demo] = value(await app.services.lineup.sessions())
    expect(demo).toMatchObject({ session: { title: '演示场次', state: 'ready' } })
    expect(demo?.slots).toBeGreaterThanOrEqual(6)
    const { lineup } = value(await app.services.lineup.open(await app.demoSession()))
    const named = lineup.products.flatMap((product) => product.picture ?? [])
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((picture) => !existsSync(path.join(app.picturesDir, picture)))).toEqual([])
  })

  test('the second run does not bring it in again', async () => {
    const app = await startTestServices()
    await app.db.close()
    const again = await startTestServices({ folder: app.folder })
    expect(value(await again.services.lineup.sessions())).toHaveLength(1)
  })
})

describe('going on air', () => {
  test('puts the first slot on air, shows the stage, and copies the products into the session', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const snapshot = app.services.state.snapshot()
    expect(() => liveSnapshotSchema.parse(snapshot)).not.toThrow()
    expect(snapshot.session).toMatchObject({ id: sessionId, state: 'live', startedAt: app.clock.epochMs() })
    expect(snapshot.slots.find((slot) => slot.id === snapshot.nowSlotId)).toMatchObject({
      position: 1,
      state: 'live',
    })
    expect(snapshot.nextSlotId).toBe(snapshot.slots[1]?.id)
    expect(snapshot.stage.visible).toBe(true)
    const record = value(await app.services.review.read(sessionId))
    expect(record.airings).toEqual([{ slotId: snapshot.nowSlotId, from: app.clock.epochMs(), to: null }])
  })

  test('a blocked item without a reason refuses, and with one the reason is in the record', async () => {
    const app = await startTestServices()
    const sessionId = await app.demoSession()
    const { lineup } = value(await app.services.lineup.open(sessionId))
    const [first] = lineup.products
    if (first === undefined) throw new Error('no product')
    value(await app.services.lineup.saveProduct({ ...first, maker: '' }))
    const items = value(await app.services.sessions.preflight(sessionId))
    const blocked = items.filter((item) => item.level === 'block').map((item) => item.id)
    expect(blocked).toContain(`product-maker:${first.id}`)

    const refused = await app.services.sessions.start(sessionId, [])
    expect(refused).toEqual({
      ok: false,
      error: { code: 'session-blocked', params: { count: blocked.length } },
    })
    expect(app.services.state.snapshot().session).toBeNull()

    const overrides = blocked.map((itemId) => ({ itemId, reason: '厂家信息已在详情页补齐' }))
    value(
      await app.services.sessions.start(sessionId, [
        ...overrides,
        { itemId: 'log-writable', reason: '多写的原因' },
      ]),
    )
    const record = value(await app.services.review.read(sessionId))
    expect(record.overrides).toEqual(overrides)
  })

  test('a second session cannot go on air beside it, nor the same one twice', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const other = value(await app.services.lineup.create('另一场'))
    expect(codeOf(await app.services.sessions.start(other.lineup.session.id, []))).toBe(
      'session-already-live',
    )
    expect(codeOf(await app.services.sessions.start(sessionId, []))).toBe('session-already-live')
  })

  test('an empty lineup does not go on air', async () => {
    const app = await startTestServices()
    const other = value(await app.services.lineup.create('空的'))
    expect(codeOf(await app.services.sessions.start(other.lineup.session.id, []))).toBe('session-empty')
  })
})

describe('ending', () => {
  test('the stage is empty, windows ask for the whole, and the record is complete', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    app.clock.advance(60_000)
    value(await app.execute({ type: 'next' }))
    value(await app.log('这件羽绒服很暖和'))
    app.clock.advance(60_000)
    const before = app.services.state.snapshot().revision
    value(await app.execute({ type: 'end' }))
    const snapshot = app.services.state.snapshot()
    expect(snapshot).toMatchObject({ session: null, slots: [], claims: [], nowSlotId: null })
    expect(snapshot.revision).toBe(before + 2)
    expect(snapshot.stage.visible).toBe(false)

    const record = value(await app.services.review.read(sessionId))
    expect(() => sessionRecordSchema.parse(record)).not.toThrow()
    expect(record.lineup.session).toMatchObject({ state: 'ended', endedAt: app.clock.epochMs() })
    expect(record.airings).toHaveLength(2)
    expect(record.airings.every((airing) => airing.to !== null)).toBe(true)
    expect(record.lineup.slots.slice(0, 2).map((slot) => [slot.state, slot.airedMs])).toEqual([
      ['done', 60_000],
      ['done', 60_000],
    ])
    expect(await problemsOf(app.db, sessionId)).toEqual([])
    expect(codeOf(await app.execute({ type: 'next' }))).toBe('session-not-live')
  })

  test('an ended session cannot be edited, started again or deleted', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.execute({ type: 'end' }))
    const edit = { type: 'addBreak', title: '抽奖', plannedMs: 1000 } as const
    expect(codeOf(await app.services.lineup.edit(sessionId, edit))).toBe('session-ended')
    expect(codeOf(await app.services.sessions.start(sessionId, []))).toBe('session-ended')
    expect(codeOf(await app.services.lineup.remove(sessionId))).toBe('session-keep-record')
  })

  test('a product changed afterwards does not rewrite the past', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.execute({ type: 'end' }))
    const before = value(await app.services.review.read(sessionId)).lineup.products
    const [first] = before
    if (first === undefined) throw new Error('no product')
    value(await app.services.lineup.saveProduct({ ...first, name: '改了名字', price: 1 }))
    expect(value(await app.services.review.read(sessionId)).lineup.products).toEqual(before)
  })
})

describe('cut off', () => {
  const cutOff = async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    app.clock.advance(30_000)
    value(await app.execute({ type: 'next' }))
    const slot = app.services.state.snapshot().slots[1]
    const code = app.services.state.snapshot().products.find((product) => product.id === slot?.productId)
      ?.guarantees[0]?.code
    value(await app.execute({ type: 'spotlight', code: code ?? null }))
    value(await app.log('全网最低价，买它'))
    value(await app.log('现在拍下四十八小时内发货'))
    const before = app.services.state.snapshot()
    // The file is let go of and nothing is tidied up: what a kill leaves, without waiting for one.
    await app.db.close()
    app.clock.advance(90_000)
    const again = await startTestServices({ folder: app.folder, clock: app.clock })
    return { before, again, sessionId }
  }

  test('the next start offers to resume and names the product', async () => {
    const { before, again, sessionId } = await cutOff()
    const offer = value(await again.services.sessions.resumable())
    const slot = before.slots[1]
    const product = before.products.find((each) => each.id === slot?.productId)
    expect(offer).toMatchObject({
      session: { id: sessionId },
      position: 2,
      productName: product?.name,
      claims: 2,
    })
    expect(again.services.state.snapshot().session).toBeNull()
  })

  test('resumed, everything is where it was: product, stage, claims, findings, promises', async () => {
    const { before, again, sessionId } = await cutOff()
    const resumed = value(await again.services.sessions.resume(sessionId))
    expect(() => liveSnapshotSchema.parse(resumed)).not.toThrow()
    const { revision: _revision, saved: _saved, undoable: _undoable, ...rest } = before
    expect(resumed).toMatchObject(rest)
    value(await again.log('我们接着讲'))
    const claim = again.services.state.snapshot().claims.at(-1)
    expect(claim?.offsetMs).toBe(30_000 + 90_000)
    expect(await problemsOf(again.db, sessionId)).toEqual([])
    expect(value(await again.services.sessions.resumable())).toBeNull()
  })

  test('closed instead, it ends at its last act', async () => {
    const { before, again, sessionId } = await cutOff()
    value(await again.services.sessions.closeCutOff(sessionId))
    const record = value(await again.services.review.read(sessionId))
    const lastAct = (before.session?.startedAt ?? 0) + 30_000
    expect(record.lineup.session).toMatchObject({ state: 'ended', endedAt: lastAct })
    expect(record.airings.at(-1)?.to).toBe(lastAct)
    expect(value(await again.services.sessions.resumable())).toBeNull()
    expect(codeOf(await again.services.sessions.resume(sessionId))).toBe('session-not-cut-off')
  })

  test('until then no other session goes on air, and its lineup waits', async () => {
    const { again, sessionId } = await cutOff()
    const other = value(await again.services.lineup.create('另一场'))
    expect(codeOf(await again.services.sessions.start(other.lineup.session.id, []))).toBe(
      'session-already-live',
    )
    const edit = { type: 'addBreak', title: '抽奖', plannedMs: 1000 } as const
    expect(codeOf(await again.services.lineup.edit(sessionId, edit))).toBe('session-is-live')
  })
})
