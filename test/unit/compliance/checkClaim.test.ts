import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import { compilePack, packOf } from '../../../domain/compliance/compilePack.ts'
import { claimVerdictSchema, type Family } from '../../../domain/model/claim.ts'
import { exampleProduct, onAir, shipped, shippedPacks } from '../../rules/shippedPacks.ts'

const check = (text: string, product: string | null) => checkClaim(text, onAir(product), shipped)
const flagged = (text: string, product: string | null): Family[] =>
  [
    ...new Set(
      check(text, product)
        .findings.filter((one) => one.severity !== 'note')
        .map((one) => one.family),
    ),
  ].toSorted()

describe('a claim is checked against the facts of the product on air', () => {
  test.each<[string, string, Family[]]>([
    ['划线价八百九十九有记录，今天三百九十九', 'coat-14', []],
    ['原价一千二，今天三百九十九', 'coat-14', ['PRI']],
    ['原价三百九十九，今天五十九', 'lip-01', ['PRI']],
    ['就剩三台了，后台点开看', 'lamp-24', []],
    ['就剩三瓶了，抢完下架', 'shampoo-05', ['SCA']],
    ['假一赔十，信任卡上写着', 'lip-01', []],
    ['假一赔十，你们大胆拍', 'freckle-04', ['GUA']],
    ['假一赔一百，你们大胆拍', 'lip-01', ['GUA']],
    ['七天无理由，吊牌在就能退', 'coat-14', []],
    ['七天无理由，随便退', 'orange-22', ['GUA']],
    ['拆封不退啊，想好再拍', 'bag-15', ['GUA']],
    ['实用新型专利，号是ZL202120123456.7', 'shoe-16', []],
    ['我们有国家发明专利', 'pot-19', ['AUT']],
    ['绒子含量百分之九十，报告上写着', 'coat-14', []],
    ['回购率百分之九十，报告上写着', 'noodle-06', ['DAT']],
    ['防晒，国妆特字20221234', 'sun-03', []],
    ['这支口红带防晒的', 'lip-01', ['CAT']],
    ['头层牛皮的，你闻闻', 'bag-15', ['ORI']],
    ['PU的，不是真皮', 'bag-15', []],
    ['九十九块九变八十九块九，也就九折', 'noodle-06', []],
    ['十袋八十九块九，等于五折', 'noodle-06', ['PRI']],
  ])('%s (%s)', (text, product, families) => {
    expect(flagged(text, product)).toEqual(families)
  })

  test('a document that has expired proves nothing', () => {
    const product = exampleProduct('sun-03')
    const expired = {
      ...product,
      documents: product.documents.map((document) => ({ ...document, expiresAt: 1_700_000_000_000 })),
    }
    const context = { ...onAir('sun-03'), product: expired }
    expect(
      checkClaim('这支带防晒，国妆特字20221234', context, shipped).findings.map((one) => one.family),
    ).toContain('CAT')
  })

  test('terms of the shop’s own right count: 十五天 is kept, 三十天 is not', () => {
    const product = exampleProduct('coat-14')
    const protects = {
      ...product,
      guarantees: product.guarantees.map((right) =>
        right.code === 'price-protect' ? { ...right, days: 15 } : right,
      ),
    }
    const context = { ...onAir('coat-14'), product: protects }
    const families = (text: string) => checkClaim(text, context, shipped).findings.map((one) => one.family)
    expect(families('这件保价十五天')).not.toContain('GUA')
    expect(families('这件保价三十天')).toContain('GUA')
  })
})

describe('what a sure rule has looked at and spared, no wide frame brings up again', () => {
  test.each([
    ['不敢跟你说全网最低', 'lip-01'],
    ['我从来不说全网最低价', 'lip-01'],
    ['别加我微信下单', 'lip-01'],
    ['这个不是国家级的', 'lip-01'],
  ])('%s', (text, product) => {
    expect(check(text, product).findings).toEqual([])
  })
})

