import { z } from 'zod'
import {
  claimSchema,
  findingSchema,
  promiseSchema,
  severitySchema,
  suppressedHitSchema,
} from '../model/claim.ts'
import { guaranteeCodeSchema } from '../model/guarantee.ts'
import { sessionSchema, slotSchema } from '../model/lineup.ts'
import { productSchema } from '../model/product.ts'
import { durationMsSchema, epochMsSchema, ulidSchema } from '../model/scalars.ts'
import { stageThemeSchema } from '../model/settings.ts'

/** Claims kept in the snapshot, newest last; older ones are read from the database by the review. */
export const LIVE_CLAIM_LIMIT = 300

/**
 * What the saved light shows. `failed`: the last act was refused and is nowhere but with its sender; `held`: the file cannot be
 * written, and acts are kept in memory until it can be. The screen says either.
 */
export const savedLightSchema = z.strictObject({
  state: z.enum(['saved', 'saving', 'failed', 'held']),
  /** When an act was last known to be in the file. */
  at: epochMsSchema.nullable(),
  /** Error code when failed or held (a key below `error.` or `held.` of the message catalogue); empty otherwise. */
  code: z.string().max(80),
  /** Acts that are shown and not in the file. */
  held: z.number().int().min(0),
  /** The first claim that is not in the file; those after it are not either. */
  heldFrom: ulidSchema.nullable(),
})
export type SavedLight = z.infer<typeof savedLightSchema>

/** A subtitle file that is loaded or playing. */
export const playbackSchema = z.strictObject({
  fileName: z.string().max(260),
  state: z.enum(['loaded', 'playing', 'paused', 'finished']),
  speed: z.number().min(0.25).max(60),
  cuesTotal: z.number().int().min(0),
  cuesPlayed: z.number().int().min(0),
})
export type Playback = z.infer<typeof playbackSchema>

/** Words that must be said while the slot on air is on. */
export const mustSayItemSchema = z.strictObject({
  /** Stable within a slot: the rule's id, or the place in the product's own list. */
  key: z.string().min(1).max(100),
  /** The rule that asks for it; null = the shop's own (要说). */
  rule: z.string().max(80).nullable(),
  /** What to say, in Chinese. */
  text: z.string().min(1).max(300),
  severity: severitySchema,
  /** Time on air of the slot from which on it is reminded, in ms. */
  remindAtMs: durationMsSchema,
  /** The claim that said it; null = not yet. */
  saidBy: ulidSchema.nullable(),
})
export type MustSayItem = z.infer<typeof mustSayItemSchema>

/** The one live state. Main owns it; windows mirror it by snapshot and patches. */
export const liveSnapshotSchema = z.strictObject({
  /** Goes up by one with each broadcast; a window that misses one asks for the snapshot again. */
  revision: z.number().int().min(0),
  /** Null = no session on air. */
  session: sessionSchema.nullable(),
  slots: z.array(slotSchema),
  products: z.array(productSchema),
  nowSlotId: ulidSchema.nullable(),
  /** When the slot on air went on this time; null = none on air. */
  nowSince: epochMsSchema.nullable(),
  nextSlotId: ulidSchema.nullable(),
  /** What must be said about the product on air; empty when nothing is on air or nothing must be. */
  mustSay: z.array(mustSayItemSchema),
  claims: z.array(claimSchema),
  /** Findings of the claims in the snapshot, words that were missed, and every finding still open. */
  findings: z.array(findingSchema),
  suppressed: z.array(z.strictObject({ claimId: ulidSchema, hit: suppressedHitSchema })),
  promises: z.array(promiseSchema),
  totals: z.strictObject({
    claims: z.number().int().min(0),
    findings: z.number().int().min(0),
    open: z.number().int().min(0),
    promises: z.number().int().min(0),
  }),
  stage: z.strictObject({
    visible: z.boolean(),
    theme: stageThemeSchema,
    spotlight: guaranteeCodeSchema.nullable(),
    /** Stage pages connected now. */
    pages: z.number().int().min(0),
  }),
  saved: savedLightSchema,
  playback: playbackSchema.nullable(),
  /** How far the wall clock was set back during this session, in ms; 0 = it was not. */
  clockSetBackMs: durationMsSchema,
  /** What is wrong with the data file, found while the app runs; empty = nothing was found. */
  fileDamage: z.string().max(200),
  /** What `undo` would take back now; null = nothing. A LiveCommand type. */
  undoable: z.string().max(40).nullable(),
})
export type LiveSnapshot = z.infer<typeof liveSnapshotSchema>

/** One change of the snapshot: whole top-level values by name, and claims appended (not resent). */
export const livePatchSchema = z.strictObject({
  revision: z.number().int().min(1),
  /** Top-level values replaced. `claims` and `findings` are never here. */
  set: liveSnapshotSchema.omit({ revision: true, claims: true, findings: true, suppressed: true }).partial(),
  addClaims: z.array(claimSchema),
  addSuppressed: z.array(z.strictObject({ claimId: ulidSchema, hit: suppressedHitSchema })),
  /** New findings and changed ones, by id. */
  putFindings: z.array(findingSchema),
})
export type LivePatch = z.infer<typeof livePatchSchema>

/** The snapshot before anything is on air. */
export const EMPTY_SNAPSHOT: LiveSnapshot = {
  revision: 0,
  session: null,
  slots: [],
  products: [],
  nowSlotId: null,
  nowSince: null,
  nextSlotId: null,
  mustSay: [],
  claims: [],
  findings: [],
  suppressed: [],
  promises: [],
  totals: { claims: 0, findings: 0, open: 0, promises: 0 },
  stage: { visible: false, theme: 'fresh', spotlight: null, pages: 0 },
  saved: { state: 'saved', at: null, code: '', held: 0, heldFrom: null },
  playback: null,
  clockSetBackMs: 0,
  fileDamage: '',
  undoable: null,
}

/**
 * The snapshot after a patch, or null when a revision is missing in between (ask for the snapshot again). Used by main and
 * by every window, so that they cannot differ.
 */
export const applyLivePatch = (snapshot: LiveSnapshot, patch: LivePatch): LiveSnapshot | null => {
  if (patch.revision <= snapshot.revision) return snapshot
  if (patch.revision !== snapshot.revision + 1) return null
  const claims =
    patch.addClaims.length === 0
      ? snapshot.claims
      : [...snapshot.claims, ...patch.addClaims].slice(-LIVE_CLAIM_LIMIT)
  const claimIds = claims === snapshot.claims ? null : new Set(claims.map((claim) => claim.id))
  const stillShown = (claimId: string | null): boolean =>
    claimIds === null || claimId === null || claimIds.has(claimId)
  let findings = snapshot.findings
  if (patch.putFindings.length > 0 || claimIds !== null) {
    const byId = new Map(snapshot.findings.map((finding) => [finding.id, finding]))
    for (const finding of patch.putFindings) byId.set(finding.id, finding)
    findings = [...byId.values()].filter((finding) => finding.state === 'open' || stillShown(finding.claimId))
  }
  const suppressed =
    claimIds === null && patch.addSuppressed.length === 0
      ? snapshot.suppressed
      : [...snapshot.suppressed, ...patch.addSuppressed].filter((entry) => stillShown(entry.claimId))
  const values = Object.fromEntries(Object.entries(patch.set).filter(([, value]) => value !== undefined))
  return { ...snapshot, ...values, claims, findings, suppressed, revision: patch.revision }
}
