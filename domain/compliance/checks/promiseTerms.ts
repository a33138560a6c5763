import type { PromiseDraft, PromiseKind } from '../../model/claim.ts'
import type { EpochMs } from '../../model/scalars.ts'
import type { SequenceMatch, Workspace } from '../matchSequences.ts'
import type { Numeral } from '../numerals.ts'
import type { PromiseRule } from '../rulePack.ts'
import { promiseDue } from './promiseDue.ts'
import {
  clauseAround,
  ownClauses,
  promiseScene,
  withClauseBefore,
  type PromiseScene,
  type Stretch,
} from './promiseScene.ts'

/** What is promised besides its kind and place: see `PromiseDraft`. */
export type PromiseTerms = Pick<PromiseDraft, 'what' | 'count' | 'who' | 'dueAt'>

/** Kinds whose event lies with the buyer (坏了就赔, 降了就补): an `if` before them takes nothing back. */
const ON_EVENT: ReadonlySet<PromiseKind> = new Set(['compensate', 'price-protect', 'return', 'other'])

/** It depends on something that may never happen, or is only meant to be tried. */
const IF = /(如果|要是|假如|假设|万1|除非|等到|等我们?|只要我们?|看情况|看厂家|看人气|看数据)/
const IF_BUYER =
  /(如果|要是|只要|假如)(说)?(你|您|大家|咱|谁|有人|今天|今晚|现在|们){0,4}(拍|买|下单|付款|付了|抢|带|要|喜欢|看上|收到|单买|想要)/
const HEDGE =
  /(争取|尽量|尽可能|可能|也许|说不定|没准|大概率|估计|应该(能|会|可以|是)|希望|最好能|打算|计划|考虑|研究研究|商量商量|申请1?下|问1?下老板|不1定|不保证|看看能不能|看能不能)/

/** It has been done already, or was last time. */
const PAST =
  /(上次|上回|上1次|上场|上1场|去年|昨天|前天|前两天|前几天|上周|上个?月|上个?礼拜|以前|往年|早就|已经)|(送|发|赔|补|退|抽|返|寄|开)过(?!去|来)/
const NOW =
  /(这次|这场|这回|今天|今晚|现在|马上|还|再|照样|1样|继续|接着|也)(.{0,4})(送|发|赔|补|退|抽|返|寄|开|有)/

const ASKS = /(吗|么|嘛|没|不|呢)(啊|呀|哈)?$/
const ASKS_WORDS =
  /(能不能|会不会|有没有|是不是|可不可以|要不要|行不行|送不送|发不发|赔不赔|补不补|退不退|抽不抽|开不开|给不给|保不保|啥时候|什么时候|多久|几时|几点|哪天|为什么|(怎么|咋)(赔|退|补|算|发|送|抽|开奖|保|弄))/
const SAYS_YES = /^(能|会|可以|对|是的|当然|必须|肯定|有的|有|送|发|赔|补|退|抽|给|安排|没问题|放心|都)/

/** 明天发视频: sends no goods. */
const NOT_GOODS =
  /^(个|1个|条|1条|点|1点|些)?(红包|福袋|公告|视频|预告|通知|朋友圈|优惠券|券|消息|短信|图|照片|作品|言|生|现|票|愁|烧|热|育|呆|货单|表)/

const WITH_THE_GOODS = /(跟|和|随|同)(.{1,8})(1起|1块|1个(盒|箱|包)|发|走|寄)|1块儿?走|随(单|箱|货)/
const GIFT_BEFORE = /(送|赠)(.{0,8})(\d|两|十)|赠品/

/** 补发 replaces, 发视频 sends no goods, and a present that goes along (跟精华一个盒子发走) is told with the present. */
const isNoShipment = ({ words, end }: PromiseScene, from: number): boolean => {
  const lead = words.slice(from, end)
  if (/[补重](发|寄)(出|走)?$/.test(lead)) return true
  if (/[发寄]$/.test(lead) && NOT_GOODS.test(words.slice(end, end + 6))) return true
  return (
    WITH_THE_GOODS.test(words.slice(from, end + 2)) &&
    GIFT_BEFORE.test(words.slice(Math.max(0, from - 24), from))
  )
}

/** Whether the words around a match make it something asked, past, tried or conditional, and no promise. */
const isUnbinding = (scene: PromiseScene, kind: PromiseKind): boolean => {
  const { words, start, end, numeral } = scene
  const { from, to } = ownClauses(scene)
  const clause = words.slice(from, to)
  if ((ASKS.test(clause) || ASKS_WORDS.test(clause)) && !SAYS_YES.test(words.slice(to, to + 8))) return true
  if (PAST.test(clause) && !NOW.test(clause)) return true
  if (HEDGE.test(words.slice(from, end))) return true
  if (kind === 'ship' && isNoShipment(scene, from)) return true
  // 赠品，拍一箱: the number is what must be bought.
  if (kind === 'gift' && numeral !== null && /(拍|买|下单|满|抢)$/.test(words.slice(0, numeral.start)))
    return !/(送|赠|发|得|到手|附|配|搭)/.test(words.slice(numeral.end, end))
  if (ON_EVENT.has(kind)) return false
  const wider = words.slice(Math.max(0, from - 14), start)
  return IF.test(wider) && !IF_BUYER.test(wider)
}

