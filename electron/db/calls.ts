import type { PastPage } from '../../domain/compliance/pastClaims.ts'
import type { PackChange } from '../../domain/compliance/recheck/compareCompiledPacks.ts'
import type { AllowedPhrase, RuleAdjustment } from '../../domain/compliance/shopRules.ts'
import type {
  OpenedSession,
  RecordPage,
  Resumable,
  SessionRecord,
  SessionSummary,
} from '../../domain/contract/ipc.ts'
import type { LiveSnapshot } from '../../domain/contract/live.ts'
import type { Failure } from '../../domain/contract/result.ts'
import type { JournalDraft } from '../../domain/journal/entry.ts'
import type { SessionHead } from '../../domain/journal/head.ts'
import type { VerifyReport } from '../../domain/journal/verifyReport.ts'
import type { SearchPage, SearchQuery, SearchState } from '../../domain/contract/search.ts'
import type { Claim, Finding, Promised, SuppressedHit } from '../../domain/model/claim.ts'
import type { Lineup, PreflightOverride, Session, SessionKind, Slot } from '../../domain/model/lineup.ts'
import type { Product, ProductId } from '../../domain/model/product.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { RetainedProduct } from '../../domain/retention/retentionOf.ts'
import type { EraseCounts, EraseScope, EraseWord } from '../../domain/retention/tombstone.ts'
import type { RecordedSession } from './repositories/record.ts'
import type { SigningKey } from './seals.ts'

/** What the stage showed, so that a session can be resumed as it was. */
export type StageState = Omit<LiveSnapshot['stage'], 'pages'>

/** What a live act changes in the tables, next to its journal entries. */
export type ActChanges = {
  readonly session: Session | null
  /** Slots whose fields changed. */
  readonly slots: readonly Slot[]
  /** The whole new order, when slots came or went; null = `slots` says it all. */
  readonly allSlots: readonly Slot[] | null
  readonly closeAiringAt: EpochMs | null
  readonly openAiring: { readonly slotId: Ulid; readonly from: EpochMs } | null
  readonly stage: StageState | null
  /** Findings in a new state. */
  readonly findings: readonly Finding[]
  /** Findings that came up without an utterance: words that had to be said and were not. */
  readonly newFindings: readonly Finding[]
  readonly overrides: readonly PreflightOverride[]
  /** Products whose facts the session keeps from now on. */
  readonly freeze: readonly Product[]
  /** Products changed in the library. */
  readonly products: readonly Product[]
}

/** An act that changes no table. */
export const NO_CHANGES: ActChanges = {
  session: null,
  slots: [],
  allSlots: null,
  closeAiringAt: null,
  openAiring: null,
  stage: null,
  findings: [],
  newFindings: [],
  overrides: [],
  freeze: [],
  products: [],
}

/** A claim with everything that is stored with it. */
export type ClaimBundle = {
  readonly claim: Claim
  readonly findings: readonly Finding[]
  readonly suppressed: readonly SuppressedHit[]
  readonly promises: readonly Promised[]
}

/** What a live session is rebuilt from after a restart. */
export type LiveRecord = {
  readonly lineup: Lineup
  readonly stage: StageState | null
  /** The airing that is still open. */
  readonly onAir: { readonly slotId: Ulid; readonly from: EpochMs } | null
  readonly claims: readonly Claim[]
  /** Findings of those claims, and every open one. */
  readonly findings: readonly Finding[]
  readonly suppressed: readonly { readonly claimId: Ulid; readonly hit: SuppressedHit }[]
  readonly promises: readonly Promised[]
  readonly totals: {
    readonly claims: number
    readonly findings: number
    readonly open: number
    readonly promises: number
  }
  readonly lastActAt: EpochMs | null
}

/** A rule the shop has written, as it lies in the file. */
export type StoredShopRule = {
  readonly id: string
  readonly rule: unknown
  readonly createdAt: EpochMs
  readonly changedAt: EpochMs
}

/** A pack as the user accepted it. `shipped`: it came with the app; `imported`: from a file. */
export type StoredPack = {
  readonly id: string
  readonly version: string
  readonly origin: 'shipped' | 'imported'
  /** Stands for the content; of a shipped pack that of its files. Empty = kept by a version that had none. */
  readonly digest: string
  readonly installedAt: EpochMs
}

