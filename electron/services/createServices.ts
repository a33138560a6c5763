import type { Progress } from '../../domain/contract/bridge.ts'
import type { KeyProtection } from '../../domain/contract/chain.ts'
import type { LivePatch } from '../../domain/contract/live.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import { type DbClient, QUICK_CHECK_LIMIT } from '../db/client.ts'
import type { Backups, BackupsDeps } from './backups.ts'
import { createBackups } from './backups.ts'
import type { ChainService } from './chain.ts'
import { createChainService } from './chain.ts'
import type { Clock } from './clock.ts'
import type { Dispatcher } from './dispatcher.ts'
import { createDispatcher } from './dispatcher.ts'
import { createFileCheck, type FileCheck } from './fileCheck.ts'
import type { HeldActs } from './heldActs.ts'
import { createHeldActs, RETRY_EVERY_MS } from './heldActs.ts'
import type { LatencyLog } from './latency.ts'
import { createLatencyLog } from './latency.ts'
import type { LineupService } from './lineup.ts'
import { createLineupService } from './lineup.ts'
import { createLiveActs } from './liveActs.ts'
import type { LiveState } from './liveState.ts'
import { createLiveState } from './liveState.ts'
import { createMustSayService } from './mustSay.ts'
import type { Playback } from './playback.ts'
import { createPlayback } from './playback.ts'
import { createOldCopies } from './oldCopies.ts'
import type { RetentionService } from './retention.ts'
import { createRetentionService } from './retention.ts'
import type { ReviewService } from './review.ts'
import { createReviewService } from './review.ts'
import { createRuleLibrary } from './ruleLibrary.ts'
import type { RulePacks } from './rulePacks.ts'
import { createRulePacks } from './rulePacks.ts'
import type { RulesService } from './rules.ts'
import { createRulesService } from './rules.ts'
import type { RulesThread } from './rulesThread.ts'
import { createRulesThread } from './rulesThread.ts'
import type { SearchService } from './search.ts'
import { createSearchService } from './search.ts'
import type { SessionService } from './session.ts'
import { createSessionService } from './session.ts'
import type { SettingsService } from './settings.ts'
import { createSettingsService } from './settings.ts'
import type { StageService } from './stage.ts'
import { createStageService } from './stage.ts'

/** What the use cases stand on. */
export type ServicesDeps = {
  readonly db: DbClient
  /** How the key is kept that heads are signed with. */
  readonly keyProtection: KeyProtection
  readonly clock: Clock
  readonly newId: () => Ulid
  readonly definitions: readonly GuaranteeDefinition[]
  readonly resourcesDir: string
  readonly rendererDir: string
  readonly picturesDir: string
  /** Where the data file lies; what belongs to it lies beside it. */
  readonly databasePath: string
  /** The shipped rule packs as they were compiled with the app. */
  readonly shippedPackFile: string
  /** Where the compiled rules of a shop that changed something are kept between runs. */
  readonly compiledPackFile: string
  /** A stage port given from outside; null = the setting. */
  readonly stagePort: number | null
  /** The entry of the thread for rules: `rulesWorker.js` as built, or `rulesWorker.ts` in a test. */
  readonly rulesWorkerUrl: URL
  readonly backups: Pick<BackupsDeps, 'appVersion' | 'jobs' | 'bundles' | 'restart' | 'signingKey'>
  /** Hears every broadcast, after the live state has changed. */
  readonly onPatch: (patch: LivePatch) => void
  /** Hears how far long work is. */
  readonly onProgress: (progress: Progress) => void
}

/** Every use case of the app, in plain Node. */
export type Services = {
  readonly state: LiveState
  readonly dispatcher: Dispatcher
  readonly sessions: SessionService
  readonly lineup: LineupService
  readonly retention: RetentionService
  readonly review: ReviewService
  readonly chain: ChainService
  readonly search: SearchService
  readonly settings: SettingsService
  readonly packs: RulePacks
  readonly rules: RulesService
  readonly rulesThread: RulesThread
  readonly playback: Playback
  readonly stage: StageService
  readonly latency: LatencyLog
  readonly held: HeldActs
  readonly backups: Backups
  readonly fileCheck: FileCheck
  readonly definitions: readonly GuaranteeDefinition[]
}

