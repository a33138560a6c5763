import { z } from 'zod'
import shipped from '../../../resources/rule-packs/trust-card/guarantees.json' with { type: 'json' }
import type { MustSayItem } from '../../../domain/contract/live.ts'
import type { Claim, Finding, RuleWords, Severity, Speaker } from '../../../domain/model/claim.ts'
import {
  type GuaranteeDefinition,
  guaranteeDefinitionSchema,
  plainGuarantee,
} from '../../../domain/model/guarantee.ts'
import type { Session, Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'
import type { EpochMs, Fen, LocalText, Ulid } from '../../../domain/model/scalars.ts'

/** 2026-11-22 19:30 in China: when the made-up session starts. */
export const START_AT: EpochMs = Date.UTC(2026, 10, 22, 11, 30)

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The nth made-up id of a family of ids; always the same. */
export const madeUpId = (family: string, count: number): Ulid => {
  let digits = ''
  for (let rest = count; digits.length < 8; rest = Math.floor(rest / 32))
    digits = (ALPHABET[rest % 32] ?? '0') + digits
  const head = family.toUpperCase().replace(/[^0-9A-HJKMNP-TV-Z]/g, '')
  return `01${head}${'0'.repeat(16)}`.slice(0, 18) + digits
}

const both = (zh: string, en: string): LocalText => ({ zh, en })

/** The definitions the app ships. */
export const SHIPPED_DEFINITIONS: readonly GuaranteeDefinition[] = z
  .array(guaranteeDefinitionSchema)
  .parse(shipped.guarantees)

type Draft = {
  id: string
  name: string
  category: string
  price: Fen
  listPrice: Fen | null
  priceEvidence: boolean
  stock: number | null
  guarantees: readonly string[]
  documents: Product['documents']
  maker: string
  address: string
  certificate: string
  sellingPoints: string[]
  forbiddenWords: string[]
  mustSay: string[]
}

const product = (draft: Draft): Product => ({
  ...draft,
  guarantees: draft.guarantees.map(plainGuarantee),
  picture: `${draft.id}.png`,
})

/** Products like those of a real evening: most in order, one without a maker, one whose guarantee was retired. */
export const MADE_UP_PRODUCTS: readonly Product[] = [
  product({
    id: 'serum-02',
    name: '烟酰胺精华液 30ml',
    category: '护肤',
    price: 12_900,
    listPrice: 19_900,
    priceEvidence: true,
    stock: 860,
    guarantees: ['seven-day', 'return-freight', 'fake-pay-ten', 'allergy-refund', 'fast-refund'],
    documents: [
      { type: '功效评价报告', says: '28天使用后皮肤角质层含水量提升31.2%(n=33)', expiresAt: null },
      { type: '品牌授权书', says: '一级授权', expiresAt: Date.UTC(2027, 5, 30) },
    ],
    maker: '上海某某生物科技有限公司',
    address: '上海市奉贤区',
    certificate: '沪妆20170022',
    sellingPoints: ['质地清爽，早晚各两滴', '烟酰胺加透明质酸，补水为主', '报告写明 28 天含水量提升 31.2%'],
    forbiddenWords: ['祛斑', '全网最低'],
    mustSay: ['过敏可退，以页面写的为准'],
  }),
  product({
    id: 'noodle-06',
    name: '柳州螺蛳粉 300g*10袋',
    category: '方便食品',
    price: 8990,
    listPrice: 9990,
    priceEvidence: true,
    stock: 12_000,
    guarantees: ['refund-only', 'broken-pay', 'fast-ship', 'fake-pay-ten'],
    documents: [{ type: '食品生产许可证', says: 'SC10745020000000', expiresAt: Date.UTC(2028, 2, 1) }],
    maker: '柳州某某食品有限公司',
    address: '柳州市鱼峰区',
    certificate: 'SC10745020000000',
    sellingPoints: ['酸笋单独一包，怕味道的可以少放', '十袋装，一袋不到九块'],
    forbiddenWords: ['第一'],
    mustSay: [],
  }),
  product({
    id: 'coat-14',
    name: '男士羽绒服 充绒量180g',
    category: '服装',
    price: 39_900,
    listPrice: 89_900,
    priceEvidence: true,
    stock: 650,
    guarantees: ['seven-day', 'return-freight', 'fast-refund', 'price-protect'],
    documents: [{ type: '质检报告', says: '绒子含量90%', expiresAt: Date.UTC(2027, 9, 1) }],
    maker: '江苏某某服饰集团',
    address: '常熟市',
    certificate: 'GB/T 14272-2021',
    sellingPoints: ['充绒量 180 克，标在水洗标上', '帽子可拆'],
    forbiddenWords: [],
    mustSay: [],
  }),
  product({
    id: 'honey-07',
    name: '秦岭土蜂蜜 500g',
    category: '生鲜食品',
    price: 6800,
    listPrice: 12_800,
    priceEvidence: false,
    stock: 300,
    guarantees: ['broken-pay', 'fake-pay-ten'],
    documents: [],
    maker: '',
    address: '',
    certificate: '',
    sellingPoints: ['秦岭蜂场今年的蜜'],
    forbiddenWords: ['治咳嗽'],
    mustSay: ['一岁以下不建议食用'],
  }),
  product({
    id: 'lamp-24',
    name: '护眼台灯',
    category: '照明',
    price: 11_900,
    listPrice: 16_900,
    priceEvidence: false,
    stock: 3,
    guarantees: ['seven-day', 'return-freight', 'fast-ship'],
    documents: [{ type: '3C 证书', says: '2024010000', expiresAt: Date.UTC(2029, 0, 1) }],
    maker: '中山某某照明',
    address: '中山市',
    certificate: '3C 2024010000',
    sellingPoints: ['国 AA 级照度', '无极调光'],
    forbiddenWords: ['防近视'],
    mustSay: [],
  }),
  product({
    id: 'phone-17',
    name: '5G智能手机 12+256G',
    category: '数码',
    price: 199_900,
    listPrice: 219_900,
    priceEvidence: true,
    stock: 90,
    guarantees: ['seven-day', 'fake-pay-ten', 'price-protect', 'fast-ship'],
    documents: [{ type: '进网许可证', says: '00-0000-000000', expiresAt: null }],
    maker: '某某通信',
    address: '深圳市',
    certificate: '进网许可 00-0000',
    sellingPoints: ['12+256G，两年质保'],
    forbiddenWords: [],
    mustSay: [],
  }),
  product({
    id: 'liquor-10',
    name: '酱香型白酒 53度 500ml*6',
    category: '酒类',
    price: 59_900,
    listPrice: 129_900,
    priceEvidence: false,
    stock: 480,
    guarantees: ['fake-pay-ten', 'broken-pay'],
    documents: [{ type: '生产许可证', says: 'SC11552038200000', expiresAt: Date.UTC(2027, 3, 1) }],
    maker: '仁怀市某某酒业',
    address: '仁怀市茅台镇',
    certificate: 'SC11552038200000',
    sellingPoints: ['整箱六瓶'],
    forbiddenWords: ['年份酒'],
    mustSay: ['未成年人请勿饮酒'],
  }),
  product({
    id: 'orange-22',
    name: '赣南脐橙 10斤',
    category: '生鲜水果',
    price: 3990,
    listPrice: 4990,
    priceEvidence: false,
    stock: 5000,
    guarantees: ['broken-pay', 'fast-ship'],
    documents: [{ type: '地理标志授权', says: '赣南脐橙', expiresAt: null }],
    maker: '赣州某某合作社',
    address: '赣州市安远县',
    certificate: '地标 AGI00000',
    sellingPoints: ['现摘现发', '单果 65 毫米以上'],
    forbiddenWords: [],
    mustSay: [],
  }),
]

/** A product at every edge at once. */
export const EXTREME_PRODUCT: Product = {
  ...product({
    id: 'SKU-2026112200000000018-XXL-限定-礼盒装-赠品-不单卖-20261122',
    name: '【双十一返场·限量礼盒】某某品牌烟酰胺透明质酸钠多重修护精华液30ml×2瓶加赠同款小样5ml×6支与定制化妆包一个(颜色随机以实物为准)官方旗舰店同款正品保障假一赔十全国包邮偏远地区除外',
    category: '特殊化妆品(祛斑美白类,国产,含防晒)',
    price: 1,
    listPrice: 12_999_900,
    priceEvidence: true,
    stock: 1_000_000_000,
    guarantees: SHIPPED_DEFINITIONS.map(({ code }) => code),
    documents: [],
    maker: '上海某某某某生物科技股份有限公司(委托方)与广州某某某某化妆品有限公司(受托方)',
    address: '广东省广州市白云区钟落潭镇某某工业园区第十八栋三楼东侧之一(自编)',
    certificate: '国妆特字20221234-粤妆20180001',
    sellingPoints: [
      '这一点写得很长很长，用来看看提词器和详情里放不下的时候是换行还是截断，以及换行以后行距对不对',
    ],
    forbiddenWords: ['祛斑'],
    mustSay: [],
  }),
  picture: null,
}

/** Products of a scenario: made-up ones first, then numbered copies. */
export const madeUpProducts = (count: number, extreme: boolean, clean: boolean): Product[] =>
  Array.from({ length: Math.max(count, 8) }, (_, index) => {
    if (extreme && index === 0) return EXTREME_PRODUCT
    const base = MADE_UP_PRODUCTS[index % MADE_UP_PRODUCTS.length] ?? EXTREME_PRODUCT
    const whole = clean
      ? {
          ...base,
          maker: base.maker || '西安某某蜂业',
          address: base.address || '西安市',
          certificate: base.certificate || 'SC12345678900000',
          priceEvidence: true,
          guarantees: base.guarantees.map((right) => ({ ...right, runByShop: right.code === 'refund-only' })),
        }
      : base
    const price = extreme && index === 1 ? 12_999_900 : whole.price
    if (index < MADE_UP_PRODUCTS.length) return { ...whole, price }
    return { ...whole, id: `${base.id}-${index}`, name: `${base.name} 第${Math.floor(index / 8) + 1}批` }
  })

export const madeUpSession = (state: Session['state']): Session => ({
  id: madeUpId('SESS', 1),
  title: '11月22日 晚场',
  kind: 'broadcast',
  state,
  host: '小圆',
  steps: 'brand-broadcast',
  plannedStartAt: START_AT,
  createdAt: START_AT - 86_400_000,
  startedAt: state === 'live' || state === 'ended' ? START_AT : null,
  endedAt: state === 'ended' ? START_AT + 3 * 3_600_000 : null,
})

export const madeUpSlots = (session: Session, products: readonly Product[], count: number): Slot[] =>
  Array.from({ length: count }, (_, index) => {
    const isBreak = index === 4 && count > 5
    const base = products[isBreak ? 0 : index % products.length]
    return {
      id: madeUpId('SKQT', index + 1),
      sessionId: session.id,
      position: index + 1,
      productId: isBreak || base === undefined ? null : base.id,
      title: isBreak ? '福袋开奖' : '',
      price: isBreak || base === undefined ? null : base.price,
      plannedMs: ([8, 6, 10, 5, 3, 7][index % 6] ?? 5) * 60_000,
      state: 'queued',
      startedAt: null,
      airedMs: 0,
    }
  })

const words = (
  message: LocalText,
  suggestion: LocalText,
  correction: string,
  law: string,
  article: string,
): RuleWords => ({
  message,
  suggestion,
  correction,
  basis: [{ law, article, mark: 'confirmed' }],
  penalty: '',
})

/** A slip that can be said: its words, the family and the severity. */
export const SLIPS: readonly {
  readonly quote: string
  readonly family: Finding['family']
  readonly severity: Severity
  readonly words: RuleWords
}[] = [
  {
    quote: '两周斑就没了',
    family: 'EFF',
    severity: 'block',
    words: words(
      both('普通化妆品不能承诺祛斑功效', 'Ordinary cosmetics must not promise to remove spots'),
      both('质地清爽，补水效果见报告', 'Light texture; see the report for hydration'),
      '刚才口误，这款是补水精华，没有祛斑功效，以页面写的为准。',
      '化妆品监督管理条例',
      '第三十七条',
    ),
  },
  {
    quote: '全网最低',
    family: 'PRI',
    severity: 'block',
    words: words(
      both('没有可核验的记录，不能说全网最低', 'No record on file shows it is the lowest price anywhere'),
      both('本场价 129 元', 'Tonight’s price is ¥129'),
      '刚才说全网最低不准确，今天直播间价格 129 元。',
      '明码标价和禁止价格欺诈规定',
      '第十九条',
    ),
  },
  {
    quote: '最好用的',
    family: 'ABS',
    severity: 'warn',
    words: words(
      both('绝对化用语', 'Absolute wording'),
      both('我自己很喜欢的一款', 'One I like a lot myself'),
      '“最好用”是我个人感受，大家按自己的肤质选。',
      '广告法',
      '第九条',
    ),
  },
  {
    quote: '四十八小时发货',
    family: 'GUA',
    severity: 'note',
    words: words(
      both('商品没有登记极速发货', 'Fast shipping is not on this product’s card'),
      both('发货时间以页面为准', 'Shipping time as the page says'),
      '发货时间以页面写的为准。',
      '电子商务法',
      '第二十条',
    ),
  },
]

const LINES = [
  '这款是补水精华，早晚各两滴',
  '用两周斑就没了',
  '今天直播间全网最低',
  '吊牌在、不影响二次销售就能退',
  '这是我用过最好用的',
  '四十八小时发货',
  '三十毫升一瓶，够用一个月',
  '敏感肌先在耳后试一下',
]

/** Claims of an evening with a slip now and then. */
export const madeUpClaims = (
  session: Session,
  slot: Slot | null,
  count: number,
): { claims: Claim[]; findings: Finding[] } => {
  const claims: Claim[] = []
  const findings: Finding[] = []
  for (let index = 0; index < count; index += 1) {
    const text = LINES[index % LINES.length] ?? ''
    const speaker: Speaker = index % 7 === 3 ? 'assistant' : 'host'
    const offsetMs = 60_000 + index * 7000
    const claim: Claim = {
      id: madeUpId('CKAM', index + 1),
      sessionId: session.id,
      slotId: slot?.id ?? null,
      productId: slot?.productId ?? null,
      text,
      speaker,
      source: index % 5 === 0 ? 'typed' : 'subtitle',
      at: START_AT + offsetMs,
      monoMs: offsetMs,
      offsetMs,
      corrects: [],
    }
    claims.push(claim)
    const slip = SLIPS.find(({ quote }) => text.includes(quote))
    if (slip === undefined) continue
    findings.push(madeUpFinding(claim, slip, findings.length, index < count - 6))
  }
  return { claims, findings }
}

/** What must be said about a product: the law's words for one that needs them, and the shop's own. Due after 90 s on air. */
export const madeUpMustSay = (onAir: Product | undefined): MustSayItem[] =>
  (onAir?.mustSay ?? []).map((text, index) => ({
    key: `shop.must-say.${String(index)}`,
    rule: null,
    text,
    severity: 'note',
    remindAtMs: 90_000,
    saidBy: null,
  }))

/** The finding of a slip in a claim. */
export const madeUpFinding = (
  claim: Claim,
  slip: (typeof SLIPS)[number],
  count: number,
  settled: boolean,
): Finding => {
  const start = claim.text.indexOf(slip.quote)
  return {
    id: madeUpId('FND', count + 1),
    claimId: claim.id,
    sessionId: claim.sessionId,
    slotId: claim.slotId,
    productId: claim.productId,
    rule: `${slip.family.toLowerCase()}.made-up`,
    pack: 'cn-live-commerce',
    packVersion: '2026.11.1',
    family: slip.family,
    severity: slip.severity,
    start,
    end: start + slip.quote.length,
    quote: slip.quote,
    words: slip.words,
    at: claim.at + 40,
    state: settled ? 'corrected' : 'open',
    reason: '',
    stateAt: settled ? claim.at + 9000 : null,
    correctedBy: null,
  }
}
