import type { LiveCommand } from '../../domain/contract/command.ts'
import type { LiveSnapshot } from '../../domain/contract/live.ts'
import { EMPTY_SNAPSHOT } from '../../domain/contract/live.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { QueueEvent } from '../../domain/lineup/queue.ts'
import { advanceQueue, nextSlotId } from '../../domain/lineup/queue.ts'
import { LONGEST_SPAN_MS } from '../../domain/lineup/timing.ts'
import { translate } from '../../domain/messages/translate.ts'
import type { Finding } from '../../domain/model/claim.ts'
import type { Session, Slot } from '../../domain/model/lineup.ts'
import type { MonotonicMs } from '../../domain/model/scalars.ts'
import type { StageState } from '../db/client.ts'
import type { Act, Moment, Undoable } from './liveActs.ts'
import type { Playback } from './playback.ts'
import type { RecordClaimDeps } from './recordClaim.ts'
import { recordClaim } from './recordClaim.ts'

/** What a command answers: the revision its effect is in. */
export type CommandResult = Result<{ readonly revision: number }>

/** The one door for live commands, whoever sends them. */
export type Dispatcher = {
  /**
   * Does one command, after those that came before it. `receivedMs` is when it came in, on the monotonic clock. Fails with
   * `session-not-live`, a `live-*`, `lineup-*` or `storage-*` code; then nothing has changed.
   */
  readonly execute: (command: LiveCommand, receivedMs: MonotonicMs) => Promise<CommandResult>
}

/** What the dispatcher needs. `playback` comes late: the player hands its utterances back to this dispatcher. */
export type DispatcherDeps = RecordClaimDeps & { readonly playback: () => Playback }

type Live = LiveSnapshot & { readonly session: Session }
type Draft = Omit<Act, 'moment'>

const stageOf = (stage: LiveSnapshot['stage']): StageState => ({
  visible: stage.visible,
  theme: stage.theme,
  spotlight: stage.spotlight,
})

const slotsThatDiffer = (before: readonly Slot[], after: readonly Slot[]): Slot[] => {
  const known = new Map(before.map((slot) => [slot.id, slot]))
  return after.filter((slot) => known.get(slot.id) !== slot)
}

/** A change of the stage as an act. */
const stageAct = (live: Live, stage: LiveSnapshot['stage'], kind: string): Draft => ({
  entries: [{ kind: 'stage', payload: { act: kind, ...stageOf(stage) } }],
  changes: { stage: stageOf(stage) },
  show: { set: { stage: { ...stage, pages: live.stage.pages } } },
})

/** One slot with other values, as an act. */
const slotAct = (
  live: Live,
  slot: Slot,
  kind: string,
  payload: Act['entries'][number]['payload'],
): Draft => ({
  entries: [{ kind, payload }],
  changes: { slots: [slot] },
  show: { set: { slots: live.slots.map((each) => (each.id === slot.id ? slot : each)) } },
})

const stateEntry = (
  id: string,
  state: Finding['state'],
  reason: string,
  correctedBy: string | null,
): Act['entries'][number] => ({ kind: 'finding', payload: { id, state, reason, correctedBy } })

/** An act that takes a slot off the air, with what was missed in it. */
const withMissed = (live: Live, draft: Draft, missed: readonly Finding[]): Draft =>
  missed.length === 0
    ? draft
    : {
        entries: [
          ...missed.map(({ id, rule, pack, packVersion, severity, slotId, productId, words }) => ({
            kind: 'missed',
            payload: { id, rule, pack, packVersion, severity, slotId, productId, words: words.correction },
          })),
          ...draft.entries,
        ],
        changes: { ...draft.changes, newFindings: missed },
        show: {
          ...draft.show,
          putFindings: [...missed],
          set: {
            ...draft.show.set,
            totals: {
              ...live.totals,
              findings: live.totals.findings + missed.length,
              open: live.totals.open + missed.length,
            },
          },
        },
      }

/** A finding in another state, as an act. */
const findingAct = (live: Live, before: Finding, after: Finding): Draft => {
  const open = (finding: Finding): number => (finding.state === 'open' ? 1 : 0)
  return {
    entries: [stateEntry(after.id, after.state, after.reason, after.correctedBy)],
    changes: { findings: [after] },
    show: {
      putFindings: [after],
      set: { totals: { ...live.totals, open: live.totals.open - open(before) + open(after) } },
    },
  }
}

