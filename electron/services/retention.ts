import type { Progress } from '../../domain/contract/bridge.ts'
import {
  ERASE_TASK,
  type EraseDone,
  type EraseOrder,
  type ErasePreview,
  type ExportScope,
  type HoldWord,
  MAX_NAMED,
  type NamedClaims,
  type RetainedSession,
  type RetentionOverview,
} from '../../domain/contract/retention.ts'
import { fail, type Result, succeed } from '../../domain/contract/result.ts'
import type { EpochMs, Language, Ulid } from '../../domain/model/scalars.ts'
import type { Settings } from '../../domain/model/settings.ts'
import { chinaDay } from '../../domain/retention/chinaDays.ts'
import { isDue, retentionOf } from '../../domain/retention/retentionOf.ts'
import {
  addCounts,
  type EraseCounts,
  type EraseScope,
  NOTHING_ERASED,
} from '../../domain/retention/tombstone.ts'
import type { DbClient, JournalMoment, RetainedRow } from '../db/client.ts'
import { type ExportedSession, personalHtml, personalLines } from '../transfer/personalExport.ts'
import type { ChainService } from './chain.ts'
import type { Clock } from './clock.ts'
import type { LiveState } from './liveState.ts'
import type { OldCopies } from './oldCopies.ts'

/** What retention needs. */
export type RetentionDeps = {
  readonly db: DbClient
  readonly clock: Clock
  readonly state: LiveState
  readonly settings: () => Settings
  readonly copies: OldCopies
  readonly verify: ChainService['verify']
  readonly onProgress: (progress: Progress) => void
}

/** A file a person is given. */
export type PersonalExport = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly sessions: number
  readonly claims: number
}

/** How long records are kept, what is held, and what is erased on whose word (保存期限). */
export type RetentionService = {
  readonly overview: () => Promise<Result<RetentionOverview>>
  /** Holds a session: it is not erased until it is let go. Null = lets it go. Both stand in its journal. */
  readonly hold: (sessionId: Ulid, word: HoldWord, isHeld: boolean) => Promise<Result<RetentionOverview>>
  /** What erasing would take; nothing is changed. */
  readonly preview: (scopes: readonly EraseScope[]) => Promise<Result<ErasePreview>>
  /**
   * Erases what was chosen, slice by slice, and clears its bytes out of the file. Refused as a whole while a session is on
   * air, when one is held, and when one is said to be due and is not. Cut off between two slices, what was erased is told of
   * and what is left can be erased again.
   */
  readonly erase: (order: EraseOrder) => Promise<Result<EraseDone>>
  /** Rewrites the file once more, when that was not possible after erasing. */
  readonly sweep: () => Promise<Result<RetentionOverview>>
  /** Removes copies that were made before the last erasure. */
  readonly removeCopies: () => Promise<Result<RetentionOverview>>
  /** Claims that name a person (个人信息保护法 art. 45). */
  readonly find: (text: string) => Promise<Result<NamedClaims>>
  readonly exportFor: (
    scope: ExportScope,
    format: 'jsonl' | 'html',
    language: Language,
  ) => Promise<Result<PersonalExport>>
}

/** A session that went on air meanwhile has the writer most of the time: erasing rests so many times as long as it works. */
const REST_ON_AIR = 3

/** Most claims that go into one export. */
const MAX_EXPORTED = 100_000

const ORDER: readonly RetainedSession['state'][] = ['due', 'held', 'kept', 'erased']

