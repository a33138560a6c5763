import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ERASE_TASK, type EraseOrder } from '../../../domain/contract/retention.ts'
import { MIN_RETENTION_YEARS } from '../../../domain/retention/retentionRules.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { startTestServices, type TestApp, value } from './startTestServices.ts'

const YEAR_MS = 366 * 24 * 3_600_000
const WORD = { reason: '有投诉在处理', who: '店长' }

/** A session that was on air and said these things. */
const broadcast = async (app: TestApp, texts: readonly string[]): Promise<string> => {
  const sessionId = await app.goLive()
  for (const text of texts) value(await app.log(text))
  value(await app.execute({ type: 'end' }))
  return sessionId
}

const order = (sessionId: string, over: Partial<EraseOrder> = {}): EraseOrder => ({
  scopes: [{ sessionId, claimIds: null }],
  ground: 'period',
  reason: '保存期限已满',
  who: '店长',
  withCopies: false,
  ...over,
})

const only = async (app: TestApp) => {
  const [session] = value(await app.services.retention.overview()).sessions
  if (session === undefined) throw new Error('no session')
  return session
}

test('a session is kept as long as its products ask, erased when due and only on a word', async () => {
  const app = await startTestServices()
  const { retention } = app.services
  const sessionId = await broadcast(app, ['这款雪花膏贴片全网最低价', '今天四十八小时内发货'])
  // The demo sells food and skin care beside other things.
  expect(await only(app)).toMatchObject({ sessionId, group: 'food', years: 5, state: 'kept' })
  expect(await retention.erase(order(sessionId))).toMatchObject({
    ok: false,
    error: { code: 'retention-not-due' },
  })

  app.clock.advance(5 * YEAR_MS)
  expect(await only(app)).toMatchObject({ state: 'due', claims: 2 })
  // Longer, once the shop says so.
  const settings = app.services.settings.current()
  value(
    await app.services.settings.save({ ...settings, retentionYears: { ...MIN_RETENTION_YEARS, food: 6 } }),
  )
  expect(await only(app)).toMatchObject({ state: 'kept', years: 6 })
  value(await app.services.settings.save(settings))

  value(await retention.hold(sessionId, WORD, true))
  expect(await only(app)).toMatchObject({ state: 'held', hold: WORD })
  expect(await retention.erase(order(sessionId))).toMatchObject({
    ok: false,
    error: { code: 'retention-held' },
  })
  value(await retention.hold(sessionId, WORD, false))

  const preview = value(await retention.preview([{ sessionId, claimIds: null }]))
  expect(preview).toMatchObject({ counts: { claims: 2 }, held: 0, early: 0 })
  expect((await only(app)).claims).toBe(2)
  const done = value(await retention.erase(order(sessionId)))
  expect(done).toMatchObject({ counts: preview.counts, sessions: 1, isSwept: true })
  const { entries } = preview.counts
  expect(app.progress.filter(({ task }) => task === ERASE_TASK).at(-1)).toEqual({
    task: ERASE_TASK,
    done: entries,
    total: entries,
  })
  expect(done.overview.sessions).toMatchObject([{ state: 'erased', claims: 0, erasedClaims: 2 }])
  // Words no rule pack has: those lie in the file, too.
  const bytes = readFileSync(path.join(app.folder, 'trustcue.sqlite'))
  expect(bytes.includes('雪花膏贴片')).toBe(false)
  expect(value(await app.services.chain.verify(sessionId)).isGood).toBe(true)
  // Review and the list of sessions go on.
  expect(value(await app.services.review.read(sessionId)).claims).toEqual([])
  expect(value(await app.services.review.sessions())).toMatchObject([{ claims: 0 }])
  expect(await retention.erase(order(sessionId))).toMatchObject({
    ok: false,
    error: { code: 'retention-gone' },
  })
})

test('nothing is erased while a session is on air', async () => {
  const app = await startTestServices()
  const sessionId = await broadcast(app, ['第一句'])
  const again = value(await app.services.lineup.create('第二场')).lineup.session.id
  const [product] = value(await app.services.lineup.products())
  value(await app.services.lineup.edit(again, { type: 'addProducts', productIds: [product?.id ?? ''] }))
  const items = value(await app.services.sessions.preflight(again))
  value(
    await app.services.sessions.start(
      again,
      items
        .filter(({ level }) => level === 'block')
        .map(({ id }) => ({ itemId: id, reason: '测试用的理由' })),
    ),
  )
  expect(await app.services.retention.erase(order(sessionId, { ground: 'request' }))).toMatchObject({
    ok: false,
    error: { code: 'retention-on-air' },
  })
})

