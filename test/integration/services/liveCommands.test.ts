import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Finding } from '../../../domain/model/claim.ts'
import { UNDO_WINDOW_MS } from '../../../electron/services/liveActs.ts'
import type { TestApp } from './startTestServices.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'

afterEach(() => {
  vi.useRealTimers()
})

const onAir = async (): Promise<TestApp> => {
  const app = await startTestServices()
  await app.goLive()
  return app
}
const snapshot = (app: TestApp) => app.services.state.snapshot()
const position = (app: TestApp): number | undefined =>
  snapshot(app).slots.find((slot) => slot.id === snapshot(app).nowSlotId)?.position

/** Logs a line the shipped rules hit, and gives its first finding. */
const slip = async (app: TestApp): Promise<Finding> => {
  value(await app.log('全网最低价，国家级品质，假一赔一百'))
  const found = snapshot(app).findings.at(-1)
  if (found === undefined) throw new Error('the shipped rules found nothing')
  return found
}

describe('live commands', () => {
  test('each is one broadcast, and the mirror of a window ends in the same state', async () => {
    const app = await onAir()
    const before = app.patches.length
    value(await app.execute({ type: 'next' }))
    value(await app.execute({ type: 'setStageVisible', visible: false }))
    value(await app.log('你好'))
    expect(app.patches.length - before).toBe(3)
    expect(app.patches.slice(before).map((patch) => patch.revision)).toEqual(
      [1, 2, 3].map((n) => n + (app.patches[before - 1]?.revision ?? 0)),
    )
  })

  test('next, previous and go to move the queue; the countdown starts anew', async () => {
    const app = await onAir()
    app.clock.advance(5000)
    value(await app.execute({ type: 'next' }))
    expect(position(app)).toBe(2)
    expect(snapshot(app).nowSince).toBe(app.clock.epochMs())
    value(await app.execute({ type: 'goTo', slotId: snapshot(app).slots[4]?.id ?? '' }))
    expect(position(app)).toBe(5)
    value(await app.execute({ type: 'previous' }))
    expect(position(app)).toBe(4)
  })

  test('many at once are done one after the other', async () => {
    const app = await onAir()
    const done = await Promise.all([
      app.execute({ type: 'next' }),
      app.log('第一句'),
      app.execute({ type: 'next' }),
      app.log('第二句'),
    ])
    expect(done.every((each) => each.ok)).toBe(true)
    expect(position(app)).toBe(3)
    const slots = snapshot(app).claims.map(
      (claim) => snapshot(app).slots.find((slot) => slot.id === claim.slotId)?.position,
    )
    expect(slots).toEqual([2, 3])
  })

  test('a right is opened large only if the product on air has it, and closes with the product', async () => {
    const app = await onAir()
    expect(codeOf(await app.execute({ type: 'spotlight', code: 'no-such-right' }))).toBe('live-right-unknown')
    const slot = snapshot(app).slots[0]
    const code =
      snapshot(app).products.find((product) => product.id === slot?.productId)?.guarantees[0]?.code ?? null
    value(await app.execute({ type: 'spotlight', code }))
    expect(snapshot(app).stage.spotlight).toBe(code)
    value(await app.execute({ type: 'next' }))
    expect(snapshot(app).stage.spotlight).toBeNull()
  })

  test('清屏 empties the stage and closes the right', async () => {
    const app = await onAir()
    value(await app.execute({ type: 'panic' }))
    expect(snapshot(app).stage).toMatchObject({ visible: false, spotlight: null })
  })

  test('the time planned for the slot on air is changed, never below nothing', async () => {
    const app = await onAir()
    const planned = snapshot(app).slots[0]?.plannedMs ?? 0
    value(await app.execute({ type: 'adjustTime', deltaMs: 60_000 }))
    expect(snapshot(app).slots[0]?.plannedMs).toBe(planned + 60_000)
    value(await app.execute({ type: 'adjustTime', deltaMs: -3_600_000 }))
    expect(snapshot(app).slots[0]?.plannedMs).toBe(0)
  })

  test('a new price is on the screens, in the tables and in the journal', async () => {
    const app = await onAir()
    const slot = snapshot(app).slots[1]
    if (slot === undefined || snapshot(app).session === null) throw new Error('no slot')
    value(await app.execute({ type: 'setSlotPrice', slotId: slot.id, price: 4242 }))
    expect(snapshot(app).slots[1]?.price).toBe(4242)
    const record = value(await app.services.review.read(slot.sessionId))
    expect(record.lineup.slots[1]?.price).toBe(4242)
  })

  test('what is already so costs nothing: no act, no broadcast', async () => {
    const app = await onAir()
    const before = app.patches.length
    value(await app.execute({ type: 'setStageVisible', visible: true }))
    value(await app.execute({ type: 'adjustTime', deltaMs: 0 }))
    expect(app.patches.length).toBe(before)
  })
})

