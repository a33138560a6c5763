import { describe, expect, test } from 'vitest'
import { formatCount } from '../../../renderer/shared/formatCount.ts'
import { formatMoney, formatYuan, parseYuan } from '../../../renderer/shared/formatMoney.ts'
import {
  formatClock,
  formatDayTime,
  formatMinutes,
  formatSpan,
  parseMinutes,
} from '../../../renderer/shared/formatTime.ts'

describe('money', () => {
  test.each([
    [1, '¥0.01'],
    [0, '¥0'],
    [8990, '¥89.9'],
    [12_900, '¥129'],
    [12_999_900, '¥129,999'],
    [1_000_000_000, '¥10,000,000'],
  ])('%i fen reads %s', (fen, text) => expect(formatMoney(fen)).toBe(text))

  test.each([
    ['89.9', 8990],
    ['¥1,299.00', 129_900],
    ['１２９元', 12_900],
    ['0.01', 1],
    ['5.', 500],
    ['10000000', 1_000_000_000],
  ])('%s is read as %i fen', (typed, fen) => expect(parseYuan(typed)).toBe(fen))

  test.each(['', '一百', '-5', '1.234', '10000000.01', '1e3', 'NaN'])('%s is no price', (typed) =>
    expect(parseYuan(typed)).toBeNull(),
  )

  test('what is shown reads back as the same amount', () => {
    for (const fen of [0, 1, 10, 99, 100, 8990, 12_999_900]) expect(parseYuan(formatYuan(fen))).toBe(fen)
  })
})

describe('times', () => {
  test.each([
    [200_000, '03:20'],
    [0, '00:00'],
    [-65_000, '-01:05'],
    [-400, '00:00'],
    [4_365_000, '1:12:45'],
  ])('%i ms on the clock is %s', (ms, text) => expect(formatClock(ms)).toBe(text))

  test.each([
    [80_000, '1 分 20 秒', '1 min 20 s'],
    [60_000, '1 分', '1 min'],
    [11_100_000, '3 时 5 分', '3 h 5 min'],
    [7_200_000, '2 时', '2 h'],
    [0, '0 秒', '0 s'],
  ])('%i ms in words is %s', (ms, zh, en) => {
    expect(formatSpan('zh', ms)).toBe(zh)
    expect(formatSpan('en', ms)).toBe(en)
  })

  test.each([
    ['6', 360_000],
    ['２.５', 150_000],
    ['8分钟', 480_000],
    ['10 min', 600_000],
  ])('%s minutes are %i ms', (typed, ms) => expect(parseMinutes(typed)).toBe(ms))

  test.each(['', '0', '-1', '601', '六', '1:30'])('%s is no number of minutes', (typed) =>
    expect(parseMinutes(typed)).toBeNull(),
  )

  test('planned minutes show no needless decimals', () => {
    expect(formatMinutes(360_000)).toBe('6')
    expect(formatMinutes(150_000)).toBe('2.5')
  })

  test('a day and a time read as each language writes them', () => {
    const at = new Date(2026, 10, 22, 19, 5).getTime()
    expect(formatDayTime('zh', at)).toBe('11月22日 19:05')
    expect(formatDayTime('en', at)).toBe('22 Nov 19:05')
  })
})

describe('counts', () => {
  test.each([
    [860, '860', '860'],
    [9999, '9999', '9999'],
    [12_000, '1.2万', '12k'],
    [19_999, '1.9万', '19.9k'],
    [1_000_000_000, '10亿', '1000M'],
  ])('%i pieces are never shown larger than they are: %s', (count, zh, en) => {
    expect(formatCount('zh', count)).toBe(zh)
    expect(formatCount('en', count)).toBe(en)
  })
})
