import { describe, expect, test } from 'vitest'
import type { PreflightItem, Slot } from '../../../domain/model/lineup.ts'
import {
  overridesOf,
  preflightCounts,
  preflightGroups,
  preflightPlace,
} from '../../../renderer/console/features/lineup/preflightPlace.ts'
import { moveByOne, moveToDrop, moveToEdge } from '../../../renderer/console/features/lineup/rowMoves.ts'
import { matchesSearch, openItems } from '../../../renderer/console/features/lineup/slotFilter.ts'
import {
  parseDay,
  parseDayTime,
  parseLines,
  parseWhole,
} from '../../../renderer/console/features/lineup/detail/texts.ts'
import { MADE_UP_PRODUCTS, madeUpSession, madeUpSlots } from '../../browser/fakeBridge/madeUp.ts'

const slots: readonly Slot[] = madeUpSlots(madeUpSession('ready'), MADE_UP_PRODUCTS, 5)
const ids = slots.map(({ id }) => id)
const chosen = (...positions: number[]): ReadonlySet<string> =>
  new Set(positions.map((at) => ids[at - 1] ?? ''))

/** The order after a move, as positions before it. */
const order = (move: { slotIds: readonly string[]; beforeSlotId: string | null } | null): number[] => {
  if (move === null) return []
  const rest = ids.filter((id) => !move.slotIds.includes(id))
  const at = move.beforeSlotId === null ? rest.length : rest.indexOf(move.beforeSlotId)
  return [...rest.slice(0, at), ...move.slotIds, ...rest.slice(at)].map((id) => ids.indexOf(id) + 1)
}

describe('moving slots', () => {
  test('one place up and down', () => {
    expect(order(moveByOne(slots, chosen(3), 'up'))).toEqual([1, 3, 2, 4, 5])
    expect(order(moveByOne(slots, chosen(3), 'down'))).toEqual([1, 2, 4, 3, 5])
  })
  test('a block moves as one, and stops at the edge', () => {
    expect(order(moveByOne(slots, chosen(2, 3), 'down'))).toEqual([1, 4, 2, 3, 5])
    expect(moveByOne(slots, chosen(1, 2), 'up')).toBeNull()
    expect(moveByOne(slots, chosen(5), 'down')).toBeNull()
  })
  test('slots that are apart come together first', () => {
    expect(order(moveByOne(slots, chosen(2, 4), 'up'))).toEqual([1, 2, 4, 3, 5])
    expect(order(moveByOne(slots, chosen(2, 4), 'down'))).toEqual([1, 3, 2, 4, 5])
  })
  test('to the top and to the end, in their order', () => {
    expect(order(moveToEdge(slots, chosen(5, 3), 'top'))).toEqual([3, 5, 1, 2, 4])
    expect(order(moveToEdge(slots, chosen(1, 3), 'end'))).toEqual([2, 4, 5, 1, 3])
    expect(moveToEdge(slots, chosen(1, 2), 'top')).toBeNull()
    expect(moveToEdge(slots, new Set(), 'end')).toBeNull()
  })
  test('a drop before or after a row', () => {
    const third = ids[2] ?? ''
    expect(order(moveToDrop(slots, chosen(5), { slotId: third, side: 'before' }))).toEqual([1, 2, 5, 3, 4])
    expect(order(moveToDrop(slots, chosen(1), { slotId: third, side: 'after' }))).toEqual([2, 3, 1, 4, 5])
  })
})

describe('searching the lineup', () => {
  const product = MADE_UP_PRODUCTS[0] ?? null
  const slot = slots[0]
  if (slot === undefined) throw new Error('no slot')
  test('finds by name, code and category, whatever the width of the letters', () => {
    for (const search of ['精华', 'SERUM-０２', '护肤', ''])
      expect(matchesSearch(slot, product, search, 5)).toBe(true)
    expect(matchesSearch(slot, product, '台灯', 5)).toBe(false)
  })
  test('a link number means that link alone; a number beyond the lineup is a text again', () => {
    expect(matchesSearch(slot, product, '1', 5)).toBe(true)
    expect(matchesSearch(slot, product, '2', 5)).toBe(false)
    expect(matchesSearch(slot, product, '30', 5)).toBe(true)
  })
})

