import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import {
  checkFinal,
  checkPartial,
  EMPTY_STREAM,
  type StreamState,
  type StreamStep,
} from '../../../domain/compliance/streamCheck.ts'
import type { FindingDraft } from '../../../domain/model/claim.ts'
import { onAir, shipped } from '../../rules/shippedPacks.ts'
import { contextPack, NOTHING_ON_AIR } from './contextPack.ts'

const PRODUCT = 'lip-01'
const context = onAir(PRODUCT)

/** A viewer of the stream: what it shows after each step. */
const watch = () => {
  const shown = new Map<string, FindingDraft>()
  const everAdded: string[] = []
  return {
    shown,
    everAdded,
    take: ({ added, changed, retracted }: StreamStep): void => {
      for (const key of retracted) expect(shown.delete(key)).toBe(true)
      for (const { key, finding } of changed) {
        expect(shown.has(key)).toBe(true)
        shown.set(key, finding)
      }
      for (const { key, finding } of added) {
        expect(shown.has(key)).toBe(false)
        everAdded.push(key)
        shown.set(key, finding)
      }
    },
  }
}

const say = (partials: readonly string[], final: string) => {
  const viewer = watch()
  let state: StreamState = EMPTY_STREAM
  for (const partial of partials) {
    const step = checkPartial(state, partial, context, shipped)
    viewer.take(step)
    state = step.state
  }
  const end = checkFinal(state, final, context, shipped)
  viewer.take(end)
  return { viewer, end }
}

const PIECES = [
  '全网最低价',
  '这是国家级的',
  '，加我微信',
  '七天见效',
  '原价三百九十九',
  '，我不敢说',
  '。刚才口误',
  '四十八小时内发货',
  '有人问是不是最好的',
  '，对',
  '送两支小样',
  '颜色挺显白的',
]
const texts = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
const sorted = (findings: Iterable<FindingDraft>): FindingDraft[] =>
  [...findings].toSorted((left, right) => left.start - right.start || (left.rule < right.rule ? -1 : 1))

describe('an utterance checked while it grows', () => {
  test('any way of growing ends with the findings of the whole text, and none is reported twice', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
        const ends = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].toSorted((a, b) => a - b)
        const { viewer, end } = say(
          ends.map((each) => text.slice(0, each)),
          text,
        )
        const whole = checkClaim(text, context, shipped)
        expect(end.verdict).toEqual(whole)
        expect(sorted(viewer.shown.values())).toEqual(sorted(whole.findings))
        expect(new Set(viewer.everAdded).size).toBe(viewer.everAdded.length)
        // The same words at the same place are not reported a second time while they stand.
        const standing = [...viewer.shown.values()].map(({ rule, start }) => `${rule}@${String(start)}`)
        expect(new Set(standing).size).toBe(standing.length)
      }),
      { numRuns: 120 },
    )
  })

  test('whatever the recogniser heard before, the last word counts', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), texts, (heard, text) => {
        const { viewer } = say(heard, text)
        expect(sorted(viewer.shown.values())).toEqual(sorted(checkClaim(text, context, shipped).findings))
      }),
      { numRuns: 80 },
    )
  })

  test('a finding keeps its name while more is said, and is reported as soon as something follows it', () => {
    const first = checkPartial(EMPTY_STREAM, '今天全网最低', NOTHING_ON_AIR, contextPack)
    expect(first.added).toEqual([])
    const second = checkPartial(first.state, '今天全网最低价，你们', NOTHING_ON_AIR, contextPack)
    expect(second.added.map(({ finding }) => finding.quote)).toEqual(['全网最低价'])
    const third = checkPartial(second.state, '今天全网最低价，你们去比', NOTHING_ON_AIR, contextPack)
    expect([third.added, third.changed, third.retracted]).toEqual([[], [], []])
    const end = checkFinal(third.state, '今天全网最低价，你们去比', NOTHING_ON_AIR, contextPack)
    expect(end.added).toEqual([])
    expect(end.state.standing.map(({ key }) => key)).toEqual(second.added.map(({ key }) => key))
  })

  test('revised words take their finding back', () => {
    const heard = checkPartial(EMPTY_STREAM, '这个全网最低价啊', NOTHING_ON_AIR, contextPack)
    const revised = checkPartial(heard.state, '这个全网最贵的啊', NOTHING_ON_AIR, contextPack)
    expect(revised.retracted).toEqual(heard.added.map(({ key }) => key))
    expect(revised.state.standing).toEqual([])
  })

  test('what follows and denies takes it back', () => {
    const heard = checkPartial(EMPTY_STREAM, '全网最低价这', NOTHING_ON_AIR, contextPack)
    expect(heard.added).toHaveLength(1)
    const end = checkFinal(heard.state, '全网最低价这话我不敢说', NOTHING_ON_AIR, contextPack)
    expect(end.retracted).toEqual(heard.added.map(({ key }) => key))
  })

  test('the state that goes in is not changed', () => {
    const { state } = checkPartial(EMPTY_STREAM, '全网最低价，国家级的', NOTHING_ON_AIR, contextPack)
    const before = structuredClone(state)
    checkFinal(state, '全网', NOTHING_ON_AIR, contextPack)
    expect(state).toEqual(before)
  })
})