/** Another slot on air (or none), as an act. The right that was open large closes with its product. */
const queueAct = (
  live: Live,
  queue: {
    readonly slots: readonly Slot[]
    readonly nowSlotId: string | null
    readonly nowSince: number | null
  },
  moment: Moment,
  kind: string,
): Draft => {
  const slot = queue.slots.find((each) => each.id === queue.nowSlotId) ?? null
  const stage = { ...live.stage, spotlight: null }
  const stageChanged = live.stage.spotlight !== null
  return {
    entries: [
      {
        kind: 'slot',
        payload: {
          act: kind,
          from: live.nowSlotId,
          to: queue.nowSlotId,
          position: slot?.position ?? null,
          productId: slot?.productId ?? null,
          price: slot?.price ?? null,
        },
      },
    ],
    changes: {
      slots: slotsThatDiffer(live.slots, queue.slots),
      closeAiringAt: live.nowSlotId === null ? null : moment.at,
      openAiring: queue.nowSlotId === null ? null : { slotId: queue.nowSlotId, from: moment.at },
      stage: stageChanged ? stageOf(stage) : null,
    },
    show: {
      set: {
        slots: [...queue.slots],
        nowSlotId: queue.nowSlotId,
        nowSince: queue.nowSince,
        nextSlotId: nextSlotId(queue.slots, queue.nowSlotId),
        ...(stageChanged ? { stage } : {}),
      },
    },
  }
}

