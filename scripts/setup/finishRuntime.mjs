/**
 * Gives an unpacked stand-in runtime its default application and its switches:
 *
 *   node finishRuntime.mjs <folder of the runtime>
 */
import path from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

const runtime = process.argv[2]

await createPackage(
  path.join(import.meta.dirname, 'default-app'),
  path.join(runtime, 'resources', 'default_app.asar'),
)
await flipFuses(path.join(runtime, 'electron'), {
  version: FuseVersion.V1,
  // Playwright starts it with the inspector on; the other application's snapshot is not there any more.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: false,
  [FuseV1Options.RunAsNode]: true,
})
