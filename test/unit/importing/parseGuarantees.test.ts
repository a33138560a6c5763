import { describe, expect, it } from 'vitest'
import { parseGuarantees } from '../../../domain/importing/parseGuarantees.ts'
import { guaranteesText } from '../../../domain/importing/writeCells.ts'
import { plainGuarantee } from '../../../domain/model/guarantee.ts'
import { DEFINITIONS } from '../stage/madeUpShow.ts'

const read = (text: string) => parseGuarantees(text, DEFINITIONS)

describe('rights in a cell', () => {
  it.each([
    '七天无理由、保价',
    '七天无理由，保价',
    '七天无理由;保价',
    '七天无理由\n保价',
    '七天无理由 保价',
    '７天无理由 / 价保',
    'seven-day, price-protect',
  ])('%s names two', (text) =>
    expect(read(text)).toEqual({
      guarantees: [plainGuarantee('seven-day'), plainGuarantee('price-protect')],
      unknown: [],
    }),
  )

  it.each(['', '无', '-'])('%s names none', (text) =>
    expect(read(text)).toEqual({ guarantees: [], unknown: [] }),
  )

  it('an unknown name is told, the others are kept', () => {
    const { guarantees, unknown } = read('七天无理由、运费险、终身质保')
    expect(guarantees.map(({ code }) => code)).toEqual(['seven-day'])
    expect(unknown).toEqual(['运费险', '终身质保'])
  })

  it.each([
    ['假一赔九', 'fake-pay-ten', { multiple: 9 }],
    ['15天无理由', 'seven-day', { days: 15 }],
    ['十五天无理由退货', 'seven-day', { days: 15 }],
    ['24小时发货', 'fast-ship', { hours: 24 }],
    ['极速发货(24小时)', 'fast-ship', { hours: 24 }],
    ['极速发货（24小时）', 'fast-ship', { hours: 24 }],
    ['保价(30天)', 'price-protect', { days: 30 }],
    ['假一赔十', 'fake-pay-ten', {}],
    ['48小时发货', 'fast-ship', {}],
  ])('%s keeps its own number', (text, code, own) => {
    expect(read(text).guarantees).toEqual([{ ...plainGuarantee(code), ...own }])
  })

  it.each(['退款不退货(店铺自行承担)', '退款不退货（本店承担）', 'Refund only (run by shop)'])(
    '%s is run by the shop',
    (text) => {
      expect(read(text).guarantees).toEqual([{ ...plainGuarantee('refund-only'), runByShop: true }])
    },
  )

  it('commas in brackets do not split, and other words in brackets are the terms of the shop', () => {
    expect(read('七天无理由(吊牌在，不影响二次销售)、保价').guarantees).toEqual([
      { ...plainGuarantee('seven-day'), note: '吊牌在，不影响二次销售' },
      plainGuarantee('price-protect'),
    ])
  })

  it.each(['zh', 'en'] as const)('what is written in %s is read back', (language) => {
    const rights = [
      plainGuarantee('seven-day'),
      { ...plainGuarantee('fast-ship'), hours: 24 },
      { ...plainGuarantee('fake-pay-ten'), multiple: 9 },
      { ...plainGuarantee('refund-only'), runByShop: true },
    ]
    expect(read(guaranteesText(rights, DEFINITIONS, language)).guarantees).toEqual(rights)
  })
})
