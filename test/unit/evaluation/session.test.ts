import { describe, expect, test } from 'vitest'
import type { Family, PromiseKind } from '../../../domain/model/claim.ts'
import { readDue, readSession, withSwitches } from '../../../scripts/eval/readSession.ts'
import {
  DUE_TOLERANCE_MS,
  isDueRight,
  scoreCorrections,
  scorePromises,
  scoreSessionLookalikes,
  type CheckedCue,
  type FoundPromise,
} from '../../../scripts/eval/scoreSession.ts'

const AT = Date.parse('2026-11-20T19:00:00+08:00')
const HOUR_MS = 3_600_000

const SRT = [
  '1\n00:00:01,000 --> 00:00:02,000\n主播: 四十八小时内发货\n',
  '2\n00:00:03,000 --> 00:00:04,000\n全网最低价\n',
  '3\n00:00:05,000 --> 00:00:06,000\n刚才口误，价格收回\n',
  '4\n00:00:07,000 --> 00:00:08,000\n周六公布中奖名单\n',
].join('\n')

const truth = (change: object = {}): string =>
  JSON.stringify({
    cues: [
      { n: 1, product: 'lip', labels: [], promise: { what: '48小时内发货', due: '+48h after order' } },
      { n: 2, product: 'lip', labels: ['PRI'], spans: ['最低价'] },
      { n: 3, product: null, labels: [], corrects: 2 },
      { n: 4, product: null, labels: [], promise: { what: '公布中奖名单', due: '2026-11-21' } },
    ],
    lookalikes: [{ n: 3, family: 'PRI' }],
    ...change,
  })

const sessionOf = (truthText: string) => {
  const read = readSession('a.srt', SRT, 'a.truth.json', truthText)
  if (!read.ok) throw new Error(read.failure.key)
  return read.value
}

const promised = (kind: PromiseKind, dueAt: number | null): FoundPromise => ({ kind, quote: '发货', dueAt })

const checked = (verdicts: Readonly<Record<number, Partial<CheckedCue['verdict']>>>): CheckedCue[] =>
  sessionOf(truth()).cues.map((cue) => ({
    cue,
    saidAt: AT + cue.offsetMs,
    verdict: { findings: [], suppressed: [], promises: [], ...verdicts[cue.n] },
  }))

const found = (family: Family, severity: 'note' | 'warn') => ({
  rule: 'a.b',
  family,
  severity,
  start: 0,
  end: 1,
  quote: '',
  words: {
    message: { zh: '', en: '' },
    suggestion: { zh: '', en: '' },
    correction: '收回',
    basis: [],
    penalty: '',
  },
})

describe('reading a session', () => {
  test('labels lie on the words without the speaker; a kind not named is taken from the words', () => {
    const { cues } = sessionOf(truth())
    expect(cues[0]).toMatchObject({
      n: 1,
      offsetMs: 1000,
      labelled: { text: '四十八小时内发货', product: 'lip' },
    })
    expect(cues[0]?.promise?.kinds).toEqual(['ship'])
    expect(cues[1]?.labelled.spans).toEqual([{ start: 2, end: 5 }])
    expect(cues[3]?.promise?.kinds).toContain('draw')
  })

  test('due times are days or spans, and nothing else', () => {
    expect(readDue('2026-11-21')).toEqual({ type: 'day', dayStart: Date.parse('2026-11-21T00:00:00+08:00') })
    expect(readDue('+48h after order')).toEqual({ type: 'after', ms: 48 * HOUR_MS })
    expect(readDue('+3d after return')).toEqual({ type: 'after', ms: 72 * HOUR_MS })
    expect(readDue('2026-13-45')).toBeUndefined()
    expect(readDue('soon')).toBeUndefined()
  })

  test.each([
    ['a cue the subtitles do not have', { cues: [{ n: 9, labels: [] }] }, 'n'],
    [
      'a due time that is none',
      { cues: [{ n: 1, labels: [], promise: { what: '发货', due: 'soon' } }] },
      'promise.due',
    ],
    ['no list of cues', { cues: 1 }, 'cues'],
  ])('%s is named', (_name, change, field) => {
    expect(readSession('a.srt', SRT, 'a.truth.json', truth(change))).toMatchObject({
      ok: false,
      failure: { key: 'eval.session-field', params: { file: 'a.truth.json', field } },
    })
  })

  test('a switch file says what is on air instead of the labels', () => {
    const switches = JSON.stringify({
      switches: [
        { cue: 4, productId: 'lamp' },
        { cue: 2, productId: 'lip' },
      ],
    })
    const read = withSwitches(sessionOf(truth()), 'switches.json', switches)
    expect(read.ok && read.value.cues.map((cue) => cue.labelled.product)).toEqual([
      null,
      'lip',
      'lip',
      'lamp',
    ])
  })
})

