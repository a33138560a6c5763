import type { EpochMs } from '../../model/scalars.ts'
import { FESTIVALS } from './festivals.ts'

/** China has one time zone and no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A time named in folded words: where it stands and the last moment it leaves. */
export type NamedTime = {
  readonly start: number
  readonly end: number
  readonly due: EpochMs
  /** A span counted from a moment (七天, 48小时), not a day of the calendar. */
  readonly isSpan: boolean
}

/** Folded words to look for times in; `isChinese` tells whether a digit was written as a Chinese one. */
export type FoldedWords = { readonly words: string; readonly isChinese: (place: number) => boolean }

const startOfDay = (at: EpochMs): number =>
  Math.floor((at + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS
const endOfDay = (dayStart: number): number => dayStart + DAY_MS - 1000
const dayInChina = (at: EpochMs): Date => new Date(at + CHINA_OFFSET_MS)
const dateStart = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) - CHINA_OFFSET_MS
const weekdayOf = (at: EpochMs): number => dayInChina(at).getUTCDay()

/** A number below 100 as it is folded: 48, 两, 十1, 2十8, 半 is no number. */
const NUMBER = '(?:[\\d两]?十\\d?|\\d{1,3}|两)'

const valueOf = (digits: string): number => {
  if (digits === '两') return 2
  const match = /^([\d两])?十(\d)?$/.exec(digits)
  if (match === null) return Number(digits)
  const tens = match[1] === '两' ? 2 : Number(match[1] ?? 1)
  return tens * 10 + Number(match[2] ?? 0)
}

const PART = '凌晨|早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|半夜|今晚|明晚|今早|明早|晚|早'
const CLOCK = new RegExp(`^(的)?(${PART})?(${NUMBER}|0)点(半|整|钟|1刻|3刻|\\d{1,2}分?|[2345]十\\d?分?)?`)

type Clock = { readonly ms: number; readonly length: number }

/** A time of day at the head of some words: 中午12点, 晚上8点半, 12点. `part` is what was said of the day before it. */
const clockAt = (words: string, part: string): Clock | null => {
  const match = CLOCK.exec(words)
  if (match === null) return null
  const hour = valueOf(match[3] ?? '')
  if (!(hour >= 0 && hour <= 24)) return null
  const said = `${part}${match[2] ?? ''}`
  const isEvening = /晚|夜/.test(said)
  let hours = hour
  if (/下午|傍晚/.test(said) && hour < 12) hours += 12
  // 今晚十二点 is the end of the day; 凌晨两点 and 半夜两点 are its beginning.
  else if (isEvening && hour >= 5 && hour <= 12) hours += 12
  else if (isEvening && hour < 5) hours += 24
  else if (said.includes('凌晨') && hour === 12) hours = 0
  const tail = match[4] ?? ''
  const minutes =
    tail === '半'
      ? 30
      : tail === '1刻'
        ? 15
        : tail === '3刻'
          ? 45
          : /^[\d十]/.test(tail)
            ? valueOf(tail.replace('分', ''))
            : 0
  return { ms: hours * HOUR_MS + minutes * MINUTE_MS, length: match[0].length }
}

/** 三五天, 两三天, 七八天: two digits side by side name a range; the later end is the promise. */
const rangeEnd = (said: FoldedWords, at: number, digits: string): string =>
  /^[\d两]\d$/.test(digits) && said.isChinese(at) && said.isChinese(at + 1) ? digits.slice(1) : digits

const SPANS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(个)?(小时|钟头)|^个钟/, HOUR_MS],
  [/^分钟/, MINUTE_MS],
  [/^(个)?工作日/, 0],
  [/^(个)?(自然日)|^天|^日(?!元|本|式|系)/, DAY_MS],
  [/^(个)?(星期|礼拜)(?![1-6日天])|^周(?![1-6日年])/, 7 * DAY_MS],
  [/^个月/, 30 * DAY_MS],
  [/^年(?!前|份|货)/, 365 * DAY_MS],
]

