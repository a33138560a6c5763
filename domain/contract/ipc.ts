import { z } from 'zod'
import {
  claimSchema,
  familySchema,
  findingSchema,
  findingStateSchema,
  promiseSchema,
  severitySchema,
  suppressedHitSchema,
} from '../model/claim.ts'
import { guaranteeDefinitionSchema } from '../model/guarantee.ts'
import {
  lineupSchema,
  preflightItemSchema,
  preflightOverrideSchema,
  sessionKindSchema,
  sessionSchema,
} from '../model/lineup.ts'
import { productIdSchema, productSchema } from '../model/product.ts'
import {
  durationMsSchema,
  epochMsSchema,
  fenSchema,
  stepsChannelSchema,
  ulidSchema,
} from '../model/scalars.ts'
import { settingsSchema } from '../model/settings.ts'
import { backupStateSchema, passphraseSchema, restorePreviewSchema } from './backup.ts'
import { chainOverviewSchema, verifyReportSchema } from './chain.ts'
import { liveCommandSchema } from './command.ts'
import { liveSnapshotSchema } from './live.ts'
import { failureSchema } from './result.ts'
import { searchPageSchema, searchQuerySchema, searchStateSchema } from './search.ts'
import {
  eraseDoneSchema,
  eraseOrderSchema,
  erasePreviewSchema,
  eraseScopesSchema,
  exportScopeSchema,
  holdWordSchema,
  namedClaimsSchema,
  retentionOverviewSchema,
} from './retention.ts'
import {
  allowedPhraseDraftSchema,
  packEffectSchema,
  packPreviewSchema,
  ruleAdjustmentDraftSchema,
  ruleDraftSchema,
  rulesStateSchema,
  ruleTrialSchema,
} from './rules.ts'

/** Largest file a window may hand over, in bytes. */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024

/** A file the user chose or dropped: its name for messages and its bytes. The renderer never sees a path. */
export const handedFileSchema = z.strictObject({
  name: z.string().min(1).max(260),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= MAX_IMPORT_BYTES, 'too large'),
})
export type HandedFile = z.infer<typeof handedFileSchema>

/** Fields an import column can fill. */
export const importFieldSchema = z.enum([
  'position',
  'id',
  'name',
  'category',
  'price',
  'listPrice',
  'priceEvidence',
  'stock',
  'guarantees',
  'documents',
  'maker',
  'address',
  'certificate',
  'plannedMinutes',
  'sellingPoints',
  'forbiddenWords',
  'mustSay',
  'picture',
  'ignore',
])
export type ImportField = z.infer<typeof importFieldSchema>

/** A mistake in an import file, with the place named the way a spreadsheet names it. */
export const importProblemSchema = z.strictObject({
  /** Row as the spreadsheet counts (1 = first); 0 = the file as a whole. */
  row: z.number().int().min(0),
  /** The column's heading as in the file; empty = the whole row. */
  column: z.string(),
  /** Spreadsheet letter(s) of the column; empty = the whole row. */
  letter: z.string(),
  /** `error`: the row cannot come in; `warning`: it comes in, look at it. */
  level: z.enum(['error', 'warning']),
  failure: failureSchema,
})
export type ImportProblem = z.infer<typeof importProblemSchema>