const COUNTERS = '个包支片双瓶袋份盒条件只张罐把根套本副台斤箱次位名颗枚块对组提桶卷粒贴盏饼杯串束枝顶床单人'
const PEOPLE = /^(位|名|个人|人|个粉丝|个家人|个姐妹|个幸运)/

/** Where the name of a thing ends. */
const THING_END =
  /^(给你|给大|给咱|给到|给他|跟|随|和你|1起|1块儿?|白送|免费|送给|送你|送大|哈|啊|哦|了|吧|呢|呀|都|再送|再加|还有|还送|另外|拿走|带走|价值|直接|到手|装在|放在|塞|寄|发|好不好|行不行|对不对|拍|今晚|今天|的时候|我|你|咱|大家|\d+(小时|天)|[\d两]?十\d?小时)/
const LONGEST_THING = 12
const LONGEST_NAME = 30
const MOST = 1_000_000_000

/** The thing that begins at a place; null when nothing is named there. */
const thingAt = (scene: PromiseScene, place: number): Stretch | null => {
  const { words } = scene
  if (place >= words.length) return null
  const from = words.startsWith('的', place) ? place + 1 : place
  const clause = scene.clause(place - 1)
  let to = from
  while (to < words.length && to - from < LONGEST_THING && scene.clause(to) === clause) {
    if (THING_END.test(words.slice(to, to + 6))) break
    to += 1
  }
  return to > from ? { from, to } : null
}

const isCounted = (words: string, numeral: Numeral): boolean =>
  numeral.kind === 'plain' && COUNTERS.includes(words[numeral.end] ?? ' ')

type Thing = { readonly what: string | null; readonly count: number | null }
const NOTHING: Thing = { what: null, count: null }

const GIVES = /(加送|再送|多送|赠送|附赠|白送|送|赠品|赠|搭|配|附)/
const GIVE_FILLERS =
  /^(给|你们?|您|大家|咱们?|每人|每单|家人们?|姐妹们?|宝宝们?|是|有|就是|的是|1共|总共|都是|再|多|品)+/

const giftOf = (scene: PromiseScene): Thing => {
  const { words, numerals, said } = scene
  const gives = GIVES.exec(words.slice(scene.start, scene.end))
  if (gives === null) return NOTHING
  const verb = scene.start + gives.index
  const verbEnd = verb + gives[0].length
  const numeral = numerals.find(
    (each) => each.start >= verbEnd && each.start - verbEnd <= 12 && isCounted(words, each),
  )
  const gap = words.slice(verbEnd, numeral?.start ?? verbEnd + 10)
  const named = verbEnd + (GIVE_FILLERS.exec(gap)?.[0].length ?? 0)
  if (numeral === undefined) {
    // 买一送一: the number is all that is named.
    const bare = numerals.find((each) => each.kind === 'plain' && each.start === named)
    if (bare !== undefined) return { what: null, count: bare.value }
    const thing = thingAt(scene, named)
    return thing === null ? NOTHING : { what: said(thing.from, thing.to), count: null }
  }
  const count = numeral.value
  const after = thingAt(scene, numeral.end + 1)
  if (after !== null) return { what: said(after.from, after.to), count }
  // 送小样两支; 小样送两支
  if (numeral.start > named) return { what: said(named, numeral.start), count }
  const head = words.slice(clauseAround(scene, verb).from, verb)
  const noun = /([^\d的是拍买都就给再还也今晚]{2,8})$/.exec(head)?.[1] ?? ''
  return { what: noun === '' ? null : said(verb - noun.length, verb), count }
}

const firstName = (scene: PromiseScene, { from, to }: Stretch, names: readonly string[]): string | null => {
  for (const name of names) {
    const found = scene.words.slice(from, to).indexOf(name)
    if (found >= 0) return scene.said(from + found, from + found + name.length)
  }
  return null
}

const drawOf = (scene: PromiseScene): Thing => {
  const { words, numerals, said } = scene
  const { from, to: end } = withClauseBefore(scene)
  // 中奖的三台空气炸锅，七天内寄; 今晚抽奖，抽三位: the prize often stands one clause off.
  const to = end >= words.length ? end : clauseAround(scene, end).to
  const numeral = numerals.find(
    (each) =>
      each.start >= from &&
      each.end < to &&
      isCounted(words, each) &&
      /(抽|送|奖品?|中奖的|抽中的|得)(出|是|个|1共|共)?$/.test(words.slice(from, each.start)),
  )
  if (numeral !== undefined) {
    if (PEOPLE.test(words.slice(numeral.end, numeral.end + 4))) return { what: null, count: numeral.value }
    const thing = thingAt(scene, numeral.end + 1)
    if (thing !== null) return { what: said(thing.from, thing.to), count: numeral.value }
  }
  const names = ['中奖名单', '获奖名单', '名单', '结果', '奖品']
  return { what: firstName(scene, { from, to: end }, names), count: null }
}

