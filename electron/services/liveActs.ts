import type { LiveCommand } from '../../domain/contract/command.ts'
import type { SavedLight } from '../../domain/contract/live.ts'
import type { Failure, Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Json } from '../../domain/journal/canonicalJson.ts'
import type { JournalDraft } from '../../domain/journal/entry.ts'
import { LONGEST_SPAN_MS } from '../../domain/lineup/timing.ts'
import type { DurationMs, EpochMs, MonotonicMs, Ulid } from '../../domain/model/scalars.ts'
import type { ActChanges, DbClient, DbInput, DbOutput } from '../db/client.ts'
import { NO_CHANGES } from '../db/client.ts'
import type { Clock } from './clock.ts'
import type { HeldActs } from './heldActs.ts'
import type { LiveChange, LiveState } from './liveState.ts'
import type { MustSayService } from './mustSay.ts'

/** How long an act on air can be taken back, in ms. */
export const UNDO_WINDOW_MS = 10_000

/** A wall clock that runs off the monotonic one by more has been moved, in ms. */
const CLOCK_SLACK_MS = 5000

/** A write that takes longer than this turns the saved light to `saving`, in ms. */
const SLOW_SAVE_MS = 300

/** One moment on the session's clocks. */
export type Moment = { readonly at: EpochMs; readonly monoMs: MonotonicMs; readonly offsetMs: DurationMs }

/** What an act writes and shows. */
export type Act = {
  readonly moment: Moment
  readonly entries: readonly { readonly kind: string; readonly payload: Json }[]
  readonly changes: Partial<ActChanges>
  readonly show: LiveChange
}

/** An act that can be taken back for ten seconds: how, worked out when it is asked for. */
export type Undoable = {
  readonly type: LiveCommand['type']
  readonly inverse: (moment: Moment) => Result<Omit<Act, 'moment'>>
}

/** The ways a live session is written to: one after the other, first to the file, then to the screens. */
export type LiveActs = {
  /** Runs work after whatever is running now; no two acts ever mix. */
  readonly exclusive: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Starts the session's clock at an offset (0 at 开播, the time gone by at a resume). */
  readonly startClock: (offsetMs: DurationMs) => Moment
  readonly now: () => Moment
  /** Writes an act to the file and shows nothing. Fails while acts are held (`storage-holding`). */
  readonly write: (sessionId: Ulid, act: Omit<Act, 'show'>) => Promise<Result<null>>
  /** The same for an act that is held when the file cannot be written. */
  readonly keep: (sessionId: Ulid, act: Omit<Act, 'show'>) => Promise<Result<null>>
  /** The same for a claim. */
  readonly record: (input: DbInput<'claim.record'>) => Promise<Result<DbOutput<'claim.record'>>>
  /** Keeps an act and then broadcasts it. On failure nothing of it is shown. */
  readonly commit: (
    sessionId: Ulid,
    act: Act,
    undoable: Undoable | null,
  ) => Promise<Result<{ readonly revision: number }>>
  /** The saved light after an act: `held` when it and perhaps others before it are not in the file. */
  readonly savedLight: (at: EpochMs) => SavedLight
  /** Acts that are shown and not in the file. */
  readonly held: () => number
  readonly journal: (moment: Moment, kind: string, payload: Json) => JournalDraft
  /** What 撤回 would take back now; null = nothing. The act that takes it back forgets it. */
  readonly undoable: () => Undoable | null
  readonly forgetUndoable: () => void
  /** Makes an act that was written otherwise one that can be taken back. The caller shows it as `undoable`. */
  readonly offerUndo: (act: Undoable) => void
}

/** What the acts need. */
export type LiveActsDeps = {
  readonly db: DbClient
  readonly held: HeldActs
  readonly state: LiveState
  readonly clock: Clock
  readonly mustSay: MustSayService
}

