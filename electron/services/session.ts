import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { Resumable } from '../../domain/contract/ipc.ts'
import type { LiveSnapshot } from '../../domain/contract/live.ts'
import { EMPTY_SNAPSHOT, LIVE_CLAIM_LIMIT } from '../../domain/contract/live.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { runPreflight } from '../../domain/lineup/preflight.ts'
import { advanceQueue, nextSlotId } from '../../domain/lineup/queue.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Lineup, PreflightItem, PreflightOverride, Session, Slot } from '../../domain/model/lineup.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import type { DbClient } from '../db/client.ts'
import type { Clock } from './clock.ts'
import type { LiveActs } from './liveActs.ts'
import type { LiveState } from './liveState.ts'
import type { MustSayService } from './mustSay.ts'
import type { RulePacks } from './rulePacks.ts'

/** What running sessions needs. */
export type SessionDeps = {
  readonly db: DbClient
  readonly state: LiveState
  readonly acts: LiveActs
  readonly packs: RulePacks
  readonly mustSay: MustSayService
  readonly definitions: readonly GuaranteeDefinition[]
  readonly clock: Clock
  readonly settings: () => Settings
  readonly stageServed: () => boolean
}

/** A session's way on air and off it when the app was cut off. Ending it is a live command. */
export type SessionService = {
  readonly preflight: (sessionId: Ulid) => Promise<Result<PreflightItem[]>>
  /**
   * 开播. The pre-flight list is gone through once more; a blocked item without a reason refuses (`session-blocked`). The
   * first slot goes on air and the stage is shown. Products are copied into the session as they are now.
   */
  readonly start: (sessionId: Ulid, overrides: readonly PreflightOverride[]) => Promise<Result<LiveSnapshot>>
  /** The session that was on air when the app ended; null = none, or it is on air now. */
  readonly resumable: () => Promise<Result<Resumable | null>>
  /** Goes on with a session that was cut off: same product, same stage, every claim that was acknowledged. */
  readonly resume: (sessionId: Ulid) => Promise<Result<LiveSnapshot>>
  /** Ends a session that was cut off, at the time of its last act. */
  readonly closeCutOff: (sessionId: Ulid) => Promise<Result<null>>
}

const startPayload = (
  lineup: Lineup,
  packs: readonly { id: string; version: string }[],
  aiHost: boolean,
) => ({
  aiHost,
  title: lineup.session.title,
  kind: lineup.session.kind,
  host: lineup.session.host,
  steps: lineup.session.steps,
  slots: lineup.slots.map(({ id, position, productId, title, price, plannedMs }) => ({
    id,
    position,
    productId,
    title,
    price,
    plannedMs,
  })),
  products: lineup.products.map((product) => ({
    ...product,
    guarantees: product.guarantees.map((guarantee) => ({ ...guarantee })),
    documents: product.documents.map((document) => ({ ...document })),
  })),
  packs: packs.map(({ id, version }) => ({ id, version })),
})

