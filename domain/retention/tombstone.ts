import { z } from 'zod'
import type { ErasePayload } from '../journal/recordRows.ts'
import { type EpochMs, epochMsSchema, ulidSchema } from '../model/scalars.ts'
import { retentionGroupSchema } from './retentionRules.ts'

/** Why something is erased: its period is over, or a person has asked for it (个人信息保护法 art. 47). */
export const eraseGroundSchema = z.enum(['period', 'request'])
export type EraseGround = z.infer<typeof eraseGroundSchema>

/** How much goes, or has gone. */
export const eraseCountsSchema = z.strictObject({
  claims: z.number().int().min(0),
  findings: z.number().int().min(0),
  promises: z.number().int().min(0),
  products: z.number().int().min(0),
  /** Journal entries that lose their content and keep their hash. */
  entries: z.number().int().min(0),
})
export type EraseCounts = z.infer<typeof eraseCountsSchema>

export const NOTHING_ERASED: EraseCounts = { claims: 0, findings: 0, promises: 0, products: 0, entries: 0 }

/** Two erasures together. */
export const addCounts = (one: EraseCounts, other: EraseCounts): EraseCounts => ({
  claims: one.claims + other.claims,
  findings: one.findings + other.findings,
  promises: one.promises + other.promises,
  products: one.products + other.products,
  entries: one.entries + other.entries,
})

/** The word by which something is erased: whose, why, and by which period. */
export const eraseWordSchema = z.strictObject({
  ground: eraseGroundSchema,
  /** Without what is being erased: this stays. */
  reason: z.string().trim().min(4).max(200),
  who: z.string().trim().min(1).max(40),
  /** What the session was kept by when it was erased. */
  group: retentionGroupSchema,
  years: z.number().int().min(0),
  lastDay: z.string(),
})
export type EraseWord = z.infer<typeof eraseWordSchema>

/** What the entry that tells of an erasure says: which others are empty, how much was in them, and on whose word they went. */
export type Tombstone = ErasePayload & {
  readonly whole: boolean
  readonly counts: EraseCounts
  readonly word: EraseWord
  /** It was erased before, at this moment, and an older copy of the data file had brought it back. */
  readonly again?: EpochMs
}

/** Entry numbers as stretches without a gap. */
export const stretchesOf = (seqs: readonly number[]): [from: number, to: number][] => {
  const stretches: [from: number, to: number][] = []
  for (const seq of seqs.toSorted((a, b) => a - b)) {
    const last = stretches.at(-1)
    if (last !== undefined && seq <= last[1] + 1) last[1] = seq
    else stretches.push([seq, seq])
  }
  return stretches
}

/** Claims of one session that are erased; null = all of it. */
export const eraseScopeSchema = z.strictObject({
  sessionId: ulidSchema,
  claimIds: z.array(ulidSchema).min(1).max(200).nullable(),
})
export type EraseScope = z.infer<typeof eraseScopeSchema>

/** An erasure as it is remembered outside the data file, for copies that do not know of it. */
export const listedErasureSchema = z.strictObject({
  sessionId: ulidSchema,
  claimIds: z.array(ulidSchema).min(1).nullable(),
  at: epochMsSchema,
  word: eraseWordSchema,
})
export type ListedErasure = z.infer<typeof listedErasureSchema>
