import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { SHOP_MUST_SAY } from '../../../domain/compliance/mustSay.ts'
import type { SessionRecord } from '../../../domain/contract/ipc.ts'
import { promiseKindSchema } from '../../../domain/model/claim.ts'
import { parseSubtitles } from '../../../domain/transcript/parseSubtitles.ts'
import { handClock, startTestServices, value } from './startTestServices.ts'
import { problemsOf } from '../db/verify.ts'

const root = path.join(import.meta.dirname, '../../..')
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8')

const HOUR_MS = 3_600_000
/** The evening the session was written for: a Friday, in China. */
const EVENING = Date.parse('2026-11-20T19:00:00+08:00')

const truth = z
  .strictObject({
    promises: z.array(
      z.strictObject({
        cue: z.number(),
        product: z.string(),
        kind: promiseKindSchema,
        dueHours: z.number().optional(),
        dueDay: z.iso.date().optional(),
      }),
    ),
    corrections: z.array(z.strictObject({ cue: z.number(), corrects: z.number() })),
  })
  .parse(JSON.parse(read('test', 'fixtures', 'session', 'demoSession.json')))

const switches = z
  .object({ switches: z.array(z.object({ cue: z.number(), productId: z.string() })) })
  .parse(JSON.parse(read('resources', 'demo', 'demo-session.switches.json'))).switches

const dayInChina = (at: number): string => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10)

/** The demo session said cue by cue on the hour it was written for, each product on air when its first cue comes. */
const playDemo = async () => {
  const clock = handClock()
  clock.advance(EVENING - clock.epochMs())
  const app = await startTestServices({ clock })
  const sessionId = await app.goLive()
  const cues = value(parseSubtitles('demo-session.srt', read('resources', 'demo', 'demo-session.srt')))
  for (const [index, cue] of cues.entries()) {
    clock.advance(Math.max(0, EVENING + cue.startMs - clock.epochMs()))
    const next = switches.find((each) => each.cue === index + 1)
    const { slots, nowSlotId } = app.services.state.snapshot()
    const slot = slots.find(({ productId }) => productId === next?.productId)
    if (slot !== undefined && slot.id !== nowSlotId)
      value(await app.execute({ type: 'goTo', slotId: slot.id }))
    const draft = app.draft(cue.text, { speaker: cue.speaker, source: 'subtitle', saidAt: clock.epochMs() })
    value(await app.execute({ type: 'logClaim', draft }))
  }
  const live = app.services.state.snapshot()
  value(await app.execute({ type: 'end' }))
  return { app, sessionId, live, record: value(await app.services.review.read(sessionId)) }
}

const cueOf = (record: SessionRecord, claimId: string | null): number =>
  record.claims.findIndex(({ id }) => id === claimId) + 1

/** Labelled promises that are not in the ledger with their kind, and those whose due time is another. */
const promiseFaults = (record: SessionRecord): { missing: number[]; wrongDue: number[] } => {
  const missing: number[] = []
  const wrongDue: number[] = []
  for (const wanted of truth.promises) {
    const made = record.promises.find(
      (one) =>
        cueOf(record, one.claimId) === wanted.cue &&
        one.kind === wanted.kind &&
        one.productId === wanted.product,
    )
    if (made === undefined) {
      missing.push(wanted.cue)
      continue
    }
    const isRight =
      made.dueAt !== null &&
      (wanted.dueHours === undefined
        ? dayInChina(made.dueAt) === wanted.dueDay
        : made.dueAt - made.at === wanted.dueHours * HOUR_MS)
    if (!isRight) wrongDue.push(wanted.cue)
  }
  return { missing, wrongDue }
}

/** Labelled corrections whose slip was not found, or is not linked both ways. */
const unlinkedCorrections = (record: SessionRecord) =>
  truth.corrections.filter(({ cue, corrects }) => {
    const slips = record.findings.filter((finding) => cueOf(record, finding.claimId) === corrects)
    const claim = record.claims[cue - 1]
    const isLinked = slips.every(
      ({ id, state, correctedBy }) =>
        state === 'corrected' && correctedBy === claim?.id && claim.corrects.includes(id),
    )
    return slips.length === 0 || !isLinked
  })

test('the demo session: promises with their due times, corrections linked both ways, words said', async () => {
  const { app, sessionId, live, record } = await playDemo()
  expect(record.claims).toHaveLength(321)
  expect([truth.promises.length, truth.corrections.length]).toEqual([18, 6])

  expect.soft(promiseFaults(record)).toEqual({ missing: [], wrongDue: [] })
  const made = (cue: number, kind: string) =>
    record.promises.find((one) => cueOf(record, one.claimId) === cue && one.kind === kind)
  expect.soft(made(43, 'gift')).toMatchObject({ what: '虎皮鸡蛋', count: 2 })
  expect.soft(made(96, 'gift')).toMatchObject({ what: '补水面膜', count: 3, who: '每单' })
  expect.soft(made(202, 'gift')).toMatchObject({ what: '七格药盒', count: 1 })
  expect.soft(made(274, 'restock')).toMatchObject({ count: 200 })
  expect.soft(made(314, 'draw')).toMatchObject({ what: '空气炸锅', count: 3 })
  expect.soft(made(41, 'ship')).toMatchObject({ who: '今晚付款的' })

  expect.soft(unlinkedCorrections(record)).toEqual([])
  const wanted = new Set(truth.corrections.map(({ cue }) => cue))
  const others = record.findings.filter(
    ({ claimId, correctedBy }) =>
      claimId !== null && correctedBy !== null && !wanted.has(cueOf(record, correctedBy)),
  )
  expect.soft(others.map(({ correctedBy }) => cueOf(record, correctedBy))).toEqual([])

  // The law's words were said (本品不能代替药物, price with weight); of the shop's own wishes some were not, which are notes.
  const missed = record.findings.filter(({ claimId }) => claimId === null)
  expect.soft(missed.filter(({ rule }) => rule !== SHOP_MUST_SAY).map(({ rule }) => rule)).toEqual([])
  expect.soft(missed.every(({ severity, slotId }) => severity === 'note' && slotId !== null)).toBe(true)

  expect(live.promises.map(({ id }) => id)).toEqual(record.promises.map(({ id }) => id))
  expect(live.totals).toMatchObject({ claims: 321, promises: record.promises.length })
  expect(await problemsOf(app.db, sessionId)).toEqual([])
})
