import type { LiveCommand } from '../../domain/contract/command.ts'
import type { Failure, Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { Json } from '../../domain/journal/canonicalJson.ts'
import type { JournalDraft } from '../../domain/journal/entry.ts'
import { LONGEST_SPAN_MS } from '../../domain/lineup/timing.ts'
import type { DurationMs, EpochMs, MonotonicMs, Ulid } from '../../domain/model/scalars.ts'
import type { ActChanges, DbClient } from '../db/client.ts'
import { NO_CHANGES } from '../db/client.ts'
import type { Clock } from './clock.ts'
import type { LiveChange, LiveState } from './liveState.ts'
import type { MustSayService } from './mustSay.ts'

/** How long an act on air can be taken back, in ms. */
export const UNDO_WINDOW_MS = 10_000

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
  /** Writes an act to the file and shows nothing. On failure the saved light says why. */
  readonly write: (sessionId: Ulid, act: Omit<Act, 'show'>) => Promise<Result<null>>
  /** Commits an act and then broadcasts it. On failure nothing of it is shown. */
  readonly commit: (
    sessionId: Ulid,
    act: Act,
    undoable: Undoable | null,
  ) => Promise<Result<{ readonly revision: number }>>
  /** Waits for a write with the saved light on `saving` when it is slow. */
  readonly saving: <Value>(write: Promise<Result<Value>>) => Promise<Result<Value>>
  /** Shows that an act is not in the file. */
  readonly showFailed: (failure: Failure) => void
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
  readonly state: LiveState
  readonly clock: Clock
  readonly mustSay: MustSayService
}

/** The writer of live acts. */
export const createLiveActs = ({ db, state, clock, mustSay }: LiveActsDeps): LiveActs => {
  let queue: Promise<unknown> = Promise.resolve()
  let anchor = { monoMs: 0, offsetMs: 0 }
  let lastAt = 0
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
  const keep = (act: Undoable): void => {
    forget()
    const timer = setTimeout(() => {
      undoable = null
      if (state.snapshot().undoable !== null) state.change({ set: { undoable: null } })
    }, UNDO_WINDOW_MS)
    timer.unref()
    undoable = { act, timer }
  }
  const showFailed = (failure: Failure): void => {
    state.change({ set: { saved: { state: 'failed', at: state.snapshot().saved.at, code: failure.code } } })
  }
  const saving: LiveActs['saving'] = async (write) => {
    const timer = setTimeout(() => {
      const { saved } = state.snapshot()
      if (saved.state === 'saved') state.change({ set: { saved: { ...saved, state: 'saving' } } })
    }, SLOW_SAVE_MS)
    try {
      return await write
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

  const write: LiveActs['write'] = async (sessionId, act) => {
    const entries = act.entries.map((entry) => journal(act.moment, entry.kind, entry.payload))
    const written = await saving(
      db.call('act.commit', { sessionId, entries, changes: { ...NO_CHANGES, ...act.changes } }),
    )
    if (!written.ok) showFailed(written.error)
    return written
  }

  return {
    exclusive: (work) => {
      const result = queue.then(work)
      queue = result.catch(() => undefined)
      return result
    },
    startClock: (offsetMs) => {
      anchor = { monoMs: clock.monoMs(), offsetMs }
      lastAt = 0
      return now()
    },
    now,
    write,
    commit: async (sessionId, act, undo) => {
      const written = await write(sessionId, act)
      if (!written.ok) return written
      if (undo === null) forget()
      else keep(undo)
      const saved = { state: 'saved', at: act.moment.at, code: '' } as const
      const revision = state.change({
        ...act.show,
        set: {
          ...(await withMustSay(act.show, act.moment.at)),
          saved,
          undoable: undo === null ? null : undo.type,
        },
      })
      return succeed({ revision })
    },
    saving,
    showFailed,
    journal,
    undoable: () => undoable?.act ?? null,
    forgetUndoable: forget,
    offerUndo: keep,
  }
}