describe('what is not a claim is spared, and the reason is kept', () => {
  test.each([
    ['不敢跟你说全网最低', 'lip-01', 'negation'],
    ['有人问是不是全网最低，你们自己去比', 'lip-01', 'quotation'],
    ['别加我微信下单', null, 'negation'],
    ['全网最低这话我不敢说', 'lip-01', 'denial'],
    ['刚才口误，不是全网最低，收回', 'lip-01', 'correction'],
    ['味道最好用温水泡开', 'tea-26', 'advice'],
    ['顾客永远是第一，这是我们店的规矩', null, 'opinion'],
    ['开锅先刷单层油', 'pot-19', 'homograph'],
  ])('%s', (text, product, reason) => {
    const verdict = check(text, product)
    expect(verdict.suppressed.map((hit) => hit.reason)).toContain(reason)
  })

  test.each([
    ['面包过期了别吃', null],
    ['确保本次发货', null],
    ['修改运费找客服', null],
    ['我们公司在招财务', null],
    ['点一下屏幕中央视频就暂停', null],
    ['要加微辣的打一', 'noodle-06'],
    ['开锅先刷单层油', 'pot-19'],
    ['这锅真皮实', 'pot-19'],
    ['原单号复制给客服', 'bag-15'],
    ['你这身高仿佛跟我弟差不多', 'shoe-16'],
    ['在线两万能不能点个赞', null],
    ['最好先用温水冲一下', 'shampoo-05'],
    ['最好用温水冲泡，最好吃完再走', null],
    ['我们家这几款里最薄的一款', 'coat-14'],
    ['最好听医生的', null],
    ['TOP10榜单，第十号选手', null],
    ['第一步先看尺码，第一次来的扣一', null],
    ['制冷最低能调到十六度', 'aircon-18'],
  ])('look-alike: %s', (text, product) => {
    expect(flagged(text, product)).toEqual([])
  })

  test('a disclaimer clears its own clause, not the claim after it', () => {
    expect(flagged('我们不能说治病，但它治糖尿病特别灵', 'tea-26')).toContain('MED')
  })

  test('the host’s yes makes a viewer’s question his own claim', () => {
    expect(flagged('有人问是不是全网最低，对，全网最低', 'lip-01')).toContain('PRI')
  })
})

describe('ways around a word list are heard', () => {
  test.each<[string, string | null, Family]>([
    ['这支口红蕞好用的', 'lip-01', 'ABS'],
    ['全 网 zui 低，不信去比', 'sun-03', 'PRI'],
    ['加我薇❤，号在背景板', null, 'DIV'],
    ['还想便宜的走卫星', 'massager-20', 'DIV'],
    ['天天喝xiao炎又jiang血压', 'tea-26', 'MED'],
    ['懂的来，1比1高fang', 'bag-15', 'ORI'],
    ['買金不叫花錢，叫保值增值', 'gold-13', 'FIN'],
    ['跑鞋里头的No壹', 'shoe-16', 'ABS'],
    ['假一pei🔟，我说的', 'massager-20', 'GUA'],
    ['纯夭然零tian加的土蜂蜜', 'honey-07', 'ORI'],
  ])('%s', (text, product, family) => {
    expect(flagged(text, product)).toContain(family)
  })

  test('a hit on sound alone is one step milder', () => {
    const finding = check('全网嘴低啊随便搜', 'liquor-10').findings.find((one) => one.family === 'PRI')
    const exact = check('全网最低啊随便搜', 'liquor-10').findings.find((one) => one.family === 'PRI')
    expect(exact?.severity).toBe('block')
    expect(finding).toBeDefined()
  })
})

