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
    ['公屏问是不是国家级的，就是', 'ABS'],
    ['公屏问是不是国家级的，没跑', 'ABS'],
  ])('armed again: %s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })

  test.each([
    ['问多久见效，七天见效', 'EFF'],
    ['有人问价钱咋样，全网最低', 'PRI'],
    ['姐问怎么买？加我微信', 'DIV'],
    ['问还有多少，只剩十单', 'SCA'],
    ['有人问价，史上最低价', 'PRI'],
  ])('what stands behind the question is the host’s own answer: %s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })

  test.each([['有人问我说，全网最低是不是真的'], ['粉丝问，全网最低不']])(
    'what stands behind the word that reports is quoted: %s',
    (text) => {
      expect(flagged(text)).toEqual([])
    },
  )
})

describe('a question mark makes a question, and a no behind it the answer', () => {
  test.each([
    ['国家级？没这说法'],
    ['全网最低?不敢喊'],
    ['最后十单？没有，仓里还多'],
    ['国家级的？一句都没说过'],
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([])
  })

  test.each([
    ['国家级？没错', 'ABS'],
    ['国家级？不含糊', 'ABS'],
    ['全网最低，不敢信吧', 'PRI'],
    ['谁能比得过国家级？没有', 'ABS'],
    ['全网最低？今晚就是', 'PRI'],
  ])('and no answer is no denial: %s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })
})

describe('words that only look like a denial, a correction or a warning', () => {
  test.each([
    ['不像别家，这是国家级的', 'ABS'],
    ['不像那家，我这全网最低', 'PRI'],
    ['三年后原价收回，假一赔一百', 'GUA'],
    ['我说错了吗，就是国家级', 'ABS'],
    ['同事也说国家级，没说错', 'ABS'],
    ['它治糖尿病，真的不骗你', 'MED'],
    ['你别说它真治糖尿病', 'MED'],
    ['不加微信不够意思', 'DIV'],
    ['它治糖尿病，本品不能代替药物', 'MED'],
    ['假一赔一百，卡上没写我给', 'GUA'],
    ['国家级的你推荐不推荐', 'ABS'],
    ['七天见效，学不会再来，不想要了就退', 'EFF'],
  ])('%s', (text, family) => {
    expect(flagged(text)).toContain(family)
  })

  test.each([
    ['这款没挂假一赔一百'],
    ['假一赔一百这台没挂'],
    ['假一赔一百？灯没这条'],
    ['他说国家级，他收回'],
    ['加微信的那个号不是我的'],
    ['国家级？哪位说的，谁也没说'],
    ['全网最低是谁念的'],
  ])('and these do deny: %s', (text) => {
    expect(flagged(text)).toEqual([])
  })
})