/** The dispatcher over the live state. */
export const createDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const { state, acts } = deps

  const live = (): Live | null => {
    const snapshot = state.snapshot()
    const { session } = snapshot
    return session === null ? null : { ...snapshot, session }
  }
  const unchanged = (): CommandResult => succeed({ revision: state.snapshot().revision })
  const commit = (
    from: Live,
    moment: Moment,
    draft: Draft,
    undoable: Undoable | null,
  ): Promise<CommandResult> => acts.commit(from.session.id, { ...draft, moment }, undoable)

  /** How an act is taken back: worked out on the state of that later moment. */
  const undo = (type: LiveCommand['type'], work: (now: Live, moment: Moment) => Result<Draft>): Undoable => ({
    type,
    inverse: (moment) => {
      const now = live()
      return now === null ? fail('session-not-live', {}) : work(now, moment)
    },
  })

  /** What the slot that leaves the air now has missed (must-say rules), as findings without an utterance. */
  const missedFindings = async (from: Live, moment: Moment): Promise<Finding[]> => {
    const slot = from.slots.find((each) => each.id === from.nowSlotId)
    if (slot === undefined) return []
    const missed = await deps.mustSay.missed(from, moment.at)
    return missed.map(({ draft, pack, packVersion }): Finding => ({
      ...draft,
      id: deps.newId(),
      claimId: null,
      sessionId: from.session.id,
      slotId: slot.id,
      productId: slot.productId,
      pack,
      packVersion,
      at: moment.at,
      state: 'open',
      reason: '',
      stateAt: null,
      correctedBy: null,
    }))
  }

  /** A slot that was left by mistake has missed nothing yet. */
  const withdrawMissed = (now: Live, draft: Draft, missed: readonly Finding[], moment: Moment): Draft => {
    const reason = translate(deps.settings().language, 'live.mustSay.withdrawn', {})
    const standing = now.findings.filter(
      (finding) => finding.state === 'open' && missed.some(({ id }) => id === finding.id),
    )
    const withdrawn = standing.map((finding): Finding => ({
      ...finding,
      state: 'dismissed',
      reason,
      stateAt: moment.at,
    }))
    return withdrawn.length === 0
      ? draft
      : {
          entries: [
            ...draft.entries,
            ...withdrawn.map(({ id }) => stateEntry(id, 'dismissed', reason, null)),
          ],
          changes: { ...draft.changes, findings: withdrawn },
          show: {
            ...draft.show,
            putFindings: withdrawn,
            set: {
              ...draft.show.set,
              totals: { ...now.totals, open: now.totals.open - withdrawn.length },
            },
          },
        }
  }

  const move = async (from: Live, event: QueueEvent, moment: Moment): Promise<CommandResult> => {
    const queue = { slots: from.slots, nowSlotId: from.nowSlotId, nowSince: from.nowSince }
    const moved = advanceQueue(queue, event)
    if (!moved.ok) return moved
    const entered = moved.value.nowSlotId
    const before = from.slots.find((slot) => slot.id === entered)
    const missed = await missedFindings(from, moment)
    const back = undo(event.type === 'stop' ? 'end' : event.type, (now, at) => {
      // What was on the stage for those seconds stays in the record; the queue goes back to how it stood.
      const current = { slots: now.slots, nowSlotId: now.nowSlotId, nowSince: now.nowSince }
      const previous = from.nowSlotId
      const returned = advanceQueue(
        current,
        previous === null ? { type: 'stop', at: at.at } : { type: 'goTo', slotId: previous, at: at.at },
      )
      if (!returned.ok) return returned
      const slots = returned.value.slots.map((slot) =>
        slot.id === entered && before !== undefined
          ? { ...slot, state: before.state, startedAt: before.startedAt }
          : slot,
      )
      const returning = queueAct(now, { ...returned.value, slots }, at, 'undo')
      return succeed(withdrawMissed(now, returning, missed, at))
    })
    const act = withMissed(from, queueAct(from, moved.value, moment, event.type), missed)
    return commit(from, moment, act, back)
  }

  const setStage = (
    from: Live,
    type: LiveCommand['type'],
    stage: LiveSnapshot['stage'],
    moment: Moment,
  ): Promise<CommandResult> => {
    const before = stageOf(from.stage)
    const after = stageOf(stage)
    if (
      before.visible === after.visible &&
      before.theme === after.theme &&
      before.spotlight === after.spotlight
    ) {
      return Promise.resolve(unchanged())
    }
    const back = undo(type, (now) => succeed(stageAct(now, { ...now.stage, ...before }, 'undo')))
    return commit(from, moment, stageAct(from, stage, type), back)
  }

  const setFinding = (
    from: Live,
    before: Finding,
    after: Finding,
    moment: Moment,
    type: LiveCommand['type'],
  ) => {
    const back = undo(type, (now) => {
      const current = now.findings.find((finding) => finding.id === before.id)
      return current === undefined
        ? fail('live-finding-unknown', {})
        : succeed(findingAct(now, current, before))
    })
    return commit(from, moment, findingAct(from, before, after), back)
  }

  const end = async (from: Live, moment: Moment): Promise<CommandResult> => {
    deps.playback().unload()
    const queue = { slots: from.slots, nowSlotId: from.nowSlotId, nowSince: from.nowSince }
    const stopped =
      from.nowSlotId === null ? succeed(queue) : advanceQueue(queue, { type: 'stop', at: moment.at })
    if (!stopped.ok) return stopped
    const session: Session = { ...from.session, state: 'ended', endedAt: moment.at }
    const missed = await missedFindings(from, moment)
    const draft = withMissed(from, queueAct(from, stopped.value, moment, 'end'), missed)
    const entries = [
      ...(from.nowSlotId === null ? [] : draft.entries),
      { kind: 'end', payload: { ...(draft.show.set?.totals ?? from.totals) } },
    ]
    const hidden: StageState = { ...stageOf(from.stage), visible: false, spotlight: null }
    const written = await acts.keep(from.session.id, {
      moment,
      entries,
      changes: { ...draft.changes, session, stage: hidden },
    })
    if (!written.ok) return written
    acts.forgetUndoable()
    const { stage } = state.snapshot()
    const empty = {
      ...EMPTY_SNAPSHOT,
      stage: { ...EMPTY_SNAPSHOT.stage, theme: stage.theme, pages: stage.pages },
      saved: acts.savedLight(moment.at),
    }
    return succeed({ revision: state.replace(empty) })
  }

  const run = async (command: LiveCommand, receivedMs: MonotonicMs): Promise<CommandResult> => {
    const from = live()
    if (from === null) return fail('session-not-live', {})
    const moment = acts.now()
    const finding = (id: string): Finding | null => from.findings.find((each) => each.id === id) ?? null

    switch (command.type) {
      case 'next':
      case 'previous':
        return move(from, { type: command.type, at: moment.at }, moment)
      case 'goTo':
        return move(from, { type: 'goTo', slotId: command.slotId, at: moment.at }, moment)
      case 'setStageVisible':
        return setStage(from, command.type, { ...from.stage, visible: command.visible }, moment)
      case 'panic':
        return setStage(from, command.type, { ...from.stage, visible: false, spotlight: null }, moment)
      case 'setTheme':
        return setStage(from, command.type, { ...from.stage, theme: command.theme }, moment)
      case 'spotlight': {
        const slot = from.slots.find((each) => each.id === from.nowSlotId)
        const product = from.products.find((each) => each.id === slot?.productId)
        const { code } = command
        if (code !== null && product?.guarantees.some((guarantee) => guarantee.code === code) !== true) {
          return fail('live-right-unknown', { code })
        }
        return setStage(from, command.type, { ...from.stage, spotlight: code }, moment)
      }
      case 'adjustTime': {
        const slot = from.slots.find((each) => each.id === from.nowSlotId)
        if (slot === undefined) return fail('live-none-on-air', {})
        const plannedMs = Math.min(LONGEST_SPAN_MS, Math.max(0, slot.plannedMs + command.deltaMs))
        if (plannedMs === slot.plannedMs) return unchanged()
        const change = (base: Live, value: Slot, to: number): Draft =>
          slotAct(base, { ...value, plannedMs: to }, 'time', { slotId: value.id, from: value.plannedMs, to })
        const back = undo(command.type, (now) => {
          const current = now.slots.find((each) => each.id === slot.id)
          return current === undefined
            ? fail('lineup-slot-unknown', {})
            : succeed(change(now, current, slot.plannedMs))
        })
        return commit(from, moment, change(from, slot, plannedMs), back)
      }
      case 'setSlotPrice': {
        const slot = from.slots.find((each) => each.id === command.slotId)
        if (slot === undefined) return fail('lineup-slot-unknown', {})
        if (slot.productId === null) return fail('lineup-break-has-no-price', { position: slot.position })
        if (slot.price === command.price) return unchanged()
        const change = (base: Live, value: Slot, to: number | null): Draft =>
          slotAct(base, { ...value, price: to }, 'price', {
            slotId: value.id,
            productId: value.productId,
            from: value.price,
            to,
          })
        const back = undo(command.type, (now) => {
          const current = now.slots.find((each) => each.id === slot.id)
          return current === undefined
            ? fail('lineup-slot-unknown', {})
            : succeed(change(now, current, slot.price))
        })
        return commit(from, moment, change(from, slot, command.price), back)
      }
      case 'logClaim':
        return recordClaim(deps, command.draft, null, receivedMs)
      case 'acknowledge': {
        const before = finding(command.findingId)
        if (before === null) return fail('live-finding-unknown', {})
        if (before.state === 'acknowledged') return unchanged()
        const after: Finding = {
          ...before,
          state: 'acknowledged',
          reason: '',
          stateAt: moment.at,
          correctedBy: null,
        }
        return setFinding(from, before, after, moment, command.type)
      }
      case 'dismiss': {
        const before = finding(command.findingId)
        if (before === null) return fail('live-finding-unknown', {})
        if (before.state === 'dismissed' && before.reason === command.reason) return unchanged()
        const { reason } = command
        const after: Finding = {
          ...before,
          state: 'dismissed',
          reason,
          stateAt: moment.at,
          correctedBy: null,
        }
        return setFinding(from, before, after, moment, command.type)
      }
      case 'correct': {
        const before = finding(command.findingId)
        if (before === null) return fail('live-finding-unknown', {})
        if (command.draft !== null) return recordClaim(deps, command.draft, before, receivedMs)
        if (before.state === 'corrected') return unchanged()
        const after: Finding = {
          ...before,
          state: 'corrected',
          reason: '',
          stateAt: moment.at,
          correctedBy: null,
        }
        return setFinding(from, before, after, moment, command.type)
      }
      case 'undo': {
        const act = acts.undoable()
        if (act === null) return fail('live-nothing-to-undo', {})
        const inverse = act.inverse(moment)
        if (!inverse.ok) return inverse
        const entries = [{ kind: 'undo', payload: { act: act.type } }, ...inverse.value.entries]
        return commit(from, moment, { ...inverse.value, entries }, null)
      }
      case 'end':
        return end(from, moment)
      case 'playSubtitles':
      case 'pauseSubtitles':
      case 'stopSubtitles':
        return unchanged()
      default:
        return command satisfies never
    }
  }

  const steer = (work: () => Result<null>): CommandResult => {
    if (live() === null) return fail('session-not-live', {})
    const done = work()
    return done.ok ? unchanged() : done
  }

  return {
    execute: (command, receivedMs) => {
      // Steering the player does not wait in the line its own utterances stand in.
      const { type } = command
      if (type === 'playSubtitles') return Promise.resolve(steer(() => deps.playback().play(command.speed)))
      if (type === 'pauseSubtitles') return Promise.resolve(steer(() => deps.playback().pause()))
      if (type === 'stopSubtitles') return Promise.resolve(steer(() => deps.playback().stop()))
      return acts.exclusive(() => run(command, receivedMs))
    },
  }
}