/** With its content as JSON. */
export type StoredPackContent = StoredPack & { readonly content: string }

/** Everything about rules that lies in the file. */
export type StoredRules = {
  readonly adjustments: RuleAdjustment[]
  readonly allowed: AllowedPhrase[]
  readonly rules: StoredShopRule[]
  readonly packs: StoredPack[]
}

/** A session that must not be erased: why, on whose word, and since when. */
export type LegalHold = { readonly reason: string; readonly who: string; readonly at: EpochMs }

/** A session that is over, with what decides how long it is kept. */
export type RetainedRow = {
  readonly sessionId: Ulid
  readonly title: string
  readonly kind: SessionKind
  readonly host: string
  readonly startedAt: EpochMs
  readonly endedAt: EpochMs
  readonly claims: number
  readonly products: readonly RetainedProduct[]
  readonly hold: LegalHold | null
  /** When all of it was erased; null = it was not. */
  readonly erasedAt: EpochMs | null
  /** Claims that were erased, singly or with all of it. */
  readonly erasedClaims: number
}

/** When something happens, as a journal entry keeps it. */
export type JournalMoment = Pick<JournalDraft, 'at' | 'monoMs' | 'offsetMs'>

/** A claim that names what was looked for. */
export type NamedClaim = {
  readonly claimId: Ulid
  readonly sessionId: Ulid
  readonly at: EpochMs
  readonly text: string
}

/** Calls to the worker that writes: what goes in, what comes back. Its table must have them all. */
type WriterCalls = {
  'settings.read': { input: null; output: Settings }
  'settings.save': { input: Settings; output: null }
  'product.all': { input: null; output: Product[] }
  'product.save': { input: Product; output: null }
  'session.summaries': { input: null; output: SessionSummary[] }
  'session.remove': { input: Ulid; output: null }
  /** The lineup with its products: as they are in the library before 开播, as they were on air after. */
  'lineup.read': { input: Ulid; output: Lineup | null }
  'lineup.save': { input: { session: Session; slots: readonly Slot[] }; output: null }
  /** All of an import in one transaction. */
  'lineup.import': {
    input: { products: readonly Product[]; session: Session; slots: readonly Slot[] }
    output: null
  }
  'product.byIds': { input: readonly ProductId[]; output: Product[] }
  'act.commit': {
    input: { sessionId: Ulid; entries: readonly JournalDraft[]; changes: ActChanges }
    output: null
  }
  /**
   * One utterance in ONE transaction with its journal entry and, for a correction, the findings it puts right. Harmless to
   * repeat: a claim that is there already comes back as it is stored. Null = it was not, and is written now.
   */
  'claim.record': {
    input: {
      bundle: ClaimBundle
      entry: JournalDraft
      corrects: readonly { readonly finding: Finding; readonly entry: JournalDraft }[]
    }
    output: ClaimBundle | null
  }
  /** Acts in the order they happened, all of them or none. One that is in the file already changes nothing. */
  'acts.commit': { input: readonly WrittenAct[]; output: null }
  'live.cutOff': { input: null; output: Resumable | null }
  'live.read': { input: { sessionId: Ulid; claimLimit: number }; output: LiveRecord | null }
  'rules.read': { input: null; output: StoredRules }
  'rules.putSettings': { input: readonly RuleAdjustment[]; output: null }
  'rules.removeSettings': { input: readonly string[]; output: null }
  'rules.putAllowed': { input: AllowedPhrase; output: null }
  'rules.removeAllowed': { input: string; output: null }
  'rules.putRules': { input: readonly StoredShopRule[]; output: null }
  /** The rule, and what was set for it. */
  'rules.removeRule': { input: string; output: null }
  /** The content of a stored pack as JSON; null = it is not there, or not the one of that digest. */
  'rules.packContent': { input: Pick<StoredPack, 'id' | 'digest'>; output: string | null }
  'rules.putPacks': { input: readonly StoredPackContent[]; output: null }
  'rules.removePack': { input: string; output: null }
  /** Writes and takes back: fails when the log cannot be written. */
  'log.probe': { input: null; output: null }
  /**
   * Heads, and the list of what was erased, are signed with this key from now on. Gives why what was erased could not be held
   * against the list; null = it was.
   */
  'signing.use': { input: { readonly key: SigningKey; readonly at: EpochMs }; output: Failure | null }
  'retention.sessions': {
    input: null
    output: {
      readonly sessions: RetainedRow[]
      readonly isSwept: boolean
      readonly lastErasedAt: EpochMs | null
    }
  }
  /** Null = the hold is lifted. The entry says so in the session's journal. */
  'retention.hold': { input: { sessionId: Ulid; hold: LegalHold | null; entry: JournalDraft }; output: null }
  /** What erasing would take. */
  'retention.count': { input: EraseScope; output: EraseCounts }
  /**
   * Erases the next slice of a scope: some claims of a session, and all that is left of it with the last one (`isDone`).
   * Whoever waits is let in before it is called again. `open`: not over yet; `held`: under legal hold; `gone`: nothing of it
   * is left.
   */
  'retention.erase': {
    input: { scope: EraseScope; moment: JournalMoment; word: EraseWord }
    output:
      | { readonly erased: EraseCounts; readonly isDone: boolean }
      | { readonly refused: 'unknown' | 'open' | 'held' | 'gone' }
  }
  /** The last erasure whose bytes may still be in the file (null = there is none), and whether a session is on air. */
  'retention.unswept': { input: null; output: { readonly upTo: number | null; readonly isLive: boolean } }
  /**
   * Merges some pieces of the index over claims, in which removed rows leave their terms; `begin` is the first step. Once on
   * air it stops.
   */
  'retention.mergeIndex': {
    input: 'begin' | 'goOn'
    output: { readonly isDone: boolean; readonly isLive: boolean }
  }
  /** The file was written anew; erasures up to that one have left no bytes in it. */
  'retention.swept': { input: { readonly upTo: number; readonly at: EpochMs }; output: null }
}

