import type { RulePack } from '../../../domain/compliance/rulePack.ts'

type MadeUpRule = RulePack['rules'][number]

const rule = (given: {
  id: string
  family: MadeUpRule['family']
  severity: MadeUpRule['severity']
  zh: string
  en: string
  law: string
  article: string
  bad: string[]
  ok: string[]
}): MadeUpRule => ({
  id: given.id,
  family: given.family,
  severity: given.severity,
  message: { zh: given.zh, en: given.en },
  suggestion: { zh: '说看得见的事实，以页面写的为准', en: 'Say what can be seen, as the page states it' },
  correction: '刚才口误，以商品页面写的为准。',
  basis: [{ law: given.law, article: given.article, mark: 'confirmed' }],
  penalty: '二十万元以上一百万元以下罚款',
  covers: [],
  certainty: 'sure' as const,
  categories: { only: [], except: [] },
  effectiveFrom: null,
  effectiveTo: null,
  unless: ['negation', 'quotation'],
  needs: [],
  sound: 'off',
  examples: { bad: given.bad, ok: given.ok },
  kind: 'phrase',
  say: ['最好用'],
})

/** A few rules of two packs, to look at the rules room with. */
export const madeUpPacks = (): RulePack[] => [
  {
    formatVersion: 1,
    scorer: null,
    id: 'cn-live-commerce',
    version: '2026.11.1',
    name: { zh: '直播带货合规', en: 'Live commerce in China' },
    classes: {},
    ordinary: [],
    rules: [
      rule({
        id: 'abs.superlative',
        family: 'ABS',
        severity: 'warn',
        zh: '绝对化用语：不能说最好、第一、顶级',
        en: 'Absolute wording: “best”, “number one” and “top” are not allowed',
        law: '广告法',
        article: '第九条',
        bad: ['这是最好用的精华', '全国第一'],
        ok: ['最近天冷了', '第一步先洗脸'],
      }),
      rule({
        id: 'eff.spots',
        family: 'EFF',
        severity: 'block',
        zh: '普通化妆品不能承诺祛斑功效',
        en: 'Ordinary cosmetics must not promise to remove spots',
        law: '化妆品监督管理条例',
        article: '第三十七条',
        bad: ['用两周斑就没了', '祛斑特别快'],
        ok: ['这款没有祛斑功效', '补水为主'],
      }),
      rule({
        id: 'pri.lowest',
        family: 'PRI',
        severity: 'block',
        zh: '没有可核验的记录，不能说全网最低',
        en: 'No record on file shows it is the lowest price anywhere',
        law: '明码标价和禁止价格欺诈规定',
        article: '第十九条',
        bad: ['全网最低', '历史最低价'],
        ok: ['今天 129 元', '不敢说全网最低'],
      }),
      rule({
        id: 'div.wechat',
        family: 'DIV',
        severity: 'block',
        zh: '不能引导站外交易',
        en: 'Viewers must not be led to deals off the platform',
        law: '网络直播营销管理办法(试行)',
        article: '第十八条',
        bad: ['加我微信便宜二十', '私下转账'],
        ok: ['别加陌生人微信', '在小黄车下单'],
      }),
    ],
  },
  {
    formatVersion: 1,
    scorer: null,
    id: 'trust-card',
    version: '2026.11.1',
    name: { zh: '信任卡权益', en: 'Trust card' },
    classes: {},
    ordinary: [],
    rules: [
      rule({
        id: 'gua.freight',
        family: 'GUA',
        severity: 'warn',
        zh: '商品没有登记退货补运费，不能说运费全包',
        en: 'Return freight is not on this product’s card',
        law: '电子商务法',
        article: '第二十条',
        bad: ['退货运费全包', '退货不用你出一分钱'],
        ok: ['运费以页面为准', '退货运费平台补，有上限'],
      }),
    ],
  },
]
