import type { Failure } from '../../domain/contract/result.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import { projectStage } from '../../domain/stage/projectStage.ts'
import type { StageServer } from '../stage-server/startStageServer.ts'
import { startStageServer } from '../stage-server/startStageServer.ts'
import type { Clock } from './clock.ts'
import type { LiveState } from './liveState.ts'
import type { SettingsService } from './settings.ts'

/** What serving the stage needs. */
export type StageDeps = {
  readonly state: LiveState
  readonly settings: SettingsService
  readonly definitions: readonly GuaranteeDefinition[]
  readonly clock: Clock
  readonly rendererDir: string
  readonly picturesDir: string
  /** A port given from outside instead of the setting; 0 = any free one; null = the setting. */
  readonly portOverride: number | null
}

/** The stage server with the frames of the live state. */
export type StageService = {
  /** Starts serving. A port that is taken leaves the setting as it is: see `failure`. */
  readonly start: () => Promise<void>
  /** Empty when it is not served. */
  readonly url: () => string
  readonly failure: () => Failure | null
  readonly close: () => Promise<void>
}

/** Keeps the stage in step with the live state: one frame per change of what viewers may see. */
export const createStageService = (deps: StageDeps): StageService => {
  let server: StageServer | null = null
  let failure: Failure | null = null
  let shown = ''

  const publish = (): void => {
    if (server === null) return
    const frame = projectStage(
      deps.state.snapshot(),
      deps.settings.current(),
      deps.definitions,
      deps.clock.epochMs(),
    )
    // A claim or a finding changes the revision and nothing on the stage.
    const visible = JSON.stringify({ ...frame, revision: 0 })
    if (visible === shown) return
    shown = visible
    server.publish(frame)
  }
  const start = async (): Promise<void> => {
    const started = await startStageServer({
      rendererDir: deps.rendererDir,
      picturesDir: deps.picturesDir,
      port: deps.portOverride ?? deps.settings.current().stagePort,
      onPages: (pages) => {
        const { stage } = deps.state.snapshot()
        if (stage.pages !== pages) deps.state.change({ set: { stage: { ...stage, pages } } })
      },
    })
    server = started.ok ? started.value : null
    failure = started.ok ? null : started.error
    shown = ''
    publish()
  }
  const close = async (): Promise<void> => {
    const running = server
    server = null
    await running?.close()
  }

  deps.state.subscribe(publish)
  deps.settings.subscribe((settings, before) => {
    if (settings.stagePort === before.stagePort || deps.portOverride !== null) publish()
    else void close().then(start)
  })
  return { start, url: () => server?.url ?? '', failure: () => failure, close }
}
