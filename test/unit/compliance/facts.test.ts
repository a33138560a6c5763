import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import { rulePackSchema, type FactCheck } from '../../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import type { Family } from '../../../domain/model/claim.ts'
import { plainRule } from '../../fixtures/plainRule.ts'
import { onAir } from '../../rules/shippedPacks.ts'

const rule = (id: string, family: Family, say: readonly string[], check: FactCheck) => ({
  ...plainRule(id, family, say, 'off'),
  kind: 'fact',
  check,
})

const pack = compilePack(
  [
    rulePackSchema.parse({
      formatVersion: 1,
      id: 'facts',
      version: '1',
      name: { zh: '事实', en: 'facts' },
      classes: {},
      ordinary: [],
      rules: [
        rule('test.patent', 'AUT', ['({N}项|发明|实用新型|外观)?专利'], {
          type: 'document-number',
          words: ['专利'],
          kinds: ['发明', '实用新型', '外观'],
        }),
        rule('test.number', 'AUT', ['国妆特字{N}'], {
          type: 'document-number',
          words: ['国妆特字'],
          kinds: [],
        }),
        rule('test.share', 'DAT', ['(含量|满意率|提升)(…2){比}', '{比}的人'], { type: 'figure' }),
        rule('test.rank', 'ABS', ['销量第1'], { type: 'ranking' }),
      ],
    }),
  ],
  NO_SHOP_RULES,
)

const flagged = (text: string, product: string): string[] =>
  checkClaim(text, onAir(product), pack).findings.map(({ rule: id }) => id)

describe('a certificate is the one on file', () => {
  test.each([
    ['它有实用新型专利', 'shoe-16'],
    ['专利证书你看，号是ZL202120123456.7', 'shoe-16'],
    ['有一项专利', 'shoe-16'],
    ['注册证国妆特字20221234', 'sun-03'],
    // The next clause begins with a number of its own.
    ['注册证国妆特字20221234，一个字一个字念', 'sun-03'],
  ])('%s', (text, product) => {
    expect(flagged(text, product)).toEqual([])
  })

  test.each([
    ['它有发明专利', 'shoe-16', 'test.patent'],
    ['外观专利也有', 'shoe-16', 'test.patent'],
    ['五项专利在身', 'shoe-16', 'test.patent'],
    ['专利号ZL201910998877.1', 'shoe-16', 'test.patent'],
    ['注册证国妆特字20229999', 'sun-03', 'test.number'],
    ['注册证国妆特字20221234', 'lip-01', 'test.number'],
  ])('and no other kind or number: %s', (text, product, id) => {
    expect(flagged(text, product)).toContain(id)
  })
})

describe('a share is on file when the document speaks of the same thing', () => {
  test.each([
    ['报告写着绒子含量百分之九十', 'coat-14'],
    ['含水量提升百分之三十一点二', 'serum-02'],
  ])('%s', (text, product) => {
    expect(flagged(text, product)).toEqual([])
  })

  test.each([
    ['满意率百分之九十', 'coat-14'],
    // 99 is the price of the course, and thirty-three the number of people tested.
    ['百分之九十九的人夸它', 'course-25'],
    ['百分之三十三的人都亮了', 'serum-02'],
    ['绒子含量百分之九十五', 'coat-14'],
  ])('and not when it only has the same figure: %s', (text, product) => {
    expect(flagged(text, product)).toContain('test.share')
  })
})

describe('a rank holds where and when the document says', () => {
  test('十月店铺销量第一', () => {
    expect(flagged('十月店铺销量第一，小店后台的数', 'noodle-06')).toEqual([])
  })

  test.each([['全年店铺销量第一'], ['十月全柳州销量第一'], ['全国店铺销量第一'], ['去年一年店铺销量第一']])(
    'and no wider: %s',
    (text) => {
      expect(flagged(text, 'noodle-06')).toContain('test.rank')
    },
  )
})
