import { z } from 'zod'

/** An id made where the thing is made (window, main, importer): a ULID, so that a retry with the same id is harmless. */
export const ulidSchema = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
export type Ulid = z.infer<typeof ulidSchema>

/** Money in 分 (1/100 yuan), a whole number from 0 to 1,000,000,000 分 (一千万元). */
export const fenSchema = z.number().int().min(0).max(1_000_000_000)
export type Fen = z.infer<typeof fenSchema>

/** A moment: milliseconds since the Unix epoch (UTC). */
export const epochMsSchema = z.number().int().min(0).max(8_640_000_000_000_000)
export type EpochMs = z.infer<typeof epochMsSchema>

/** A span of time in milliseconds, never negative. */
export const durationMsSchema = z
  .number()
  .int()
  .min(0)
  .max(7 * 24 * 3_600_000)
export type DurationMs = z.infer<typeof durationMsSchema>

/** A monotonic reading in milliseconds (with a fraction), comparable only within one run of the app. */
export const monotonicMsSchema = z.number().min(0)
export type MonotonicMs = z.infer<typeof monotonicMsSchema>

/** The two languages of the screen. Chinese comes first everywhere. */
export const languageSchema = z.enum(['zh', 'en'])
export type Language = z.infer<typeof languageSchema>

/** A text a pack or a definition carries in both languages. */
export const localTextSchema = z.strictObject({
  zh: z.string().min(1).max(600),
  en: z.string().min(1).max(900),
})
export type LocalText = z.infer<typeof localTextSchema>

/**
 * The five links of the buying journey the seed text names (逛买售用服): every guarantee and later every task of a
 * session hangs on one of them.
 */
export const journeyLinkSchema = z.enum(['browse', 'buy', 'sell', 'use', 'serve'])
export type JourneyLink = z.infer<typeof journeyLinkSchema>
export const JOURNEY_LINKS: readonly JourneyLink[] = journeyLinkSchema.options

/** The channels of the STEPS method: 达人分销, 公域, 品牌自播, 私域复购, 渠道特供. */
export const stepsChannelSchema = z.enum([
  'streamer-distribution',
  'public-traffic',
  'brand-broadcast',
  'private-repurchase',
  'channel-special',
])
export type StepsChannel = z.infer<typeof stepsChannelSchema>