/** What an import would do, before it does it. */
export const importPreviewSchema = z.strictObject({
  /** Names this preview in `lineup.importCommit`; good until the next preview or until the app is closed. */
  token: ulidSchema,
  fileName: z.string(),
  sheetName: z.string(),
  headerRow: z.number().int().min(1),
  columns: z.array(
    z.strictObject({ letter: z.string(), heading: z.string(), field: importFieldSchema, sample: z.string() }),
  ),
  rows: z.array(
    z.strictObject({
      row: z.number().int().min(1),
      /** Null when the row cannot come in. */
      product: productSchema.nullable(),
      /** Its place in the lineup; null = it goes into the product library only. */
      position: z.number().int().min(1).max(500).nullable(),
      plannedMs: durationMsSchema,
      /** The product is already in the library and would be replaced. */
      replaces: z.boolean(),
    }),
  ),
  problems: z.array(importProblemSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

/** One edit of a lineup; each can be undone. */
export const lineupEditSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('addProducts'), productIds: z.array(productIdSchema).min(1).max(500) }),
  z.strictObject({
    type: z.literal('addBreak'),
    title: z.string().trim().min(1).max(60),
    plannedMs: durationMsSchema,
  }),
  z.strictObject({ type: z.literal('removeSlots'), slotIds: z.array(ulidSchema).min(1).max(500) }),
  /** Puts the slots, in their order, before `beforeSlotId`; null = at the end. */
  z.strictObject({
    type: z.literal('moveSlots'),
    slotIds: z.array(ulidSchema).min(1).max(500),
    beforeSlotId: ulidSchema.nullable(),
  }),
  z.strictObject({ type: z.literal('setPrice'), slotId: ulidSchema, price: fenSchema }),
  z.strictObject({
    type: z.literal('setPlanned'),
    slotIds: z.array(ulidSchema).min(1).max(500),
    plannedMs: durationMsSchema,
  }),
  z.strictObject({
    type: z.literal('setSession'),
    title: z.string().trim().min(1).max(80),
    host: z.string().max(40),
    kind: sessionKindSchema,
    steps: stepsChannelSchema.nullable(),
    plannedStartAt: epochMsSchema.nullable(),
  }),
])
export type LineupEdit = z.infer<typeof lineupEditSchema>

/** A lineup with what can be taken back. */
export const editableLineupSchema = z.strictObject({
  lineup: lineupSchema,
  canUndo: z.boolean(),
  canRedo: z.boolean(),
})
export type EditableLineup = z.infer<typeof editableLineupSchema>

/** A session in a list, with its numbers. */
export const sessionSummarySchema = z.strictObject({
  session: sessionSchema,
  slots: z.number().int().min(0),
  claims: z.number().int().min(0),
  findings: z.number().int().min(0),
  open: z.number().int().min(0),
  promises: z.number().int().min(0),
})
export type SessionSummary = z.infer<typeof sessionSummarySchema>

/** Claims of a past session in the order they were logged, with everything that hangs on them. */
const recordPartSchema = z.strictObject({
  claims: z.array(claimSchema),
  findings: z.array(findingSchema),
  suppressed: z.array(z.strictObject({ claimId: ulidSchema, hit: suppressedHitSchema })),
  promises: z.array(promiseSchema),
})

/** A past session whole, for the review. */
export const sessionRecordSchema = recordPartSchema.extend({
  lineup: lineupSchema,
  /** When each slot came on air and left, in order. */
  airings: z.array(z.strictObject({ slotId: ulidSchema, from: epochMsSchema, to: epochMsSchema.nullable() })),
  overrides: z.array(preflightOverrideSchema),
})
export type SessionRecord = z.infer<typeof sessionRecordSchema>

const countSchema = z.number().int().min(0)

/** The numbers at the head of a review; every family, severity and state is there, 0 where nothing was found. */
export const reviewCountsSchema = z.strictObject({
  claims: countSchema,
  findings: countSchema,
  promises: countSchema,
  families: z.record(familySchema, countSchema),
  severities: z.record(severitySchema, countSchema),
  states: z.record(findingStateSchema, countSchema),
})
export type ReviewCounts = z.infer<typeof reviewCountsSchema>

/** Part of a session. `next` = the place the following part goes on from; null = this is the last. */
export const recordPageSchema = recordPartSchema.extend({ next: z.number().int().min(1).nullable() })
export type RecordPage = z.infer<typeof recordPageSchema>

/** A past session as it is opened: everything but its claims, and the first of those. */
export const openedSessionSchema = z.strictObject({
  ...sessionRecordSchema.pick({ lineup: true, airings: true, overrides: true }).shape,
  counts: reviewCountsSchema,
  /** Findings without an utterance: words that had to be said and were not. */
  missed: z.array(findingSchema),
  page: recordPageSchema,
})
export type OpenedSession = z.infer<typeof openedSessionSchema>