/** Working days without weekends; public holidays are not known here. */
const afterWorkingDays = (from: EpochMs, days: number): EpochMs => {
  let at = from
  for (let left = Math.min(days, 400); left > 0;) {
    at += DAY_MS
    const weekday = weekdayOf(at)
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}

const DAYS: ReadonlyArray<readonly [word: string, days: number]> = [
  ['大后天', 3],
  ['明后天', 2],
  ['明后两天', 2],
  ['后天', 2],
  ['第2天', 1],
  ['明天', 1],
  ['明儿', 1],
  ['明日', 1],
  ['明早', 1],
  ['明晚', 1],
  ['次日', 1],
  ['隔天', 1],
  ['今天', 0],
  ['今晚', 0],
  ['今日', 0],
  ['今夜', 0],
  ['今儿', 0],
  ['当天', 0],
  ['当日', 0],
  ['当晚', 0],
]

/** 今天这个价 names no deadline; 今天发, 今晚八点 do. */
const DEADLINE_AFTER_TODAY =
  /^(就|之?内|前|给|发|寄|出|退|赔|安排|全部|统[1一]|能|必|都|打包|开奖|抽|公布|补|上架|上新|回|联系|下播|晚上|下午|中午|上午|\d{1,2}点|[\d两]?十\d?点|两点)/

/** After N号 only these make it a day of the month; 一号链接, 三号色 are none. */
const AFTER_DAY =
  /^(前|之前|以前|当天|那天|就|发|统[1一]|补|开|公布|公示|揭晓|上架|上新|寄|到货|出|给|安排|再|返场|送|退|抽|晚上|早上|上午|下午|中午|晚|准时|回|联系|左右|\d|$)/

const at = (regex: RegExp, words: string, from: number): RegExpExecArray | null => {
  regex.lastIndex = from
  return regex.exec(words)
}

/** The words from a place on, seen by all readers below. */
type Reading = {
  readonly said: FoldedWords
  readonly place: number
  readonly rest: string
  readonly saidAt: EpochMs
  readonly today: number
}

type Read = { readonly length: number; readonly due: number; readonly isSpan: boolean } | null

const onDay = (dayStart: number, rest: string, length: number, part: string): Read => {
  const clock = clockAt(rest.slice(length), part)
  return clock === null
    ? { length, due: endOfDay(dayStart), isSpan: false }
    : { length: length + clock.length, due: dayStart + clock.ms, isSpan: false }
}

const DATE = new RegExp(`^(${NUMBER}|下个?|这个?|本|当)月(?:份)?(${NUMBER})(?:号|日)`)
const DAY_OF_MONTH = new RegExp(`^(${NUMBER})(?:号|日)`)
const COUNT = new RegExp(`^(${NUMBER})`)
const PART_OF_DAY = new RegExp(`^(${PART})`)

const readDate = ({ rest, saidAt, today }: Reading): Read => {
  const match = DATE.exec(rest)
  if (match === null) return null
  const now = dayInChina(saidAt)
  const word = match[1] ?? ''
  const day = valueOf(match[2] ?? '')
  const isNamed = /^[\d十两]/.test(word)
  const month = isNamed ? valueOf(word) : now.getUTCMonth() + 1 + (word.startsWith('下') ? 1 : 0)
  if (month < 1 || month > 13 || day < 1 || day > 31) return null
  let start = dateStart(now.getUTCFullYear(), month, day)
  // A date that has passed this year is meant for the next.
  if (isNamed && start < today - 180 * DAY_MS) start = dateStart(now.getUTCFullYear() + 1, month, day)
  return onDay(start, rest, match[0].length, '')
}

const readDayOfMonth = ({ said, place, rest, saidAt, today }: Reading): Read => {
  if (/[\d十第年月]$/.test(said.words.slice(Math.max(0, place - 1), place))) return null
  const match = DAY_OF_MONTH.exec(rest)
  if (match === null) return null
  const day = valueOf(match[1] ?? '')
  const length = match[0].length
  if (day < 1 || day > 31 || !AFTER_DAY.test(rest.slice(length))) return null
  const now = dayInChina(saidAt)
  let start = dateStart(now.getUTCFullYear(), now.getUTCMonth() + 1, day)
  if (start < today) start = dateStart(now.getUTCFullYear(), now.getUTCMonth() + 2, day)
  return onDay(start, rest, length, '')
}

const WEEKDAYS = ['日', '1', '2', '3', '4', '5', '6']

const readWeek = ({ rest, saidAt, today }: Reading): Read => {
  const monday = today - ((weekdayOf(saidAt) + 6) % 7) * DAY_MS
  const day = /^(下下个?|下个?|这个?|本)?(?:周|星期|礼拜)([123456日天末])/.exec(rest)
  if (day !== null) {
    const prefix = day[1] ?? ''
    const weeks = prefix.startsWith('下下') ? 2 : prefix.startsWith('下') ? 1 : 0
    const name = (day[2] ?? '').replace(/[天末]/, '日')
    let start = monday + weeks * 7 * DAY_MS + ((WEEKDAYS.indexOf(name) + 6) % 7) * DAY_MS
    if (prefix === '' && start < today) start += 7 * DAY_MS
    return onDay(start, rest, day[0].length, '')
  }
  const week = /^(下下个?|下个?|这个?|本)(?:周|星期|礼拜)/.exec(rest)
  if (week === null) return null
  const prefix = week[1] ?? ''
  const weeks = prefix.startsWith('下下') ? 2 : prefix.startsWith('下') ? 1 : 0
  return { length: week[0].length, due: endOfDay(monday + (weeks * 7 + 6) * DAY_MS), isSpan: false }
}

const readRelativeDay = ({ rest, today }: Reading): Read => {
  if (!DAY_HEADS.has(rest[0] ?? '')) return null
  for (const [word, days] of DAYS) {
    if (!rest.startsWith(word)) continue
    const after = rest.slice(word.length)
    if (days === 0 && word.startsWith('今') && !DEADLINE_AFTER_TODAY.test(after)) return null
    return onDay(today + days * DAY_MS, rest, word.length, word)
  }
  return /^下播(前|后|以前|之前|以后|之后|就|了就)|^播完/.test(rest)
    ? { length: 2, due: endOfDay(today), isSpan: false }
    : null
}

const readMonthPart = ({ rest, saidAt, today }: Reading): Read => {
  if (!'下这本当月年'.includes(rest[0] ?? ' ')) return null
  const match = /^(下个?|这个?|本|当)?月(底|末|初|中旬|中|上旬|下旬|内)/.exec(rest)
  const now = dayInChina(saidAt)
  const year = now.getUTCFullYear()
  if (match !== null) {
    const part = match[2] ?? ''
    let month = now.getUTCMonth() + 1 + ((match[1] ?? '').startsWith('下') ? 1 : 0)
    const dayIn = (ofMonth: number): number =>
      part === '初'
        ? dateStart(year, ofMonth, 5)
        : part === '上旬'
          ? dateStart(year, ofMonth, 10)
          : part === '中'
            ? dateStart(year, ofMonth, 15)
            : part === '中旬'
              ? dateStart(year, ofMonth, 20)
              : dateStart(year, ofMonth + 1, 0)
    if (dayIn(month) < today) month += 1
    return { length: match[0].length, due: endOfDay(dayIn(month)), isSpan: false }
  }
  const whole = /^下个?月/.exec(rest)
  if (whole !== null) {
    return {
      length: whole[0].length,
      due: endOfDay(dateStart(year, now.getUTCMonth() + 3, 0)),
      isSpan: false,
    }
  }
  return /^年(底|末|内)/.test(rest)
    ? { length: 2, due: endOfDay(dateStart(year, 12, 31)), isSpan: false }
    : null
}

/** What the words of a festival begin with: most places are turned away by it. */
const FESTIVAL_HEADS = new Set([...'年春过', ...FESTIVALS.map(({ name }) => name[0] ?? '')])
const DAY_HEADS = new Set([...'下播', ...DAYS.map(([word]) => word[0] ?? '')])

const readFestival = ({ said, place, rest, saidAt, today }: Reading): Read => {
  if (!FESTIVAL_HEADS.has(rest[0] ?? '')) return null
  if (/\d$/.test(said.words.slice(Math.max(0, place - 1), place))) return null
  const newYear = /^(年|春节|过年)前/.exec(rest)
  const name = newYear === null ? undefined : '春节'
  const festival = FESTIVALS.find((each) =>
    name === undefined ? rest.startsWith(each.name) : each.name === name,
  )
  if (festival === undefined) return null
  const length = newYear === null ? festival.name.length : newYear[0].length - 1
  const after = rest.slice(length)
  const isBefore = /^(节)?(之|以|放假)?前/.test(after)
  // Bare figures (五一, 618) are feasts only where something is due by them.
  if (!isBefore && !/^(节)?(当天|那天)/.test(after)) return null
  const year = dayInChina(saidAt).getUTCFullYear()
  for (const candidate of [year, year + 1]) {
    const day = festival.dayIn(candidate)
    if (day === null) continue
    const start = day - CHINA_OFFSET_MS - (isBefore ? DAY_MS : 0)
    if (start >= today) return { length, due: endOfDay(start), isSpan: false }
  }
  return null
}

const readSpan = ({ said, place, rest, saidAt }: Reading): Read => {
  const half = /^半(个)?(小时|钟头|天|月|年)/.exec(rest)
  if (half !== null) {
    const unit = half[2] ?? ''
    const ms =
      unit === '天' ? DAY_MS / 2 : unit === '月' ? 15 * DAY_MS : unit === '年' ? 182 * DAY_MS : 30 * MINUTE_MS
    return { length: half[0].length, due: saidAt + ms, isSpan: true }
  }
  if (/[\d十第.点]$/.test(said.words.slice(Math.max(0, place - 1), place))) return null
  const number = COUNT.exec(rest)
  if (number === null) return null
  const digits = number[1] ?? ''
  const value = valueOf(rangeEnd(said, place, digits))
  const after = rest.slice(digits.length)
  for (const [unit, ms] of SPANS) {
    const match = unit.exec(after)
    if (match === null) continue
    // 三天前, 前三天 look back.
    if (/^(之|以)?前(?!发|付|下|完)/.test(after.slice(match[0].length)) || value <= 0) return null
    const andHalf = after.slice(match[0].length).startsWith('半') && ms > 0 ? ms / 2 : 0
    const due = ms === 0 ? afterWorkingDays(saidAt, value) : saidAt + value * ms + andHalf
    return { length: digits.length + match[0].length, due: Math.round(due), isSpan: true }
  }
  return null
}

/** A time of day alone: 八点开奖, 晚上九点半公布; the next one to come. */
const readClock = ({ said, place, rest, saidAt, today }: Reading): Read => {
  if (/[\d十第.]$/.test(said.words.slice(Math.max(0, place - 1), place))) return null
  const clock = clockAt(rest, '')
  if (clock === null) return null
  // 早一点, 晚一点 only compare.
  if (/^[早晚]1点/.test(rest)) return null
  const head = PART_OF_DAY.test(rest)
  const after = rest.slice(clock.length)
  const isTime =
    head ||
    /[半整钟刻分]$/.test(rest.slice(0, clock.length)) ||
    /^(前|之前|以前|准时|开奖|开抽|公布|公示|抽|发|截止|补货|上架|返场)/.test(after)
  if (!isTime) return null
  let due = today + clock.ms
  if (due <= saidAt && !head && clock.ms < 12 * HOUR_MS) due += 12 * HOUR_MS
  if (due <= saidAt) due += DAY_MS
  return { length: clock.length, due, isSpan: false }
}

const READERS = [
  readDate,
  readFestival,
  readWeek,
  readRelativeDay,
  readMonthPart,
  readSpan,
  readDayOfMonth,
  readClock,
]

/** Letters a time can begin with, so that the readers are only asked where one may. */
const HEAD = /[\d十两半大明后第次隔今当下这本周星礼月年早晚凌清上中傍夜元跨情妇女劳儿教国双圣春过端]|播完/g

/**
 * Every time named in folded words, in the order it is said: spans (48小时, 三五天, 半个月), days (明天, 周五, 月底, 28号,
 * 国庆前) and times of day, counted from the moment of the utterance in China time.
 */
export const namedTimes = (said: FoldedWords, saidAt: EpochMs): NamedTime[] => {
  const found: NamedTime[] = []
  const today = startOfDay(saidAt)
  const { words } = said
  let from = 0
  for (let match = at(HEAD, words, from); match !== null; match = at(HEAD, words, from)) {
    const place = match.index
    const reading: Reading = { said, place, rest: words.slice(place, place + 24), saidAt, today }
    let read: Read = null
    for (const reader of READERS) {
      read = reader(reading)
      if (read !== null) break
    }
    if (read === null) from = place + 1
    else {
      found.push({ start: place, end: place + read.length, due: read.due, isSpan: read.isSpan })
      from = place + read.length
    }
  }
  return found
}
