/** Reads a one-line text of at most `limit` characters; `needed` = it may not be empty. Null when it does not fit. */
export const parseLine =
  (limit: number, needed: boolean) =>
  (typed: string): string | null => {
    const text = typed.trim()
    return text.length > limit || (needed && text === '') ? null : text
  }

/** Reads one entry per line, empty lines dropped; null when there are too many or one is too long. */
export const parseLines =
  (lines: number, limit: number) =>
  (typed: string): string[] | null => {
    const entries = typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    return entries.length > lines || entries.some((entry) => entry.length > limit) ? null : entries
  }

/** Entries as the field shows them. */
export const formatLines = (entries: readonly string[]): string => entries.join('\n')

/** A number a field may leave out. */
export type Optional = number | 'none'

/** Reads what may be left empty with a reader for the rest. */
export const parseOptional =
  (parse: (typed: string) => number | null) =>
  (typed: string): Optional | null =>
    typed.trim() === '' ? 'none' : parse(typed)

/** Shows what may be left empty. */
export const formatOptional =
  (format: (value: number) => string) =>
  (value: Optional): string =>
    value === 'none' ? '' : format(value)

/** Reads a whole number up to a limit: `860`, `1,200`, `1.2万`. */
export const parseWhole =
  (least: number, most: number) =>
  (typed: string): number | null => {
    const text = typed.normalize('NFKC').replace(/[,\s]/g, '')
    const match = /^(\d{1,10}(?:\.\d{1,4})?)(万?)$/.exec(text)
    if (match === null) return null
    const value = Math.round(Number(match[1]) * (match[2] === '万' ? 10_000 : 1) * 10_000) / 10_000
    return Number.isInteger(value) && value >= least && value <= most ? value : null
  }

/** Reads a day `2027-06-30` as the end of that day; null when it is none. */
export const parseDay = (typed: string): number | null => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(typed.normalize('NFKC').trim())
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(year, month - 1, day, 23, 59, 59, 999)
  return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day
    ? date.getTime()
    : null
}

/** Reads a day and a time `2026-11-22 19:30`; null when it is none. */
export const parseDayTime = (typed: string): number | null => {
  const match = /^(\S+)\s+(\d{1,2})[:：](\d{2})$/.exec(typed.trim())
  const day = match === null ? null : parseDay(match[1] ?? '')
  const [hours, minutes] = [Number(match?.[2]), Number(match?.[3])]
  if (day === null || hours > 23 || minutes > 59) return null
  const date = new Date(day)
  date.setHours(hours, minutes, 0, 0)
  return date.getTime()
}
