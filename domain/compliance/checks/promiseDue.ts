import type { EpochMs } from '../../model/scalars.ts'
import { numeralsOf, type SequenceMatch, type Workspace } from '../matchSequences.ts'
import type { PromiseRule } from '../rulePack.ts'
import { saidText } from './needs.ts'

/** China has one time zone and no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const startOfDay = (at: EpochMs): number =>
  Math.floor((at + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS
const endOfDay = (dayStart: number): number => dayStart + DAY_MS - 1000

const WEEKDAYS = ['日', '1', '2', '3', '4', '5', '6']

const weekdayOf = (at: number): number => new Date(at + CHINA_OFFSET_MS).getUTCDay()

const dateInYear = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) - CHINA_OFFSET_MS

/** Hour and minute named after a day (明天中午12点); null when only the day is named. */
const clockOf = (words: string): number | null => {
  const match =
    /(凌晨|早上|上午|中午|下午|晚上|今晚|明晚|晚)?(\d{1,2}|十\d?|2十\d?)点(半|(\d{1,2})分?)?/.exec(words)
  if (match === null) return null
  const raw = match[2] ?? ''
  const hourText = raw.replace(/^2十/, '2').replace(/^十$/, '10').replace(/^十/, '1')
  let hour = Number(hourText.length === 1 && raw.startsWith('2十') ? '20' : hourText)
  const part = match[1] ?? ''
  if ((part === '下午' || part.includes('晚')) && hour < 12) hour += 12
  if (hour > 24) return null
  const minutes = match[3] === '半' ? 30 : Number(match[4] ?? 0)
  return hour * HOUR_MS + minutes * 60_000
}

/** The moment a day with an optional time of day ends a promise. */
const dueOnDay = (dayStart: number, words: string): number => {
  const clock = clockOf(words)
  return clock === null ? endOfDay(dayStart) : dayStart + clock
}

/**
 * When a promise is due: the time named in the words of the match or beside it, counted from the moment it was said, in
 * China time; else the rule's own hours; else null.
 */
export const promiseDue = (
  work: Workspace,
  rule: PromiseRule,
  match: SequenceMatch,
  saidAt: EpochMs,
): EpochMs | null => {
  const from = Math.max(0, match.start - 16)
  const to = Math.min(work.text.length, match.end + 12)
  const words = saidText(work, from, to)
  const today = startOfDay(saidAt)

  const relativeDays: ReadonlyArray<readonly [RegExp, number]> = [
    [/大后天/, 3],
    [/后天/, 2],
    [/明天|明儿|明日|明早|明晚|次日|隔天/, 1],
    [/今天|今晚|今日|当天|当日|下播前|下播后|下播就/, 0],
  ]
  const durations = numeralsOf(work).flatMap((numeral) => {
    if (numeral.kind !== 'plain' || numeral.start < from || numeral.end > to) return []
    const after = saidText(work, numeral.end, numeral.end + 3)
    if (/^(个)?小时|^个钟/.test(after)) return [{ numeral, ms: numeral.value * HOUR_MS }]
    if (after.startsWith('分钟')) return [{ numeral, ms: numeral.value * 60_000 }]
    if (/^(个)?工作日/.test(after)) return [{ numeral, ms: numeral.value * DAY_MS }]
    if (/^(天|日)(?!号)/.test(after)) return [{ numeral, ms: numeral.value * DAY_MS }]
    if (/^(个)?(星期|礼拜)|^周/.test(after)) return [{ numeral, ms: numeral.value * 7 * DAY_MS }]
    if (after.startsWith('个月')) return [{ numeral, ms: numeral.value * 30 * DAY_MS }]
    if (/^年(?!前)/.test(after) && numeral.value <= 50) return [{ numeral, ms: numeral.value * 365 * DAY_MS }]
    return []
  })
  const date = /(?:(\d{1,2}|十\d?)月)(\d{1,2}|十\d?|[23]十\d?)(?:号|日)/.exec(words)
  if (date !== null) {
    const month = readSmall(date[1] ?? '')
    const day = readSmall(date[2] ?? '')
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31) {
      const year = new Date(saidAt + CHINA_OFFSET_MS).getUTCFullYear()
      const thisYear = dateInYear(year, month, day)
      return dueOnDay(
        thisYear < today - 180 * DAY_MS ? dateInYear(year + 1, month, day) : thisYear,
        words.slice(date.index),
      )
    }
  }
  const weekday = /(下下|下个?|这个?|本)?(?:周|星期|礼拜)([123456日天])/.exec(words)
  if (weekday !== null) {
    const target = WEEKDAYS.indexOf((weekday[2] ?? '').replace('天', '日'))
    const current = weekdayOf(saidAt)
    const monday = today - ((current + 6) % 7) * DAY_MS
    const prefix = weekday[1] ?? ''
    const weeks = prefix === '下下' ? 2 : prefix.startsWith('下') ? 1 : 0
    let day = monday + weeks * 7 * DAY_MS + ((target + 6) % 7) * DAY_MS
    if (weeks === 0 && prefix === '' && day < today) day += 7 * DAY_MS
    return dueOnDay(day, words.slice(weekday.index))
  }
  const nearest = durations.toSorted(
    (left, right) => distanceTo(match, left.numeral) - distanceTo(match, right.numeral),
  )[0]
  for (const [pattern, days] of relativeDays) {
    const found = pattern.exec(words)
    if (found === null) continue
    // 今晚付款的，二十四小时内发: the span counts, not the day of the order.
    if (days === 0 && nearest !== undefined) break
    if (
      days === 0 &&
      /^(今天|今晚|今日)(?:就|之内|内|给|发|寄|送|到|出|退|赔|安排|全部|能|必|都|开|抽|公布|补|上|\d|晚)/.exec(
        words.slice(found.index),
      ) === null
    )
      break
    return dueOnDay(today + days * DAY_MS, words.slice(found.index))
  }
  if (nearest !== undefined) return saidAt + Math.round(nearest.ms)
  return rule.dueHours === null ? null : saidAt + rule.dueHours * HOUR_MS
}

const distanceTo = (match: SequenceMatch, numeral: { start: number; end: number }): number => {
  if (numeral.start >= match.start && numeral.end <= match.end) return 0
  return numeral.start >= match.end ? numeral.start - match.end : match.start - numeral.end
}

/** 1–31 as folded digits: 11, 十1, 2十8. */
const readSmall = (digits: string): number => {
  const match = /^(\d)?十(\d)?$/.exec(digits)
  if (match === null) return Number(digits)
  return Number(match[1] ?? 1) * 10 + Number(match[2] ?? 0)
}