const item = (
  code: PreflightItem['code'],
  level: PreflightItem['level'],
  productId: string | null,
): PreflightItem => ({
  id: productId === null ? code : `${code}:${productId}`,
  code,
  level,
  productId,
  params: {},
})

describe('the pre-flight list', () => {
  const items = [
    item('lineup-length', 'ok', null),
    item('stage-open', 'note', null),
    item('stock-empty', 'note', 'b'),
    item('product-maker', 'block', 'a'),
    item('product-certificate', 'note', 'a'),
    item('guarantee-retired', 'block', 'b'),
  ]

  test('counts what is in the way, and what has a reason of four characters', () => {
    expect(preflightCounts(items, {})).toEqual({ ok: 1, note: 3, block: 2, explained: 0 })
    expect(preflightCounts(items, { 'product-maker:a': '  三个字 ' }).block).toBe(2)
    expect(preflightCounts(items, { 'product-maker:a': '明天补上' })).toMatchObject({
      block: 1,
      explained: 1,
    })
  })

  test('gives along only the reasons of items that are blocked now', () => {
    const reasons = { 'product-maker:a': ' 明天补上 ', 'stock-empty:b': '不用理由', gone: '早就好了' }
    expect(overridesOf(items, reasons)).toEqual([{ itemId: 'product-maker:a', reason: '明天补上' }])
  })

  test('groups by product, the gravest group and item first, then in the order of the lineup', () => {
    const groups = preflightGroups(items, ['a', 'b'])
    expect(groups.map(({ productId }) => productId)).toEqual(['a', 'b', null])
    expect(groups[1]?.items.map(({ code }) => code)).toEqual(['guarantee-retired', 'stock-empty'])
  })

  test('a row shows its gravest item first', () => {
    expect(openItems(items).get('b')?.[0]?.code).toBe('guarantee-retired')
    expect(openItems(items).has('c')).toBe(false)
  })

  test('every item of a product leads to the tab it is put right in', () => {
    expect(preflightPlace(item('product-maker', 'block', 'a'))).toEqual({
      at: 'product',
      tab: 'facts',
      field: 'maker',
    })
    expect(preflightPlace(item('document-expired', 'block', 'a'))).toMatchObject({ tab: 'documents' })
    expect(preflightPlace(item('stage-open', 'note', null))).toEqual({ at: 'settings' })
  })
})

describe('fields read what people type', () => {
  test('one entry a line, empty lines dropped, limits kept', () => {
    expect(parseLines(2, 4)(' 甲 \n\n乙\n')).toEqual(['甲', '乙'])
    expect(parseLines(2, 4)('甲\n乙\n丙')).toBeNull()
    expect(parseLines(2, 4)('一二三四五')).toBeNull()
  })
  test('whole numbers, also in 万', () => {
    expect(parseWhole(0, 1_000_000)('1.2万')).toBe(12_000)
    expect(parseWhole(0, 1_000_000)('１,２００')).toBe(1200)
    for (const typed of ['1.5', '-1', '一', '101万', '1.23456万'])
      expect(parseWhole(0, 1_000_000)(typed)).toBeNull()
  })
  test('days that exist, times that exist', () => {
    expect(parseDay('2027年6月30日')).toBe(new Date(2027, 5, 30, 23, 59, 59, 999).getTime())
    expect(parseDay('2027-02-30')).toBeNull()
    expect(parseDayTime('2026-11-22 19:30')).toBe(new Date(2026, 10, 22, 19, 30).getTime())
    for (const typed of ['2026-11-22', '2026-11-22 24:00', '19:30', 'heute'])
      expect(parseDayTime(typed)).toBeNull()
  })
})
