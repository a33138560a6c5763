import { z } from 'zod'
import { sessionKindSchema } from '../model/lineup.ts'
import { epochMsSchema, ulidSchema } from '../model/scalars.ts'
import { retentionGroupSchema } from '../retention/retentionRules.ts'
import {
  eraseCountsSchema,
  eraseGroundSchema,
  eraseScopeSchema,
  eraseWordSchema,
} from '../retention/tombstone.ts'

const dayField = z.string().regex(/^\d{4,6}-\d{2}-\d{2}$/)

/** Where a session stands: 已抹除, 法律保留, 已到期, 保存中. */
export const retentionStateSchema = z.enum(['erased', 'held', 'due', 'kept'])
export type RetentionState = z.infer<typeof retentionStateSchema>

/** A session that is over, with how long it is kept and why. */
export const retainedSessionSchema = z.strictObject({
  sessionId: ulidSchema,
  title: z.string(),
  kind: sessionKindSchema,
  startedAt: epochMsSchema,
  endedAt: epochMsSchema,
  claims: z.number().int().min(0),
  /** What decided the period, its years, and the last day it is kept, in China. */
  group: retentionGroupSchema,
  years: z.number().int().min(0),
  lastDay: dayField,
  state: retentionStateSchema,
  hold: z.strictObject({ reason: z.string(), who: z.string(), at: epochMsSchema }).nullable(),
  erasedAt: epochMsSchema.nullable(),
  /** Claims of it that were erased. */
  erasedClaims: z.number().int().min(0),
})
export type RetainedSession = z.infer<typeof retainedSessionSchema>

/** A copy of the data file that was made before something was erased, and still holds it. */
export const oldCopySchema = z.strictObject({
  name: z.string(),
  bytes: z.number().int().min(0),
  at: epochMsSchema,
})
export type OldCopy = z.infer<typeof oldCopySchema>

/** Everything about retention at once: sessions that are due first, then by their last day. */
export const retentionOverviewSchema = z.strictObject({
  today: dayField,
  sessions: z.array(retainedSessionSchema),
  /** False = the file may still hold bytes of what was erased. */
  isSwept: z.boolean(),
  copies: z.array(oldCopySchema),
  /** The second place for backups when it cannot be reached and may hold more copies; null = nothing is out of sight. */
  unseen: z.string().nullable(),
})
export type RetentionOverview = z.infer<typeof retentionOverviewSchema>

/** Who holds a session or lets it go, and why. */
export const holdWordSchema = eraseWordSchema.pick({ reason: true, who: true })
export type HoldWord = z.infer<typeof holdWordSchema>

/** What is to be erased: whole sessions, or some claims of some sessions. */
export const eraseScopesSchema = z.array(eraseScopeSchema).min(1).max(200)

/** What erasing would take, before it does. */
export const erasePreviewSchema = z.strictObject({
  counts: eraseCountsSchema,
  /** Sessions that are held: they stay. */
  held: z.number().int().min(0),
  /** Sessions whose period is not over. */
  early: z.number().int().min(0),
  /** Copies made before now, which will still hold it. */
  copies: z.number().int().min(0),
})
export type ErasePreview = z.infer<typeof erasePreviewSchema>

/** Name of the task progress is told of, in journal entries. */
export const ERASE_TASK = 'retention-erase'

/** The order to erase. */
export const eraseOrderSchema = z.strictObject({
  scopes: eraseScopesSchema,
  ground: eraseGroundSchema,
  reason: eraseWordSchema.shape.reason,
  who: eraseWordSchema.shape.who,
  /** Copies made before now go too. */
  withCopies: z.boolean(),
})
export type EraseOrder = z.infer<typeof eraseOrderSchema>

/** What was done. */
export const eraseDoneSchema = z.strictObject({
  counts: eraseCountsSchema,
  sessions: z.number().int().min(0),
  /** False = the bytes are still in the file; it is tried again at the next start. */
  isSwept: z.boolean(),
  copiesRemoved: z.number().int().min(0),
  overview: retentionOverviewSchema,
})
export type EraseDone = z.infer<typeof eraseDoneSchema>

/** Most claims a look-up for a person lists. */
export const MAX_NAMED = 200

/** Claims that name a person, the newest first. */
export const namedClaimsSchema = z.strictObject({
  claims: z.array(
    z.strictObject({
      claimId: ulidSchema,
      sessionId: ulidSchema,
      sessionTitle: z.string(),
      at: epochMsSchema,
      text: z.string(),
    }),
  ),
  total: z.number().int().min(0),
  /** Sessions whose host has this name. */
  hosted: z.number().int().min(0),
})
export type NamedClaims = z.infer<typeof namedClaimsSchema>

/** What a person is given: one session, or every claim that names them. */
export const exportScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('session'), sessionId: ulidSchema }),
  z.strictObject({ kind: z.literal('person'), text: z.string().trim().min(1).max(40) }),
])
export type ExportScope = z.infer<typeof exportScopeSchema>