/** The writer of live acts. */
export const createLiveActs = ({ db, held, state, clock, mustSay }: LiveActsDeps): LiveActs => {
  let queue: Promise<unknown> = Promise.resolve()
  let anchor = { monoMs: 0, offsetMs: 0 }
  let lastAt = 0
  /** How far the wall clock is from the monotonic one while nobody moves it. */
  let wallGap = 0
  let undoable: { readonly act: Undoable; readonly timer: NodeJS.Timeout } | null = null

  const now = (): Moment => {
    const monoMs = clock.monoMs()
    // A wall clock that is set back does not put a later act before an earlier one.
    lastAt = Math.max(lastAt, clock.epochMs())
    const offsetMs = Math.round(anchor.offsetMs + monoMs - anchor.monoMs)
    return { at: lastAt, monoMs, offsetMs: Math.min(LONGEST_SPAN_MS, Math.max(0, offsetMs)) }
  }
  const forget = (): void => {
    if (undoable !== null) clearTimeout(undoable.timer)
    undoable = null
  }
  const remember = (act: Undoable): void => {
    forget()
    const timer = setTimeout(() => {
      undoable = null
      if (state.snapshot().undoable !== null) state.change({ set: { undoable: null } })
    }, UNDO_WINDOW_MS)
    timer.unref()
    undoable = { act, timer }
  }
  const showFailed = (failure: Failure): void => {
    state.change({ set: { saved: { ...state.snapshot().saved, state: 'failed', code: failure.code } } })
  }
  const savedLight: LiveActs['savedLight'] = (at) => {
    const waiting = held.held()
    return waiting === null
      ? { state: 'saved', at, code: '', held: 0, heldFrom: null }
      : {
          state: 'held',
          at: state.snapshot().saved.at,
          code: waiting.failure.code,
          held: waiting.count,
          heldFrom: waiting.firstClaim,
        }
  }
  held.subscribe(() => {
    state.change({ set: { saved: savedLight(clock.epochMs()) } })
  })
  /** Waits for a write with the saved light on `saving` when it is slow; a refused act turns it to `failed`. */
  const saving = async <Value>(write: Promise<Result<Value>>): Promise<Result<Value>> => {
    const timer = setTimeout(() => {
      const { saved } = state.snapshot()
      if (saved.state === 'saved') state.change({ set: { saved: { ...saved, state: 'saving' } } })
    }, SLOW_SAVE_MS)
    try {
      const written = await write
      if (!written.ok) showFailed(written.error)
      return written
    } finally {
      clearTimeout(timer)
    }
  }
  /** What must be said follows the slot on air, its planned time and its product. */
  const withMustSay = async (show: LiveChange, at: EpochMs): Promise<LiveChange['set']> => {
    const { set } = show
    if (set === undefined || !('slots' in set || 'products' in set || 'nowSlotId' in set)) return set
    const before = state.snapshot()
    const scene = {
      session: before.session,
      slots: set.slots ?? before.slots,
      products: set.products ?? before.products,
      nowSlotId: set.nowSlotId === undefined ? before.nowSlotId : set.nowSlotId,
      nowSince: set.nowSince === undefined ? before.nowSince : set.nowSince,
    }
    return { ...set, mustSay: await mustSay.items(scene, at) }
  }
  const journal: LiveActs['journal'] = (moment, kind, payload) => ({ ...moment, kind, payload })

  /** Notes in the journal that the wall clock was moved while the session's own clock went on. */
  const noteClock = async (sessionId: Ulid): Promise<void> => {
    const gap = clock.epochMs() - clock.monoMs()
    const movedMs = Math.round(gap - wallGap)
    if (Math.abs(movedMs) < CLOCK_SLACK_MS) return
    wallGap = gap
    const entries = [journal(now(), 'clock', { movedMs })]
    await held.write('act.commit', { sessionId, entries, changes: NO_CHANGES })
    // Forward is also what a machine does that has slept; only backward needs a word.
    if (movedMs < 0) state.change({ set: { clockSetBackMs: state.snapshot().clockSetBackMs - movedMs } })
  }
  const inputOf = (sessionId: Ulid, act: Omit<Act, 'show'>): DbInput<'act.commit'> => ({
    sessionId,
    entries: act.entries.map((entry) => journal(act.moment, entry.kind, entry.payload)),
    changes: { ...NO_CHANGES, ...act.changes },
  })
  const keep: LiveActs['keep'] = async (sessionId, act) => {
    await noteClock(sessionId)
    return saving(held.write('act.commit', inputOf(sessionId, act)))
  }

  return {
    exclusive: (work) => {
      const result = queue.then(work)
      queue = result.catch(() => undefined)
      return result
    },
    startClock: (offsetMs) => {
      anchor = { monoMs: clock.monoMs(), offsetMs }
      wallGap = clock.epochMs() - clock.monoMs()
      lastAt = 0
      return now()
    },
    now,
    write: async (sessionId, act) => {
      const waiting = held.held()
      if (waiting !== null) return fail('storage-holding', { count: waiting.count })
      return saving(db.call('act.commit', inputOf(sessionId, act)))
    },
    keep,
    record: async (input) => {
      await noteClock(input.bundle.claim.sessionId)
      return saving(held.write('claim.record', input))
    },
    commit: async (sessionId, act, undo) => {
      const written = await keep(sessionId, act)
      if (!written.ok) return written
      if (undo === null) forget()
      else remember(undo)
      const revision = state.change({
        ...act.show,
        set: {
          ...(await withMustSay(act.show, act.moment.at)),
          saved: savedLight(act.moment.at),
          undoable: undo === null ? null : undo.type,
        },
      })
      return succeed({ revision })
    },
    savedLight,
    held: () => held.held()?.count ?? 0,
    journal,
    undoable: () => undoable?.act ?? null,
    forgetUndoable: forget,
    offerUndo: remember,
  }
}
