import type { EpochMs } from '../model/scalars.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** A moment to the second in this machine's time: `2027-06-30 19:30:05`, the same in both languages. */
export const momentText = (at: EpochMs): string => {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
