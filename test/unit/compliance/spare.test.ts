import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { contextPack, NOTHING_ON_AIR } from './contextPack.ts'

const verdict = (text: string) => checkClaim(text, NOTHING_ON_AIR, contextPack)
const flagged = (text: string): string[] => verdict(text).findings.map(({ family }) => family)

describe('a correction spares the slip it takes back', () => {
  test.each([
    ['刚才口误，不是全网最低，收回'],
    ['刚才说全网最低是口误'],
    ['全网最低价，哦不对说错了，是本场优惠价'],
    ['收回刚才那句全网最低'],
    ['刚才口误说成了国家级'],
    ['更正一下，全网最低我没依据'],
    ['更正一下，刚才说国家级的是我看错了'],
    ['刚才口误，什么最正宗，收回啊'],
    ['这句说错了，它治不了糖尿病'],
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([])
  })

  test.each([
    ['更正一下，这是国家级的产品', 'ABS'],
    ['更正一下这是国家级的产品', 'ABS'],
    ['刚才口误，什么最正宗，收回啊，这是国家级的', 'ABS'],
    ['更正一下，不是全网最低，但是七天包瘦十斤', 'EFF'],
    ['小圆说错了，我更正一下，全网最低价，就今晚', 'PRI'],
    ['刚才说错了，不是三百，加我微信领券', 'DIV'],
  ])('but not a claim made anew: %s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })
})

describe('a disclaimer clears its own clause, not the claim after it', () => {
  test.each([
    ['我们不能说治病，但它治糖尿病特别灵', 'MED'],
    ['这不是药，不过能根治高血压', 'MED'],
    ['本品不能代替药物，但是治糖尿病一吃就好', 'MED'],
    ['我不敢说全网最低，反正是国家级的产品', 'ABS'],
    ['平台不让说全网最低，不过这款就是全网最低', 'PRI'],
    ['广告法不让说国家级，这就是行业第一', 'ABS'],
    ['我们不涉及治疗，它能治糖尿病', 'MED'],
  ])('%s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })

  test.each([
    ['我不敢说全网最低'],
    ['平台不让说国家级'],
    ['这个不治病，也不治糖尿病'],
    ['全网最低这话我不敢说'],
  ])('and this stays clean: %s', (text) => {
    expect(flagged(text)).toEqual([])
  })
})

describe('a quoted question is spared until the host says yes', () => {
  test.each([
    ['有人问是不是全网最低，你们自己去比'],
    ['有人问能不能治糖尿病，不能，这就是茶'],
    ['粉丝问是不是全网最低，对吗，我不敢说'],
    ['弹幕说全网最低，这话我不敢接'],
    ['有姐妹问这个能治糖尿病吗，不能的啊'],
  ])('spared: %s', (text) => {
    expect(flagged(text)).toEqual([])
    expect(verdict(text).suppressed.length).toBeGreaterThan(0)
  })

  test.each([
    ['有人问是不是全网最低，对，全网最低', 'PRI'],
    ['有人问是不是全网最低，对啊全网最低', 'PRI'],
    ['有人问是不是全网最低，是的', 'PRI'],
    ['有人问能不能治糖尿病，能', 'MED'],
    ['有人问能不能治糖尿病，能，喝了就好', 'MED'],
    ['有姐妹问这个能治糖尿病吗？肯定能', 'MED'],
    ['弹幕说全网最低，没错就是全网最低', 'PRI'],
    ['公屏问是不是国家级的，那必须', 'ABS'],
  ])('armed again: %s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })
})
