import { describe, expect, test } from 'vitest'
import { SHOP_MUST_SAY } from '../../../domain/compliance/mustSay.ts'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import { EVERYTHING } from '../../../domain/review/reviewRows.ts'
import { startTestServices, value, type TestApp } from './startTestServices.ts'
import { problemsOf } from '../db/verify.ts'

const RULE = 'must.health-food-notice'

const snapshot = (app: TestApp) => app.services.state.snapshot()
const item = (app: TestApp) => snapshot(app).mustSay.find(({ rule }) => rule === RULE)
const missed = (app: TestApp) => snapshot(app).findings.filter(({ claimId }) => claimId === null)

const slotOf = (app: TestApp, productId: string): string => {
  const slot = snapshot(app).slots.find((each) => each.productId === productId)
  if (slot === undefined) throw new Error(`no slot of ${productId}`)
  return slot.id
}

/** The demo session with the health food on air. */
const onAir = async () => {
  const app = await startTestServices()
  const sessionId = await app.goLive()
  value(await app.execute({ type: 'goTo', slotId: slotOf(app, 'calcium-09') }))
  return { app, sessionId }
}

describe('words that must be said while a product is on air', () => {
  test('stand on the list from the moment it comes on, and are ticked by the line that says them', async () => {
    const { app } = await onAir()
    expect(item(app)).toMatchObject({ severity: 'block', saidBy: null })
    expect(item(app)?.remindAtMs).toBeLessThanOrEqual(90_000)
    value(await app.log('国食健注的，补充钙'))
    expect(item(app)?.saidBy).toBeNull()
    const draft = app.draft('提醒一句，本品不能代替药物')
    value(await app.execute({ type: 'logClaim', draft }))
    expect(item(app)?.saidBy).toBe(draft.id)
  })

  test('are reminded 30 s before the planned end when that comes first, also when the plan is changed', async () => {
    const { app } = await onAir()
    const plannedMs = () =>
      snapshot(app).slots.find(({ id }) => id === snapshot(app).nowSlotId)?.plannedMs ?? 0
    value(await app.execute({ type: 'adjustTime', deltaMs: 60_000 - plannedMs() }))
    expect(item(app)?.remindAtMs).toBe(30_000)
    value(await app.execute({ type: 'adjustTime', deltaMs: 600_000 }))
    expect(item(app)?.remindAtMs).toBe(90_000)
  })

  test('are logged as missed when the slot leaves without them: file, journal, screens', async () => {
    const { app, sessionId } = await onAir()
    const calcium = snapshot(app).nowSlotId
    const before = snapshot(app).totals
    app.clock.advance(60_000)
    value(await app.log('国食健注的，补充钙'))
    const found = snapshot(app).totals
    value(await app.execute({ type: 'next' }))
    const miss = missed(app).find(({ rule }) => rule === RULE)
    expect(miss).toMatchObject({
      claimId: null,
      slotId: calcium,
      productId: 'calcium-09',
      family: 'CAT',
      severity: 'block',
      state: 'open',
      pack: 'cn-live-commerce',
      quote: '',
    })
    expect(miss?.words.basis[0]?.law).toBe('广告法')
    expect(snapshot(app).totals.findings).toBe(found.findings + missed(app).length)
    expect(snapshot(app).totals.open).toBe(found.open + missed(app).length)
    expect(before.findings).toBeLessThan(snapshot(app).totals.findings)

    const record = value(await app.services.review.read(sessionId))
    expect(record.findings.filter(({ claimId }) => claimId === null)).toEqual(missed(app))
    expect(await problemsOf(app.db, sessionId)).toEqual([])
    const csv = value(await app.services.review.csv(sessionId, EVERYTHING, 'zh'))
    expect(new TextDecoder().decode(csv.bytes)).toContain(RULE)
  })

  test('are not missed when they were said, nor twice when the product comes back', async () => {
    const { app } = await onAir()
    const calcium = slotOf(app, 'calcium-09')
    app.clock.advance(60_000)
    value(await app.log('本品不能代替药物'))
    value(await app.execute({ type: 'next' }))
    expect(missed(app).filter(({ rule }) => rule === RULE)).toEqual([])
    value(await app.execute({ type: 'goTo', slotId: calcium }))
    expect(item(app)?.saidBy).not.toBeNull()
    app.clock.advance(60_000)
    value(await app.execute({ type: 'next' }))
    expect(missed(app).filter(({ rule }) => rule === RULE)).toEqual([])
  })

  test('said when it comes back, they put the miss right, and are linked', async () => {
    const { app } = await onAir()
    const calcium = slotOf(app, 'calcium-09')
    app.clock.advance(60_000)
    value(await app.execute({ type: 'next' }))
    value(await app.execute({ type: 'goTo', slotId: calcium }))
    app.clock.advance(60_000)
    value(await app.execute({ type: 'next' }))
    expect(missed(app).filter(({ rule }) => rule === RULE)).toHaveLength(1)
    value(await app.execute({ type: 'goTo', slotId: calcium }))
    const draft = app.draft('保健食品不是药物，不能代替药物治疗疾病')
    value(await app.execute({ type: 'logClaim', draft }))
    const miss = missed(app).find(({ rule }) => rule === RULE)
    expect(miss).toMatchObject({ state: 'corrected', correctedBy: draft.id })
    expect(snapshot(app).claims.at(-1)?.corrects).toContain(miss?.id)
  })

  test('a slot that was only passed over owes nothing', async () => {
    const { app } = await onAir()
    app.clock.advance(5000)
    value(await app.execute({ type: 'next' }))
    expect(missed(app)).toEqual([])
  })

  test('a slot left by mistake has missed nothing: undo takes the miss back', async () => {
    const { app } = await onAir()
    app.clock.advance(60_000)
    const { open } = snapshot(app).totals
    value(await app.execute({ type: 'next' }))
    expect(missed(app).length).toBeGreaterThan(0)
    value(await app.execute({ type: 'undo' }))
    expect(missed(app).every(({ state, reason }) => state === 'dismissed' && reason !== '')).toBe(true)
    expect(snapshot(app).totals.open).toBe(open)
    expect(item(app)?.saidBy).toBeNull()
  })

  test('what the last slot misses is found at the end', async () => {
    const { app, sessionId } = await onAir()
    app.clock.advance(60_000)
    value(await app.execute({ type: 'end' }))
    const record = value(await app.services.review.read(sessionId))
    expect(record.findings.filter(({ claimId }) => claimId === null).map(({ rule }) => rule)).toContain(RULE)
    expect(snapshot(app).mustSay).toEqual([])
  })

  test('the shop’s own words count, nearly letter for letter', async () => {
    const app = await startTestServices()
    await app.goLive()
    const own = snapshot(app).mustSay.find(({ rule }) => rule === null)
    expect(own).toMatchObject({ severity: 'note', saidBy: null })
    value(await app.log(`家人们，${own?.text ?? ''}啊`))
    expect(snapshot(app).mustSay.find(({ key }) => key === own?.key)?.saidBy).not.toBeNull()
    app.clock.advance(60_000)
    value(await app.execute({ type: 'next' }))
    expect(missed(app).filter(({ rule }) => rule === SHOP_MUST_SAY)).toEqual([])
  })

  test('a machine-made host must be told of once the shop says there is one', async () => {
    const { app } = await onAir()
    const label = () => snapshot(app).mustSay.some(({ rule }) => rule === 'must.ai-host')
    expect(label()).toBe(false)
    value(await app.services.settings.save({ ...DEFAULT_SETTINGS, aiHost: true }))
    await expect.poll(label).toBe(true)
    value(await app.log('提示一下，主播形象由人工智能生成'))
    expect(snapshot(app).mustSay.find(({ rule }) => rule === 'must.ai-host')?.saidBy).not.toBeNull()
  })

  test('a session that was cut off knows what was said', async () => {
    const { app, sessionId } = await onAir()
    value(await app.log('本品不能代替药物'))
    const again = await startTestServices({ folder: app.folder, clock: app.clock })
    value(await again.services.sessions.resume(sessionId))
    expect(item(again)?.saidBy).not.toBeNull()
  })
})
