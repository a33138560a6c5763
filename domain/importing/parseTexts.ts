import type { ProductDocument } from '../model/product.ts'
import type { EpochMs } from '../model/scalars.ts'
import { tidyText } from './foldText.ts'
import { saysNothing } from './parseNumbers.ts'

/** The pieces of a cell that lists things, numbering and bullets in front taken off. */
export const splitList = (text: string, separators: RegExp): string[] =>
  tidyText(text)
    .split(separators)
    .map((piece) => piece.replace(/^\s*(?:[①-⑳]|[0-9０-９]{1,2}[.、)）．]|[-·•*])\s*/u, '').trim())
    .filter((piece) => !saysNothing(piece))

/** Sentences: one a line, or separated by ； or |. */
export const SENTENCES = /[\n；;|]+/u

/** Single words: also separated by 、 and commas. */
export const WORDS = /[\n；;|、，,]+/u

const BEIJING_OFFSET_MS = 8 * 3_600_000
const EXPIRY =
  /(?:有效期至|有效至|截止|到期[::：]?|至|until|expires?)\s*(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})/iu

/** The last moment of a calendar day in Beijing; null when there is no such day. */
const endOfDay = (year: number, month: number, day: number): EpochMs | null => {
  const start = new Date(Date.UTC(year, month - 1, day))
  if (start.getUTCMonth() !== month - 1 || start.getUTCDate() !== day) return null
  return start.getTime() + 24 * 3_600_000 - BEIJING_OFFSET_MS - 1
}

/** 类型：内容；类型：内容 — with 有效期至2027-06-30 read as the expiry (the end of that day in Beijing). */
export const parseDocuments = (text: string): ProductDocument[] =>
  splitList(text, SENTENCES).map((piece) => {
    const colon = piece.search(/[:：]/u)
    const type = (colon === -1 ? piece : piece.slice(0, colon)).trim()
    const says = colon === -1 ? '' : piece.slice(colon + 1).trim()
    const until = EXPIRY.exec(piece)
    const expiresAt = until === null ? null : endOfDay(Number(until[1]), Number(until[2]), Number(until[3]))
    return { type, says, expiresAt }
  })
