import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import type { ImportPreview } from '../../../domain/contract/ipc.ts'
import { MAX_IMPORT_BYTES } from '../../../domain/contract/ipc.ts'
import type { Result } from '../../../domain/contract/result.ts'
import { isMessageKey, translate } from '../../../domain/messages/translate.ts'
import { plainGuarantee, type GuaranteeDefinition } from '../../../domain/model/guarantee.ts'
import { readGuarantees } from '../../../electron/transfer/readGuarantees.ts'
import { readImportFile } from '../../../electron/transfer/readImportFile.ts'
import { writeSampleWorkbook } from '../../../electron/transfer/writeSampleWorkbook.ts'
import { makeZip, plainFile, workbookFiles } from './makeZip.ts'

const resources = path.join(import.meta.dirname, '../../../resources')
let definitions: readonly GuaranteeDefinition[] = []

beforeAll(async () => {
  const read = await readGuarantees(resources)
  if (!read.ok) throw new Error(read.error.code)
  definitions = read.value
})

const importing = (name: string, bytes: Uint8Array): Promise<Result<ImportPreview>> =>
  readImportFile(
    { definitions, existingProductIds: new Set(), newId: () => '01JD0000000000000000000000' },
    { name, bytes: new Uint8Array(bytes) },
  )

const preview = async (name: string, bytes: Uint8Array): Promise<ImportPreview> => {
  const result = await importing(name, bytes)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** The code of a refusal; fails when there is none, when it took long, or when its sentence is not complete. */
const refusal = async (name: string, bytes: Uint8Array): Promise<string> => {
  const startedAt = performance.now()
  const result = await importing(name, bytes)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
  if (result.ok) throw new Error('it was read')
  const key = `error.${result.error.code}`
  if (!isMessageKey(key)) throw new Error(`no message for ${key}`)
  for (const language of ['zh', 'en'] as const) {
    const sentence = translate(language, key, result.error.params)
    expect(sentence).toContain(name)
    expect(sentence).not.toMatch(/[{}]/)
  }
  return result.error.code
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const workbook = async (rows: (string | number | boolean | null)[][]): Promise<Uint8Array> =>
  new Uint8Array(await writeExcelFile(rows).toBuffer())

describe('the demo workbook', () => {
  const file = path.join(resources, 'demo', 'demo-lineup.xlsx')

  it('brings in 26 products without a complaint, six of them in the order of the demo session', async () => {
    const { rows, problems, headerRow, sheetName } = await preview('demo-lineup.xlsx', await readFile(file))
    expect(problems).toEqual([])
    expect({ headerRow, sheetName }).toEqual({ headerRow: 3, sheetName: '排品表' })
    expect(rows).toHaveLength(26)
    const placed = rows.filter(({ position }) => position !== null)
    expect(placed.map(({ position, product }) => [position, product?.id])).toEqual([
      [1, 'noodle-06'],
      [2, 'serum-02'],
      [3, 'coat-14'],
      [4, 'calcium-09'],
      [5, 'orange-22'],
      [6, 'lamp-24'],
    ])
  })

  it('shows the products of the session in the order the switches name them', async () => {
    const switches = JSON.parse(
      await readFile(path.join(resources, 'demo', 'demo-session.switches.json'), 'utf8'),
    ) as {
      switches: { cue: number; productId: string }[]
    }
    const { rows } = await preview('demo-lineup.xlsx', await readFile(file))
    const placed = rows.filter(({ position }) => position !== null).map(({ product }) => product?.id)
    expect(switches.switches.map(({ productId }) => productId)).toEqual(placed)
  })

  it('keeps the facts: prices in 分, rights with the numbers and the shop that runs them, documents', async () => {
    const { rows } = await preview('demo-lineup.xlsx', await readFile(file))
    const noodle = rows.find(({ product }) => product?.id === 'noodle-06')?.product
    expect(noodle).toMatchObject({
      price: 8990,
      listPrice: 9990,
      priceEvidence: true,
      stock: 12_000,
      picture: 'noodle-06.png',
    })
    expect(noodle?.guarantees).toEqual([
      { ...plainGuarantee('refund-only'), runByShop: true },
      plainGuarantee('broken-pay'),
      { ...plainGuarantee('fast-ship'), hours: 24 },
      plainGuarantee('fake-pay-ten'),
    ])
    expect(noodle?.documents.map(({ type }) => type)).toEqual(['食品生产许可证', '销量证明'])
    const calcium = rows.find(({ product }) => product?.id === 'calcium-09')?.product
    expect(calcium?.mustSay).toContain('本品不能代替药物')
  })

  it('has a picture for every product', async () => {
    const { rows } = await preview('demo-lineup.xlsx', await readFile(file))
    for (const { product } of rows) {
      const picture = await readFile(path.join(resources, 'demo', 'pictures', product?.picture ?? ''))
      expect(picture.subarray(1, 4).toString()).toBe('PNG')
      expect(picture.byteLength).toBeLessThan(60 * 1024)
    }
  })

  it('is read as another reader reads it', async () => {
    const cells = await readSheet(file)
    const { rows } = await preview('demo-lineup.xlsx', await readFile(file))
    for (const { row, product } of rows) {
      const [, id, name, , price] = cells[row - 1] ?? []
      expect([product?.id, product?.name, (product?.price ?? 0) / 100]).toEqual([id, name, price])
    }
  })
})

describe('the sample workbook', () => {
  it.each(['zh', 'en'] as const)('in %s comes back without a complaint', async (language) => {
    const found = await preview('模板.xlsx', await writeSampleWorkbook(definitions, language))
    expect(found.problems).toEqual([])
    expect(found.columns.filter(({ field }) => field === 'ignore')).toEqual([])
    expect(found.columns).toHaveLength(18)
    expect(found.rows.map(({ position, product }) => [position, product?.id])).toEqual([
      [1, 'SAMPLE-001'],
      [2, 'SAMPLE-002'],
    ])
    expect(found.rows[0]?.product?.guarantees[0]).toEqual({ ...plainGuarantee('fast-ship'), hours: 24 })
    expect(found.rows[1]?.product?.documents).toHaveLength(1)
  })
})

describe('a workbook', () => {
  const HEADER = ['商品编码', '商品名称', '直播价']

  it('is known by its bytes, whatever its name says', async () => {
    const bytes = await workbook([HEADER, ['a', '口红', 59]])
    expect((await preview('排品.csv', bytes)).rows[0]?.product?.price).toBe(5900)
  })

  it('keeps prices exact although spreadsheets store them as binary fractions', async () => {
    const rows =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>商品编码</t></is></c><c r="B1" t="inlineStr"><is><t>商品名称</t></is></c><c r="C1" t="inlineStr"><is><t>直播价</t></is></c></row>' +
      '<row r="2"><c r="A2"><v>1.2345678901234567E+17</v></c><c r="B2" t="inlineStr"><is><t>口红</t></is></c><c r="C2"><v>39.899999999999999</v></c></row>'
    const found = await preview('a.xlsx', makeZip(workbookFiles(rows, '')))
    expect(found.sheetName).toBe('排品 > 晚场')
    expect(found.rows[0]?.product).toMatchObject({ id: '123456789012345670', price: 3990 })
    expect(found.problems.map(({ failure, letter }) => [letter, failure.code])).toEqual([
      ['A', 'import-id-rounded'],
    ])
  })

  it('names formulas without a result, error cells and dates by cell', async () => {
    const inline = (at: string, value: string): string =>
      `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows =
      `<row r="1">${inline('A1', '商品编码')}${inline('B1', '商品名称')}${inline('C1', '直播价')}</row>` +
      `<row r="2">${inline('A2', 'a')}${inline('B2', '口红')}<c r="C2"><f>A9*2</f></c></row>` +
      `<row r="3">${inline('A3', 'b')}${inline('B3', '精华')}<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>` +
      `<row r="4">${inline('A4', 'c')}${inline('B4', '防晒')}<c r="C4" s="1"><v>45179</v></c></row>` +
      `<row r="5">${inline('A5', 'd')}${inline('B5', '面霜')}<c r="C5"><f>59+1</f><v>60</v></c></row>`
    const found = await preview('a.xlsx', makeZip(workbookFiles(rows, '')))
    expect(found.problems.map(({ row, letter, failure }) => `${letter}${row} ${failure.code}`)).toEqual([
      'C2 import-formula-uncomputed',
      'C3 import-cell-error',
      'C4 import-date-instead',
    ])
    expect(found.rows.map(({ product }) => product?.price ?? null)).toEqual([null, null, null, 6000])
  })

  it('gives a value merged down to each of its rows, and one merged across to the first column only', async () => {
    const inline = (at: string, value: string): string =>
      `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows =
      `<row r="1">${inline('A1', '商品编码')}${inline('B1', '商品名称')}${inline('C1', '直播价')}${inline('D1', '厂家')}</row>` +
      `<row r="2">${inline('A2', '福利款')}<c r="B2"/><c r="C2"/><c r="D2"/></row>` +
      `<row r="3">${inline('A3', 'a')}${inline('B3', '口红')}<c r="C3"><v>59</v></c>${inline('D3', '广州某厂')}</row>` +
      `<row r="4">${inline('A4', 'b')}${inline('B4', '眼影')}<c r="C4"><v>69</v></c><c r="D4"/></row>`
    const merges = '<mergeCells count="2"><mergeCell ref="A2:D2"/><mergeCell ref="D3:D4"/></mergeCells>'
    const found = await preview('a.xlsx', makeZip(workbookFiles(rows, merges)))
    expect(found.rows.map(({ product }) => product?.maker)).toEqual(['广州某厂', '广州某厂'])
    expect(found.problems.map(({ row, failure }) => `${row} ${failure.code}`)).toEqual([
      '2 import-row-skipped',
    ])
  })
})

describe('a CSV file', () => {
  const LINES = '讲解顺序,商品编码,商品名称,直播价\r\n1,a-1,"口红, 3.5g",¥59.00\r\n2,a-2,精华,129\r\n'

  it.each([
    ['UTF-8', text(LINES)],
    ['UTF-8 with a mark', text(`\ufeff${LINES}`)],
    [
      'UTF-16, as Excel saves Unicode text',
      new Uint8Array(
        Buffer.from(`\ufeff${LINES.replaceAll(',', '\t').replace('"口红\t', '"口红,')}`, 'utf16le'),
      ),
    ],
  ])('in %s is read', async (_name, bytes) => {
    const found = await preview('排品.csv', bytes)
    expect(found.rows.map(({ product }) => [product?.name, product?.price])).toEqual([
      ['口红, 3.5g', 5900],
      ['精华', 12_900],
    ])
  })

  it('in GB18030, as Excel saves it in China, is read', async () => {
    // 商品编码,商品名称,直播价 / a,口红,59 in GBK.
    const bytes = Buffer.from(
      'c9ccc6b7b1e0c2eb2cc9ccc6b7c3fbb3c62cd6b1b2a5bcdb0d0a612cbfdabaec2c35390d0a',
      'hex',
    )
    expect((await preview('排品.csv', new Uint8Array(bytes))).rows[0]?.product).toMatchObject({
      id: 'a',
      name: '口红',
      price: 5900,
    })
  })

  it('counts its lines as a spreadsheet does', async () => {
    const found = await preview('a.csv', text('晚场排品\n\n商品编码,商品名称,直播价\na,口红,待定\n'))
    expect(found.headerRow).toBe(3)
    expect(found.problems.map(({ row, letter, column }) => [row, letter, column])).toEqual([
      [4, 'C', '直播价'],
    ])
  })

  it('with a quotation mark left open is refused with its line', async () => {
    expect(await refusal('坏.csv', text('商品编码,商品名称,直播价\na,"口红,59\nb,精华,129'))).toBe(
      'import-csv-quotes',
    )
  })
})

describe('a file that cannot be read', () => {
  const sheet = (size: number): ReturnType<typeof plainFile> => ({
    name: 'xl/worksheets/sheet1.xml',
    data: new Uint8Array(size),
    claims: null,
    encrypted: false,
  })

  it('empty', async () => expect(await refusal('空.xlsx', new Uint8Array())).toBe('import-empty'))

  it('a picture', async () => {
    const png = await readFile(path.join(resources, 'demo', 'pictures', 'noodle-06.png'))
    expect(await refusal('图.xlsx', png)).toBe('import-unknown-kind')
  })

  it('cut off half-way', async () => {
    const bytes = await workbook([['商品编码', '商品名称', '直播价']])
    expect(await refusal('断.xlsx', bytes.subarray(0, bytes.byteLength / 2))).toBe('import-broken-zip')
  })

  it('overwritten in the middle', async () => {
    const bytes = new Uint8Array(await readFile(path.join(resources, 'demo', 'demo-lineup.xlsx')))
    bytes.fill(0x55, 2000, 6000)
    expect(['import-broken-zip', 'import-broken-workbook']).toContain(await refusal('坏.xlsx', bytes))
  })

  it('a zip of something else', async () => {
    expect(await refusal('文档.xlsx', makeZip([plainFile('word/document.xml', '<a/>')]))).toBe(
      'import-not-workbook',
    )
  })

  it('an old .xls', async () => {
    const bytes = new Uint8Array(2048)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(await refusal('老.xls', bytes)).toBe('import-old-xls')
  })

  it('protected by a password', async () => {
    const bytes = new Uint8Array(2048)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    bytes.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024)
    expect(await refusal('锁.xlsx', bytes)).toBe('import-password')
    const [first, ...rest] = workbookFiles('', '')
    if (first === undefined) throw new Error('no files')
    expect(await refusal('锁二.xlsx', makeZip([{ ...first, encrypted: true }, ...rest]))).toBe(
      'import-password',
    )
  })

  it('a web page under the name of a workbook', async () => {
    expect(await refusal('导出.xls', text('<html><table><tr><td>商品编码</td></tr></table></html>'))).toBe(
      'import-html',
    )
  })

  it('that unpacks to more than any lineup needs is refused before it is unpacked', async () => {
    const files = workbookFiles('', '').filter(({ name }) => !name.includes('sheet1'))
    const before = process.memoryUsage().rss
    expect(await refusal('炸弹.xlsx', makeZip([...files, { ...sheet(1), claims: 4_000_000_000 }]))).toBe(
      'import-too-large',
    )
    expect(
      await refusal('炸弹二.xlsx', makeZip([...files, { ...sheet(64 * 1024 * 1024), claims: 1_000 }])),
    ).toBe('import-broken-zip')
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024)
  })

  it('that defines its own entities', async () => {
    const files = workbookFiles('', '').filter(({ name }) => !name.includes('sheet1'))
    const bomb = plainFile(
      'xl/worksheets/sheet1.xml',
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>',
    )
    expect(await refusal('实体.xlsx', makeZip([...files, bomb]))).toBe('import-broken-workbook')
  })

  it('with cells at the far end of the sheet costs nothing', async () => {
    const inline = (at: string, value: string): string =>
      `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
    const rows =
      `<row r="1">${inline('A1', '商品编码')}${inline('B1', '商品名称')}${inline('C1', '直播价')}</row>` +
      `<row r="2">${inline('A2', 'a')}${inline('B2', '口红')}<c r="C2"><v>59</v></c></row>` +
      `<row r="1048576">${inline('XFD1048576', 'x')}</row>`
    expect(
      (
        await preview(
          '远.xlsx',
          makeZip(workbookFiles(rows, '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>')),
        )
      ).rows,
    ).toHaveLength(1)
  })

  it('with more rows than a lineup can have', async () => {
    const many = Array.from({ length: 6_000 }, (_, index) => [`p-${index}`, '货', 1])
    expect(await refusal('多.xlsx', await workbook([['商品编码', '商品名称', '直播价'], ...many]))).toBe(
      'import-too-many-rows',
    )
    const lines = Array.from({ length: 6_000 }, (_, index) => `p-${index},货,1`).join('\n')
    expect(await refusal('多.csv', text(`商品编码,商品名称,直播价\n${lines}`))).toBe('import-too-many-rows')
  })

  it('larger than may be handed over', async () => {
    expect(await refusal('大.xlsx', new Uint8Array(MAX_IMPORT_BYTES + 1))).toBe('import-too-large')
  })

  it('whose text is in no known encoding', async () => {
    expect(await refusal('乱.csv', new Uint8Array([0x81, 0x20, 0xff, 0xff, 0x80, 0xff, 0x0a]))).toBe(
      'import-encoding',
    )
  })

  it('without a header', async () => {
    expect(await refusal('无表头.xlsx', await workbook([['你好', '世界']]))).toBe('import-no-header')
    expect(await refusal('缺列.csv', text('商品名称,直播价\n口红,59'))).toBe('import-missing-id')
  })
})