test('a person is found, given what names them, and single lines are erased on request before the period is over', async () => {
  const app = await startTestServices()
  const { retention } = app.services
  const sessionId = await broadcast(app, ['王小姐说全网最低价', '别的话 <b>', '谢谢王小姐支持'])
  const found = value(await retention.find('王小姐'))
  expect(found).toMatchObject({ total: 2, hosted: 0 })
  expect(found.claims.map(({ text }) => text)).toEqual(['谢谢王小姐支持', '王小姐说全网最低价'])

  const lines = value(await retention.exportFor({ kind: 'person', text: '王小姐' }, 'jsonl', 'zh'))
  expect(lines).toMatchObject({ sessions: 1, claims: 2 })
  const rows = new TextDecoder()
    .decode(lines.bytes)
    .trim()
    .split('\n')
    .map((line): { type: string; text?: string } => JSON.parse(line))
  expect(rows[0]).toMatchObject({ type: 'export', asked: '王小姐', sessions: 1 })
  expect(rows.filter(({ type }) => type === 'claim').map(({ text }) => text)).toEqual([
    '王小姐说全网最低价',
    '谢谢王小姐支持',
  ])
  expect(rows.some(({ type }) => type === 'finding')).toBe(true)
  expect(rows.at(-1)).toMatchObject({ type: 'chain', sessionId, isGood: true })

  const page = value(await retention.exportFor({ kind: 'session', sessionId }, 'html', 'zh'))
  expect(page.claims).toBe(3)
  const html = new TextDecoder().decode(page.bytes)
  expect(html).toContain('别的话 &lt;b&gt;')
  expect(html).toContain('核验完好')

  const scopes = [{ sessionId, claimIds: [found.claims[1]?.claimId ?? ''] }]
  expect(value(await retention.preview(scopes))).toMatchObject({ counts: { claims: 1 }, early: 1 })
  const request = { scopes, ground: 'request' as const, reason: '本人来信要求删除' }
  expect(value(await retention.erase(order(sessionId, request)))).toMatchObject({
    counts: { claims: 1 },
    isSwept: true,
  })
  expect(value(await retention.find('王小姐')).claims.map(({ text }) => text)).toEqual(['谢谢王小姐支持'])
  expect(value(await app.services.chain.verify(sessionId)).isGood).toBe(true)
  const after = value(await retention.exportFor({ kind: 'session', sessionId }, 'html', 'zh'))
  expect(new TextDecoder().decode(after.bytes)).toContain('（已抹除）')
})

test('the name of a host gives what they said, and not what others said', async () => {
  const app = await startTestServices()
  const session = await app.demoSession()
  const { title, kind, steps, plannedStartAt } = value(await app.services.lineup.open(session)).lineup.session
  value(
    await app.services.lineup.edit(session, {
      type: 'setSession',
      host: '圆圆姐',
      title,
      kind,
      steps,
      plannedStartAt,
    }),
  )
  const sessionId = await app.goLive()
  value(await app.log('主播说的话'))
  value(await app.execute({ type: 'logClaim', draft: app.draft('助理说的话', { speaker: 'assistant' }) }))
  value(await app.execute({ type: 'end' }))
  expect(value(await app.services.retention.find('圆圆姐'))).toMatchObject({ total: 0, hosted: 1 })
  const made = value(
    await app.services.retention.exportFor({ kind: 'person', text: '圆圆姐' }, 'jsonl', 'zh'),
  )
  expect(made.claims).toBe(1)
  const text = new TextDecoder().decode(made.bytes)
  expect(text).toContain('主播说的话')
  expect(text).not.toContain('助理说的话')
  expect(sessionId).toBe(session)
})

test('copies made before an erasure are told, and removed when asked', async () => {
  const app = await startTestServices()
  const { retention, settings } = app.services
  // Only the copies made here.
  value(await settings.save({ ...settings.current(), backupAfterSession: false }))
  const sessionId = await broadcast(app, ['一句话'])
  app.clock.advance(6 * YEAR_MS)
  mkdirSync(path.join(app.folder, 'backups'))
  const second = ownFolder()
  value(await settings.save({ ...settings.current(), backupAfterSession: false, backupFolder: second }))
  const backup = 'trustcue-2026-05-01T20-15-00-scheduled.sqlite'
  const copies = [
    path.join(app.folder, 'trustcue.before-v8-2026-05-01T20-00-00.sqlite'),
    path.join(app.folder, 'backups', backup),
    path.join(second, backup),
  ]
  const notes = copies.slice(1).map((copy) => `${copy}.json`)
  const others = [
    path.join(app.folder, 'notes.sqlite'),
    path.join(app.folder, 'backups', 'readme.txt'),
    path.join(second, '别的.sqlite'),
  ]
  const then = app.clock.epochMs() / 1000 - 60
  for (const file of [...copies, ...notes, ...others]) {
    writeFileSync(file, 'old')
    utimesSync(file, then, then)
  }
  // Nothing was erased yet, so no copy holds anything that is gone.
  expect(value(await retention.overview()).copies).toEqual([])
  expect(value(await retention.preview([{ sessionId, claimIds: null }])).copies).toBe(3)
  const done = value(await retention.erase(order(sessionId)))
  expect(done).toMatchObject({
    copiesRemoved: 0,
    overview: { copies: [{ bytes: 3 }, { bytes: 3 }, { bytes: 3 }] },
  })
  expect(done.overview.copies.map(({ name }) => name)).toContain(path.join(second, backup))
  // One that is made afterwards does not hold it.
  const soon = app.clock.epochMs() / 1000 + 60
  const younger = ['trustcue-2033-05-01T20-15-00-asked.sqlite', 'trustcue-2026-06-01T20-15-00-asked.sqlite']
  const [later = '', carried = ''] = [path.join(app.folder, 'backups'), second].map((place, at) =>
    path.join(place, younger[at] ?? ''),
  )
  for (const file of [later, carried]) {
    writeFileSync(file, 'new')
    utimesSync(file, soon, soon)
  }
  // A disk that is not there is told; what lies on it comes back with it.
  renameSync(second, `${second}-away`)
  expect(value(await retention.overview())).toMatchObject({ copies: [{}, {}], unseen: second })
  renameSync(`${second}-away`, second)
  expect(value(await retention.removeCopies())).toMatchObject({ copies: [], unseen: null })
  // One whose name says that it is older than the erasure holds it, whenever it was carried there.
  expect([...copies, ...notes, carried].some((file) => existsSync(file))).toBe(false)
  expect([...others, later].every((file) => existsSync(file))).toBe(true)
})