/** Puts the use cases together over an open database. */
export const createServices = async (deps: ServicesDeps): Promise<Result<Services>> => {
  const { db, clock, newId, definitions } = deps
  const stored = await db.call('settings.read', null)
  if (!stored.ok) return stored
  const settings = createSettingsService({ db }, stored.value)
  const state = createLiveState()
  state.subscribe(deps.onPatch)
  state.change({ set: { stage: { ...state.snapshot().stage, theme: stored.value.stageTheme } } })

  const library = createRuleLibrary({ db, clock, resourcesDir: deps.resourcesDir })
  const packs = createRulePacks({
    source: library.source,
    shippedFile: deps.shippedPackFile,
    cacheFile: deps.compiledPackFile,
  })
  const mustSay = createMustSayService({ packs, settings: settings.current })
  const held = createHeldActs({ db, clock, retryEveryMs: RETRY_EVERY_MS })
  const acts = createLiveActs({ db, held, state, clock, mustSay })
  const rulesThread = createRulesThread(deps.rulesWorkerUrl)
  const latency = createLatencyLog()
  const stage = createStageService({
    state,
    settings,
    definitions,
    clock,
    rendererDir: deps.rendererDir,
    picturesDir: deps.picturesDir,
    portOverride: deps.stagePort,
  })
  const claimDeps = {
    db,
    state,
    acts,
    packs,
    mustSay,
    settings: settings.current,
    definitions,
    clock,
    newId,
    latency,
  }
  const dispatcher = createDispatcher({ ...claimDeps, playback: () => playback })
  const playback: Playback = createPlayback({
    state,
    acts,
    clock,
    newId,
    sink: (draft) => dispatcher.execute({ type: 'logClaim', draft }, clock.monoMs()),
  })
  const backups = createBackups({
    ...deps.backups,
    databasePath: deps.databasePath,
    picturesDir: deps.picturesDir,
    clock,
    newId,
    settings: settings.current,
    isLive: () => state.snapshot().session !== null,
    held: () => held.held()?.count ?? 0,
    onProgress: deps.onProgress,
  })
  // What was erased and is still in the bytes of the file: the app was ended in between, or a session was on air.
  const sweep = (): void => void db.call('retention.sweep', clock.epochMs())
  let wasLive = false
  state.subscribe(() => {
    const isLive = state.snapshot().session !== null
    if (wasLive && !isLive) {
      backups.sessionEnded()
      sweep()
    }
    wasLive = isLive
  })
  settings.subscribe((now, before) => {
    if (now.aiHost === before.aiHost) return
    void acts.exclusive(async () => {
      const snapshot = state.snapshot()
      if (snapshot.session === null) return
      state.change({ set: { mustSay: await mustSay.items(snapshot, acts.now().at) } })
    })
  })
  settings.subscribe((now, before) => {
    if (now.stageTheme === before.stageTheme) return
    const { session, stage: shown } = state.snapshot()
    if (session === null) state.change({ set: { stage: { ...shown, theme: now.stageTheme } } })
    else void dispatcher.execute({ type: 'setTheme', theme: now.stageTheme }, clock.monoMs())
  })
  sweep()
  const chain = createChainService({
    db,
    clock,
    databasePath: deps.databasePath,
    keyProtection: deps.keyProtection,
    onProgress: deps.onProgress,
  })
  return succeed({
    state,
    dispatcher,
    sessions: createSessionService({
      db,
      state,
      acts,
      packs,
      mustSay,
      definitions,
      clock,
      settings: settings.current,
      stageServed: () => stage.url() !== '',
    }),
    lineup: createLineupService({ db, state, acts, definitions, clock, newId }),
    retention: createRetentionService({
      db,
      clock,
      state,
      settings: settings.current,
      copies: createOldCopies(deps.databasePath, () => settings.current().backupFolder),
      verify: chain.verify,
      onProgress: deps.onProgress,
    }),
    search: createSearchService({ db }),
    review: createReviewService({ db }),
    chain,
    settings,
    packs,
    rules: createRulesService({
      db,
      library,
      packs,
      thread: rulesThread,
      definitions,
      clock,
      newId,
      onProgress: deps.onProgress,
    }),
    rulesThread,
    playback,
    stage,
    latency,
    held,
    backups,
    fileCheck: createFileCheck({
      databasePath: deps.databasePath,
      fromBytes: QUICK_CHECK_LIMIT,
      jobs: deps.backups.jobs,
      state,
      held: () => held.held()?.count ?? 0,
      restart: deps.backups.restart,
    }),
    definitions,
  })
}
