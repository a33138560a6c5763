import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import type { PromiseDraft, PromiseKind } from '../../../domain/model/claim.ts'
import { FRIDAY_EVENING, onAir, shipped } from '../../rules/shippedPacks.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const china = (text: string): number => Date.parse(`${text}+08:00`)

const promisesIn = (text: string, saidAt = FRIDAY_EVENING): PromiseDraft[] =>
  checkClaim(text, { ...onAir(null), saidAt }, shipped).promises
const promise = (text: string, kind: PromiseKind, saidAt = FRIDAY_EVENING): PromiseDraft | undefined =>
  promisesIn(text, saidAt).find((one) => one.kind === kind)

/** The utterances of these tests are said on Friday 2026-11-20, 19:00 in China. */
describe('when a promise is due', () => {
  test.each<[string, PromiseKind, number]>([
    ['48小时内发货', 'ship', FRIDAY_EVENING + 48 * HOUR],
    ['四十八小时之内发货', 'ship', FRIDAY_EVENING + 48 * HOUR],
    ['二十四个小时内从仓库发走', 'ship', FRIDAY_EVENING + DAY],
    ['七天价保', 'price-protect', FRIDAY_EVENING + 7 * DAY],
    ['保价15天，降了退差价', 'price-protect', FRIDAY_EVENING + 15 * DAY],
    ['今晚十二点前付款明天发', 'ship', china('2026-11-21T23:59:59')],
    ['今天拍，当天发货', 'ship', china('2026-11-20T23:59:59')],
    ['三个工作日内发出', 'ship', china('2026-11-25T19:00:00')],
    ['三五天内给你补发', 'compensate', FRIDAY_EVENING + 5 * DAY],
    ['两三天内给你补发', 'compensate', FRIDAY_EVENING + 3 * DAY],
    ['半个月后返场，15天后返场', 'restock', FRIDAY_EVENING + 15 * DAY],
    ['周五补货', 'restock', china('2026-11-20T23:59:59')],
    ['周四补货', 'restock', china('2026-11-26T23:59:59')],
    ['下周一开奖', 'draw', china('2026-11-23T23:59:59')],
    ['这周日开奖', 'draw', china('2026-11-22T23:59:59')],
    ['下下周三补货', 'restock', china('2026-12-02T23:59:59')],
    ['抽奖明天公布', 'draw', china('2026-11-21T23:59:59')],
    ['今晚十二点公布中奖名单', 'draw', china('2026-11-21T00:00:00')],
    ['今晚八点半抽奖', 'draw', china('2026-11-20T20:30:00')],
    ['八点半抽奖', 'draw', china('2026-11-20T20:30:00')],
    ['明天中午十二点名单贴主页', 'draw', china('2026-11-21T12:00:00')],
    ['十分钟后开奖', 'draw', FRIDAY_EVENING + 10 * 60_000],
    ['三天内回访', 'follow-up', FRIDAY_EVENING + 3 * DAY],
    ['月底前补差价', 'price-protect', china('2026-11-30T23:59:59')],
    ['1号发货', 'ship', china('2026-12-01T23:59:59')],
    ['一号发货', 'ship', china('2026-12-01T23:59:59')],
    ['二十八号发货', 'ship', china('2026-11-28T23:59:59')],
    ['下个月5号补货', 'restock', china('2026-12-05T23:59:59')],
    ['下个月初到货', 'restock', china('2026-12-05T23:59:59')],
    ['元旦前全部发走', 'ship', china('2026-12-31T23:59:59')],
    ['国庆前补货', 'restock', china('2027-09-30T23:59:59')],
    ['双十二前补货', 'restock', china('2026-12-11T23:59:59')],
    ['春节前全部发走', 'ship', china('2027-02-05T23:59:59')],
    ['年前全部发走', 'ship', china('2027-02-05T23:59:59')],
  ])('%s', (text, kind, dueAt) => {
    const due = promise(text, kind)?.dueAt
    expect(due === null || due === undefined ? due : new Date(due).toISOString()).toBe(
      new Date(dueAt).toISOString(),
    )
  })

  test('国庆前 said in September is this year’s', () => {
    expect(promise('国庆前补货', 'restock', china('2026-09-10T20:00:00'))?.dueAt).toBe(
      china('2026-09-30T23:59:59'),
    )
  })

  test('a time that says which orders, or what the buyer must do, is not the due time', () => {
    expect(promise('今晚八点前拍的，四十八小时内发货', 'ship')?.dueAt).toBe(FRIDAY_EVENING + 48 * HOUR)
    expect(promise('坏果包赔，24小时内联系客服', 'compensate')?.dueAt).toBeNull()
    expect(promise('七天价保，送两支小样', 'gift')?.dueAt).toBeNull()
  })

  test('the clock is China’s, whatever the machine’s', () => {
    const lateAtNight = china('2026-11-20T23:30:00')
    expect(promise('明天发货', 'ship', lateAtNight)?.dueAt).toBe(china('2026-11-21T23:59:59'))
    const afterMidnight = china('2026-11-21T00:30:00')
    expect(promise('今天发货', 'ship', afterMidnight)?.dueAt).toBe(china('2026-11-21T23:59:59'))
  })
})

