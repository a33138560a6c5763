import { z } from 'zod'
import { familySchema, findingStateSchema, severitySchema, speakerSchema } from '../model/claim.ts'
import { productIdSchema } from '../model/product.ts'
import { epochMsSchema, ulidSchema } from '../model/scalars.ts'

/** Most hits of one page. */
export const SEARCH_PAGE = 50

/** What past claims are searched for; empty text and lists mean everything. */
export const searchQuerySchema = z.strictObject({
  text: z.string().max(80),
  sessionIds: z.array(ulidSchema).max(500),
  productIds: z.array(productIdSchema).max(500),
  families: z.array(familySchema).max(16),
  /** With families: one and the same finding is of such a family and of such a severity. */
  severities: z.array(severitySchema).max(3),
  hosts: z.array(z.string().max(40)).max(100),
  /** First moment that counts, and first that no longer does; null = open. */
  from: epochMsSchema.nullable(),
  to: epochMsSchema.nullable(),
})
export type SearchQuery = z.infer<typeof searchQuerySchema>

/** The query that asks for nothing in particular. */
export const EMPTY_SEARCH: SearchQuery = {
  text: '',
  sessionIds: [],
  productIds: [],
  families: [],
  severities: [],
  hosts: [],
  from: null,
  to: null,
}

/** A claim that was found. Marks and findings point into the text as it was said, in UTF-16 code units. */
export const searchHitSchema = z.strictObject({
  /** Its place in the log; the newest claim has the highest. */
  place: z.number().int().min(1),
  claimId: ulidSchema,
  sessionId: ulidSchema,
  sessionTitle: z.string(),
  at: epochMsSchema,
  speaker: speakerSchema,
  /** The product on air then, by the name it had; null = none. */
  productName: z.string().nullable(),
  text: z.string(),
  marks: z.array(z.strictObject({ start: z.number().int().min(0), end: z.number().int().min(0) })),
  findings: z.array(
    z.strictObject({
      id: ulidSchema,
      family: familySchema,
      severity: severitySchema,
      state: findingStateSchema,
    }),
  ),
})
export type SearchHit = z.infer<typeof searchHitSchema>

/** Hits, newest first. */
export const searchPageSchema = z.strictObject({
  hits: z.array(searchHitSchema).max(SEARCH_PAGE),
  /** Where the next page goes on; null = there is none. A page can be short, even empty, and still have a next one. */
  next: z.number().int().min(1).nullable(),
})
export type SearchPage = z.infer<typeof searchPageSchema>

/** How far the index is: claims of sessions that are over, and how many of them it does not hold yet. */
export const searchStateSchema = z.strictObject({
  claims: z.number().int().min(0),
  waiting: z.number().int().min(0),
})
export type SearchState = z.infer<typeof searchStateSchema>