/** Retention over the database. */
export const createRetentionService = (deps: RetentionDeps): RetentionService => {
  const { db, clock, copies } = deps

  const retained = (row: RetainedRow, now: EpochMs): RetainedSession => {
    const { products, host: _host, ...rest } = row
    const kept = retentionOf(row, products, deps.settings().retentionYears)
    const { group, years, lastDay } = kept
    const state =
      row.erasedAt !== null ? 'erased' : row.hold !== null ? 'held' : isDue(kept, now) ? 'due' : 'kept'
    return {
      ...rest,
      group,
      years,
      lastDay,
      state,
    }
  }
  const read = async (now: EpochMs) => {
    const found = await db.call('retention.sessions', null)
    if (!found.ok) return found
    const { sessions, isSwept, lastErasedAt } = found.value
    return succeed({
      rows: sessions,
      sessions: sessions.map((row) => retained(row, now)),
      isSwept,
      lastErasedAt,
    })
  }
  const overview = async (): Promise<Result<RetentionOverview>> => {
    const now = clock.epochMs()
    const found = await read(now)
    if (!found.ok) return found
    const { sessions, isSwept, lastErasedAt } = found.value
    return succeed({
      today: chinaDay(now),
      sessions: sessions.toSorted(
        (a, b) =>
          ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
          (a.lastDay < b.lastDay ? -1 : a.lastDay > b.lastDay ? 1 : a.startedAt - b.startedAt),
      ),
      isSwept,
      copies: lastErasedAt === null ? [] : await copies.before(lastErasedAt),
      unseen: lastErasedAt === null ? null : await copies.unseen(),
    })
  }
  const momentOf = (startedAt: EpochMs): JournalMoment => {
    const at = clock.epochMs()
    return { at, monoMs: clock.monoMs(), offsetMs: Math.max(0, at - startedAt) }
  }
  const chosen = async (scopes: readonly EraseScope[]): Promise<Result<Map<Ulid, RetainedSession>>> => {
    const found = await read(clock.epochMs())
    if (!found.ok) return found
    const byId = new Map(found.value.sessions.map((session) => [session.sessionId, session]))
    return scopes.every(({ sessionId }) => byId.has(sessionId)) ? succeed(byId) : fail('session-unknown', {})
  }
  const refusalOf = (
    { scopes, ground }: EraseOrder,
    byId: ReadonlyMap<Ulid, RetainedSession>,
  ): Result<null> => {
    if (deps.state.snapshot().session !== null) return fail('retention-on-air', {})
    for (const { sessionId } of scopes) {
      const session = byId.get(sessionId)
      if (session === undefined) return fail('session-unknown', {})
      const { title, lastDay, state } = session
      if (state === 'held') return fail('retention-held', { title })
      if (state === 'erased') return fail('retention-gone', { title })
      if (ground === 'period' && state !== 'due') return fail('retention-not-due', { title, lastDay })
    }
    return succeed(null)
  }
  const countOf = async (scopes: readonly EraseScope[]): Promise<Result<EraseCounts>> => {
    let counts = NOTHING_ERASED
    for (const scope of scopes) {
      const one = await db.call('retention.count', scope)
      if (!one.ok) return one
      counts = addCounts(counts, one.value)
    }
    return succeed(counts)
  }
  /** Some claims of a session, or what is left of it: what happens on air meanwhile is written in between. */
  const eraseSlice = async (
    scope: EraseScope,
    session: RetainedSession,
    { ground, reason, who }: EraseOrder,
  ) => {
    const { startedAt, group, years, lastDay, title } = session
    const began = clock.monoMs()
    const moment = momentOf(startedAt)
    const word = { ground, reason, who, group, years, lastDay }
    const done = await db.call('retention.erase', { scope, moment, word })
    if (!done.ok) return done
    if ('refused' in done.value) return fail(`retention-${done.value.refused}`, { title })
    if (deps.state.snapshot().session !== null) {
      const restMs = (clock.monoMs() - began) * REST_ON_AIR
      await new Promise((resolve) => setTimeout(resolve, restMs))
    }
    return succeed(done.value)
  }

  const recordOf = async (sessionId: Ulid, isMeant: (text: string, isHost: boolean) => boolean) => {
    const found = await db.call('review.read', sessionId)
    if (!found.ok) return found
    if (found.value === null) return fail('session-unknown', {})
    const { lineup, claims, findings, promises } = found.value
    const meant = claims.filter(({ text, speaker }) => isMeant(text, speaker === 'host'))
    const ids = new Set(meant.map(({ id }) => id))
    const chain = await deps.verify(sessionId)
    if (!chain.ok) return chain
    const exported: ExportedSession = {
      session: lineup.session,
      products: lineup.products,
      claims: meant,
      findings: findings.filter(({ claimId }) => claimId !== null && ids.has(claimId)),
      promises: promises.filter(({ claimId }) => ids.has(claimId)),
      chain: chain.value,
    }
    return succeed(exported)
  }
  const exportedSessions = async (scope: ExportScope): Promise<Result<ExportedSession[]>> => {
    if (scope.kind === 'session') {
      const one = await recordOf(scope.sessionId, () => true)
      return one.ok ? succeed([one.value]) : one
    }
    const { text } = scope
    const [named, all] = await Promise.all([
      db.call('history.named', { text, limit: MAX_EXPORTED }),
      read(clock.epochMs()),
    ])
    if (!named.ok) return named
    if (!all.ok) return all
    const hosted = new Set(
      all.value.rows.filter(({ host }) => host.includes(text)).map(({ sessionId }) => sessionId),
    )
    const exported: ExportedSession[] = []
    for (const sessionId of new Set([...hosted, ...named.value.claims.map((claim) => claim.sessionId)])) {
      const isHosted = hosted.has(sessionId)
      const one = await recordOf(sessionId, (said, isHost) => said.includes(text) || (isHosted && isHost))
      if (!one.ok) return one
      exported.push(one.value)
    }
    return succeed(exported)
  }

  return {
    overview,
    hold: async (sessionId, { reason, who }, isHeld) => {
      const found = await chosen([{ sessionId, claimIds: null }])
      if (!found.ok) return found
      const session = found.value.get(sessionId)
      if (session === undefined) return fail('session-unknown', {})
      if (session.state === 'erased') return fail('retention-gone', { title: session.title })
      if ((session.hold !== null) === isHeld) return overview()
      const moment = momentOf(session.startedAt)
      const put = await db.call('retention.hold', {
        sessionId,
        hold: isHeld ? { reason, who, at: moment.at } : null,
        entry: { ...moment, kind: isHeld ? 'hold' : 'release', payload: { reason, who } },
      })
      return put.ok ? overview() : put
    },
    preview: async (scopes) => {
      const found = await chosen(scopes)
      if (!found.ok) return found
      const counted = await countOf(scopes)
      if (!counted.ok) return counted
      const states = scopes.map(({ sessionId }) => found.value.get(sessionId)?.state)
      return succeed({
        counts: counted.value,
        held: states.filter((state) => state === 'held').length,
        early: states.filter((state) => state === 'kept').length,
        copies: (await copies.before(clock.epochMs())).length,
      })
    },
    erase: async (order) => {
      const found = await chosen(order.scopes)
      if (!found.ok) return found
      const allowed = refusalOf(order, found.value)
      if (!allowed.ok) return allowed
      const due = await countOf(order.scopes)
      if (!due.ok) return due
      let counts = NOTHING_ERASED
      for (const scope of order.scopes) {
        const session = found.value.get(scope.sessionId)
        if (session === undefined) return fail('session-unknown', {})
        for (let isDone = false; !isDone;) {
          const slice = await eraseSlice(scope, session, order)
          if (!slice.ok) return slice
          counts = addCounts(counts, slice.value.erased)
          ;({ isDone } = slice.value)
          deps.onProgress({ task: ERASE_TASK, done: counts.entries, total: due.value.entries })
        }
      }
      // What is erased is erased: a file that cannot be rewritten now is told, and rewritten later.
      const swept = await db.call('retention.sweep', clock.epochMs())
      // What is left verifies, and what was found before is not kept under the title that is gone.
      for (const sessionId of new Set(order.scopes.map((scope) => scope.sessionId))) {
        const verified = await deps.verify(sessionId)
        if (!verified.ok) break
      }
      const removed = order.withCopies ? await copies.removeBefore(clock.epochMs()) : succeed(0)
      if (!removed.ok) return removed
      const after = await overview()
      if (!after.ok) return after
      return succeed({
        counts,
        sessions: new Set(order.scopes.map(({ sessionId }) => sessionId)).size,
        isSwept: swept.ok && swept.value,
        copiesRemoved: removed.value,
        overview: after.value,
      })
    },
    sweep: async () => {
      const swept = await db.call('retention.sweep', clock.epochMs())
      if (!swept.ok) return swept
      return swept.value ? overview() : fail('retention-not-swept', {})
    },
    removeCopies: async () => {
      const found = await read(clock.epochMs())
      if (!found.ok) return found
      const { lastErasedAt } = found.value
      const removed = lastErasedAt === null ? succeed(0) : await copies.removeBefore(lastErasedAt)
      return removed.ok ? overview() : removed
    },
    find: async (text) => {
      const [named, all] = await Promise.all([
        db.call('history.named', { text, limit: MAX_NAMED }),
        db.call('retention.sessions', null),
      ])
      if (!named.ok) return named
      if (!all.ok) return all
      const titles = new Map(all.value.sessions.map(({ sessionId, title }) => [sessionId, title]))
      return succeed({
        claims: named.value.claims.map((claim) => ({
          ...claim,
          sessionTitle: titles.get(claim.sessionId) ?? '',
        })),
        total: named.value.total,
        hosted: all.value.sessions.filter(({ host }) => host.includes(text)).length,
      })
    },
    exportFor: async (scope, format, language) => {
      const found = await exportedSessions(scope)
      if (!found.ok) return found
      const sessions = found.value
      const about = { at: clock.epochMs(), asked: scope.kind === 'person' ? scope.text : null }
      const text =
        format === 'jsonl' ? personalLines(sessions, about) : personalHtml(sessions, about, language)
      return succeed({
        fileName: `trustcue-${chinaDay(about.at)}.${format}`,
        bytes: new TextEncoder().encode(text),
        sessions: sessions.length,
        claims: sessions.reduce((sum, { claims }) => sum + claims.length, 0),
      })
    },
  }
}
