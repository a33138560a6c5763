/** `dist`: installers with electron-builder; `--dir` gives the unpacked application alone. */
import fs from 'node:fs'
import path from 'node:path'
import { withFileLock } from '../setup/fileLock.mjs'
import { say, SetupError } from '../setup/say.mjs'
import { ensureBuild, sourceDigest } from './build.mjs'
import { runTool } from './tools.mjs'

const PACKED_SOURCES = [
  'domain',
  'electron',
  'renderer',
  'resources',
  'scripts/packs',
  'electron.vite.config.ts',
  'electron-builder.config.mjs',
  'package.json',
  'package-lock.json',
]

function builderEnvironment(prepared) {
  const { electron } = prepared
  return {
    // Signing needs a certificate of the publisher; without one electron-builder must not look for it.
    CSC_IDENTITY_AUTO_DISCOVERY: prepared.env.CSC_LINK ? 'true' : 'false',
    TRUSTCUE_ELECTRON_DIST: electron.dist,
    TRUSTCUE_ELECTRON_VERSION: electron.version,
    ...(electron.sqliteAddon === undefined ? {} : { TRUSTCUE_SQLITE_ADDON: electron.sqliteAddon }),
  }
}

async function pack(prepared, args, env) {
  await ensureBuild(prepared)
  return runTool(
    prepared,
    ['electron-builder', 'electron-builder'],
    ['--config', 'electron-builder.config.mjs', '--publish', 'never', ...args],
    { ...builderEnvironment(prepared), ...env },
  )
}

/** The unpacked application that test/e2e/packaged.spec.ts starts: packed again only when something in it changed. */
export async function ensurePackagedForTests(prepared) {
  const { checkout, electron } = prepared
  const output = path.join(checkout, 'out', 'packaged-test')
  const stampFile = path.join(output, '.stamp.json')
  await withFileLock(path.join(checkout, '.cache', 'packaged-test.lock'), say, async () => {
    const stamp = JSON.stringify({ digest: sourceDigest(checkout, PACKED_SOURCES), electron })
    if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return
    say('packing the application for its test (electron-builder --dir)')
    fs.rmSync(output, { recursive: true, force: true })
    const code = await pack(prepared, ['--dir', `-c.directories.output=${output}`], {
      TRUSTCUE_TEST_BUILD: '1',
    })
    if (code !== 0) throw new SetupError(`electron-builder failed (exit ${code})`)
    fs.writeFileSync(stampFile, stamp)
  })
}

export async function run(prepared, args) {
  if (prepared.electron.standIn) {
    say(
      `packing the stand-in Electron ${prepared.electron.version}: good for trying out, not for giving to others`,
    )
  }
  const code = await pack(prepared, args, {})
  if (code !== 0 && !args.includes('--dir')) {
    say(
      "electron-builder fetches the installers' tools from its own release page; " +
        'where that is out of reach, `npm run dist -- --dir` gives the unpacked application',
    )
  }
  return code
}
