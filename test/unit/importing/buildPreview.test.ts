import { describe, expect, it } from 'vitest'
import { buildPreview, MAX_SLOTS } from '../../../domain/importing/buildPreview.ts'
import { meaningOfHeading } from '../../../domain/importing/columnAliases.ts'
import { columnLetter, type ImportCell, type ImportSheet } from '../../../domain/importing/grid.ts'
import { parseDocuments } from '../../../domain/importing/parseTexts.ts'
import { isMessageKey, translate } from '../../../domain/messages/translate.ts'
import { DEFINITIONS, NOW } from '../stage/madeUpShow.ts'

type Written = string | ImportCell

const sheetOf = (...rows: readonly (readonly Written[])[]): ImportSheet => ({
  name: '排品表',
  rows: rows.map((cells, index) => ({
    row: index + 1,
    cells: cells.map((cell) => (typeof cell === 'string' ? { kind: 'text' as const, text: cell } : cell)),
  })),
})

const preview = (...rows: readonly (readonly Written[])[]) =>
  buildPreview(
    {
      definitions: DEFINITIONS,
      existingProductIds: new Set(['old-1']),
      token: '01JD0000000000000000000000',
      fileName: '排品.xlsx',
      at: NOW,
    },
    [sheetOf(...rows)],
  )