/**
 * What each of the writer's calls does to the file: a sweep gives way to a call that `writes`, and not to one that `reads`.
 * Whoever adds a call says it here.
 */
export const WRITER_CALLS = {
  'settings.read': 'reads',
  'settings.save': 'writes',
  'product.all': 'reads',
  'product.save': 'writes',
  'session.summaries': 'reads',
  'session.remove': 'writes',
  'lineup.read': 'reads',
  'lineup.save': 'writes',
  'lineup.import': 'writes',
  'product.byIds': 'reads',
  'act.commit': 'writes',
  'claim.record': 'writes',
  'acts.commit': 'writes',
  'live.cutOff': 'reads',
  'live.read': 'reads',
  'rules.read': 'reads',
  'rules.putSettings': 'writes',
  'rules.removeSettings': 'writes',
  'rules.putAllowed': 'writes',
  'rules.removeAllowed': 'writes',
  'rules.putRules': 'writes',
  'rules.removeRule': 'writes',
  'rules.packContent': 'reads',
  'rules.putPacks': 'writes',
  'rules.removePack': 'writes',
  'log.probe': 'writes',
  'signing.use': 'writes',
  'retention.sessions': 'reads',
  'retention.hold': 'writes',
  'retention.count': 'reads',
  'retention.erase': 'writes',
  'retention.unswept': 'reads',
  'retention.mergeIndex': 'writes',
  'retention.swept': 'writes',
} as const satisfies Readonly<Record<keyof WriterCalls, 'reads' | 'writes'>>

/** Calls to the writer that only read. */
export type ReadByWriter = {
  [Name in keyof WriterCalls]: (typeof WRITER_CALLS)[Name] extends 'reads' ? Name : never
}[keyof WriterCalls]

const READING: ReadonlySet<string> = new Set(
  Object.entries(WRITER_CALLS).flatMap(([name, does]) => (does === 'reads' ? [name] : [])),
)

/** Whether who calls so waits to write. */
export const isWritingCall = (name: string): boolean => !READING.has(name)