describe('scoring a session', () => {
  test('a due time is right within the tolerance, or anywhere in the day', () => {
    const { cues } = sessionOf(truth())
    const [ship, , , draw] = cues.map((cue) => cue.promise)
    if (ship === null || ship === undefined || draw === null || draw === undefined)
      throw new Error('no promise')
    const due = AT + 48 * HOUR_MS
    expect(isDueRight(ship, due + DUE_TOLERANCE_MS, AT)).toBe(true)
    expect(isDueRight(ship, due + DUE_TOLERANCE_MS + 1, AT)).toBe(false)
    expect(isDueRight(ship, null, AT)).toBe(false)
    expect(isDueRight(draw, Date.parse('2026-11-21T23:59:59+08:00'), AT)).toBe(true)
    expect(isDueRight(draw, Date.parse('2026-11-22T00:00:00+08:00'), AT)).toBe(false)
  })

  test('promises: found, kind, due time, and those nobody made', () => {
    const score = scorePromises(
      checked({
        // The one that fits is taken, wherever it stands.
        1: { promises: [promised('gift', null), promised('ship', AT + 1000 + 48 * HOUR_MS)] },
        2: { promises: [promised('return', null)] },
        4: { promises: [promised('ship', Date.parse('2026-11-21T12:00:00+08:00'))] },
      }),
    )
    expect(score.found).toMatchObject({ count: 2, of: 2 })
    expect(score.kindRight).toMatchObject({ count: 1, of: 2 })
    expect(score.dueRight).toMatchObject({ count: 2, of: 2 })
    expect(score.rows[0]).toMatchObject({ cue: 1, kind: 'ship', due: '2026-11-22T19:00:01+08:00' })
    expect(score.extra).toEqual([{ cue: 2, kind: 'return', quote: '发货' }])
    expect(scorePromises(checked({})).found).toEqual({ count: 0, of: 2, share: 0 })
  })

  test('corrections: linked to the right cue, to a wrong one, not at all, and where none is', () => {
    const score = (...links: readonly (readonly [number, readonly number[]])[]) =>
      scoreCorrections(checked({}), () => new Map(links))
    expect(score([3, [2]])).toEqual({
      linked: { count: 1, of: 1, share: 1 },
      rows: [{ cue: 3, corrects: 2, linkedTo: [2] }],
      extra: [],
    })
    expect(score([3, [1, 2]])).toMatchObject({ linked: { count: 1 }, extra: [{ cue: 3, linkedTo: 1 }] })
    expect(score([3, [1]])).toMatchObject({ linked: { count: 0 }, extra: [{ cue: 3, linkedTo: 1 }] })
    expect(score()).toMatchObject({ linked: { count: 0, of: 1 }, rows: [{ linkedTo: [] }], extra: [] })
    expect(score([4, [1]]).extra).toEqual([{ cue: 4, linkedTo: 1 }])
  })

  test('a look-alike passes unless its own family is flagged', () => {
    const session = sessionOf(truth())
    const score = (family: Family, severity: 'note' | 'warn') =>
      scoreSessionLookalikes(session, checked({ 3: { findings: [found(family, severity)] } }), 'warn')
    expect(score('PRI', 'warn')).toEqual({ passed: { count: 0, of: 1, share: 0 }, flagged: [3] })
    expect(score('PRI', 'note').passed.count).toBe(1)
    expect(score('ABS', 'warn').passed.count).toBe(1)
  })
})