describe('findings', () => {
  const SEPARATORS = [
    ' ',
    '/',
    '-',
    '*',
    '😀',
    '🔥',
    '\u200b',
    '\u2060',
    '~',
    '_',
    '|',
    '、',
    '"',
    '】',
    '\t',
    '　',
  ]

  test('point at the letters as said', () => {
    const text = '姐妹们，蕞/好 的面霜，没有之一！'
    for (const finding of check(text, null).findings)
      expect(text.slice(finding.start, finding.end)).toBe(finding.quote)
    expect(check(text, null).findings[0]?.quote).toContain('蕞/好')
  })

  test('separators inside a phrase never lose it', () => {
    const phrases = [
      '国家级',
      '独一无二',
      '天下第一',
      '史无前例',
      '保值增值',
      '国家免检',
      '好评返现',
      '药妆',
      '零副作用',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.array(fc.constantFrom('', ...SEPARATORS), { minLength: 8, maxLength: 8 }),
        (phrase, separators) => {
          const spread = [...phrase]
            .map((letter, at) => (at === 0 ? letter : (separators[at] ?? '') + letter))
            .join('')
          const plain = check(phrase, null).findings.map((finding) => finding.family)
          expect(plain.length).toBeGreaterThan(0)
          expect(check(spread, null).findings.map((finding) => finding.family)).toEqual(plain)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('neutral sentences around a claim change nothing about it', () => {
    const claims = [
      '这瓶是独一无二的',
      '加我微信拿货',
      '七天见效',
      '全网最低价',
      '孕妇随便用',
      '戴上招财转运',
      '保值增值稳赚',
    ]
    const neutral = fc.constantFrom(
      '欢迎来到直播间。',
      '请看屏幕左边。',
      '声音听得清的扣个字。',
      '颜色看详情页。',
      '',
    )
    fc.assert(
      fc.property(fc.constantFrom(...claims), neutral, neutral, (claim, before, after) => {
        const pick = (text: string) =>
          check(text, 'lip-01').findings.map(({ rule, quote, severity }) => ({ rule, quote, severity }))
        expect(pick(`${before}${claim}。${after}`)).toEqual(pick(claim))
      }),
    )
  })

  test('are the same every time', () => {
    const texts = ['全网最低价，加我微信', '治糖尿病，七天见效', '原价三百九十九，只剩三单']
    const first = texts.map((text) => check(text, 'lip-01'))
    for (let round = 0; round < 3; round += 1) {
      for (const text of texts.toReversed()) check(text, 'honey-07')
      expect(texts.map((text) => check(text, 'lip-01'))).toEqual(first)
    }
  })

  test('any text of any Unicode is taken, and the verdict keeps its shape', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 100 }),
      fc.string({
        unit: fc.constantFrom(
          ...'最好全网最低价不治病加微信vzuihao123一二三百分之十块元天送第一，。！？ 😀\ud800\udc00',
        ),
        maxLength: 120,
      }),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        const verdict = claimVerdictSchema.parse(check(text, 'lip-01'))
        for (const hit of [...verdict.findings, ...verdict.suppressed, ...verdict.promises]) {
          expect(hit.start).toBeLessThan(hit.end)
          expect(hit.end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('name the pack and version of their rule', () => {
    const [finding] = check('全网最低价', 'lip-01').findings
    expect(packOf(shipped, finding?.rule ?? '').id).toBe('cn-live-commerce')
  })
})

describe('a rule the shop has switched off', () => {
  const off = compilePack(shippedPacks, {
    adjustments: [{ rule: 'abs.supreme-words', severity: 'off', reason: '法务已看过', at: 0 }],
    allowed: [],
  })

  test('finds nothing, says so, and no wide rule of its family says the same', () => {
    expect(checkClaim('真的是天花板级别', onAir('lip-01'), shipped).findings.map(({ rule }) => rule)).toEqual(
      ['abs.supreme-words'],
    )
    const verdict = checkClaim('真的是天花板级别', onAir('lip-01'), off)
    expect(verdict.findings).toEqual([])
    expect(verdict.suppressed).toContainEqual(expect.objectContaining({ reason: 'switched-off' }))
  })
})
