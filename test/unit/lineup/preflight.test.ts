import { describe, expect, test } from 'vitest'
import type { PreflightDeps, PreflightEnvironment } from '../../../domain/lineup/preflight.ts'
import { runPreflight } from '../../../domain/lineup/preflight.ts'
import { preflightText } from '../../../domain/lineup/preflightText.ts'
import { plainGuarantee } from '../../../domain/model/guarantee.ts'
import type { GuaranteeDefinition } from '../../../domain/model/guarantee.ts'
import type { PreflightItem } from '../../../domain/model/lineup.ts'
import { preflightItemSchema } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'
import { product, session, slotsFor } from './samples.ts'

const AT = Date.UTC(2026, 4, 1)
const DAY = 24 * 3_600_000

const definition = (code: string, over: Partial<GuaranteeDefinition> = {}): GuaranteeDefinition => ({
  code,
  name: { zh: `权益 ${code}`, en: `Right ${code}` },
  aliases: [],
  terms: { zh: '条件', en: 'terms' },
  link: 'serve',
  icon: 'shield',
  defaults: { days: null, hours: null, multiple: null },
  retiredFrom: null,
  excludedCategories: [],
  ...over,
})
const definitions = [
  definition('seven-day', { excludedCategories: ['生鲜'] }),
  definition('refund-only', { retiredFrom: { at: AT - DAY, mark: 'secondary', source: '' } }),
]
const words = {
  message: { zh: '不能说', en: 'must not be said' },
  suggestion: { zh: '改成', en: 'say' },
  correction: '更正一下',
  basis: [{ law: '广告法', article: '第九条', mark: 'confirmed' as const }],
  penalty: '',
}
/** An engine that finds 最好 and nothing else. */
const deps: PreflightDeps = {
  definitions,
  check: (text) => {
    const start = text.indexOf('最好')
    const hit = {
      rule: 'abs-best',
      family: 'ABS',
      severity: 'block',
      start,
      end: start + 2,
      quote: '最好',
      words,
    } as const
    return { findings: start < 0 ? [] : [hit], suppressed: [], promises: [] }
  },
}
const fine: PreflightEnvironment = { stageServed: true, stagePages: 1, logWritable: true, logWriteMs: 3 }

const list = (products: readonly Product[], environment: PreflightEnvironment = fine): PreflightItem[] =>
  runPreflight(
    deps,
    { session: session(), slots: slotsFor(products), products: [...products] },
    environment,
    AT,
  )
const levels = (items: readonly PreflightItem[], code: string): string[] =>
  items.filter((item) => item.code === code).map((item) => `${item.level} ${item.id}`)