/** What is owed by its usual names, longest first, for kinds whose thing is not free to choose. */
const NAMES: Readonly<Record<PromiseKind, readonly string[]>> = {
  ship: [],
  gift: [],
  draw: [],
  compensate: [
    '缺斤少两',
    '缺斤短两',
    '质量问题',
    '坏果',
    '坏单',
    '坏件',
    '破损',
    '漏液',
    '漏发',
    '少件',
    '缺件',
    '缺货',
    '过敏',
    '起疹子',
    '发红',
    '差几两',
    '不够',
    '少了',
    '碎',
    '破',
    '烂',
    '坏',
    '漏',
    '晚发',
    '超时',
  ],
  'price-protect': ['差价', '差额', '差多少', '价保', '保价'],
  restock: [],
  return: ['退货运费', '运费', '邮费', '快递费', '货款', '退款'],
  'follow-up': ['回访', '回电', '电话', '私信', '登记', '回复', '处理', '联系'],
  other: ['质保', '保修', '换新', '安装', '清洗', '维修'],
}

/** 到两百台, 补五十件: how many come back, and of what when it is named. */
const restockOf = (scene: PromiseScene): Thing => {
  const { words, numerals, said } = scene
  const { from } = ownClauses(scene)
  const numeral = numerals.find(
    (each) =>
      each.start >= from &&
      each.start - scene.end <= 8 &&
      isCounted(words, each) &&
      /(补|到|来|上|返|加)(货|了|个)?$/.test(words.slice(from, each.start)),
  )
  const noun = /([^\d的是都就给再还也会在到]{2,6})(补货|到货|上新|返场|补上|再上)/.exec(
    words.slice(from, scene.end),
  )
  const name = noun?.[1] ?? ''
  const isTime = /周|号|天|月|点|晚|初|底|后|前|下|咱|我|你|大家|统/.test(name)
  return {
    what: noun === null || isTime ? null : said(from + noun.index, from + noun.index + name.length),
    count: numeral?.value ?? null,
  }
}

const thingOf = (scene: PromiseScene, kind: PromiseKind): Thing => {
  if (kind === 'gift') return giftOf(scene)
  if (kind === 'draw') return drawOf(scene)
  if (kind === 'restock') return restockOf(scene)
  return { what: firstName(scene, withClauseBefore(scene), NAMES[kind]), count: null }
}

/** Who gets it, as one says it on air. */
const WHO = [
  /前(\d{1,5}|[\d两]?十\d?|[\d两]?百[\d十]*|两)(名|位|单|个人|个|人|件)(下单的|付款的|拍的|拍下的)?/,
  /(中奖的|抽中的|获奖的)(\d{1,3}位|\d{1,3}个人|家人|朋友|姐妹|人)?/,
  /(老粉|新粉|新人|会员|粉丝团|老顾客|老客户|新客户|回头客|铁粉|灯牌粉丝|新朋友)(们)?/,
  /(今天|今晚|现在|今晚\d{1,2}点前|十2点前|12点前|\d{1,2}点前|直播间)?(付款|付了款|已付款|下单|下了单|拍下|拍了|拍到|买了|买到|拍|买)(的|了的)(家人|朋友|姐妹|宝宝|人|兄弟|老板|大哥)?(们)?/,
  /(拍|买|下单)(\d{1,3}|两|[\d两]?十\d?)(件|箱|瓶|盒|单|支|份|双|袋|台|个|套)/,
  /每(1)?(单|位|人|个人|箱|盒|件|瓶|份)/,
  /(所有人|所有的家人|全场|人人|每个人)/,
]

const whoOf = (scene: PromiseScene): string | null => {
  const { from, to } = ownClauses(scene)
  const back = Math.max(0, Math.min(from, scene.start - 14))
  for (const pattern of WHO) {
    const found = pattern.exec(scene.words.slice(back, to))
    if (found !== null) return scene.said(back + found.index, back + found.index + found[0].length)
  }
  return null
}

/** As said, no longer than the record takes; separators strewn into a word can make it long. */
const asSaid = (words: string | null): string | null => {
  const short = [...(words ?? '')].slice(0, LONGEST_NAME).join('')
  return short === '' ? null : short
}

/**
 * What a promise rule's match promises: the thing, how many, to whom and by when, as said; null when the words around it
 * make it no promise after all (能不能送, 上次送过, 争取补货, 破万单就送). 法释〔2022〕8号 art. 10 and 电子商务法 art. 20 hold
 * the shop to what it promised, not to what was asked.
 */
export const promiseTerms = (
  work: Workspace,
  text: string,
  rule: PromiseRule,
  match: SequenceMatch,
  saidAt: EpochMs,
): PromiseTerms | null => {
  const scene = promiseScene(work, text, match)
  if (isUnbinding(scene, rule.promise)) return null
  const { what, count } = thingOf(scene, rule.promise)
  return {
    what: asSaid(what),
    count: count === null ? null : Math.min(MOST, Math.round(count)),
    who: asSaid(whoOf(scene)),
    dueAt: promiseDue(scene, rule, saidAt),
  }
}