/** Sessions over the database and the live state. */
export const createSessionService = (deps: SessionDeps): SessionService => {
  const { db, state, acts } = deps

  const preflightOf = async (lineup: Lineup): Promise<Result<PreflightItem[]>> => {
    const pack = await deps.packs.compiled()
    if (!pack.ok) return pack
    const began = deps.clock.monoMs()
    const probe = await db.call('log.probe', null)
    const environment = {
      stageServed: deps.stageServed(),
      stagePages: state.snapshot().stage.pages,
      logWritable: probe.ok,
      logWriteMs: deps.clock.monoMs() - began,
    }
    const check = (text: string, context: Parameters<typeof checkClaim>[1]) =>
      checkClaim(text, context, pack.value)
    return succeed(
      runPreflight({ definitions: deps.definitions, check }, lineup, environment, deps.clock.epochMs()),
    )
  }
  const read = async (sessionId: Ulid): Promise<Result<Lineup>> => {
    const found = await db.call('lineup.read', sessionId)
    if (!found.ok) return found
    return found.value === null ? fail('session-unknown', {}) : succeed(found.value)
  }
  /** Nothing may be on air, neither here nor cut off in the file. */
  const nothingLive = async (): Promise<Result<null>> => {
    const { session } = state.snapshot()
    if (session !== null) return fail('session-already-live', { title: session.title })
    // The session before may still be on air as far as the file knows.
    const waiting = acts.held()
    if (waiting > 0) return fail('storage-holding', { count: waiting })
    const cutOff = await db.call('live.cutOff', null)
    if (!cutOff.ok) return cutOff
    return cutOff.value === null
      ? succeed(null)
      : fail('session-already-live', { title: cutOff.value.session.title })
  }

  const start = async (
    sessionId: Ulid,
    overrides: readonly PreflightOverride[],
  ): Promise<Result<LiveSnapshot>> => {
    const free = await nothingLive()
    if (!free.ok) return free
    const found = await read(sessionId)
    if (!found.ok) return found
    const lineup = found.value
    const { session, slots, products } = lineup
    if (session.state !== 'draft' && session.state !== 'ready')
      return fail('session-ended', { title: session.title })
    if (!slots.some((slot) => slot.productId !== null)) return fail('session-empty', {})

    const items = await preflightOf(lineup)
    if (!items.ok) return items
    const reasons = new Map(overrides.map((override) => [override.itemId, override]))
    const blocked = items.value.filter((item) => item.level === 'block')
    const missing = blocked.filter((item) => !reasons.has(item.id))
    if (missing.length > 0) return fail('session-blocked', { count: missing.length })
    const given = blocked.flatMap((item) => reasons.get(item.id) ?? [])
    const packs = await deps.packs.compiled()
    if (!packs.ok) return packs

    const moment = acts.startClock(0)
    const queue = advanceQueue({ slots, nowSlotId: null, nowSince: null }, { type: 'next', at: moment.at })
    if (!queue.ok) return queue
    const { nowSlotId, nowSince } = queue.value
    const now = queue.value.slots.find((slot) => slot.id === nowSlotId)
    const started: Session = { ...session, state: 'live', startedAt: moment.at, endedAt: null }
    const stage = { visible: true, theme: deps.settings().stageTheme, spotlight: null }
    const written = await acts.write(sessionId, {
      moment,
      entries: [
        { kind: 'start', payload: startPayload(lineup, packs.value.sources, deps.settings().aiHost) },
        ...given.map(({ itemId, reason }) => ({ kind: 'override', payload: { itemId, reason } })),
        {
          kind: 'slot',
          payload: {
            act: 'start',
            from: null,
            to: nowSlotId,
            position: now?.position ?? null,
            productId: now?.productId ?? null,
            price: now?.price ?? null,
          },
        },
      ],
      changes: {
        session: started,
        slots: now === undefined ? [] : [now],
        openAiring: nowSlotId === null ? null : { slotId: nowSlotId, from: moment.at },
        stage,
        overrides: given,
        freeze: products,
      },
    })
    if (!written.ok) return written
    acts.forgetUndoable()
    const scene = { session: started, slots: [...queue.value.slots], products, nowSlotId, nowSince }
    state.replace({
      ...EMPTY_SNAPSHOT,
      ...scene,
      mustSay: await deps.mustSay.begin(scene, [], moment.at),
      nextSlotId: nextSlotId(queue.value.slots, nowSlotId),
      stage: { ...stage, pages: state.snapshot().stage.pages },
      saved: acts.savedLight(moment.at),
    })
    return succeed(state.snapshot())
  }

  const cutOffRecord = async (sessionId: Ulid) => {
    const found = await db.call('live.read', { sessionId, claimLimit: LIVE_CLAIM_LIMIT })
    if (!found.ok) return found
    const record = found.value
    if (record === null) return fail('session-unknown', {})
    const { session } = record.lineup
    if (session.state !== 'live' || session.startedAt === null || state.snapshot().session !== null) {
      return fail('session-not-cut-off', { title: session.title })
    }
    return succeed({ record, startedAt: session.startedAt })
  }

  const resume = async (sessionId: Ulid): Promise<Result<LiveSnapshot>> => {
    const found = await cutOffRecord(sessionId)
    if (!found.ok) return found
    const { record, startedAt } = found.value
    const { session, slots, products } = record.lineup
    const moment = acts.startClock(Math.max(0, deps.clock.epochMs() - startedAt))
    const payload = { lastActAt: record.lastActAt, claims: record.totals.claims }
    const written = await acts.write(sessionId, {
      moment,
      entries: [{ kind: 'resume', payload }],
      changes: {},
    })
    if (!written.ok) return written
    acts.forgetUndoable()
    const nowSlotId = record.onAir?.slotId ?? null
    const scene = { session, slots, products, nowSlotId, nowSince: record.onAir?.from ?? null }
    state.replace({
      ...EMPTY_SNAPSHOT,
      ...scene,
      mustSay: await deps.mustSay.begin(scene, record.claims, moment.at),
      nextSlotId: nextSlotId(slots, nowSlotId),
      claims: [...record.claims],
      findings: [...record.findings],
      suppressed: [...record.suppressed],
      promises: [...record.promises],
      totals: { ...record.totals },
      stage: {
        ...(record.stage ?? { visible: false, theme: deps.settings().stageTheme, spotlight: null }),
        pages: state.snapshot().stage.pages,
      },
      saved: acts.savedLight(moment.at),
    })
    return succeed(state.snapshot())
  }

  const closeCutOff = async (sessionId: Ulid): Promise<Result<null>> => {
    const found = await cutOffRecord(sessionId)
    if (!found.ok) return found
    const { record, startedAt } = found.value
    const endedAt = Math.max(startedAt, record.lastActAt ?? startedAt)
    const moment = acts.startClock(Math.max(0, deps.clock.epochMs() - startedAt))
    let slots: readonly Slot[] = []
    if (record.onAir !== null) {
      const queue = {
        slots: record.lineup.slots,
        nowSlotId: record.onAir.slotId,
        nowSince: record.onAir.from,
      }
      const stopped = advanceQueue(queue, { type: 'stop', at: endedAt })
      if (!stopped.ok) return stopped
      slots = stopped.value.slots.filter((slot) => slot.id === record.onAir?.slotId)
    }
    return acts.write(sessionId, {
      moment,
      entries: [{ kind: 'end', payload: { ...record.totals, cutOff: true, endedAt } }],
      changes: {
        session: { ...record.lineup.session, state: 'ended', endedAt },
        slots,
        closeAiringAt: endedAt,
        stage: record.stage === null ? null : { ...record.stage, visible: false, spotlight: null },
      },
    })
  }

  return {
    preflight: async (sessionId) => {
      const found = await read(sessionId)
      return found.ok ? preflightOf(found.value) : found
    },
    start: (sessionId, overrides) => acts.exclusive(() => start(sessionId, overrides)),
    resumable: async () => (state.snapshot().session === null ? db.call('live.cutOff', null) : succeed(null)),
    resume: (sessionId) => acts.exclusive(() => resume(sessionId)),
    closeCutOff: (sessionId) => acts.exclusive(() => closeCutOff(sessionId)),
  }
}
