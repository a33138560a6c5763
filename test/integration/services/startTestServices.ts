import os from 'node:os'
import path from 'node:path'
import { monotonicFactory } from 'ulid'
import { onTestFinished } from 'vitest'
import type { Progress } from '../../../domain/contract/bridge.ts'
import type { LiveCommand } from '../../../domain/contract/command.ts'
import type { LivePatch } from '../../../domain/contract/live.ts'
import type { Result } from '../../../domain/contract/result.ts'
import { fail } from '../../../domain/contract/result.ts'
import type { ClaimDraft } from '../../../domain/model/claim.ts'
import type { DbClient } from '../../../electron/db/client.ts'
import { createCopyJobs } from '../../../electron/db/client.ts'
import { createBundleJobs } from '../../../electron/services/bundleJobs.ts'
import type { Clock } from '../../../electron/services/clock.ts'
import type { Services } from '../../../electron/services/createServices.ts'
import { createServices } from '../../../electron/services/createServices.ts'
import { installDemo } from '../../../electron/services/demo.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { readGuarantees } from '../../../electron/transfer/readGuarantees.ts'
import { openTestDb, ownFolder, WORKER_URL } from '../db/openTestDb.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')
const resourcesDir = path.join(root, 'resources')

/** A value, or the failure's code thrown: for steps a test takes for granted. */
export const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.params)}`)
  return result.value
}

/** The code of a failure; `ok` when it was none. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

/** Clocks a test moves by hand. They start at a Friday evening. */
export const handClock = (): Clock & {
  readonly advance: (ms: number) => void
  readonly setBack: (ms: number) => void
} => {
  let epoch = Date.UTC(2026, 4, 1, 12)
  let mono = 1000
  return {
    epochMs: () => epoch,
    monoMs: () => mono,
    advance: (ms) => {
      epoch += ms
      mono += ms
    },
    setBack: (ms) => {
      epoch -= ms
    },
  }
}

/** The app without its windows. */
export type TestApp = {
  readonly services: Services
  readonly db: DbClient
  readonly clock: ReturnType<typeof handClock>
  readonly folder: string
  readonly picturesDir: string
  /** Every broadcast, in order. */
  readonly patches: LivePatch[]
  /** Every word of how far long work is. */
  readonly progress: Progress[]
  readonly newId: () => string
  readonly draft: (text: string, over?: Partial<ClaimDraft>) => ClaimDraft
  readonly execute: (command: LiveCommand) => Promise<Result<{ readonly revision: number }>>
  readonly log: (text: string) => Promise<Result<{ readonly revision: number }>>
  /** Id of the demo session. */
  readonly demoSession: () => Promise<string>
  /** The demo session on air, every blocked item overridden. */
  readonly goLive: () => Promise<string>
}

/** What a test may choose. */
export type TestAppOptions = {
  readonly folder?: string
  readonly clock?: ReturnType<typeof handClock>
  /** Where the rule packs are; the demo comes from the app's own folder all the same. */
  readonly resourcesDir?: string
  /** Stands between the use cases and the database, to make it fail. */
  readonly wrapDb?: (db: DbClient) => DbClient
}

/** Real services over a real file in a real worker, with the shipped rules and the demo lineup. */
export const startTestServices = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const folder = options.folder ?? ownFolder()
  const clock = options.clock ?? handClock()
  const databasePath = path.join(folder, 'trustcue.sqlite')
  const { client } = await openTestDb(databasePath)
  const signing = await loadSigningKey(folder, null, 'test')
  if (signing.key === null) throw new Error('no key')
  value(await client.call('signing.use', { key: signing.key, at: clock.epochMs() }))
  const patches: LivePatch[] = []
  const progress: Progress[] = []
  const newId = monotonicFactory()
  const picturesDir = path.join(folder, 'pictures')
  const services = value(
    await createServices({
      db: options.wrapDb === undefined ? client : options.wrapDb(client),
      keyProtection: signing.protection,
      clock,
      newId,
      definitions: value(await readGuarantees(resourcesDir)),
      resourcesDir: options.resourcesDir ?? resourcesDir,
      rendererDir: path.join(root, 'out', 'renderer'),
      picturesDir,
      databasePath,
      shippedPackFile: path.join(root, 'out', 'packs', 'shipped-packs.bin'),
      // Compiled once for all tests; a file made from other packs is not taken.
      compiledPackFile: path.join(os.tmpdir(), `trustcue-test-packs-${process.pid}.bin`),
      stagePort: 0,
      rulesWorkerUrl: new URL('../../../electron/services/rulesWorker.ts', import.meta.url),
      backups: {
        appVersion: '0.1.0',
        jobs: createCopyJobs({ workerUrl: WORKER_URL, addon: null }),
        bundles: createBundleJobs(new URL('../../../electron/services/bundleWorker.ts', import.meta.url)),
        restart: () => Promise.resolve(fail('unexpected', { id: 'no restart in this test' })),
        signingKey: signing.key,
      },
      onPatch: (patch) => patches.push(patch),
      onProgress: (each) => progress.push(each),
    }),
  )
  value(await installDemo({ lineup: services.lineup, resourcesDir, picturesDir }))
  onTestFinished(async () => {
    services.playback.unload()
    await services.backups.close()
    await services.rulesThread.close()
    await services.stage.close()
  })

  const execute = (command: LiveCommand) => services.dispatcher.execute(command, clock.monoMs())
  const draft = (text: string, over: Partial<ClaimDraft> = {}): ClaimDraft => ({
    id: newId(),
    text,
    speaker: 'host',
    source: 'typed',
    saidAt: null,
    ...over,
  })
  const demoSession = async (): Promise<string> => {
    const [first] = value(await services.lineup.sessions())
    if (first === undefined) throw new Error('no demo session')
    return first.session.id
  }
  return {
    services,
    db: client,
    clock,
    folder,
    picturesDir,
    patches,
    progress,
    newId,
    draft,
    execute,
    log: (text) => execute({ type: 'logClaim', draft: draft(text) }),
    demoSession,
    goLive: async () => {
      const sessionId = await demoSession()
      const items = value(await services.sessions.preflight(sessionId))
      const overrides = items
        .filter((item) => item.level === 'block')
        .map((item) => ({ itemId: item.id, reason: '已核对原件' }))
      value(await services.sessions.start(sessionId, overrides))
      return sessionId
    },
  }
}