describe('what is promised, how many, and to whom', () => {
  test.each<[string, PromiseKind, Partial<PromiseDraft>]>([
    ['送两支小样', 'gift', { what: '小样', count: 2 }],
    ['送2支小样', 'gift', { what: '小样', count: 2 }],
    ['小样送两支', 'gift', { what: '小样', count: 2 }],
    ['给大家送小样两支', 'gift', { what: '小样', count: 2 }],
    ['拍一瓶送一个七格药盒，跟瓶子一起发', 'gift', { what: '七格药盒', count: 1 }],
    ['前五十名拍下的送一条围巾', 'gift', { what: '围巾', count: 1, who: '前五十名拍下的' }],
    ['买一送一', 'gift', { what: null, count: 1 }],
    ['下单就送小样', 'gift', { what: '小样', count: null }],
    ['老粉送三包湿巾', 'gift', { what: '湿巾', count: 3, who: '老粉' }],
    ['每单送十二片面膜', 'gift', { what: '面膜', count: 12, who: '每单' }],
    ['坏果包赔，24小时内退你', 'compensate', { what: '坏果' }],
    ['月底前补差价', 'price-protect', { what: '差价' }],
    ['周五补货三百件，还是这个链接', 'restock', { count: 300 }],
    ['今晚八点半抽奖，抽三位家人', 'draw', { what: null, count: 3 }],
    ['付了款的，48小时内发货', 'ship', { what: null, count: null, who: '付了款的' }],
  ])('%s', (text, kind, terms) => {
    expect(promise(text, kind)).toMatchObject(terms)
  })

  test('the quote stands in the text letter for letter', () => {
    for (const text of ['家人们，送 两 支 小样！', '【48小时】内发货', '七 天 价 保']) {
      for (const one of promisesIn(text)) expect(text.slice(one.start, one.end)).toBe(one.quote)
    }
  })
})

describe('what is no promise', () => {
  test.each([
    ['不送小样'],
    ['没有小样送，两支都没有'],
    ['上次送过两支小样'],
    ['上次也是四十八小时内发走的'],
    ['能不能送两支小样？'],
    ['送不送两支小样啊'],
    ['有人问送不送两支小样，这个不送'],
    ['四十八小时能不能发货？我得问一下仓库'],
    ['什么时候开奖？还没定'],
    ['如果破万单就送一台空气炸锅'],
    ['争取周五补货'],
    ['尽量四十八小时内发货'],
    ['昨天的单已经全部发走了'],
    ['坏果不赔啊'],
    ['七天价保这话我不敢说'],
    ['刚才口误，没有两支小样送'],
  ])('%s', (text) => {
    expect(promisesIn(text)).toEqual([])
  })

  test.each<[string, PromiseKind]>([
    ['能不能送两支小样？能，送两支小样', 'gift'],
    ['上次没送，这次送两支小样', 'gift'],
    ['要是路上碎了给你补发一套', 'compensate'],
    ['如果你今晚拍，送两支小样', 'gift'],
    ['刚才口误，更正一下，七十二小时内发货', 'ship'],
  ])('but this is: %s', (text, kind) => {
    expect(promise(text, kind)).toBeDefined()
  })
})