describe('the pre-flight list', () => {
  test('a clean lineup has one good line for each matter', () => {
    const items = list([product('a'), product('b')])
    expect(items.map((item) => item.code).sort()).toEqual([...preflightItemSchema.shape.code.options].sort())
    expect(items.filter((item) => item.level !== 'ok')).toEqual([])
  })

  test('an empty lineup blocks', () => {
    expect(levels(list([]), 'lineup-length')).toEqual(['block lineup-length'])
  })

  test('a slot without a price blocks; one above the list price is noted', () => {
    const items = list([product('a', { price: 0 }), product('b', { listPrice: 5000, priceEvidence: true })])
    expect(levels(items, 'lineup-priced').map((line) => line.split(' ')[0])).toEqual(['block', 'note'])
  })

  test.each<[string, string, Partial<Product>, string[]]>([
    ['no maker blocks', 'product-maker', { maker: '' }, ['block product-maker:a']],
    ['no address is noted', 'product-maker', { address: '' }, ['note product-maker:a']],
    [
      'food without a licence number blocks',
      'product-certificate',
      { category: '方便食品', certificate: '' },
      ['block product-certificate:a'],
    ],
    [
      'clothes without a number are noted',
      'product-certificate',
      { certificate: '' },
      ['note product-certificate:a'],
    ],
    [
      'fruit needs no number',
      'product-certificate',
      { category: '生鲜水果', certificate: '', guarantees: [] },
      ['ok product-certificate'],
    ],
    [
      'freckle cream without 国妆特字 blocks',
      'special-registration',
      { category: '护肤', name: '草本淡斑霜 30g', certificate: '粤妆20200345' },
      ['block special-registration:a:1'],
    ],
    [
      'sunscreen with its registration is fine',
      'special-registration',
      {
        category: '防晒(特殊化妆品)',
        name: '清透防晒霜',
        documents: [{ type: '特殊化妆品注册证', says: '国妆特字20221234', expiresAt: null }],
      },
      ['ok special-registration'],
    ],
    [
      'a device without its registration blocks',
      'special-registration',
      { category: '医疗器械(二类)', certificate: '' },
      ['block special-registration:a:3'],
    ],
    [
      'a device with 湘械注准 is fine',
      'special-registration',
      { category: '医疗器械(二类)', certificate: '湘械注准20192090123' },
      ['ok special-registration'],
    ],
    [
      'an expired document blocks',
      'document-expired',
      { documents: [{ type: '检测报告', says: '', expiresAt: AT - 1 }] },
      ['block document-expired:a:1'],
    ],
    [
      'one about to expire is noted',
      'document-expired',
      { documents: [{ type: '检测报告', says: '', expiresAt: AT + 3 * DAY }] },
      ['note document-expired:a:1'],
    ],
    [
      'a list price without a record is noted',
      'list-price-without-record',
      { listPrice: 19_900 },
      ['note list-price-without-record:a'],
    ],
    [
      'a retired right blocks',
      'guarantee-retired',
      { guarantees: [plainGuarantee('refund-only')] },
      ['block guarantee-retired:a:refund-only'],
    ],
    [
      'a retired right the shop runs itself is noted',
      'guarantee-retired',
      { guarantees: [{ ...plainGuarantee('refund-only'), runByShop: true }] },
      ['note guarantee-retired:a:refund-only'],
    ],
    [
      'seven days on fresh food blocks',
      'guarantee-excluded',
      { category: '生鲜食品' },
      ['block guarantee-excluded:a:seven-day'],
    ],
    ['no right at all is noted', 'no-guarantee', { guarantees: [] }, ['note no-guarantee:a']],
    [
      'a forbidden word in a talking point blocks',
      'wording-finding',
      { sellingPoints: ['全网最好的料子'] },
      ['block wording-finding:a:abs-best'],
    ],
    ['no stock blocks', 'stock-empty', { stock: 0 }, ['block stock-empty:a']],
    ['little stock is noted', 'stock-empty', { stock: 3 }, ['note stock-empty:a']],
  ])('%s', (_name, code, over, expected) => {
    expect(levels(list([product('a', over)]), code)).toEqual(expected)
  })

  test('the stage and the log are looked at', () => {
    const around = (over: Partial<PreflightEnvironment>): PreflightItem[] =>
      list([product('a')], { ...fine, ...over })
    expect(levels(around({ stagePages: 0 }), 'stage-open')).toEqual(['note stage-open'])
    expect(levels(around({ stageServed: false }), 'stage-open')).toEqual(['block stage-open'])
    expect(levels(around({ logWritable: false }), 'log-writable')).toEqual(['block log-writable'])
    expect(levels(around({ logWriteMs: 900 }), 'log-writable')).toEqual(['note log-writable'])
  })

  test('a product in two slots is listed once, and ids never repeat', () => {
    const twice = product('a', { maker: '', stock: 0 })
    const items = list([twice, twice, product('b', { maker: '' })])
    expect(levels(items, 'product-maker')).toEqual(['block product-maker:a', 'block product-maker:b'])
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
  })

  test('every line reads as a whole sentence in both languages', () => {
    const odd = product('a', {
      name: '草本美白霜 最好',
      category: '护肤食品生鲜',
      maker: '',
      certificate: '',
      listPrice: 1,
      stock: 0,
      guarantees: [plainGuarantee('refund-only'), plainGuarantee('seven-day')],
      documents: [{ type: '检测报告', says: '', expiresAt: 1 }],
    })
    const many = [
      ...list([odd, product('b', { address: '', certificate: '', guarantees: [], stock: 2, price: 0 })]),
      ...list([product('c')], { stageServed: false, stagePages: 0, logWritable: false, logWriteMs: 0 }),
    ]
    for (const item of many) {
      for (const language of ['zh', 'en'] as const) {
        const text = preflightText(language, item)
        expect(text).not.toMatch(/[{}]|^preflight\./)
        expect(text.length).toBeGreaterThan(3)
      }
    }
  })
})