/** What the review's list is narrowed to; empty arrays and text mean everything. */
export const reviewFilterSchema = z.strictObject({
  text: z.string().max(80),
  productIds: z.array(productIdSchema),
  families: z.array(z.string()),
  severities: z.array(z.string()),
  states: z.array(z.string()),
  speakers: z.array(z.string()),
  onlyWithFindings: z.boolean(),
})
export type ReviewFilter = z.infer<typeof reviewFilterSchema>

/** A session that was on air when the app ended without ending it. */
export const resumableSchema = z.strictObject({
  session: sessionSchema,
  /** Position and name of what was on air. */
  position: z.number().int().min(0),
  productName: z.string(),
  claims: z.number().int().min(0),
  lastActAt: epochMsSchema,
})
export type Resumable = z.infer<typeof resumableSchema>

/** What a window needs to draw its first picture, in one call. */
export const bootstrapSchema = z.strictObject({
  appVersion: z.string(),
  settings: settingsSchema,
  snapshot: liveSnapshotSchema,
  guarantees: z.array(guaranteeDefinitionSchema),
  resumable: resumableSchema.nullable(),
  stageUrl: z.string(),
  /** Empty when the stage server runs; else an error code (port taken …). */
  stageError: failureSchema.nullable(),
  /** Where the database is, for the settings page. */
  databasePath: z.string(),
})
export type Bootstrap = z.infer<typeof bootstrapSchema>

/** Where the data file lies, and how much room there is. */
export const diskPlaceSchema = z.strictObject({
  file: z.string(),
  /** On another machine: SQLite's write-ahead log does not hold there (sqlite.org/wal.html: every process on the same host). */
  isRemote: z.boolean(),
  /** Bytes; null = the disk does not say. */
  freeBytes: z.number().min(0).nullable(),
  fileBytes: z.number().min(0),
  walBytes: z.number().min(0),
})
export type DiskPlace = z.infer<typeof diskPlaceSchema>

const nothing = z.strictObject({})
const bySession = z.strictObject({ sessionId: ulidSchema })
const byPack = z.strictObject({ pack: z.string().min(1).max(60) })
const byToken = z.strictObject({ token: ulidSchema })
const call = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output,
})

/**
 * The one table of calls between windows and main. `electron/ipc/router.ts` demands a handler for each name (a missing
 * one does not compile); `renderer/bridge` derives its functions from it.
 */
