import type { Claim, Family, Finding, FindingDraft } from '../model/claim.ts'
import type { ProductId } from '../model/product.ts'
import type { DurationMs, EpochMs, Ulid } from '../model/scalars.ts'
import { foldedString } from './normaliseText.ts'

/** A correction reaches back this many utterances at most, whatever the time. */
export const CORRECTION_REACH = 12

/** Without a word in common a correction means the slip just made: so many utterances back at most. */
const BARE_REACH = 3

/** Words that take back, in folded letters. */
const TAKES_BACK =
  /口误|(说|讲|念|报|看|记|算|搞|弄)错了?|说错话|嘴(瓢|快|秃噜|1秃噜|滑)|更正|纠正1下|(收|撤)回|说(岔|漏嘴|秃噜|快)了|讲(岔|快)了|(这|那)(句)?话不对|(这|那)句不对|不严谨|打住|改(个|1下)?口|重新说|口胡|别当真|当我没说/g

/** In front of the word: it is denied, asked or somebody else's. */
const NO_TAKING_BACK =
  /(没有?|没在|不是|不算|不用|不能|不会|别|哪|谁|怎么会|有没有|是不是|会不会|怕|万1|要是|如果|问卷|货款?|成本|资金|衣服|包裹|东西|快递|订单)(我|你|他|又|有|给|再|都)?$/
/** Behind it: something is collected, not taken back. */
const COLLECTS = /^(来|到|成本|资金|货|快递|包裹|商品|旧|问卷|率|处理)/
/** 今天嘴瓢了好几回: speaks of slips, puts none right. */
const COUNTED = /^了?(好|有)?(几|多|两|\d)(回|次)/
/** 说错了吗. */
const ASKED_BACK = /^(吗|么|没有?|不)(啊|呀)?$/

/** What the talk is about when a slip of the family is put right. */
const CUES: Readonly<Record<Family, RegExp>> = {
  ABS: /最|第1|顶级|极品|国家级|绝对|唯1|天花板|独1|正宗|没有之1|不敢(当|说)/,
  MED: /治|病|药|医|疗|炎|血|痛|保健|诊/,
  EFF: /功效|效果|副作用|见效|因人而异|刺激|孕|过敏|瘦|白|斑|包好|保证/,
  PRI: /价|便宜|原价|最低|块|元|折|券|补贴|成本/,
  SCA: /库存|只剩|最后|够拍|不用抢|不急|现货|单|限量|卖了|抢/,
  DIV: /微信|加(我|v)|私(信|下)|平台|站外|转账|二维码|2维码|小店下单/,
  AUT: /国家|央视|专利|证书|认证|专家|医生|特供|推荐|授权|批文/,
  DAT: /数据|百分|%|比例|统计|多少人|回购|报告|调查|没统计|来源/,
  GUA: /退|赔|换|保价|运费|无理由|信任卡|权益|页面|客服|售后/,
  CMP: /别家|别人家?|同行|人家|他们家|对面|隔壁|不比/,
  LOT: /奖|抽|好评|返现|福袋|中|名单|规则/,
  CAT: /药物|防晒|美白|祛斑|注册|未成年|酒|烟|替代|保健|特证/,
  SUP: /招财|开光|运|辟邪|迷信|保佑|玩笑|地域/,
  FIN: /升值|保值|理财|赚|收益|回本|投资|风险/,
  ORI: /材质|成分|面料|绒|皮|棉|羊|产地|进口|天然|有机|添加|报告|原单|正品/,
  MIN: /孩子|小朋友|未成年|家长|妈妈|学生|娃/,
}

/** Pairs of letters that say nothing of what was put right. */
const EMPTY_PAIRS: ReadonlySet<string> = new Set(
  [
    '刚才',
    '刚刚',
    '口误',
    '说错',
    '错了',
    '更正',
    '正1',
    '1下',
    '收回',
    '撤回',
    '我们',
    '咱们',
    '大家',
    '家人',
    '人们',
    '姐妹',
    '这个',
    '那个',
    '1个',
    '就是',
    '不是',
    '这是',
    '没有',
    '这款',
    '这话',
    '那句',
    '这句',
    '今天',
    '今晚',
    '的是',
    '是不',
    '给你',
    '你们',
    '可以',
    '什么',
    '抱歉',
    '不好',
    '好意',
    '意思',
    '为准',
    '以页',
    '页面',
    '面为',
  ].map((pair) => foldedString(pair)),
)

/** A logged claim as the linker needs it. */
export type RecentClaim = Pick<Claim, 'id' | 'text' | 'at' | 'productId'>

/** What a correction is judged by. */
export type CorrectionContext = {
  /** When the correcting words were said. */
  readonly at: EpochMs
  /** The product on air then; null = none. */
  readonly productId: ProductId | null
  /** How long a slip can be put right, in ms. */
  readonly windowMs: DurationMs
  /** Claims logged before this one, oldest first. */
  readonly claims: readonly RecentClaim[]
  /** What the correcting words themselves were found to say; a slip said again is not put right. */
  readonly own: readonly Pick<FindingDraft, 'rule' | 'family' | 'quote'>[]
}

