import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import { codeOf, startTestServices, value, type TestApp } from './startTestServices.ts'
import { problemsOf } from '../db/verify.ts'

const SLIP = '这是国家级的产品'
const CORRECTION = '刚才口误，不是国家级，收回'

const findings = (app: TestApp) => app.services.state.snapshot().findings
const last = (app: TestApp) => {
  const claim = app.services.state.snapshot().claims.at(-1)
  if (claim === undefined) throw new Error('no claim')
  return claim
}

describe('a correcting utterance puts the slip right by itself', () => {
  test.each(['typed', 'phrase', 'subtitle', 'speech'] as const)('%s', async (source) => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    const say = async (text: string) =>
      value(await app.execute({ type: 'logClaim', draft: app.draft(text, { source }) }))
    await say(SLIP)
    const before = app.services.state.snapshot().totals
    expect(before.open).toBe(findings(app).length)
    await say(CORRECTION)

    const claim = last(app)
    const slips = findings(app).filter(({ rule }) => rule === 'abs.supreme-words')
    expect(slips.length).toBeGreaterThan(0)
    for (const slip of slips) {
      expect(slip).toMatchObject({ state: 'corrected', correctedBy: claim.id, reason: '' })
      expect(claim.corrects).toContain(slip.id)
    }
    expect(app.services.state.snapshot().totals.open).toBe(before.open - claim.corrects.length)
    expect(app.services.state.snapshot().undoable).toBe('correct')

    const record = value(await app.services.review.read(sessionId))
    expect(record.claims.find(({ id }) => id === claim.id)?.corrects).toEqual(claim.corrects)
    expect(record.findings.filter(({ correctedBy }) => correctedBy === claim.id).map(({ id }) => id)).toEqual(
      claim.corrects,
    )
    expect(await problemsOf(app.db, sessionId)).toEqual([])
  })

  test('F6 with words takes the finding that was chosen, and what else the words mean', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log(SLIP))
    value(await app.log('加我微信，发你大额券'))
    const chosen = findings(app).find(({ family }) => family === 'DIV')
    expect(chosen).toBeDefined()
    const draft = app.draft(CORRECTION)
    value(await app.execute({ type: 'correct', findingId: chosen?.id ?? '', draft }))
    const states = findings(app).map(({ family, state, correctedBy }) => [family, state, correctedBy])
    expect(states).toContainEqual(['DIV', 'corrected', draft.id])
    expect(states).toContainEqual(['ABS', 'corrected', draft.id])
  })

  test('it is taken back within ten seconds: the findings stand open again', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log(SLIP))
    const { open } = app.services.state.snapshot().totals
    value(await app.log(CORRECTION))
    value(await app.execute({ type: 'undo' }))
    expect(findings(app).every(({ state, correctedBy }) => state === 'open' && correctedBy === null)).toBe(
      true,
    )
    expect(app.services.state.snapshot().totals.open).toBe(open)
    expect(codeOf(await app.execute({ type: 'undo' }))).toBe('live-nothing-to-undo')
  })

  test('not after the time that is set, and a later slip stays', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.services.settings.save({ ...DEFAULT_SETTINGS, correctionMinutes: 1 }))
    value(await app.log(SLIP))
    app.clock.advance(61_000)
    value(await app.log(CORRECTION))
    expect(last(app).corrects).toEqual([])
    value(await app.log(SLIP))
    expect(findings(app).every(({ state }) => state === 'open')).toBe(true)
  })

  test('an acknowledged finding is put right too, a dismissed one stays dismissed', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log(SLIP))
    const [first] = findings(app)
    value(await app.execute({ type: 'acknowledge', findingId: first?.id ?? '' }))
    value(await app.log(CORRECTION))
    expect(findings(app)[0]?.state).toBe('corrected')

    value(await app.log(SLIP))
    const again = findings(app).find(({ state }) => state === 'open')
    value(await app.execute({ type: 'dismiss', findingId: again?.id ?? '', reason: '在引用别人的话' }))
    value(await app.log(CORRECTION))
    expect(findings(app).find(({ id }) => id === again?.id)?.state).toBe('dismissed')
  })

  test('a resumed session knows what was put right', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.log(SLIP))
    value(await app.log(CORRECTION))
    const corrects = last(app).corrects
    const again = await startTestServices({ folder: app.folder, clock: app.clock })
    value(await again.services.sessions.resume(sessionId))
    expect(last(again).corrects).toEqual(corrects)
    expect(corrects.length).toBeGreaterThan(0)
  })
})

describe('promises carry their terms to the ledger', () => {
  test('thing, number, who and due time come back from the file', async () => {
    const app = await startTestServices()
    const sessionId = await app.goLive()
    value(await app.log('前五十名拍下的送两支小样，跟正装一起发'))
    const live = app.services.state.snapshot().promises
    expect(live).toMatchObject([{ kind: 'gift', what: '小样', count: 2, who: '前五十名拍下的', dueAt: null }])
    expect(value(await app.services.review.read(sessionId)).promises).toEqual(live)
  })

  test('a present that goes along is due with the goods; a prize is counted from the draw', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(await app.log('四十八小时内发货'))
    value(await app.log('拍一箱送两包虎皮鸡蛋，跟粉装一个箱子走'))
    value(await app.log('中奖名单明天中午十二点公布'))
    value(await app.log('中奖的三台空气炸锅，名单公布以后七天之内给你们寄到门口'))
    const { promises } = app.services.state.snapshot()
    const [ship, gift, draw, prize] = promises
    expect(promises.map(({ kind }) => kind)).toEqual(['ship', 'gift', 'draw', 'draw'])
    expect((gift?.dueAt ?? 0) - (gift?.at ?? 0)).toBe((ship?.dueAt ?? 0) - (ship?.at ?? 0))
    expect((prize?.dueAt ?? 0) - (draw?.dueAt ?? 0)).toBe(7 * 24 * 3_600_000)
  })
})
