import { describe, expect, test } from 'vitest'
import { chinaDay, lastDayOfYears } from '../../../domain/retention/chinaDays.ts'
import { isDue, retentionGroupOf, retentionOf } from '../../../domain/retention/retentionOf.ts'
import {
  MIN_RETENTION_YEARS,
  RETENTION_RULES,
  retentionYearsSchema,
} from '../../../domain/retention/retentionRules.ts'
import { stretchesOf } from '../../../domain/retention/tombstone.ts'

const at = (text: string): number => Date.parse(text)
const ended = (text: string, kind: 'broadcast' | 'rehearsal' = 'broadcast') => ({ kind, endedAt: at(text) })
const product = (category: string) => ({ name: '某商品', category })

describe('days of China', () => {
  test('a stream that ends after midnight in China ends on the new day, wherever the machine is', () => {
    expect(chinaDay(at('2026-03-01T15:59:59Z'))).toBe('2026-03-01')
    expect(chinaDay(at('2026-03-01T16:00:00Z'))).toBe('2026-03-02')
  })

  test('a period that begins on 29 February ends on the last day of that month', () => {
    expect(lastDayOfYears('2028-02-29', 3)).toBe('2031-02-28')
    expect(lastDayOfYears('2028-02-29', 4)).toBe('2032-02-29')
    expect(lastDayOfYears('2027-02-28', 5)).toBe('2032-02-28')
    expect(lastDayOfYears('2026-12-31', 3)).toBe('2029-12-31')
  })
})

describe('how long a session is kept', () => {
  test('three years from the end of the stream, and its last day is still kept', () => {
    const kept = retentionOf(ended('2026-03-01T15:30:00Z'), [product('服装')], MIN_RETENTION_YEARS)
    expect(kept).toEqual({ group: 'general', years: 3, endedOn: '2026-03-01', lastDay: '2029-03-01' })
    expect(isDue(kept, at('2029-03-01T15:59:59.999Z'))).toBe(false)
    expect(isDue(kept, at('2029-03-01T16:00:00Z'))).toBe(true)
  })

  test('one product that asks for five years keeps the whole session', () => {
    const mixed = [product('服装'), product('生鲜水果'), product('数码')]
    expect(retentionOf(ended('2028-02-29T04:00:00Z'), mixed, MIN_RETENTION_YEARS)).toEqual({
      group: 'food',
      years: 5,
      endedOn: '2028-02-29',
      lastDay: '2033-02-28',
    })
  })

  test('what the shop has set longer counts, and decides what is named', () => {
    const years = { ...MIN_RETENTION_YEARS, general: 8 }
    expect(retentionOf(ended('2026-03-01T04:00:00Z'), [product('护肤')], years)).toMatchObject({
      group: 'general',
      years: 8,
    })
    expect(retentionOf(ended('2026-03-01T04:00:00Z'), [product('')], years)).toMatchObject({
      group: 'unknown',
      years: 8,
    })
  })

  test('a product without a category may be anything, so it keeps its session longest', () => {
    expect(retentionOf(ended('2026-03-01T04:00:00Z'), [product(' ')], MIN_RETENTION_YEARS)).toMatchObject({
      group: 'unknown',
      years: 5,
    })
  })

  test('a session without products has the term of the law, a rehearsal its own', () => {
    expect(retentionOf(ended('2026-03-01T04:00:00Z'), [], MIN_RETENTION_YEARS).years).toBe(3)
    expect(
      retentionOf(ended('2026-03-01T04:00:00Z', 'rehearsal'), [product('食品')], MIN_RETENTION_YEARS),
    ).toMatchObject({ group: 'rehearsal', years: 1, lastDay: '2027-03-01' })
  })

  test.each([
    ['方便食品', 'food'],
    ['酒类', 'food'],
    ['保健品', 'food'],
    ['特殊化妆品(祛斑美白类,国产,含防晒)', 'cosmetics'],
    ['药妆', 'cosmetics'],
    ['多肉植物', 'general'],
    ['医疗器械(二类)', 'medical'],
    ['食品级硅胶厨具', 'general'],
    ['茶具', 'general'],
    ['茶叶茶具', 'food'],
    ['照明', 'general'],
  ])('%s is %s', (category, group) => {
    expect(retentionGroupOf(product(category))).toBe(group)
  })
})

describe('what a shop may set', () => {
  test('longer, and never below the law or below what the app asks for', () => {
    expect(retentionYearsSchema.safeParse({ ...MIN_RETENTION_YEARS, general: 10 }).success).toBe(true)
    for (const group of ['general', 'food', 'cosmetics', 'medical', 'rehearsal'] as const) {
      const short = { ...MIN_RETENTION_YEARS, [group]: MIN_RETENTION_YEARS[group] - 1 }
      expect(retentionYearsSchema.safeParse(short).success).toBe(false)
    }
  })

  test('what the law asks for is three years at least in every group that can be on air', () => {
    const onAir = RETENTION_RULES.filter(({ group }) => group !== 'rehearsal')
    for (const { minYears } of onAir) expect(minYears).toBeGreaterThanOrEqual(3)
  })
})

test('entries become stretches without a gap', () => {
  expect(stretchesOf([7, 3, 4, 5, 9])).toEqual([
    [3, 5],
    [7, 7],
    [9, 9],
  ])
  expect(stretchesOf([])).toEqual([])
})
