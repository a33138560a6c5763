import { z } from 'zod'
import { claimDraftSchema } from '../model/claim.ts'
import { guaranteeCodeSchema } from '../model/guarantee.ts'
import { fenSchema, ulidSchema } from '../model/scalars.ts'
import { stageThemeSchema } from '../model/settings.ts'

/**
 * Every live command. It does the same thing whichever door it came through: a window, a hotkey, the phone, HTTP,
 * WebSocket, a Stream Deck.
 */
export const liveCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('previous') }),
  z.strictObject({ type: z.literal('goTo'), slotId: ulidSchema }),
  /** Show or hide the trust card on the stage (上屏). */
  z.strictObject({ type: z.literal('setStageVisible'), visible: z.boolean() }),
  /** Clears the stage at once, without animation (清屏). */
  z.strictObject({ type: z.literal('panic') }),
  /** Opens one right large on the stage; null closes it (权益大字). */
  z.strictObject({ type: z.literal('spotlight'), code: guaranteeCodeSchema.nullable() }),
  z.strictObject({ type: z.literal('setTheme'), theme: stageThemeSchema }),
  /** Lengthens or shortens the time planned for the slot on air, in ms, at most an hour at a time. */
  z.strictObject({ type: z.literal('adjustTime'), deltaMs: z.number().int().min(-3_600_000).max(3_600_000) }),
  z.strictObject({ type: z.literal('setSlotPrice'), slotId: ulidSchema, price: fenSchema }),
  z.strictObject({ type: z.literal('logClaim'), draft: claimDraftSchema }),
  z.strictObject({ type: z.literal('acknowledge'), findingId: ulidSchema }),
  /** 已更正. With a draft the words that put it right are logged as a claim and linked; without, only the fact. */
  z.strictObject({ type: z.literal('correct'), findingId: ulidSchema, draft: claimDraftSchema.nullable() }),
  z.strictObject({
    type: z.literal('dismiss'),
    findingId: ulidSchema,
    reason: z.string().trim().min(2).max(200),
  }),
  /** Takes back the last on-air act of this kind within 10 s: navigation, stage, price, finding state. Claims stay. */
  z.strictObject({ type: z.literal('undo') }),
  /** Plays the loaded subtitle file: 1 = real time, at most 60×. */
  z.strictObject({ type: z.literal('playSubtitles'), speed: z.number().min(0.25).max(60) }),
  z.strictObject({ type: z.literal('pauseSubtitles') }),
  z.strictObject({ type: z.literal('stopSubtitles') }),
  z.strictObject({ type: z.literal('end') }),
])
export type LiveCommand = z.infer<typeof liveCommandSchema>
