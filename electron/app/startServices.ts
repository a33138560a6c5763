import path from 'node:path'
import { monotonicFactory } from 'ulid'
import type { Progress } from '../../domain/contract/bridge.ts'
import type { LivePatch } from '../../domain/contract/live.ts'
import type { Result } from '../../domain/contract/result.ts'
import { succeed } from '../../domain/contract/result.ts'
import type { DbClient, OpenReport } from '../db/client.ts'
import { createCopyJobs, openDbClient } from '../db/client.ts'
import type { Restart } from '../services/backups.ts'
import { createBundleJobs } from '../services/bundleJobs.ts'
import { systemClock } from '../services/clock.ts'
import type { Services } from '../services/createServices.ts'
import { createServices } from '../services/createServices.ts'
import { installDemo } from '../services/demo.ts'
import { type KeyStore, loadSigningKey } from '../services/signingKey.ts'
import { readGuarantees } from '../transfer/readGuarantees.ts'

/** Where everything is. */
export type StartDeps = {
  readonly databasePath: string
  readonly sqliteAddon: string | null
  /** The system's key store; asked once the file is open. Null = there is none. */
  readonly keyStore: () => KeyStore | null
  readonly workerUrl: URL
  readonly rulesWorkerUrl: URL
  readonly bundleWorkerUrl: URL
  readonly appVersion: string
  readonly resourcesDir: string
  readonly rendererDir: string
  readonly picturesDir: string
  readonly shippedPackFile: string
  readonly compiledPackFile: string
  readonly stagePort: number | null
  readonly onPatch: (patch: LivePatch) => void
  readonly onProgress: (progress: Progress) => void
  readonly onNotice: (message: string) => void
  /** Begins everything anew over another data file. */
  readonly restart: Restart
}

/** What runs once it has started. */
export type Started = {
  readonly services: Services
  readonly db: DbClient
  readonly report: OpenReport
  /** Finishes every write that was asked for, and lets go of port and file. */
  readonly stop: () => Promise<void>
}

/** Opens the database, puts the use cases together, brings in the demo on the first run, and serves the stage. */
export const startServices = async (deps: StartDeps): Promise<Result<Started>> => {
  const stamp = new Date(systemClock.epochMs()).toISOString().slice(0, 19).replaceAll(':', '-')
  const [opened, definitions] = await Promise.all([
    openDbClient({
      workerUrl: deps.workerUrl,
      file: deps.databasePath,
      addon: deps.sqliteAddon,
      stamp,
      onSlow: (name, ms) => deps.onNotice(`slow: ${name} took ${ms} ms in the database`),
    }),
    readGuarantees(deps.resourcesDir),
  ])
  if (!opened.ok) return opened
  if (!definitions.ok) {
    await opened.value.client.close()
    return definitions
  }
  const { client: db, report } = opened.value
  const signing = await loadSigningKey(path.dirname(deps.databasePath), deps.keyStore(), stamp)
  if (signing.key !== null) {
    const used = await db.call('signing.use', { key: signing.key, at: systemClock.epochMs() })
    // The record is kept without signatures rather than not at all; verifying says so.
    if (!used.ok) deps.onNotice(`heads are not signed: ${used.error.code}`)
    else if (used.value !== null)
      deps.onNotice(`what was erased was not held against its list: ${used.value.code}`)
  }
  const created = await createServices({
    db,
    keyProtection: signing.protection,
    clock: systemClock,
    newId: monotonicFactory(),
    definitions: definitions.value,
    resourcesDir: deps.resourcesDir,
    rendererDir: deps.rendererDir,
    picturesDir: deps.picturesDir,
    databasePath: deps.databasePath,
    shippedPackFile: deps.shippedPackFile,
    compiledPackFile: deps.compiledPackFile,
    stagePort: deps.stagePort,
    rulesWorkerUrl: deps.rulesWorkerUrl,
    backups: {
      appVersion: deps.appVersion,
      jobs: createCopyJobs({ workerUrl: deps.workerUrl, addon: deps.sqliteAddon }),
      bundles: createBundleJobs(deps.bundleWorkerUrl),
      restart: deps.restart,
      signingKey: signing.key,
    },
    onPatch: deps.onPatch,
    onProgress: deps.onProgress,
  })
  if (!created.ok) {
    await db.close()
    return created
  }
  const services = created.value
  const [demo] = await Promise.all([
    installDemo({ lineup: services.lineup, resourcesDir: deps.resourcesDir, picturesDir: deps.picturesDir }),
    services.stage.start(),
  ])
  // The app is whole without its demo.
  if (!demo.ok)
    deps.onNotice(
      `the demo lineup was not brought in: ${demo.error.code} ${JSON.stringify(demo.error.params)}`,
    )
  services.backups.schedule()
  services.fileCheck.begin()
  return succeed({
    services,
    db,
    report,
    stop: async () => {
      await services.backups.close()
      await services.fileCheck.close()
      services.playback.unload()
      await services.rulesThread.close()
      await services.stage.close()
      await services.held.close()
      await db.close()
    },
  })
}

/** Name of the data file in the user's data folder. */
export const databaseIn = (userData: string): string => path.join(userData, 'trustcue.sqlite')
