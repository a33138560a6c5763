import { advanceQueue, nextSlotId } from '../../../domain/lineup/queue.ts'
import { runPreflight } from '../../../domain/lineup/preflight.ts'
import { editLineup } from '../../../domain/lineup/editLineup.ts'
import type { Bridge, Progress } from '../../../domain/contract/bridge.ts'
import type { LiveCommand } from '../../../domain/contract/command.ts'
import {
  type EditableLineup,
  ipcCalls,
  type ImportPreview,
  type IpcInput,
  type IpcName,
  type IpcOutput,
  type RecordPage,
  type SessionRecord,
  type SessionSummary,
} from '../../../domain/contract/ipc.ts'
import {
  applyLivePatch,
  EMPTY_SNAPSHOT,
  type LivePatch,
  type LiveSnapshot,
} from '../../../domain/contract/live.ts'
import { fail, type Result, succeed } from '../../../domain/contract/result.ts'
import { SEARCH_PAGE, type SearchHit, type SearchQuery } from '../../../domain/contract/search.ts'
import { reviewCounts } from '../../../domain/review/reviewCounts.ts'
import { readSearchText, spansOf } from '../../../domain/search/searchText.ts'
import type { Claim } from '../../../domain/model/claim.ts'
import type { Lineup, PreflightItem, Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../domain/model/settings.ts'
import {
  SHIPPED_DEFINITIONS,
  madeUpClaims,
  madeUpFinding,
  madeUpId,
  madeUpMustSay,
  madeUpProducts,
  madeUpSession,
  madeUpSlots,
  SLIPS,
  START_AT,
} from './madeUp.ts'
import { fakeBackups } from './fakeBackups.ts'
import { fakeChain } from './fakeChain.ts'
import { fakeRetention } from './fakeRetention.ts'
import { fakeRules } from './fakeRules.ts'
import { makeLongWork } from './longWork.ts'
import type { Scenario } from './scenario.ts'

/** What the fake main keeps, for tests to look into. */
export type FakeMain = {
  readonly bridge: Bridge
  /** Every call in order. */
  readonly calls: { readonly name: IpcName; readonly input: unknown }[]
  /** Sends a patch as main would; the revision is set here. */
  readonly push: (patch: Partial<Omit<LivePatch, 'revision'>>) => void
  /** Lets long work go on that waits in the scenario. */
  readonly goOn: (name: IpcName) => void
  /** Sends progress. */
  readonly progress: (task: string, done: number, total: number) => void
}

export type Handlers = {
  [Name in IpcName]: (input: IpcInput<Name>) => Result<IpcOutput<Name>> | Promise<Result<IpcOutput<Name>>>
}

/** Acts that are not in the file in the scenario `held`. */
const HELD = 3

/** A main process made of memory: enough to run every screen of the console without Electron. */
export const fakeMain = (scenario: Scenario): FakeMain => {
  const calls: FakeMain['calls'] = []
  const patchListeners = new Set<(patch: LivePatch) => void>()
  const settingsListeners = new Set<(settings: Settings) => void>()
  const progressListeners = new Set<Parameters<Bridge['onProgress']>[0]>()
  const showProgress = (progress: Progress): void => {
    for (const listener of progressListeners) listener(progress)
  }
  const longWork = makeLongWork(scenario.waiting, showProgress)
  let ids = 0
  const newId = (): string => madeUpId('NEW', (ids += 1))

  let settings: Settings = { ...DEFAULT_SETTINGS, shopName: '小圆严选', ...scenario.settings }
  const products = new Map<string, Product>(
    madeUpProducts(scenario.slots, scenario.extreme, scenario.clean).map((entry) => [entry.id, entry]),
  )
  type Plan = { lineup: Lineup; undo: Lineup[]; redo: Lineup[] }
  const plans = new Map<string, Plan>()

  const productsOf = (slots: Lineup['slots']): Product[] => {
    const wanted = new Set(slots.flatMap((slot) => (slot.productId === null ? [] : [slot.productId])))
    return [...products.values()].filter((entry) => wanted.has(entry.id))
  }
  const addPlan = (lineup: Lineup): Plan => {
    const plan = { lineup, undo: [], redo: [] }
    plans.set(lineup.session.id, plan)
    return plan
  }
  if (scenario.session !== 'none') {
    const session = madeUpSession(
      scenario.session === 'draft' ? 'ready' : scenario.session === 'ended' ? 'ended' : 'live',
    )
    const slots = madeUpSlots(session, [...products.values()], scenario.slots)
    addPlan({ session, slots, products: productsOf(slots) })
  }
  const first = (): Plan | undefined => plans.values().next().value

  const editable = (plan: Plan): EditableLineup => ({
    lineup: { ...plan.lineup, products: productsOf(plan.lineup.slots) },
    canUndo: plan.undo.length > 0,
    canRedo: plan.redo.length > 0,
  })
  const withPlan = <Value>(sessionId: string, work: (plan: Plan) => Result<Value>): Result<Value> => {
    const plan = plans.get(sessionId)
    return plan === undefined ? fail('session-unknown', {}) : work(plan)
  }
  const change = (plan: Plan, lineup: Lineup): EditableLineup => {
    plan.undo.push(plan.lineup)
    plan.redo = []
    plan.lineup = lineup
    return editable(plan)
  }

  let snapshot: LiveSnapshot = {
    ...EMPTY_SNAPSHOT,
    saved: {
      state: scenario.saved,
      at: START_AT,
      code: { failed: 'storage-write-failed', held: 'storage-disk-full', saved: '', saving: '' }[
        scenario.saved
      ],
      held: scenario.saved === 'held' ? HELD : 0,
      heldFrom: null,
    },
    stage: { ...EMPTY_SNAPSHOT.stage, pages: scenario.stage === 'served' ? 1 : 0 },
    fileDamage: scenario.damage,
  }
  const mustSayOf = (slots: readonly Slot[], nowSlotId: string | null) =>
    madeUpMustSay(products.get(slots.find((slot) => slot.id === nowSlotId)?.productId ?? ''))
  const goOnAir = (plan: Plan, claims: number): void => {
    const queue = advanceQueue(
      { slots: plan.lineup.slots, nowSlotId: null, nowSince: null },
      { type: 'next', at: Date.now() - 95_000 },
    )
    const slots = queue.ok ? [...queue.value.slots] : plan.lineup.slots
    const nowSlotId = queue.ok ? queue.value.nowSlotId : null
    const session = { ...plan.lineup.session, state: 'live' as const, startedAt: Date.now() - 4_365_000 }
    const made = madeUpClaims(session, slots.find((slot) => slot.id === nowSlotId) ?? null, claims)
    const open = made.findings.filter((finding) => finding.state === 'open').length
    snapshot = {
      ...snapshot,
      revision: snapshot.revision + 1,
      session,
      slots,
      products: productsOf(slots),
      nowSlotId,
      nowSince: Date.now() - 95_000,
      nextSlotId: nextSlotId(slots, nowSlotId),
      mustSay: mustSayOf(slots, nowSlotId),
      claims: made.claims.slice(-300),
      findings: made.findings.slice(-120),
      promises: [],
      saved: {
        ...snapshot.saved,
        heldFrom: scenario.saved === 'held' ? (made.claims.at(-HELD)?.id ?? null) : null,
      },
      totals: { claims, findings: made.findings.length, open, promises: 0 },
      stage: { ...snapshot.stage, visible: true },
    }
    plan.lineup = { ...plan.lineup, session }
  }
  const started = first()
  if (started !== undefined && scenario.session === 'live') goOnAir(started, scenario.claims)

  const push: FakeMain['push'] = (patch) => {
    const whole: LivePatch = {
      set: {},
      addClaims: [],
      addSuppressed: [],
      putFindings: [],
      ...patch,
      revision: snapshot.revision + 1,
    }
    snapshot = applyLivePatch(snapshot, whole) ?? snapshot
    for (const listener of patchListeners) listener(whole)
  }

  const command = (given: LiveCommand): void => {
    const queue = { slots: snapshot.slots, nowSlotId: snapshot.nowSlotId, nowSince: snapshot.nowSince }
    switch (given.type) {
      case 'next':
      case 'previous':
      case 'goTo': {
        const at = Date.now()
        const event =
          given.type === 'goTo'
            ? { type: 'goTo' as const, slotId: given.slotId, at }
            : { type: given.type, at }
        const moved = advanceQueue(queue, event)
        if (!moved.ok) return
        push({
          set: {
            slots: [...moved.value.slots],
            nowSlotId: moved.value.nowSlotId,
            nowSince: moved.value.nowSince,
            nextSlotId: nextSlotId(moved.value.slots, moved.value.nowSlotId),
            mustSay: mustSayOf(moved.value.slots, moved.value.nowSlotId),
            undoable: given.type,
          },
        })
        return
      }
      case 'setStageVisible':
        push({ set: { stage: { ...snapshot.stage, visible: given.visible }, undoable: given.type } })
        return
      case 'panic':
        push({ set: { stage: { ...snapshot.stage, visible: false, spotlight: null } } })
        return
      case 'spotlight':
        push({ set: { stage: { ...snapshot.stage, spotlight: given.code } } })
        return
      case 'setTheme':
        push({ set: { stage: { ...snapshot.stage, theme: given.theme } } })
        return
      case 'adjustTime':
        push({
          set: {
            slots: snapshot.slots.map((slot) =>
              slot.id === snapshot.nowSlotId
                ? { ...slot, plannedMs: Math.max(0, slot.plannedMs + given.deltaMs) }
                : slot,
            ),
          },
        })
        return
      case 'setSlotPrice':
        push({
          set: {
            slots: snapshot.slots.map((slot) =>
              slot.id === given.slotId ? { ...slot, price: given.price } : slot,
            ),
          },
        })
        return
      case 'logClaim': {
        const now = snapshot.slots.find((slot) => slot.id === snapshot.nowSlotId)
        const offsetMs = Date.now() - (snapshot.session?.startedAt ?? Date.now())
        const claim: Claim = {
          id: given.draft.id,
          sessionId: snapshot.session?.id ?? newId(),
          slotId: now?.id ?? null,
          productId: now?.productId ?? null,
          text: given.draft.text,
          speaker: given.draft.speaker,
          source: given.draft.source,
          at: Date.now(),
          monoMs: offsetMs,
          offsetMs,
          corrects: [],
        }
        const slip = SLIPS.find(({ quote }) => claim.text.includes(quote))
        const found =
          slip === undefined ? [] : [madeUpFinding(claim, slip, 10_000 + snapshot.totals.claims, false)]
        push({
          addClaims: [claim],
          putFindings: found,
          set: {
            mustSay: snapshot.mustSay.map((item) =>
              item.saidBy === null && claim.text.includes(item.text) ? { ...item, saidBy: claim.id } : item,
            ),
            totals: {
              ...snapshot.totals,
              claims: snapshot.totals.claims + 1,
              findings: snapshot.totals.findings + found.length,
              open: snapshot.totals.open + found.length,
            },
          },
        })
        return
      }
      case 'acknowledge':
      case 'correct':
      case 'dismiss': {
        const state = { acknowledge: 'acknowledged', correct: 'corrected', dismiss: 'dismissed' } as const
        push({
          putFindings: snapshot.findings
            .filter((finding) => finding.id === given.findingId)
            .map((finding) => ({
              ...finding,
              state: state[given.type],
              stateAt: Date.now(),
              reason: given.type === 'dismiss' ? given.reason : '',
            })),
        })
        return
      }
      case 'playSubtitles':
      case 'pauseSubtitles':
      case 'stopSubtitles': {
        const playback = snapshot.playback
        if (playback === null) return
        const state = { playSubtitles: 'playing', pauseSubtitles: 'paused', stopSubtitles: 'loaded' } as const
        push({
          set: {
            playback: {
              ...playback,
              state: state[given.type],
              speed: given.type === 'playSubtitles' ? given.speed : playback.speed,
            },
          },
        })
        return
      }
      case 'end':
        push({
          set: { session: null, slots: [], products: [], nowSlotId: null, nowSince: null, nextSlotId: null },
        })
        return
      case 'undo':
        push({ set: { undoable: null } })
        return
      default:
        given satisfies never
    }
  }

  const summary = (plan: Plan): SessionSummary => ({
    session: plan.lineup.session,
    slots: plan.lineup.slots.length,
    claims: scenario.claims,
    findings: Math.floor(scenario.claims / 2),
    open: Math.min(3, scenario.claims),
    promises: Math.floor(scenario.claims / 8),
  })

  const preview = (fileName: string): ImportPreview => {
    const fresh = madeUpProducts(8, scenario.extreme, true).slice(0, 6)
    return {
      token: newId(),
      fileName,
      sheetName: '排品',
      headerRow: 3,
      columns: [
        { letter: 'A', heading: '序号', field: 'position', sample: '1' },
        { letter: 'B', heading: '商品编码', field: 'id', sample: 'serum-02' },
        { letter: 'C', heading: '商品名称', field: 'name', sample: '烟酰胺精华液 30ml' },
        { letter: 'D', heading: '类目', field: 'category', sample: '护肤' },
        { letter: 'E', heading: '直播价', field: 'price', sample: '129' },
        { letter: 'F', heading: '划线价', field: 'listPrice', sample: '199' },
        { letter: 'G', heading: '库存', field: 'stock', sample: '860' },
        { letter: 'H', heading: '保障', field: 'guarantees', sample: '七天无理由、退货补运费' },
        { letter: 'I', heading: '讲解时长', field: 'plannedMinutes', sample: '8' },
        { letter: 'J', heading: '佣金率', field: 'ignore', sample: '20%' },
      ],
      rows: [
        ...fresh.map((entry, index) => ({
          row: index + 4,
          product: entry,
          position: index + 1,
          plannedMs: 6 * 60_000,
          replaces: products.has(entry.id),
        })),
        ...(fileName.includes('broken')
          ? [{ row: 10, product: null, position: null, plannedMs: 0, replaces: false }]
          : []),
      ],
      problems: fileName.includes('broken')
        ? [
            {
              row: 5,
              column: '保障',
              letter: 'H',
              level: 'warning',
              failure: {
                code: 'import-guarantee-unknown',
                params: { value: '终身质保', known: '七天无理由、退货补运费、假一赔十' },
              },
            },
            {
              row: 10,
              column: '直播价',
              letter: 'E',
              level: 'error',
              failure: { code: 'import-money-unreadable', params: { value: '一百二' } },
            },
          ]
        : [],
    }
  }
  let previewed: ImportPreview | null = null

  const recordOf = (plan: Plan): SessionRecord => {
    const slot = plan.lineup.slots[0] ?? null
    const made = madeUpClaims(plan.lineup.session, slot, scenario.claims)
    const share = Math.max(1, Math.ceil(made.claims.length / Math.max(1, plan.lineup.slots.length)))
    return {
      lineup: editable(plan).lineup,
      claims: made.claims.map((claim, index) => {
        const on = plan.lineup.slots[Math.floor(index / share)] ?? slot
        return { ...claim, slotId: on?.id ?? null, productId: on?.productId ?? null }
      }),
      findings: made.findings,
      suppressed: [],
      promises: [],
      airings: plan.lineup.slots.map((entry, index) => ({
        slotId: entry.id,
        from: START_AT + 60_000 + index * share * 7000,
        to: START_AT + 60_000 + (index + 1) * share * 7000,
      })),
      overrides: [],
    }
  }
  const pageOf = (plan: Plan, after: number, limit: number): RecordPage => {
    const record = recordOf(plan)
    const claims = record.claims.slice(after, after + limit)
    const shown = new Set(claims.map(({ id }) => id))
    const end = after + limit
    return {
      claims,
      findings: record.findings.filter(({ claimId }) => shown.has(claimId ?? '')),
      suppressed: [],
      promises: [],
      next: end < record.claims.length ? end : null,
    }
  }
  const allows = <Item>(chosen: readonly Item[], item: Item): boolean =>
    chosen.length === 0 || chosen.includes(item)
  const found = (query: SearchQuery): SearchHit[] => {
    const text = readSearchText(query.text)
    return [...plans.values()].flatMap((plan) => {
      const { lineup, claims, findings } = recordOf(plan)
      return claims
        .map((claim, index) => ({
          place: index + 1,
          claimId: claim.id,
          sessionId: claim.sessionId,
          sessionTitle: lineup.session.title,
          at: claim.at,
          speaker: claim.speaker,
          productName: products.get(claim.productId ?? '')?.name ?? null,
          text: claim.text,
          marks: text === null ? [] : spansOf(claim.text, text),
          findings: findings
            .filter(({ claimId }) => claimId === claim.id)
            .map(({ id, family, severity, state }) => ({ id, family, severity, state })),
          productId: claim.productId,
        }))
        .filter(
          (hit) =>
            (text === null || hit.marks.length > 0) &&
            allows(query.productIds, hit.productId ?? '') &&
            allows(query.sessionIds, hit.sessionId) &&
            allows(query.hosts, lineup.session.host) &&
            (query.from === null || hit.at >= query.from) &&
            (query.to === null || hit.at < query.to) &&
            (query.families.length + query.severities.length === 0 ||
              hit.findings.some(
                ({ family, severity }) =>
                  allows(query.families, family) && allows(query.severities, severity),
              )),
        )
        .map(({ productId: _productId, ...hit }) => hit)
        .toReversed()
    })
  }

  const handlers: Handlers = {
    ...fakeBackups(scenario, {
      secondFolder: () => settings.backupFolder,
      step: longWork.step,
    }),
    'storage.state': () =>
      succeed({
        file: '/home/shop/trustcue.sqlite',
        isRemote: false,
        freeBytes: 182_000_000_000,
        fileBytes: 163_000_000,
        walBytes: 4_100_000,
      }),
    'storage.retry': () => {
      push({ set: { saved: { ...snapshot.saved, state: 'saved', code: '', held: 0, heldFrom: null } } })
      return succeed({ held: 0 })
    },
    'storage.repair': () => {
      push({ set: { fileDamage: '' } })
      return succeed({})
    },
    'app.bootstrap': () =>
      succeed({
        appVersion: '0.1.0',
        settings,
        snapshot,
        guarantees: [...SHIPPED_DEFINITIONS],
        resumable:
          scenario.session === 'resumable' && started !== undefined
            ? {
                session: started.lineup.session,
                position: 3,
                productName: '男士羽绒服 充绒量180g',
                claims: 128,
                lastActAt: START_AT + 4_365_000,
              }
            : null,
        stageUrl: scenario.stage === 'served' ? `http://127.0.0.1:${settings.stagePort}/stage` : '',
        stageError:
          scenario.stage === 'served'
            ? null
            : { code: 'stage-port-busy', params: { port: settings.stagePort } },
        databasePath: '/home/shop/.config/TrustCue/trustcue.sqlite',
      }),
    'app.snapshot': () => succeed(snapshot),
    'settings.save': (next) => {
      settings = next
      for (const listener of settingsListeners) listener(settings)
      return succeed(settings)
    },
    'window.open': () => succeed({}),
    'lineup.sessions': () => succeed([...plans.values()].map(summary)),
    'lineup.create': ({ title }) =>
      succeed(
        editable(
          addPlan({
            session: {
              ...madeUpSession('draft'),
              id: newId(),
              title,
              host: '',
              steps: null,
              plannedStartAt: null,
            },
            slots: [],
            products: [],
          }),
        ),
      ),
    'lineup.open': ({ sessionId }) => withPlan(sessionId, (plan) => succeed(editable(plan))),
    'lineup.delete': ({ sessionId }) => {
      plans.delete(sessionId)
      return succeed({})
    },
    'lineup.edit': ({ sessionId, edit }) =>
      withPlan(sessionId, (plan) => {
        const edited = editLineup({ newId, products }, plan.lineup, edit)
        return edited.ok
          ? succeed(change(plan, { ...plan.lineup, ...edited.value, slots: [...edited.value.slots] }))
          : edited
      }),
    'lineup.undo': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        const before = plan.undo.pop()
        if (before === undefined) return fail('lineup.nothing-to-undo', {})
        plan.redo.push(plan.lineup)
        plan.lineup = before
        return succeed(editable(plan))
      }),
    'lineup.redo': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        const after = plan.redo.pop()
        if (after === undefined) return fail('lineup.nothing-to-redo', {})
        plan.undo.push(plan.lineup)
        plan.lineup = after
        return succeed(editable(plan))
      }),
    'lineup.products': () => succeed([...products.values()]),
    'lineup.saveProduct': ({ product }) => {
      products.set(product.id, product)
      return succeed(product)
    },
    'lineup.importPreview': ({ file }) => {
      if (!/\.(xlsx|csv)$/.test(file.name)) return fail('import-unreadable', { file: file.name })
      previewed = preview(file.name)
      return succeed(previewed)
    },
    'lineup.importCommit': async ({ token, sessionId, title, mode }) => {
      if (previewed?.token !== token) return fail('import-stale', {})
      const rows = previewed.rows
      for (let done = 0; done <= rows.length; done += 1) {
        await longWork.step('lineup.importCommit', { task: 'import', done, total: rows.length })
      }
      for (const { product } of rows) if (product !== null) products.set(product.id, product)
      const plan =
        (sessionId === null ? undefined : plans.get(sessionId)) ??
        addPlan({ session: { ...madeUpSession('draft'), id: newId(), title }, slots: [], products: [] })
      const base = { session: plan.lineup.session, slots: mode === 'replace' ? [] : plan.lineup.slots }
      const productIds = rows.flatMap(({ product }) => (product === null ? [] : [product.id]))
      const edited = editLineup({ newId, products }, base, { type: 'addProducts', productIds })
      return edited.ok
        ? succeed(change(plan, { ...plan.lineup, ...edited.value, slots: [...edited.value.slots] }))
        : edited
    },
    'lineup.saveSampleWorkbook': () => succeed({ savedAs: '/home/shop/样表.xlsx' }),
    'preflight.run': ({ sessionId }) =>
      withPlan(sessionId, (plan) => succeed(preflight(plan.lineup, products, snapshot.stage.pages))),
    'live.start': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        goOnAir(plan, 0)
        const {
          revision: _,
          claims: _claims,
          findings: _findings,
          suppressed: _suppressed,
          ...set
        } = snapshot
        for (const listener of patchListeners)
          listener({ revision: snapshot.revision, set, addClaims: [], addSuppressed: [], putFindings: [] })
        return succeed(snapshot)
      }),
    'live.resume': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        goOnAir(plan, scenario.claims)
        return succeed(snapshot)
      }),
    'live.closeCutOff': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        plan.lineup = { ...plan.lineup, session: { ...plan.lineup.session, state: 'ended' } }
        return succeed({})
      }),
    'live.command': (input) => {
      command(input.command)
      return succeed({ revision: snapshot.revision })
    },
    'live.loadSubtitles': ({ file }) => {
      push({
        set: { playback: { fileName: file.name, state: 'loaded', speed: 1, cuesTotal: 196, cuesPlayed: 0 } },
      })
      return succeed({ cues: 196 })
    },
    ...fakeChain(scenario, longWork.step),
    ...fakeRetention(scenario, () => settings),
    ...fakeRules({
      scenario,
      step: longWork.step,
      newId,
      claims: () => snapshot.claims,
      products: () => [...products.values()],
    }),
    'review.sessions': () =>
      succeed([...plans.values()].filter((plan) => plan.lineup.session.state === 'ended').map(summary)),
    'review.open': ({ sessionId }) =>
      withPlan(sessionId, (plan) => {
        const { lineup, airings, overrides, claims } = recordOf(plan)
        const page = pageOf(plan, 0, 200)
        const counts = reviewCounts(
          { claims: claims.length, promises: 0 },
          recordOf(plan).findings.map(({ family, severity, state }) => ({
            family,
            severity,
            state,
            count: 1,
          })),
        )
        return succeed({ lineup, airings, overrides, counts, missed: [], page })
      }),
    'review.page': ({ sessionId, after }) =>
      withPlan(sessionId, (plan) => succeed(pageOf(plan, after, 2500))),
    'search.find': ({ query, before }) => {
      const hits = found(query).filter(({ place }) => before === null || place < before)
      const page = hits.slice(0, SEARCH_PAGE)
      return succeed({ hits: page, next: hits.length > page.length ? (page.at(-1)?.place ?? null) : null })
    },
    'search.count': ({ query }) => succeed({ claims: found(query).length }),
    'search.state': () =>
      succeed({ claims: scenario.claims, waiting: Math.round(scenario.claims * (1 - scenario.indexed)) }),
    'review.exportCsv': () => succeed({ savedAs: '/home/shop/复盘.csv', rows: scenario.claims }),
  }

  const call: Bridge['call'] = async (name, input) => {
    calls.push({ name, input })
    const failing = scenario.failing[name]
    if (failing !== undefined) return fail(failing, {})
    const given = ipcCalls[name].input.safeParse(input)
    if (!given.success) throw new Error(`${name}: ${given.error.message}`)
    const answer = await handlers[name](input)
    if (answer.ok) ipcCalls[name].output.parse(answer.value)
    return structuredClone(answer)
  }

  const listen = <Listener>(set: Set<Listener>, listener: Listener): (() => void) => {
    set.add(listener)
    return () => set.delete(listener)
  }

  return {
    calls,
    push,
    goOn: longWork.goOn,
    progress: (task, done, total) => showProgress({ task, done, total }),
    bridge: {
      call,
      onLivePatch: (listener) => listen(patchListeners, listener),
      onSettings: (listener) => listen(settingsListeners, listener),
      onProgress: (listener) => listen(progressListeners, listener),
    },
  }
}

const NOTHING_SAID = { findings: [], suppressed: [], promises: [] }

const preflight = (lineup: Lineup, products: ReadonlyMap<string, Product>, pages: number): PreflightItem[] =>
  runPreflight(
    { definitions: SHIPPED_DEFINITIONS, check: () => NOTHING_SAID },
    { ...lineup, products: [...products.values()] },
    { stageServed: true, stagePages: pages, logWritable: true, logWriteMs: 3 },
    START_AT,
  )
