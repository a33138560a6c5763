import type { Language } from '../../domain/model/scalars.ts'

const trim = (value: number): string => String(Math.floor(value * 10) / 10)

/** A count in little room: `860`, `1.2万` / `12k`. Rounded down, so that stock is never shown larger than it is. */
export const formatCount = (language: Language, count: number): string => {
  if (language === 'zh') {
    if (count < 10_000) return String(count)
    return count < 100_000_000 ? `${trim(count / 10_000)}万` : `${trim(count / 100_000_000)}亿`
  }
  if (count < 10_000) return String(count)
  return count < 1_000_000 ? `${trim(count / 1000)}k` : `${trim(count / 1_000_000)}M`
}

/** A count to the last one, where it must be exact: `1,234,567`, the same in both languages. */
export const formatWhole = (count: number): string => count.toLocaleString('en-US')

const SIZES = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A size in bytes as people say it: `163 MB`, `1.2 GB`. */
export const formatBytes = (bytes: number): string => {
  let value = bytes
  let size = 0
  while (value >= 1000 && size < SIZES.length - 1) {
    value /= 1000
    size += 1
  }
  return `${size === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${SIZES[size] ?? ''}`
}
