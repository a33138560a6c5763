import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import {
  CORRECTION_REACH,
  isCorrection,
  linkCorrections,
  type CorrectionContext,
} from '../../../domain/compliance/linkCorrection.ts'
import type { Finding } from '../../../domain/model/claim.ts'
import { id } from '../lineup/samples.ts'
import { contextPack, NOTHING_ON_AIR } from './contextPack.ts'

const WINDOW_MS = 180_000

type Line = { readonly text: string; readonly product?: string; readonly at?: number }

/** What is left open after some lines and then a correction: the quotes that were put right. */
const putRight = (lines: readonly Line[], correction: string, over: Partial<CorrectionContext> = {}) => {
  const findings: Finding[] = []
  const claims = lines.map(({ text, product = 'lip-01', at }, index) => {
    const claim = { id: id(index + 1), text, at: at ?? index * 5000, productId: product }
    for (const found of checkClaim(text, NOTHING_ON_AIR, contextPack).findings) {
      findings.push({
        ...found,
        id: id(1000 + findings.length),
        claimId: claim.id,
        sessionId: id(1),
        slotId: null,
        productId: product,
        pack: 'p',
        packVersion: '1',
        at: claim.at,
        state: 'open',
        reason: '',
        stateAt: null,
        correctedBy: null,
      })
    }
    return claim
  })
  const context = {
    at: lines.length * 5000,
    productId: 'lip-01',
    windowMs: WINDOW_MS,
    claims,
    own: checkClaim(correction, NOTHING_ON_AIR, contextPack).findings,
    ...over,
  }
  const linked = linkCorrections(correction, findings, context)
  return findings.filter((finding) => linked.includes(finding.id)).map(({ quote }) => quote)
}

const SLIP = { text: '今天全网最低价' }
const CHAT = { text: '颜色挺显白的，看看上脸' }

describe('a correcting utterance', () => {
  test.each([
    '刚才口误',
    '更正一下',
    '我刚才说错了',
    '这话收回',
    '打住，这话不对',
    '嘴快了',
    '小圆说错了，我更正一下',
    '呸，这句说错了',
  ])('%s', (text) => {
    expect(isCorrection(text)).toBe(true)
  })

  test.each([
    '我没说错啊',
    '是不是我说错了',
    '三万份问卷收回来，九成满意',
    '成本都收不回，收回成本再说',
    '怕说错了，我看下资料',
    '今天全网最低价',
    '别说错了啊',
    '今儿嘴瓢了好几回，当场改的以改完的为准',
  ])('is not: %s', (text) => {
    expect(isCorrection(text)).toBe(false)
  })
})

describe('which slip it puts right', () => {
  test('the one whose words it names, also over lines in between', () => {
    expect(putRight([SLIP, CHAT, CHAT], '更正一下，全网最低我没依据')).toEqual(['全网最低价'])
  })

  test('the last one when it names nothing', () => {
    expect(putRight([SLIP], '呸，这句说错了，收回')).toEqual(['全网最低价'])
    expect(putRight([SLIP, CHAT], '刚才口误，不好意思')).toEqual(['全网最低价'])
  })

  test('the one of its matter, not a nearer one of another', () => {
    const lines = [{ text: '就剩最后三单了，快拍' }, { text: '这是国家级的产品' }]
    expect(putRight(lines, '更正一下，库存两千多支，够拍，不用抢')).toEqual(['最后三单'])
  })

  test('all of one slip: findings of the same matter go together, others stay', () => {
    const together = putRight([{ text: '全网最低价，史上最低，假一赔一百' }], '刚才口误，不是全网最低')
    expect(together).toEqual(expect.arrayContaining(['全网最低价']))
    expect(together.join()).not.toContain('假一赔一百')
  })

  test('the same slip said twice is put right twice when it is named', () => {
    expect(putRight([SLIP, CHAT, SLIP], '刚才说的全网最低价收回')).toEqual(['全网最低价', '全网最低价'])
  })

  test('none when nothing is taken back', () => {
    expect(putRight([SLIP], '全网最低价，真的')).toEqual([])
  })

  test('none when it says the slip again', () => {
    expect(putRight([SLIP], '没说错，更正一下，就是全网最低价')).toEqual([])
  })

  test('none when it speaks of a line in which nothing was found', () => {
    const lines = [SLIP, { text: '这支是豆沙色的，偏粉一点' }]
    expect(putRight(lines, '刚才口误，不是豆沙色，是玫瑰色偏粉')).toEqual([])
  })

  test('none of longer ago than the window, or than so many utterances', () => {
    const correction = '刚才全网最低说错了'
    expect(putRight([{ ...SLIP, at: 0 }], correction, { at: WINDOW_MS })).toHaveLength(1)
    expect(putRight([{ ...SLIP, at: 0 }], correction, { at: WINDOW_MS + 1 })).toEqual([])
    const chat = Array.from({ length: CORRECTION_REACH }, () => CHAT)
    expect(putRight([SLIP, ...chat.slice(1)], correction)).toHaveLength(1)
    expect(putRight([SLIP, ...chat], correction)).toEqual([])
  })

  test('none of a later claim', () => {
    expect(putRight([{ ...SLIP, at: 90_000 }], '刚才全网最低说错了', { at: 60_000 })).toEqual([])
  })

  test('of another product only when its words are named', () => {
    expect(putRight([SLIP], '刚才口误', { productId: 'sun-03' })).toEqual([])
    expect(putRight([SLIP], '刚才口红说全网最低，口误', { productId: 'sun-03' })).toEqual(['全网最低价'])
  })

  test('any text of any kind gives findings that were open, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(putRight([SLIP], text).every((quote) => quote === '全网最低价')).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
