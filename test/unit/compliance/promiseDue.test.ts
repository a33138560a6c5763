import { describe, expect, test } from 'vitest'
import { checkClaim } from '../../../domain/compliance/checkClaim.ts'
import type { PromiseKind } from '../../../domain/model/claim.ts'
import { FRIDAY_EVENING, onAir, shipped } from '../../rules/shippedPacks.ts'

const promisesIn = (text: string, product: string) => checkClaim(text, onAir(product), shipped).promises
const china = (text: string): number => Date.parse(`${text}+08:00`)
const HOUR = 3_600_000

describe('promises go into the ledger with the time they are due', () => {
  test.each<[string, string, PromiseKind, number | null]>([
    ['四十八小时内发货', 'lip-01', 'ship', FRIDAY_EVENING + 48 * HOUR],
    ['今晚付款的，24小时之内从仓库发走', 'noodle-06', 'ship', FRIDAY_EVENING + 24 * HOUR],
    ['拍一箱送两包虎皮鸡蛋', 'noodle-06', 'gift', null],
    ['七天之内这个链接要是降了，差多少补你多少', 'coat-14', 'price-protect', FRIDAY_EVENING + 7 * 24 * HOUR],
    ['坏几个赔几个，二十四小时内退你', 'orange-22', 'compensate', FRIDAY_EVENING + 24 * HOUR],
    ['周一补货，还是这个链接', 'lamp-24', 'restock', china('2026-11-23T23:59:59')],
    ['下周五补货，还是这个链接', 'lamp-24', 'restock', china('2026-11-27T23:59:59')],
    ['十一月二十八号补货，到两百台', 'lamp-24', 'restock', china('2026-11-28T23:59:59')],
    ['中奖名单明天中午十二点贴在主页', 'noodle-06', 'draw', china('2026-11-21T12:00:00')],
    ['抽奖结果后天公布', 'noodle-06', 'draw', china('2026-11-22T23:59:59')],
    ['退回来的运费，三天内补到你账户', 'coat-14', 'return', FRIDAY_EVENING + 72 * HOUR],
  ])('%s', (text, product, kind, dueAt) => {
    const promise = promisesIn(text, product).find((one) => one.kind === kind)
    expect(promise).toBeDefined()
    expect(promise?.dueAt).toBe(dueAt)
    expect(text.slice(promise?.start, promise?.end)).toBe(promise?.quote)
  })

  test('what is denied or asked is no promise', () => {
    expect(promisesIn('不送东西，也不返钱', 'lip-01')).toEqual([])
    expect(promisesIn('没有七天无理由', 'orange-22')).toEqual([])
  })

  test('a date that has passed this year is meant for the next', () => {
    const promise = promisesIn('一月五号补货', 'lamp-24').find((one) => one.kind === 'restock')
    expect(promise?.dueAt).toBe(china('2027-01-05T23:59:59'))
  })
})
