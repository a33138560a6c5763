import path from 'node:path'
import { onTestFinished } from 'vitest'
import { runServices, type ServicesRun } from '../../../electron/app/runServices.ts'
import { WORKER_URL } from '../db/openTestDb.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')

/** The app's services over a folder, ended with the test. */
export const servicesOver = (folder: string): ServicesRun => {
  const services = runServices(
    {
      databasePath: path.join(folder, 'trustcue.sqlite'),
      sqliteAddon: null,
      keyStore: () => null,
      workerUrl: WORKER_URL,
      rulesWorkerUrl: new URL('../../../electron/services/rulesWorker.ts', import.meta.url),
      bundleWorkerUrl: new URL('../../../electron/services/bundleWorker.ts', import.meta.url),
      appVersion: '0.1.0',
      resourcesDir: path.join(root, 'resources'),
      rendererDir: path.join(root, 'out', 'renderer'),
      picturesDir: path.join(folder, 'pictures'),
      shippedPackFile: path.join(root, 'out', 'packs', 'shipped-packs.bin'),
      compiledPackFile: path.join(folder, 'compiled-packs.bin'),
      stagePort: 0,
      onPatch: () => undefined,
      onProgress: () => undefined,
      onNotice: () => undefined,
    },
    () => undefined,
  )
  onTestFinished(() => services.stop())
  return services
}
