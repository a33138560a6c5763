import type { DurationMs, EpochMs, Language } from '../../domain/model/scalars.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** A span as a clock: `03:20`, from an hour on `1:03:20`. Negative spans carry a minus. */
export const formatClock = (ms: number): string => {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const sign = ms <= -1000 ? '-' : ''
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours === 0 ? sign + rest : `${sign}${hours}:${rest}`
}

/** A span in words: `1 分 20 秒` / `1 min 20 s`, from an hour on `3 时 5 分` / `3 h 5 min`. */
export const formatSpan = (language: Language, ms: DurationMs): string => {
  const seconds = Math.round(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = seconds % 60
  const word = language === 'zh' ? { h: '时', m: '分', s: '秒' } : { h: 'h', m: 'min', s: 's' }
  if (hours > 0) return minutes === 0 ? `${hours} ${word.h}` : `${hours} ${word.h} ${minutes} ${word.m}`
  if (minutes > 0) return rest === 0 ? `${minutes} ${word.m}` : `${minutes} ${word.m} ${rest} ${word.s}`
  return `${rest} ${word.s}`
}

/** Planned minutes without needless decimals: `6`, `2.5`. */
export const formatMinutes = (ms: DurationMs): string => String(Math.round(ms / 6000) / 10)

/** Reads a minutes field: `6`, `2.5`, `６`. Gives ms (0 < span ≤ 10 hours), or null. */
export const parseMinutes = (typed: string): DurationMs | null => {
  const text = typed.normalize('NFKC').replace(/\s|分钟?|min/g, '')
  if (!/^\d{1,3}(\.\d?)?$/.test(text)) return null
  const ms = Math.round(Number(text) * 60_000)
  return ms > 0 && ms <= 600 * 60_000 ? ms : null
}

/** A moment's time of day: `19:30`. */
export const formatTimeOfDay = (at: EpochMs): string => {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A moment's day and time: `11月22日 19:30` / `22 Nov 19:30`. */
export const formatDayTime = (language: Language, at: EpochMs): string => {
  const date = new Date(at)
  const month =
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][date.getMonth()] ??
    ''
  const day = language === 'zh' ? `${date.getMonth() + 1}月${date.getDate()}日` : `${date.getDate()} ${month}`
  return `${day} ${formatTimeOfDay(at)}`
}

/** A moment's date: `2027-06-30`, the same in both languages. */
export const formatDate = (at: EpochMs): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A moment to the second: `2027-06-30 19:30:05`, the same in both languages. */
export const formatMoment = (at: EpochMs): string =>
  `${formatDate(at)} ${formatTimeOfDay(at)}:${two(new Date(at).getSeconds())}`
