import { describe, expect, test } from 'vitest'
import type { MustSayItem } from '../../../domain/contract/live.ts'
import { translate } from '../../../domain/messages/translate.ts'
import { dueText } from '../../../renderer/console/features/live/dueText.ts'
import { nextSpotlight } from '../../../renderer/console/features/live/liveActions.ts'
import { slotCountdown } from '../../../renderer/shared/live/countdown.ts'
import { mustSayAt } from '../../../renderer/shared/live/mustSay.ts'
import { claim, slot, snapshotOf } from './samples.ts'

const onAir = (plannedMs: number, airedMs: number) => ({
  slots: [slot(0, { plannedMs, airedMs, state: 'live' })],
  nowSlotId: slot(0).id,
  nowSince: 1_000_000,
  startedAt: 0,
})

describe('the countdown of the slot on air', () => {
  test('counts down from the planned time, over every time it was on air', () => {
    expect(slotCountdown(onAir(240_000, 60_000), 1_030_000)).toMatchObject({ leftMs: 150_000, level: 'calm' })
  })

  test('warns for the last quarter, at most the last minute', () => {
    expect(slotCountdown(onAir(600_000, 0), 1_539_000)?.level).toBe('calm')
    expect(slotCountdown(onAir(600_000, 0), 1_540_000)?.level).toBe('warn')
    expect(slotCountdown(onAir(60_000, 0), 1_044_000)?.level).toBe('calm')
    expect(slotCountdown(onAir(60_000, 0), 1_045_000)?.level).toBe('warn')
  })

  test('is in danger from the end on, and says by how much', () => {
    expect(slotCountdown(onAir(60_000, 0), 1_090_000)).toEqual({ leftMs: -30_000, part: 0, level: 'danger' })
  })

  test('is not there when nothing is on air or no time was planned', () => {
    expect(slotCountdown({ ...onAir(60_000, 0), nowSlotId: null }, 1_000_000)).toBeNull()
    expect(slotCountdown(onAir(0, 0), 1_000_000)).toBeNull()
  })
})

describe('what must be said', () => {
  const item = (key: string, part: Partial<MustSayItem>): MustSayItem => ({
    key,
    rule: key,
    text: key,
    severity: 'warn',
    remindAtMs: 60_000,
    saidBy: null,
    ...part,
  })
  const snapshot = {
    ...snapshotOf([], []),
    slots: [slot(0, { plannedMs: 240_000, airedMs: 30_000, state: 'live' })],
    nowSlotId: slot(0).id,
    nowSince: 1_000_000,
    mustSay: [
      item('said', { saidBy: claim(1).id }),
      item('later', { remindAtMs: 200_000 }),
      item('soon', {}),
    ],
  }
  const standings = (at: number) => mustSayAt(snapshot, at).map((each) => [each.item.key, each.standing])

  test('is due once the slot has been on air long enough, over every time it was on', () => {
    expect(standings(1_029_999)).toEqual([
      ['later', 'waiting'],
      ['soon', 'waiting'],
      ['said', 'said'],
    ])
    expect(standings(1_030_000)).toEqual([
      ['soon', 'due'],
      ['later', 'waiting'],
      ['said', 'said'],
    ])
  })
})

describe('rights shown large, one after another', () => {
  test('none, first, … last, none', () => {
    expect(nextSpotlight(['a', 'b'], null)).toBe('a')
    expect(nextSpotlight(['a', 'b'], 'a')).toBe('b')
    expect(nextSpotlight(['a', 'b'], 'b')).toBeNull()
  })

  test('one this product does not have gives way to its first; without rights nothing opens', () => {
    expect(nextSpotlight(['a', 'b'], 'z')).toBe('a')
    expect(nextSpotlight([], null)).toBeNull()
  })
})

describe('when a promise is due', () => {
  const t = (key: Parameters<typeof translate>[1], params = {}): string => translate('zh', key, params)
  const now = new Date(2026, 10, 22, 20, 0).getTime()

  test('as one says it: today, tomorrow, else the day', () => {
    expect(dueText(t, 'zh', new Date(2026, 10, 22, 23, 40).getTime(), now)).toBe('今天 23:40 前')
    expect(dueText(t, 'zh', new Date(2026, 10, 23, 12, 0).getTime(), now)).toBe('明天 12:00 前')
    expect(dueText(t, 'zh', new Date(2026, 10, 25, 9, 5).getTime(), now)).toBe('11月25日 09:05 前')
    expect(dueText(t, 'zh', null, now)).toBe('没说时间')
  })
})
