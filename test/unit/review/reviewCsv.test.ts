import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvLine, neutraliseCell } from '../../../domain/review/csvCell.ts'
import { EVERYTHING } from '../../../domain/review/reviewRows.ts'
import { reviewCsv, reviewCsvLines } from '../../../electron/transfer/reviewCsv.ts'
import { RECORD } from './madeUpRecord.ts'

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1+1', '＋1', '－1', '＠x'])(
    '%j is not run as a formula',
    (text) => expect(neutraliseCell(text)).toBe(`'${text}`),
  )

  it.each(['', '最好', '3-1=2', 'a@b', '¥89.9', '00:00:05'])('%j stays as it is', (text) =>
    expect(neutraliseCell(text)).toBe(text),
  )

  it('is quoted, its quotation marks doubled', () => {
    expect(csvLine(['a"b', 'c,d', ''])).toBe('"a""b","c,d",""\r\n')
  })
})

describe('the CSV of a session', () => {
  const bytes = reviewCsv(RECORD, EVERYTHING, 'zh')
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const lines = Papa.parse<string[]>(text.slice(1), { newline: '\r\n', skipEmptyLines: true }).data

  it('starts with the mark Excel needs and ends every line with CRLF', () => {
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(text.endsWith('\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  it('has a line for every product, claim, finding and promise, in time order', () => {
    expect(lines.map(([kind]) => kind)).toEqual([
      '记录',
      '上播',
      '声称',
      '提醒',
      '声称',
      '承诺',
      '声称',
      '上播',
      '声称',
      '提醒',
    ])
    expect(lines.every((line) => line.length === lines[0]?.length)).toBe(true)
  })

  it('neutralises what was said as a formula', () => {
    expect(lines.flat().filter((cell) => cell.includes('HYPERLINK'))).toEqual([
      `'=HYPERLINK("http://evil","点我")`,
    ])
  })

  it('names rule, law, state and pack of a finding', () => {
    const finding = lines.find(([kind]) => kind === '提醒') ?? []
    for (const part of [
      '最好',
      'ABS 绝对化用语',
      '拦截',
      '我自己很喜欢',
      '刚才口误',
      '广告法 第九条',
      '待处理',
      'abs-best',
      'core 1.2.0',
    ])
      expect(finding).toContain(part)
  })

  it('is in English for an English screen', () => {
    expect(reviewCsvLines(RECORD, EVERYTHING, 'en')[0]?.slice(0, 3)).toEqual([
      'Entry',
      'Time',
      'Into the show',
    ])
  })

  it('holds only what the filter lets through', () => {
    const narrowed = reviewCsvLines(RECORD, { ...EVERYTHING, families: ['EFF'] }, 'zh')
    expect(narrowed.map(([kind]) => kind)).toEqual(['记录', '上播', '声称', '提醒'])
  })
})
