import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../../domain/compliance/checkClaim.ts'
import { compilePack, type CompiledPack } from '../../../../domain/compliance/compilePack.ts'
import { weightLine } from '../../../../domain/compliance/scorer/scorerModel.ts'
import { SHOP_PACK_ID } from '../../../../domain/compliance/shopPack.ts'
import { NO_SHOP_RULES, type ShopRules } from '../../../../domain/compliance/shopRules.ts'
import { contextRulePack, NOTHING_ON_AIR } from '../contextPack.ts'

/** A scorer that holds a sentence with 歌 for clean and knows nothing else. */
const packWith = (id: string, packs: readonly string[], shop: ShopRules): CompiledPack =>
  compilePack(
    [
      {
        ...contextRulePack,
        id,
        scorer: {
          formatVersion: 2,
          lines: 1,
          step: 100,
          packs: [...packs],
          bias: Array.from({ length: 17 }, () => 0),
          anyFrom: 200,
          alsoFrom: 300,
          aloneFrom: 900,
          noteFrom: 900,
          cleanTo: -500,
          grams: { 歌: weightLine(10, { 16: -30 }) },
          apart: {},
          sounds: {},
          facets: {},
        },
      },
    ],
    shop,
  )
const severities = (text: string, pack: CompiledPack): string[] =>
  checkClaim(text, NOTHING_ON_AIR, pack).findings.map(({ severity }) => severity)

describe('words of a rule in a sentence that is plainly clean', () => {
  const pack = packWith('contexts', ['contexts'], NO_SHOP_RULES)
  test('are only noted', () => {
    expect(severities('全网最低', pack)).toEqual(['block'])
    expect(severities('全网最低这首歌', pack)).toEqual(['note'])
  })
  test('are a breach in the sentence beside it', () => {
    expect(severities('来首歌。全网最低', pack)).toEqual(['block'])
  })
  test('stay as grave as they are when the scorer was not trained beside the rule, as the shop’s own', () => {
    expect(severities('全网最低这首歌', packWith(SHOP_PACK_ID, ['contexts'], NO_SHOP_RULES))).toEqual([
      'block',
    ])
  })
  test('stay as the shop has graded them', () => {
    const graded: ShopRules = {
      ...NO_SHOP_RULES,
      adjustments: [{ rule: 'test.lowest', severity: 'warn', reason: '', at: 0 }],
    }
    expect(severities('全网最低这首歌', packWith('contexts', ['contexts'], graded))).toEqual(['warn'])
  })
})
