import { describe, expect, test } from 'vitest'
import { normaliseText } from '../../../domain/compliance/normaliseText.ts'
import { findNumerals } from '../../../domain/compliance/numerals.ts'

const values = (text: string, kind: 'plain' | 'money' | 'percent'): number[] =>
  findNumerals(normaliseText(text))
    .filter((numeral) => numeral.kind === kind)
    .map((numeral) => numeral.value)

describe('numbers as they are said', () => {
  test.each([
    ['三百九十九', 399],
    ['399', 399],
    ['３９９', 399],
    ['一万二', 12_000],
    ['三百八', 380],
    ['一百零五', 105],
    ['一千零九十九', 1099],
    ['两千一百九十九', 2199],
    ['十二', 12],
    ['二十', 20],
    ['五九九', 599],
    ['九 九 九', 999],
    ['12w', 120_000],
    ['100w', 1_000_000],
    ['十二万', 120_000],
    ['八十多万', 800_000],
    ['二十来个', 20],
    ['两百三十万', 2_300_000],
    ['五点三零', 5.3],
    ['1,999', 1999],
    ['一百八十六万', 1_860_000],
  ])('%s is %d', (text, value) => {
    expect(values(text, 'plain')[0]).toBe(value)
  })

  test.each([
    ['九块九', 9.9],
    ['八十九块九', 89.9],
    ['39.9元', 39.9],
    ['三十九块九毛', 39.9],
    ['九块九两袋', 9.9],
    ['五百九十九', 599],
    ['一块半', 1.5],
  ])('%s as money is %d yuan', (text, value) => {
    expect(values(text, 'money')[0]).toBe(value)
  })

  test.each([
    ['百分之九十九', 99],
    ['99%', 99],
    ['九成', 90],
    ['九成九', 99],
    ['百分之三十一点二', 31.2],
    ['百分之百', 100],
    ['百分之九十八点六', 98.6],
  ])('%s as a share is %d per cent', (text, value) => {
    expect(values(text, 'percent')[0]).toBe(value)
  })

  test('a comma between numbers keeps them apart', () => {
    expect(values('三，二，一', 'plain')).toEqual([3, 2, 1])
  })
})
