import { z } from 'zod'
import { productIdSchema, productSchema } from './product.ts'
import { durationMsSchema, epochMsSchema, fenSchema, stepsChannelSchema, ulidSchema } from './scalars.ts'

/** Where a slot stands in a session on air: 待讲, 在播, 已讲. */
export const slotStateSchema = z.enum(['queued', 'live', 'done'])
export type SlotState = z.infer<typeof slotStateSchema>

/** One place in the lineup (讲解位): a product, or a break without one. */
export const slotSchema = z.strictObject({
  id: ulidSchema,
  sessionId: ulidSchema,
  /** 1, 2, 3 … without gaps: the link number the streamer calls out (N 号链接). */
  position: z.number().int().min(1).max(500),
  productId: productIdSchema.nullable(),
  /** A break's title; empty for a product. */
  title: z.string().max(60),
  /** The price of this session in 分; null for a break. Overrides the product's price on screen and in checks. */
  price: fenSchema.nullable(),
  plannedMs: durationMsSchema,
  state: slotStateSchema,
  /** When it first went on air in this session. */
  startedAt: epochMsSchema.nullable(),
  /** Time on air so far in ms, over every time it was on, not counting the time it is on now. */
  airedMs: durationMsSchema,
})
export type Slot = z.infer<typeof slotSchema>

export const sessionKindSchema = z.enum(['broadcast', 'rehearsal'])
export type SessionKind = z.infer<typeof sessionKindSchema>

/** draft → ready → live → ended → reviewed */
export const sessionStateSchema = z.enum(['draft', 'ready', 'live', 'ended', 'reviewed'])
export type SessionState = z.infer<typeof sessionStateSchema>

/** One broadcast (场次). */
export const sessionSchema = z.strictObject({
  id: ulidSchema,
  title: z.string().min(1).max(80),
  kind: sessionKindSchema,
  state: sessionStateSchema,
  /** The streamer's stage name, a pseudonym (个人信息保护法 art. 6: no more than needed). */
  host: z.string().max(40),
  steps: stepsChannelSchema.nullable(),
  plannedStartAt: epochMsSchema.nullable(),
  createdAt: epochMsSchema,
  startedAt: epochMsSchema.nullable(),
  endedAt: epochMsSchema.nullable(),
})
export type Session = z.infer<typeof sessionSchema>

/** A session with its slots in order and the products they name. */
export const lineupSchema = z.strictObject({
  session: sessionSchema,
  slots: z.array(slotSchema),
  products: z.array(productSchema),
})
export type Lineup = z.infer<typeof lineupSchema>

/** How grave a pre-flight item is: `block` needs a written reason to go on air over it. */
export const preflightLevelSchema = z.enum(['ok', 'note', 'block'])
export type PreflightLevel = z.infer<typeof preflightLevelSchema>

/** One line of the list that is gone through before 开播. Text is made from `code` and `params` in the user's language. */
export const preflightItemSchema = z.strictObject({
  /** Stable over re-runs: `<code>` or `<code>:<product or slot id>`. */
  id: z.string().min(1).max(160),
  code: z.enum([
    'lineup-length',
    'lineup-priced',
    'product-maker',
    'product-certificate',
    'document-expired',
    'list-price-without-record',
    'guarantee-retired',
    'guarantee-excluded',
    'no-guarantee',
    'special-registration',
    'wording-finding',
    'stock-empty',
    'stage-open',
    'log-writable',
  ]),
  level: preflightLevelSchema,
  productId: productIdSchema.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type PreflightItem = z.infer<typeof preflightItemSchema>

/** The operator's reason for going on air over a blocked item; kept in the journal. */
export const preflightOverrideSchema = z.strictObject({
  itemId: z.string().min(1).max(160),
  reason: z.string().trim().min(4).max(200),
})
export type PreflightOverride = z.infer<typeof preflightOverrideSchema>