const good = (...rows: readonly (readonly Written[])[]) => {
  const result = preview(...rows)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** Each mistake as `row letter column level code`. */
const mistakes = (...rows: readonly (readonly Written[])[]): string[] =>
  good(...rows).problems.map(
    ({ row, letter, column, level, failure }) => `${row} ${letter} ${column} ${level} ${failure.code}`,
  )

const HEADER = ['讲解顺序', '商品编码', '商品名称', '直播价', '划线价', '价格凭证', '库存', '保障']

describe('headings', () => {
  it.each([
    ['商品ID', 'id'],
    ['*商品编码', 'id'],
    ['到手价', 'price'],
    ['直播价（元）', 'price'],
    ['划线价', 'listPrice'],
    ['原价', 'listPrice'],
    ['讲解时长(分钟)', 'plannedMinutes'],
    ['凭证/资质', 'documents'],
    ['证书编号 / 许可证号', 'certificate'],
    ['小店信任卡', 'guarantees'],
    ['商 品 名 称：', 'name'],
    ['Product_ID', 'id'],
    ['Selling points', 'sellingPoints'],
    ['佣金率', 'ignore'],
  ])('%s fills %s', (heading, field) => expect(meaningOfHeading(heading).field).toBe(field))

  it('brackets name the unit', () => {
    expect(meaningOfHeading('价格(分)').inFen).toBe(true)
    expect(meaningOfHeading('讲解时长(分)').durationUnitMs).toBe(60_000)
    expect(meaningOfHeading('讲解时长(秒)').durationUnitMs).toBe(1_000)
    expect(meaningOfHeading('库存(万件)').inWan).toBe(true)
  })

  it('columns have the letters of a spreadsheet', () => {
    expect([0, 25, 26, 51, 701, 702].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA'])
  })
})

describe('the header row', () => {
  it('is found below explanations', () => {
    const found = good(['11月20日晚场排品'], ['带*必填'], [], HEADER, ['1', 'a-1', '口红', '59'])
    expect(found.headerRow).toBe(4)
    expect(found.rows.map(({ row }) => row)).toEqual([5])
  })

  it('a file without one is refused, and so is one without code, name or price', () => {
    expect(preview(['你好'], ['世界'])).toEqual({
      ok: false,
      error: { code: 'import-no-header', params: { file: '排品.xlsx' } },
    })
    expect(preview(['商品名称', '直播价'], ['口红', '59'])).toMatchObject({
      error: { code: 'import-missing-id', params: { row: 1 } },
    })
    expect(preview(['商品编码', '商品名称'], ['a', '口红'])).toMatchObject({
      error: { code: 'import-missing-price' },
    })
    expect(preview(HEADER)).toMatchObject({ error: { code: 'import-no-rows' } })
  })

  it('a heading used twice counts once', () => {
    expect(mistakes(['商品编码', '商品名称', '直播价', '到手价'], ['a', '口红', '59', '49'])).toEqual([
      '1 D 到手价 warning import-column-twice',
    ])
  })
})

describe('rows', () => {
  it('become products with their places', () => {
    const found = good(
      HEADER,
      ['2', 'a', '口红', '¥59.00', '89', '无', '2,400', '七天无理由'],
      ['1', 'old-1', '精华', '129', '199', '有', '860', ''],
    )
    expect(found.rows.map(({ position, replaces }) => [position, replaces])).toEqual([
      [2, false],
      [1, true],
    ])
    expect(found.rows[0]?.product).toMatchObject({
      id: 'a',
      name: '口红',
      price: 5900,
      listPrice: 8900,
      priceEvidence: false,
      stock: 2400,
    })
    expect(found.problems).toEqual([])
  })

  it('without a number go into the library only; without the column all come in as they stand', () => {
    expect(
      good(HEADER, ['', 'a', '口红', '59'], ['7', 'b', '精华', '129']).rows.map(({ position }) => position),
    ).toEqual([null, 1])
    expect(
      good(HEADER.slice(1), ['a', '口红', '59'], ['b', '精华', '129']).rows.map(({ position }) => position),
    ).toEqual([1, 2])
  })

  it('totals, group headings and empty lines are no products', () => {
    const found = good(HEADER, ['福利款'], ['1', 'a', '口红', '59'], [], ['', '合计 1 款'])
    expect(found.rows.map(({ row }) => row)).toEqual([3])
    expect(found.problems.map(({ row, level }) => `${row} ${level}`)).toEqual(['2 warning', '5 warning'])
  })

  it('each mistake names its row, column letter and heading', () => {
    expect(
      mistakes(
        HEADER,
        ['1', '', '口红', '59'],
        ['2', 'b', '', '59'],
        ['3', 'c', '精华', '待定'],
        ['4', 'd d', '防晒', '59-89'],
        ['5', 'e', '面霜', '9.9', '5', '大概', '很多', '运费险'],
        ['x', 'f', '粉', '9.9', '', '', '', '退款不退货'],
      ),
    ).toEqual([
      '2 B 商品编码 error import-id-missing',
      '3 C 商品名称 error import-name-missing',
      '4 D 直播价 error import-money-unreadable',
      '5 B 商品编码 error import-id-spaces',
      '5 D 直播价 error import-money-range',
      '6 E 划线价 warning import-list-below-price',
      '6 F 价格凭证 warning import-yes-no-unreadable',
      '6 G 库存 warning import-count-unreadable',
      '6 H 保障 warning import-guarantee-unknown',
      '7 H 保障 warning import-guarantee-retired',
      '7 A 讲解顺序 warning import-position-unreadable',
    ])
  })

  it('with an error do not come in; with a warning they do', () => {
    const found = good(HEADER, ['1', 'a', '口红', '待定'], ['2', 'b', '精华', '129', '', '大概'])
    expect(found.rows.map(({ product, position }) => [product?.id ?? null, position])).toEqual([
      [null, null],
      ['b', 1],
    ])
  })

  it('with a code that is already in the file are refused', () => {
    expect(mistakes(HEADER, ['1', 'a', '口红', '59'], ['2', 'a', '口红二', '69'])).toEqual([
      '3 B 商品编码 error import-duplicate-id',
    ])
  })

  it('with the same number follow each other, and it is said', () => {
    const found = good(HEADER, ['1', 'a', '口红', '59'], ['1', 'b', '精华', '69'])
    expect(found.rows.map(({ position }) => position)).toEqual([1, 2])
    expect(found.problems.map(({ failure }) => failure.code)).toEqual(['import-duplicate-position'])
  })

  it('of broken cells say what is broken', () => {
    expect(
      mistakes(
        HEADER,
        ['1', 'a', '口红', { kind: 'error', text: '#REF!' }],
        ['2', 'b', '精华', { kind: 'uncomputed', text: '' }],
        ['3', 'c', '防晒', { kind: 'date', text: '45179' }],
        ['4', 'd', '面霜', '#N/A'],
      ),
    ).toEqual([
      '2 D 直播价 error import-cell-error',
      '3 D 直播价 error import-formula-uncomputed',
      '4 D 直播价 error import-date-instead',
      '5 D 直播价 error import-cell-error',
    ])
  })

  it('a code that Excel made a number of is kept as text, and doubted from 16 digits on', () => {
    const found = good(
      HEADER,
      ['1', { kind: 'number', text: '102938475610293' }, '口红', '59'],
      ['2', { kind: 'number', text: '1.2345678901234567E+17' }, '精华', '59'],
      ['3', '1.23457E+17', '防晒', '59'],
    )
    expect(found.rows.map(({ product }) => product?.id)).toEqual([
      '102938475610293',
      '123456789012345670',
      '1.23457E+17',
    ])
    expect(found.problems.map(({ row, failure }) => `${row} ${failure.code}`)).toEqual([
      '3 import-id-rounded',
      '4 import-id-scientific',
    ])
  })

  it('lists are taken apart', () => {
    const header = ['商品编码', '商品名称', '直播价', '卖点', '禁说', '要说', '资质', '图片']
    const [row] = good(header, [
      'a',
      '钙片',
      '58',
      '1. 六十粒\n② 蓝帽子\n· 看瓶身',
      '治病、长高，补钙第一',
      '本品不能代替药物；适宜人群看瓶身',
      '批准文号：国食健注G20150321；授权书:一级,至2027-06-30',
      'calcium-09.png',
    ]).rows
    expect(row?.product).toMatchObject({
      sellingPoints: ['六十粒', '蓝帽子', '看瓶身'],
      forbiddenWords: ['治病', '长高', '补钙第一'],
      mustSay: ['本品不能代替药物', '适宜人群看瓶身'],
      documents: [
        { type: '批准文号', says: '国食健注G20150321', expiresAt: null },
        { type: '授权书', says: '一级,至2027-06-30', expiresAt: Date.parse('2027-06-30T23:59:59.999+08:00') },
      ],
      picture: 'calcium-09.png',
    })
  })

  it('an impossible expiry is no expiry', () => {
    expect(parseDocuments('证：至2027-02-31')[0]?.expiresAt).toBeNull()
  })

  it('are at most 500 places', () => {
    const rows = Array.from({ length: MAX_SLOTS + 1 }, (_, index) => [
      `${index + 1}`,
      `p-${index}`,
      '货',
      '1',
    ])
    expect(preview(HEADER, ...rows)).toMatchObject({
      error: { code: 'import-too-many-slots', params: { count: 501, limit: 500 } },
    })
  })
})

describe('every mistake', () => {
  it('has a sentence in both languages with nothing left to fill', () => {
    const found = good(
      HEADER,
      ['x', '', '', '待定', '5', '大概', '很多', '运费险、退款不退货'],
      ['1', 'a', '口红', '0', '59-60', '', '', ''],
      ['1', 'b b', '货'.repeat(121), '9.999', '-1'],
      ['1', 'a', '口红', '59'],
      ['1', 'a', '口红', { kind: 'error', text: '#REF!' }],
    )
    expect(found.problems.length).toBeGreaterThan(10)
    for (const { failure } of found.problems) {
      const key = `error.${failure.code}`
      if (!isMessageKey(key)) throw new Error(`no message for ${key}`)
      for (const language of ['zh', 'en'] as const)
        expect(translate(language, key, failure.params)).not.toMatch(/[{}]/)
    }
  })
})
