import { expect, test } from 'vitest'
import { normaliseText } from '../../../../domain/compliance/normaliseText.ts'
import { findNumerals } from '../../../../domain/compliance/numerals.ts'
import { namesOfNumberFacts, numberFactsIn } from '../../../../domain/compliance/scorer/numberFacts.ts'
import type { Product } from '../../../../domain/model/product.ts'
import { exampleProduct } from '../../../rules/shippedPacks.ts'

const SERUM: Product = {
  ...exampleProduct('serum-02'),
  name: '焕颜精华 33ml',
  price: 19_900,
  listPrice: 29_900,
  stock: 860,
  certificate: '',
  documents: [{ type: '检测报告', says: '28天含水量提升31.2%', expiresAt: null }],
}
const factsOf = (text: string, product: Product | null, price: number | null): string[] => {
  const folded = normaliseText(text)
  return namesOfNumberFacts(numberFactsIn(findNumerals(folded), 0, folded.length, { product, price }))
}

test.each([
  ['今天一百九十九', ['number:price']],
  ['划线价两百九十九,省一百', ['number:list-price', 'number:saving']],
  ['报告写的二十八天', ['number:document']],
  ['三十三毫升', ['number:name']],
  ['库存八百六十件', ['number:stock']],
  ['七天无理由', ['number:term']],
  ['百分之九十的人回购', ['number:percent']],
  ['外面卖六百八十块', ['number:money']],
  ['卖了十万单', ['number:large']],
  ['还剩三十五件', ['number:other']],
  ['第一次来,拍两件', []],
  ['大家晚上好', []],
])('%s: %j', (text, facts) => {
  expect(factsOf(text, SERUM, null)).toEqual(facts)
})

test('the price of the slot is the price on air, not the one in the library', () => {
  expect(factsOf('今天一百七十九', SERUM, 17_900)).toEqual(['number:price'])
  expect(factsOf('今天一百九十九', SERUM, 17_900)).not.toContain('number:price')
})

test('without a product nothing is said of numbers', () => {
  expect(factsOf('今天一百九十九', null, null)).toEqual([])
})