/** Whether an utterance takes something back (刚才口误, 更正一下, 说错了, 这话收回). */
export const isCorrection = (text: string): boolean => {
  const words = foldedString(text)
  for (const match of words.matchAll(TAKES_BACK)) {
    const before = words.slice(Math.max(0, match.index - 8), match.index)
    const after = words.slice(match.index + match[0].length)
    if (NO_TAKING_BACK.test(before)) continue
    if (/[收撤]回$/.test(match[0]) && COLLECTS.test(after)) continue
    if (ASKED_BACK.test(after) || COUNTED.test(after)) continue
    return true
  }
  return false
}

const pairsOf = (text: string): Set<string> => {
  const words = foldedString(text)
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < words.length; at += 1) {
    const pair = words.slice(at, at + 2)
    if (!EMPTY_PAIRS.has(pair)) pairs.add(pair)
  }
  return pairs
}

const shared = (left: ReadonlySet<string>, right: ReadonlySet<string>): number => {
  let count = 0
  for (const pair of left) if (right.has(pair)) count += 1
  return count
}

/** How much a correction speaks of a finding: its own letters weigh most, then the words to put it right, then its matter. */
const evidenceFor = (said: ReadonlySet<string>, folded: string, finding: Finding): number =>
  3 * shared(said, pairsOf(finding.quote)) +
  Math.min(2, shared(said, pairsOf(finding.words.correction))) +
  (CUES[finding.family].test(folded) ? 1 : 0)

type Slip = {
  readonly claim: RecentClaim
  readonly findings: readonly Finding[]
  /** How many utterances ago; 1 = the one before. */
  readonly distance: number
}

const sayAgain = (own: CorrectionContext['own'], finding: Finding): boolean =>
  own.some(
    (again) =>
      again.rule === finding.rule ||
      (again.family === finding.family && shared(pairsOf(again.quote), pairsOf(finding.quote)) > 0),
  )

/**
 * The findings that an utterance puts right, as 直播电商监督管理办法 art. 31 asks of the operator: none unless it takes something back.
 * It means one slip: the claim it shares most words with, or — when it names nothing — the last one. Of that claim the
 * findings it speaks of are put right with their fellows of the same family (all of them when it names none); the same
 * slip in other claims of the reach goes with it when its very words are named. Findings of a later claim, of another
 * product that is not named, of longer ago than the window or `CORRECTION_REACH` utterances stay.
 *
 * `openFindings`: findings nobody has dealt with for good (open or acknowledged).
 */
export const linkCorrections = (
  text: string,
  openFindings: readonly Finding[],
  context: CorrectionContext,
): Ulid[] => {
  if (!isCorrection(text)) return []
  const folded = foldedString(text)
  const said = pairsOf(text)
  const recent = context.claims
    .filter((claim) => claim.at <= context.at && context.at - claim.at <= context.windowMs)
    .slice(-CORRECTION_REACH)
  const slips = recent.flatMap((claim, index): Slip[] => {
    const findings = openFindings.filter(
      (finding) =>
        finding.claimId === claim.id &&
        (finding.state === 'open' || finding.state === 'acknowledged') &&
        !sayAgain(context.own, finding),
    )
    return findings.length === 0 ? [] : [{ claim, findings, distance: recent.length - index }]
  })
  if (slips.length === 0) return []

  const isHere = ({ claim }: Slip): boolean => claim.productId === context.productId
  const strength = (slip: Slip): number =>
    Math.max(...slip.findings.map((finding) => evidenceFor(said, folded, finding)))
  const scored = slips
    .map((slip) => ({ slip, words: strength(slip) }))
    // A slip about another product is meant only when its words are named.
    .filter(({ slip, words }) => isHere(slip) || words >= 3)
    .toSorted(
      (left, right) =>
        right.words - right.slip.distance * 0.25 - (left.words - left.slip.distance * 0.25) ||
        left.slip.distance - right.slip.distance,
    )
  const best = scored[0]
  if (best === undefined) return []

  if (best.words < 3) {
    // It names nothing of a slip on record. If it speaks of a line in which nothing was found, that is what it means.
    const aboutClean = recent.some(
      (claim, index) =>
        !slips.some((slip) => slip.claim.id === claim.id) &&
        recent.length - index < best.slip.distance &&
        shared(said, pairsOf(claim.text)) >= 2,
    )
    if (aboutClean || best.slip.distance > (best.words > 0 ? CORRECTION_REACH : BARE_REACH)) return []
    if (best.words === 0 && shared(said, pairsOf(best.slip.claim.text)) === 0 && !isBare(folded)) return []
  }

  const { slip } = best
  const named = new Set(
    slip.findings
      .filter((finding) => evidenceFor(said, folded, finding) > 0)
      .map((finding) => finding.family),
  )
  const ofSlip = named.size === 0 ? slip.findings : slip.findings.filter(({ family }) => named.has(family))
  const quotedRules = new Set(
    ofSlip.filter((finding) => shared(said, pairsOf(finding.quote)) > 0).map((finding) => finding.rule),
  )
  const repeated = slips
    .filter((other) => other !== slip)
    .flatMap((other) => other.findings)
    .filter((finding) => quotedRules.has(finding.rule) && shared(said, pairsOf(finding.quote)) > 0)
  return [...ofSlip, ...repeated].map(({ id }) => id)
}

/** Longest correction that names nothing, in folded letters: 呸，这句说错了，收回啊. */
const BARE_LENGTH = 24

const isBare = (folded: string): boolean => folded.replace(TAKES_BACK, '').length <= BARE_LENGTH