export const ipcCalls = {
  'app.bootstrap': call(nothing, bootstrapSchema),
  'app.snapshot': call(nothing, liveSnapshotSchema),
  'settings.save': call(settingsSchema, settingsSchema),
  /** Where the data file lies, and how it is. */
  'storage.state': call(nothing, diskPlaceSchema),
  /** Tries to write what is held, now; `held` = how many acts still are. */
  'storage.retry': call(nothing, z.strictObject({ held: z.number().int().min(0) })),
  /** Sets a file that was found damaged aside and puts a good one together; the windows are loaded anew. */
  'storage.repair': call(nothing, nothing),
  'window.open': call(z.strictObject({ kind: z.enum(['prompter', 'key-colour']) }), nothing),

  'backup.state': call(nothing, backupStateSchema),
  /** Progress is told as the task `backup`. */
  'backup.make': call(nothing, backupStateSchema),
  'backup.stop': call(nothing, nothing),
  /** Null when the user closed the dialog. */
  'backup.chooseFolder': call(nothing, z.strictObject({ folder: z.string().nullable() })),
  'backup.preview': call(z.strictObject({ id: z.string().min(1).max(300) }), restorePreviewSchema),
  /** Null when the user closed the dialog. `again` = the file chosen last, now with a passphrase. */
  'backup.openFile': call(
    z.strictObject({ again: z.boolean(), passphrase: z.string().min(1).max(200).nullable() }),
    restorePreviewSchema.nullable(),
  ),
  /** Every window is loaded anew afterwards. */
  'backup.restore': call(byToken, nothing),
  'backup.discard': call(byToken, nothing),
  /** Null when the user closed the dialog. */
  'backup.writeBundle': call(
    z.strictObject({ passphrase: passphraseSchema.nullable() }),
    z.strictObject({ savedAs: z.string().nullable() }),
  ),
  'backup.dismissRecovery': call(nothing, backupStateSchema),

  'lineup.sessions': call(nothing, z.array(sessionSummarySchema)),
  'lineup.create': call(z.strictObject({ title: z.string().trim().min(1).max(80) }), editableLineupSchema),
  'lineup.open': call(bySession, editableLineupSchema),
  'lineup.delete': call(bySession, nothing),
  'lineup.edit': call(
    z.strictObject({ sessionId: ulidSchema, edit: lineupEditSchema }),
    editableLineupSchema,
  ),
  'lineup.undo': call(bySession, editableLineupSchema),
  'lineup.redo': call(bySession, editableLineupSchema),
  'lineup.products': call(nothing, z.array(productSchema)),
  'lineup.saveProduct': call(z.strictObject({ product: productSchema }), productSchema),
  'lineup.importPreview': call(z.strictObject({ file: handedFileSchema }), importPreviewSchema),
  /** All rows or none. `replace` empties the session's lineup first; `append` adds to it. */
  'lineup.importCommit': call(
    z.strictObject({
      token: ulidSchema,
      sessionId: ulidSchema.nullable(),
      title: z.string().trim().min(1).max(80),
      mode: z.enum(['replace', 'append']),
    }),
    editableLineupSchema,
  ),
  /** Writes the sample workbook where the user chooses; null when the user closed the dialog. */
  'lineup.saveSampleWorkbook': call(nothing, z.strictObject({ savedAs: z.string().nullable() })),

  'preflight.run': call(bySession, z.array(preflightItemSchema)),
  'live.start': call(
    z.strictObject({ sessionId: ulidSchema, overrides: z.array(preflightOverrideSchema).max(200) }),
    liveSnapshotSchema,
  ),
  'live.resume': call(bySession, liveSnapshotSchema),
  /** Ends a session that was cut off, at the time of its last act. */
  'live.closeCutOff': call(bySession, nothing),
  'live.command': call(
    z.strictObject({ command: liveCommandSchema }),
    z.strictObject({ revision: z.number().int() }),
  ),
  'live.loadSubtitles': call(
    z.strictObject({ file: handedFileSchema }),
    z.strictObject({ cues: z.number().int() }),
  ),

  /** The rules in use with what the shop has set, as plain data, so that a window can show and check with them. */
  'rules.state': call(nothing, rulesStateSchema),
  'rules.adjust': call(ruleAdjustmentDraftSchema, rulesStateSchema),
  'rules.allow': call(allowedPhraseDraftSchema, rulesStateSchema),
  'rules.disallow': call(z.strictObject({ phrase: z.string().min(1).max(40) }), rulesStateSchema),
  /** Runs a rule's examples and looks for hits in the shop's own past claims; nothing is saved. */
  'rules.try': call(z.strictObject({ rule: ruleDraftSchema }), ruleTrialSchema),
  /** `replaces`: id of the shop rule that is being changed; null = it is new. */
  'rules.save': call(
    z.strictObject({ rule: ruleDraftSchema, replaces: z.string().min(1).max(80).nullable() }),
    rulesStateSchema,
  ),
  'rules.remove': call(z.strictObject({ rule: z.string().min(1).max(80) }), rulesStateSchema),
  /** Brings back a shop rule that was removed since the app was opened. */
  'rules.restore': call(z.strictObject({ rule: z.string().min(1).max(80) }), rulesStateSchema),
  'rules.importPreview': call(z.strictObject({ file: handedFileSchema }), packPreviewSchema),
  'rules.updatePreview': call(byPack, packPreviewSchema),
  /** Checks past claims under the rules of a preview; progress is told as the task `rules-effect`. */
  'rules.effect': call(byToken, packEffectSchema),
  'rules.adopt': call(byToken, rulesStateSchema),
  'rules.discard': call(byToken, nothing),
  /** Only an imported pack; one that took the place of a shipped pack gives it back. */
  'rules.removePack': call(byPack, rulesStateSchema),
  /** Null when the user closed the dialog. */
  'rules.export': call(byPack, z.strictObject({ savedAs: z.string().nullable() })),

  'chain.overview': call(nothing, chainOverviewSchema),
  /** Verifies one session, or everything (null); progress is told as the task `chain-verify`. */
  'chain.verify': call(z.strictObject({ sessionId: ulidSchema.nullable() }), verifyReportSchema),
  /** What is being verified ends with what was found so far. */
  'chain.stop': call(nothing, nothing),
  /** The report of what was verified last. Null when the user closed the dialog. */
  'chain.exportReport': call(
    z.strictObject({ format: z.enum(['text', 'json']) }),
    z.strictObject({ savedAs: z.string().nullable() }),
  ),
  /** A session's last signed head as a file of its own. Null when the user closed the dialog. */
  'chain.exportHead': call(bySession, z.strictObject({ savedAs: z.string().nullable() })),
  /** Claims of all sessions, newest first; `before`: the place the page goes on from, null = the first page. */
  'search.find': call(
    z.strictObject({ query: searchQuerySchema, before: z.number().int().min(1).nullable() }),
    searchPageSchema,
  ),
  /** How many there are; null = a later count has overtaken this one. */
  'search.count': call(
    z.strictObject({ query: searchQuerySchema }),
    z.strictObject({ claims: z.number().int().min(0).nullable() }),
  ),
  'search.state': call(nothing, searchStateSchema),

  'review.sessions': call(nothing, z.array(sessionSummarySchema)),
  'review.open': call(bySession, openedSessionSchema),
  /** The following claims of a session that was opened; `after` is the `next` of the page before. */
  'review.page': call(
    z.strictObject({ sessionId: ulidSchema, after: z.number().int().min(1) }),
    recordPageSchema,
  ),
  /** Null when the user closed the dialog. */
  'review.exportCsv': call(
    z.strictObject({ sessionId: ulidSchema, filter: reviewFilterSchema }),
    z.strictObject({ savedAs: z.string().nullable(), rows: z.number().int().min(0) }),
  ),

  'retention.overview': call(nothing, retentionOverviewSchema),
  'retention.hold': call(
    z.strictObject({ sessionId: ulidSchema, word: holdWordSchema, isHeld: z.boolean() }),
    retentionOverviewSchema,
  ),
  /** What erasing would take; nothing is changed. */
  'retention.preview': call(z.strictObject({ scopes: eraseScopesSchema }), erasePreviewSchema),
  /** Cannot be undone. */
  'retention.erase': call(eraseOrderSchema, eraseDoneSchema),
  /** Rewrites the file without the bytes of what was erased, when that was not possible at once. */
  'retention.sweep': call(nothing, retentionOverviewSchema),
  /** Removes copies of the data file that were made before the last erasure. */
  'retention.removeCopies': call(nothing, retentionOverviewSchema),
  'retention.find': call(z.strictObject({ text: z.string().trim().min(1).max(40) }), namedClaimsSchema),
  /** Null when the user closed the dialog. */
  'retention.export': call(
    z.strictObject({ scope: exportScopeSchema, format: z.enum(['jsonl', 'html']) }),
    z.strictObject({
      savedAs: z.string().nullable(),
      sessions: z.number().int().min(0),
      claims: z.number().int().min(0),
    }),
  ),
} as const

export type IpcCalls = typeof ipcCalls
export type IpcName = keyof IpcCalls
export type IpcInput<Name extends IpcName> = z.infer<IpcCalls[Name]['input']>
export type IpcOutput<Name extends IpcName> = z.infer<IpcCalls[Name]['output']>
