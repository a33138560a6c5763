import { z } from 'zod'
import { productIdSchema } from './product.ts'
import { durationMsSchema, epochMsSchema, localTextSchema, monotonicMsSchema, ulidSchema } from './scalars.ts'

/** The sixteen families of violation; what each is stands in `docs/families.md`. */
export const familySchema = z.enum([
  'ABS',
  'MED',
  'EFF',
  'PRI',
  'SCA',
  'DIV',
  'AUT',
  'DAT',
  'GUA',
  'CMP',
  'LOT',
  'CAT',
  'SUP',
  'FIN',
  'ORI',
  'MIN',
])
export type Family = z.infer<typeof familySchema>
export const FAMILIES: readonly Family[] = familySchema.options

/** 提示, 警告, 拦截. */
export const severitySchema = z.enum(['note', 'warn', 'block'])
export type Severity = z.infer<typeof severitySchema>

export const speakerSchema = z.enum(['host', 'assistant', 'guest'])
export type Speaker = z.infer<typeof speakerSchema>

export const claimSourceSchema = z.enum(['typed', 'phrase', 'subtitle', 'speech', 'api'])
export type ClaimSource = z.infer<typeof claimSourceSchema>

/** Longest utterance the app takes, in UTF-16 code units. */
export const MAX_CLAIM_LENGTH = 2000

/** What a window or a source sends: an utterance with an id of the sender's own, so that sending it twice is harmless. */
export const claimDraftSchema = z.strictObject({
  id: ulidSchema,
  text: z
    .string()
    .max(MAX_CLAIM_LENGTH)
    .refine((text) => text.trim().length > 0, 'empty'),
  speaker: speakerSchema,
  source: claimSourceSchema,
  /** When it was said, if the sender knows better than the arrival (subtitle cue, key pressed late); null = on arrival. */
  saidAt: epochMsSchema.nullable(),
})
export type ClaimDraft = z.infer<typeof claimDraftSchema>

/** One utterance, logged (声称). Text as it was said. */
export const claimSchema = z.strictObject({
  id: ulidSchema,
  sessionId: ulidSchema,
  slotId: ulidSchema.nullable(),
  productId: productIdSchema.nullable(),
  text: z.string(),
  speaker: speakerSchema,
  source: claimSourceSchema,
  at: epochMsSchema,
  monoMs: monotonicMsSchema,
  /** Time since the session went live, in ms. */
  offsetMs: durationMsSchema,
  /** Findings these words put right when they were logged (直播电商监督管理办法 art. 31); each names this claim as `correctedBy`. */
  corrects: z.array(ulidSchema).max(60),
})
export type Claim = z.infer<typeof claimSchema>

/** The law a rule rests on. `mark` says whether its text was read (confirmed) or a secondary page says so. */
export const basisSchema = z.strictObject({
  law: z.string().min(1).max(80),
  article: z.string().max(60),
  mark: z.enum(['confirmed', 'secondary', 'believed']),
})
export type Basis = z.infer<typeof basisSchema>

/** What a rule says when it hits; copied into the stored finding, so that old sessions keep their words. */
export const ruleWordsSchema = z.strictObject({
  message: localTextSchema,
  /** Lawful wording instead. */
  suggestion: localTextSchema,
  /** The words that put it right on air now; said in Chinese, so there is one language. */
  correction: z.string().min(1).max(300),
  basis: z.array(basisSchema).min(1).max(8),
  penalty: z.string().max(300),
})
export type RuleWords = z.infer<typeof ruleWordsSchema>

/** A rule's hit as the engine returns it. `start`/`end` are UTF-16 code units of the text as said. */
export const findingDraftSchema = z.strictObject({
  rule: z.string().min(1).max(80),
  family: familySchema,
  severity: severitySchema,
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  quote: z.string(),
  words: ruleWordsSchema,
})
export type FindingDraft = z.infer<typeof findingDraftSchema>

/** A hit that was spared, with the reason (否定, 引用, 顺序 …). */
export const suppressedHitSchema = z.strictObject({
  rule: z.string().min(1).max(80),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  reason: z.string().min(1).max(80),
})
export type SuppressedHit = z.infer<typeof suppressedHitSchema>

/** 发货, 赠品, 赔付, 保价, 补货, 开奖, 退换, 回访, 其他. */
export const promiseKindSchema = z.enum([
  'ship',
  'gift',
  'compensate',
  'price-protect',
  'restock',
  'draw',
  'return',
  'follow-up',
  'other',
])
export type PromiseKind = z.infer<typeof promiseKindSchema>

const promiseTermsShape = {
  kind: promiseKindSchema,
  /** The thing owed, as said (小样, 差价); null = the kind says it all. */
  what: z.string().min(1).max(60).nullable(),
  /** How many of it; null = no number was named. */
  count: z.number().int().min(0).max(1_000_000_000).nullable(),
  /** Who gets it, as said (前五十名, 拍下的); null = whoever buys. */
  who: z.string().min(1).max(60).nullable(),
  /** Latest moment it is kept in time; null = no time was named. */
  dueAt: epochMsSchema.nullable(),
}

/** What was promised in an utterance: what, how many, to whom, and by when. */
export const promiseDraftSchema = z.strictObject({
  ...promiseTermsShape,
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  quote: z.string(),
})
export type PromiseDraft = z.infer<typeof promiseDraftSchema>

/** Everything the engine says about one utterance. */
export const claimVerdictSchema = z.strictObject({
  findings: z.array(findingDraftSchema),
  suppressed: z.array(suppressedHitSchema),
  promises: z.array(promiseDraftSchema),
})
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>

export const findingStateSchema = z.enum(['open', 'acknowledged', 'corrected', 'dismissed'])
export type FindingState = z.infer<typeof findingStateSchema>

/** A finding as stored (提醒). */
export const findingSchema = z.strictObject({
  id: ulidSchema,
  /** The utterance it was found in; null = something that had to be said and was not. */
  claimId: ulidSchema.nullable(),
  /** The slot on air; null = none was. */
  slotId: ulidSchema.nullable(),
  sessionId: ulidSchema,
  productId: productIdSchema.nullable(),
  rule: z.string().min(1).max(80),
  pack: z.string().min(1).max(80),
  packVersion: z.string().min(1).max(40),
  family: familySchema,
  severity: severitySchema,
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  quote: z.string(),
  words: ruleWordsSchema,
  at: epochMsSchema,
  state: findingStateSchema,
  /** The operator's reason when dismissed; empty otherwise. */
  reason: z.string().max(200),
  stateAt: epochMsSchema.nullable(),
  /** The claim that put it right on air, when one was logged for it. */
  correctedBy: ulidSchema.nullable(),
})
export type Finding = z.infer<typeof findingSchema>

export const promiseStateSchema = z.enum(['open', 'kept', 'overdue', 'impossible'])
export type PromiseState = z.infer<typeof promiseStateSchema>

/** A promise as stored: owed to viewers until it is kept. */
export const promiseSchema = z.strictObject({
  id: ulidSchema,
  claimId: ulidSchema,
  sessionId: ulidSchema,
  productId: productIdSchema.nullable(),
  ...promiseTermsShape,
  quote: z.string(),
  at: epochMsSchema,
  state: promiseStateSchema,
})
export type Promised = z.infer<typeof promiseSchema>