describe('findings', () => {
  test('acknowledged, dismissed with a reason, corrected without words: state and count follow', async () => {
    const app = await onAir()
    const found = await slip(app)
    const state = () => snapshot(app).findings.find((finding) => finding.id === found.id)
    const { open } = snapshot(app).totals
    expect(open).toBeGreaterThan(0)
    value(await app.execute({ type: 'acknowledge', findingId: found.id }))
    expect(state()).toMatchObject({ state: 'acknowledged', stateAt: app.clock.epochMs() })
    expect(snapshot(app).totals.open).toBe(open - 1)
    value(await app.execute({ type: 'dismiss', findingId: found.id, reason: '引用顾客的话' }))
    expect(state()).toMatchObject({ state: 'dismissed', reason: '引用顾客的话' })
    value(await app.execute({ type: 'correct', findingId: found.id, draft: null }))
    expect(state()).toMatchObject({ state: 'corrected', correctedBy: null, reason: '' })
    expect(snapshot(app).totals.open).toBe(open - 1)
  })

  test('corrected with words: they are logged and linked, in one broadcast', async () => {
    const app = await onAir()
    const found = await slip(app)
    const before = app.patches.length
    const draft = app.draft('更正一下，刚才说错了，以页面写的为准')
    value(await app.execute({ type: 'correct', findingId: found.id, draft }))
    expect(app.patches.length - before).toBe(1)
    expect(snapshot(app).findings.find((finding) => finding.id === found.id)).toMatchObject({
      state: 'corrected',
      correctedBy: draft.id,
    })
    expect(snapshot(app).claims.at(-1)?.text).toBe(draft.text)
    const record = value(await app.services.review.read(found.sessionId))
    expect(record.findings.find((finding) => finding.id === found.id)?.correctedBy).toBe(draft.id)
  })

  test('a finding nobody knows is refused', async () => {
    const app = await onAir()
    expect(codeOf(await app.execute({ type: 'acknowledge', findingId: app.newId() }))).toBe(
      'live-finding-unknown',
    )
  })
})

describe('taking back', () => {
  test('a slip of the finger on 下一个: the queue stands as it did, and the record keeps what viewers saw', async () => {
    const app = await onAir()
    const before = snapshot(app)
    app.clock.advance(40_000)
    value(await app.execute({ type: 'next' }))
    expect(snapshot(app).undoable).toBe('next')
    app.clock.advance(3000)
    value(await app.execute({ type: 'undo' }))
    const after = snapshot(app)
    expect(after.nowSlotId).toBe(before.nowSlotId)
    expect(after.slots[1]).toMatchObject({ state: 'queued', startedAt: null, airedMs: 3000 })
    expect(after.undoable).toBeNull()
    const record = value(await app.services.review.read(before.session?.id ?? ''))
    expect(record.airings.map((airing) => airing.slotId)).toEqual([
      before.slots[0]?.id,
      before.slots[1]?.id,
      before.slots[0]?.id,
    ])
  })

  test('stage, price and finding acts are taken back; the claim stays', async () => {
    const app = await onAir()
    const slot = snapshot(app).slots[0]
    if (slot === undefined) throw new Error('no slot')
    value(await app.execute({ type: 'panic' }))
    value(await app.execute({ type: 'undo' }))
    expect(snapshot(app).stage.visible).toBe(true)
    value(await app.execute({ type: 'setSlotPrice', slotId: slot.id, price: 1 }))
    value(await app.execute({ type: 'undo' }))
    expect(snapshot(app).slots[0]?.price).toBe(slot.price)
    const found = await slip(app)
    const open = snapshot(app).totals
    value(await app.execute({ type: 'dismiss', findingId: found.id, reason: '按错了' }))
    value(await app.execute({ type: 'undo' }))
    expect(snapshot(app).findings.find((finding) => finding.id === found.id)).toEqual(found)
    expect(snapshot(app).totals).toEqual(open)
    expect(codeOf(await app.execute({ type: 'undo' }))).toBe('live-nothing-to-undo')
    expect(snapshot(app).claims).toHaveLength(1)
  })

  test('a claim in between does not stand in the way', async () => {
    const app = await onAir()
    value(await app.execute({ type: 'next' }))
    value(await app.log('欢迎大家'))
    expect(snapshot(app).undoable).toBe('next')
    value(await app.execute({ type: 'undo' }))
    expect(position(app)).toBe(1)
  })

  test('after ten seconds it is too late, and the screens know', async () => {
    const app = await onAir()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    value(await app.execute({ type: 'next' }))
    vi.advanceTimersByTime(UNDO_WINDOW_MS - 1)
    expect(snapshot(app).undoable).toBe('next')
    vi.advanceTimersByTime(1)
    expect(snapshot(app).undoable).toBeNull()
    expect(codeOf(await app.execute({ type: 'undo' }))).toBe('live-nothing-to-undo')
  })
})