/** Calls that are answered by work beside the writer. */
type SweepCalls = {
  /**
   * Rewrites the file without the bytes of what was erased; true = nothing is left to do. False = not now: a session is on
   * air, others write all the time, or somebody reads an old state. Whoever wants to write meanwhile is let in.
   */
  'retention.sweep': { input: EpochMs; output: boolean }
}

/** Calls that write what happened on air. */
export type HoldableCall = 'act.commit' | 'claim.record'
/** Such a call with what it is given. */
export type WrittenAct = {
  readonly [Name in HoldableCall]: { readonly name: Name; readonly input: WriterCalls[Name]['input'] }
}[HoldableCall]

/** Calls to the worker that reads the past: a writer never waits for them. */
type HistoryCalls = {
  /**
   * Begins a walk through the log: over the claims whose verdict can differ under a change, or over all of them (null).
   * `claims` = how many there are in all.
   */
  'history.begin': {
    input: PackChange | null
    output: { readonly walk: number; readonly claims: number }
  }
  /** The next claims of a walk, `limit` at most and perhaps none; null = the walk has ended. */
  'history.next': { input: { readonly walk: number; readonly limit: number }; output: PastPage | null }
  'history.end': { input: number; output: null }
  /** Hits below a place, newest first; null = from the newest on. Short when there is much to look at: `next` goes on. */
  'search.find': {
    input: { readonly query: SearchQuery; readonly before: number | null; readonly limit: number }
    output: SearchPage
  }
  /** Counts hits a stretch at a time; `next` = where the next call goes on, null = that was all. */
  'search.count': {
    input: { readonly query: SearchQuery; readonly before: number | null }
    output: { readonly claims: number; readonly next: number | null }
  }
  /** A whole session; whoever shows one opens it and asks for page after page. */
  'review.read': { input: Ulid; output: SessionRecord | null }
  'review.summaries': { input: null; output: SessionSummary[] }
  'review.open': {
    input: { readonly sessionId: Ulid; readonly limit: number }
    output: OpenedSession | null
  }
  'review.page': {
    input: { readonly sessionId: Ulid; readonly after: number; readonly limit: number }
    output: RecordPage
  }
  'search.state': { input: null; output: SearchState }
  /** Claims that hold a text, the newest first and `limit` at most, and how many there are. */
  'history.named': {
    input: { readonly text: string; readonly limit: number }
    output: { readonly claims: NamedClaim[]; readonly total: number }
  }
}

/** How far verifying is, in entries, and the report once it is done. */
export type VerifyStep = {
  readonly done: number
  readonly total: number
  readonly report: VerifyReport | null
}

/** Calls to the worker that verifies. One walk at a time. */
type ChainCalls = {
  'chain.begin': { input: { readonly sessionId: Ulid | null; readonly now: EpochMs }; output: null }
  /** A step of the walk: how far it is in entries, and the report once it is done. Null = there is no walk. */
  'chain.next': { input: null; output: VerifyStep | null }
  /** Ends the walk where it is: the report of what was verified until then. */
  'chain.stop': { input: null; output: VerifyStep | null }
  'chain.sessions': { input: null; output: RecordedSession[] }
  /** A session's last head with the key it is signed with; null = it has none. */
  'chain.head': {
    input: Ulid
    output: { readonly head: SessionHead; readonly publicKey: string; readonly sessions: number } | null
  }
}

/** Every call to the database. */
export type DbCalls = WriterCalls & SweepCalls & HistoryCalls & ChainCalls
export type DbCallName = keyof DbCalls
export type DbInput<Name extends DbCallName> = DbCalls[Name]['input']
export type DbOutput<Name extends DbCallName> = DbCalls[Name]['output']

type HandlersOf<Name extends DbCallName> = {
  readonly [Each in Name]: (input: DbInput<Each>) => DbOutput<Each>
}
/** The writer's handler for each of its calls; a missing one does not compile. */
export type DbHandlers = HandlersOf<keyof WriterCalls>
/** Those of the workers that read. */
export type HistoryHandlers = HandlersOf<keyof HistoryCalls>
export type ChainHandlers = HandlersOf<keyof ChainCalls>
