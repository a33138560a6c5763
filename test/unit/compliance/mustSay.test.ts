import { describe, expect, test } from 'vitest'
import {
  hearMustSay,
  missedWords,
  mustSayItems,
  mustSayRules,
  PASSED_OVER_MS,
  remindAt,
  type MustSaySlot,
} from '../../../domain/compliance/mustSay.ts'
import { exampleProduct, FRIDAY_EVENING, shipped, shippedPacks } from '../../rules/shippedPacks.ts'
import { id } from '../lineup/samples.ts'

const rules = mustSayRules(shipped.rules, shippedPacks)

const slot = (productId: string, over: Partial<MustSaySlot> = {}): MustSaySlot => ({
  product: exampleProduct(productId),
  plannedMs: 300_000,
  at: FRIDAY_EVENING,
  aiHost: false,
  ...over,
})
const line = (text: string) => ({ id: id(7), text })
const asked = (given: MustSaySlot): (string | null)[] =>
  mustSayItems(rules, given, []).map(({ rule }) => rule)

describe('what must be said follows the product', () => {
  test.each([
    ['calcium-09', ['must.health-food-notice']],
    ['patch-21', ['must.device-notice']],
    ['liquor-10', ['must.alcohol-notice']],
    ['orange-22', ['must.price-unit']],
    ['honey-07', ['must.price-unit']],
    ['lip-01', []],
    ['probiotic-08', []],
  ])('%s', (productId, expected) => {
    expect(asked(slot(productId))).toEqual(expected)
  })

  test('a machine-made host must be told of with every product', () => {
    expect(asked(slot('lip-01', { aiHost: true }))).toEqual(['must.ai-host'])
  })

  test('a rule asks for nothing before it is in force', () => {
    const [first] = mustSayRules(
      shipped.rules.map((compiled) =>
        compiled.rule.id === 'must.alcohol-notice' ? { ...compiled, from: FRIDAY_EVENING + 1 } : compiled,
      ),
      shippedPacks,
    ).filter(({ rule }) => rule.id === 'must.alcohol-notice')
    expect(first === undefined ? [] : mustSayItems([first], slot('liquor-10'), [])).toEqual([])
    expect(
      first === undefined ? [] : mustSayItems([first], slot('liquor-10', { at: FRIDAY_EVENING + 1 }), []),
    ).toHaveLength(1)
  })

  test('the shop’s own words stand after the law’s', () => {
    const product = { ...exampleProduct('calcium-09'), mustSay: ['适宜人群看瓶身'] }
    expect(asked(slot('calcium-09', { product }))).toEqual(['must.health-food-notice', null])
  })
})

describe('it is heard', () => {
  test('by the first line that says it; later lines change nothing', () => {
    const given = slot('calcium-09')
    const items = mustSayItems(rules, given, [])
    const heard = hearMustSay(rules, given, items, line('本品不能代替药物'))
    expect(heard.map(({ saidBy }) => saidBy)).toEqual([id(7)])
    expect(hearMustSay(rules, given, heard, { id: id(8), text: '本品不能代替药物' })).toEqual(heard)
  })

  test('not by the question, and not by a line about something else', () => {
    const given = slot('calcium-09')
    const items = mustSayItems(rules, given, [])
    for (const text of ['能不能代替药啊', '六十粒一瓶', ''])
      expect(hearMustSay(rules, given, items, line(text))).toEqual(items)
  })

  test('the shop’s own words nearly letter for letter', () => {
    const given = slot('lip-01', {
      product: { ...exampleProduct('lip-01'), mustSay: ['过敏可退，以页面写的为准'] },
    })
    const said = (text: string): boolean =>
      mustSayItems(rules, given, [line(text)]).some(({ saidBy }) => saidBy !== null)
    expect(said('家人们 过敏可退 以页面写的为准！')).toBe(true)
    expect(said('过敏可以退，以页面写的为准啊')).toBe(true)
    expect(said('过敏的别买')).toBe(false)
  })
})

describe('it is reminded', () => {
  test('after the rule’s time, or half a minute before the planned end, whichever is first', () => {
    expect(remindAt(90_000, 300_000)).toBe(90_000)
    expect(remindAt(90_000, 100_000)).toBe(70_000)
    expect(remindAt(90_000, 20_000)).toBe(0)
    expect(remindAt(90_000, 0)).toBe(90_000)
  })
})

describe('it is missed', () => {
  const items = mustSayItems(rules, slot('calcium-09'), [])

  test('when the slot leaves without it, with the rule’s severity, law and words', () => {
    const [miss] = missedWords(rules, items, 200_000, true)
    expect(miss).toMatchObject({
      pack: 'cn-live-commerce',
      draft: {
        rule: 'must.health-food-notice',
        family: 'CAT',
        severity: 'block',
        start: 0,
        end: 0,
        quote: '',
      },
    })
    expect(miss?.draft.words.correction).toContain('不能代替药物')
  })

  test('not when it was said, and not when the slot was only passed over in silence', () => {
    const said = items.map((item) => ({ ...item, saidBy: id(7) }))
    expect(missedWords(rules, said, 200_000, true)).toEqual([])
    expect(missedWords(rules, items, PASSED_OVER_MS - 1, false)).toEqual([])
    expect(missedWords(rules, items, PASSED_OVER_MS - 1, true)).toHaveLength(1)
    expect(missedWords(rules, items, PASSED_OVER_MS, false)).toHaveLength(1)
  })
})
