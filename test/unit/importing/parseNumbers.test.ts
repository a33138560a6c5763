import { describe, expect, it } from 'vitest'
import {
  parseCount,
  parseDuration,
  parseMoney,
  parsePosition,
  parseYesNo,
  tidyStoredNumber,
} from '../../../domain/importing/parseNumbers.ts'

describe('money', () => {
  it.each([
    ['9.9', 990],
    ['¥1,299.00', 129_900],
    ['￥39.9', 3990],
    ['39.9元', 3990],
    ['３９．９', 3990],
    [' 89.9 元 ', 8990],
    ['89.9元/箱', 8990],
    ['9块9', 990],
    ['59块', 5900],
    ['1.2万', 1_200_000],
    ['RMB 129', 12_900],
    ['0.01', 1],
    ['129,999', 12_999_900],
  ])('%s is %d 分', (text, fen) => expect(parseMoney(text, 'yuan')).toEqual({ ok: true, value: fen }))

  it('may come in 分 where the heading says so', () => {
    expect(parseMoney('8990', 'fen')).toEqual({ ok: true, value: 8990 })
  })

  it.each([
    ['', 'money-empty'],
    ['59-89', 'money-range'],
    ['59～89元', 'money-range'],
    ['-5', 'money-negative'],
    ['9.999', 'money-decimals'],
    ['99999999', 'money-large'],
    ['待定', 'money-unreadable'],
    ['1,29', 'money-unreadable'],
    ['9.9.9', 'money-unreadable'],
    ['1e3', 'money-unreadable'],
    ['Infinity', 'money-unreadable'],
  ])('%s is refused: %s', (text, code) => expect(parseMoney(text, 'yuan')).toEqual({ ok: false, code }))
})

describe('pieces', () => {
  it.each([
    ['1.2万', 12_000],
    ['12,000件', 12_000],
    ['８６０', 860],
    ['3台', 3],
    ['5000+', 5000],
    ['0', 0],
    ['', null],
    ['不限', null],
    ['充足', null],
  ])('%s is %s', (text, value) => expect(parseCount(text, 1)).toEqual({ ok: true, value }))

  it('counts in ten thousands where the heading says so', () => {
    expect(parseCount('1.5', 10_000)).toEqual({ ok: true, value: 15_000 })
  })

  it('refuses what is no number', () => {
    expect(parseCount('很多', 1).ok).toBe(false)
    expect(parseCount('-3', 1).ok).toBe(false)
  })
})

describe('durations', () => {
  it.each([
    ['6', 360_000],
    ['6.5', 390_000],
    ['6分钟', 360_000],
    ['6分30秒', 390_000],
    ['90秒', 90_000],
    ['06:30', 390_000],
    ['1:06:30', 3_990_000],
    ['1小时', 3_600_000],
    ['5 min', 300_000],
  ])('%s is %d ms', (text, ms) => expect(parseDuration(text, 60_000)).toEqual({ ok: true, value: ms }))

  it('counts bare numbers in the unit of the heading', () => {
    expect(parseDuration('90', 1_000)).toEqual({ ok: true, value: 90_000 })
  })

  it('refuses words and whole days', () => {
    expect(parseDuration('一会儿', 60_000).ok).toBe(false)
    expect(parseDuration('601', 60_000)).toEqual({ ok: false, code: 'duration-large' })
  })
})

describe('places and yes or no', () => {
  it.each([
    ['1', 1],
    ['1号链接', 1],
    ['第3个', 3],
    ['①', 1],
    ['2.0', 2],
    ['', null],
    ['-', null],
  ])('place %s is %s', (text, value) => expect(parsePosition(text)).toEqual({ ok: true, value }))

  it('a word is no place', () => expect(parsePosition('福利款').ok).toBe(false))

  it.each([
    ['有', true],
    ['是', true],
    ['√', true],
    ['YES', true],
    ['无', false],
    ['否', false],
    ['×', false],
    ['', false],
  ])('%s is %s', (text, value) => expect(parseYesNo(text)).toEqual({ ok: true, value }))

  it('anything else is asked about', () => expect(parseYesNo('大概有').ok).toBe(false))
})

describe('numbers as spreadsheets store them', () => {
  it.each([
    ['39.899999999999999', '39.9'],
    ['89.9', '89.9'],
    ['12000', '12000'],
    ['1.2345678901234567E+17', '123456789012345670'],
    ['1.1000000000000001', '1.1'],
  ])('%s reads %s', (stored, text) => expect(tidyStoredNumber(stored)).toBe(text))
})
