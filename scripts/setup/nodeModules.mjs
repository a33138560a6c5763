/** `node_modules` exactly as package-lock.json says, without running any package's install script. */
import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { runQuietly } from './childProcess.mjs'
import { withFileLock } from './fileLock.mjs'
import { npmCommand } from './npmPackage.mjs'
import { SetupError, keepSaying } from './say.mjs'

const STAMP = '.trustcue-stamp.json'
const PLATFORM = `${process.platform}-${process.arch}`

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function wantedStamp(checkout) {
  const lock = fs.readFileSync(path.join(checkout, 'package-lock.json'))
  return JSON.stringify({
    lock: createHash('sha512').update(lock).digest('base64'),
    platform: PLATFORM,
  })
}

function everyPackageIsThere(checkout, packages) {
  return Object.keys(packages).every((folder) => fs.existsSync(path.join(checkout, folder, 'package.json')))
}

/**
 * True when what npm says it installed is what the lock file asks for. npm writes `.package-lock.json` last, so it is
 * also the proof that an `npm ci` or `npm install` by hand came to its end.
 */
function matchesLockFile(checkout) {
  const lock = readJson(path.join(checkout, 'package-lock.json'))
  const installed = readJson(path.join(checkout, 'node_modules', '.package-lock.json'))
  if (lock?.packages === undefined || installed?.packages === undefined) return false
  for (const [folder, wanted] of Object.entries(lock.packages)) {
    if (folder === '') continue
    const found = installed.packages[folder]
    if (found === undefined) {
      if (wanted.optional === true || wanted.devOptional === true || wanted.peer === true) continue
      return false
    }
    if (found.version !== wanted.version || found.integrity !== wanted.integrity) return false
    // Some npm commands write the list without touching the folders.
    if (readJson(path.join(checkout, folder, 'package.json'))?.version !== wanted.version) return false
  }
  return Object.keys(installed.packages).every((folder) => lock.packages[folder] !== undefined)
}

/** True when `node_modules` needs nothing done to it. */
export function modulesAreInstalled(checkout) {
  const folder = path.join(checkout, 'node_modules')
  const installed = readJson(path.join(folder, '.package-lock.json'))
  if (installed?.packages === undefined || !everyPackageIsThere(checkout, installed.packages)) return false
  let present
  try {
    present = fs.readFileSync(path.join(folder, STAMP), 'utf8')
  } catch {
    present = undefined
  }
  if (present === wantedStamp(checkout)) return true
  const otherPlatform = present !== undefined && !present.includes(PLATFORM)
  return !otherPlatform && matchesLockFile(checkout)
}

function rememberInstalled(checkout) {
  const file = path.join(checkout, 'node_modules', STAMP)
  const stamp = wantedStamp(checkout)
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== stamp) fs.writeFileSync(file, stamp)
}

function countInstalled(checkout) {
  try {
    return fs.readdirSync(path.join(checkout, 'node_modules')).length
  } catch {
    return 0
  }
}

/**
 * Installs the packages of package-lock.json when they are missing, other ones, or half-installed.
 *
 * @param {{ checkout: string, say: (line: string) => void }} deps
 * @throws {SetupError} when npm cannot
 */
export async function ensureNodeModules(deps) {
  const { checkout, say } = deps
  const stampFile = path.join(checkout, 'node_modules', STAMP)
  if (modulesAreInstalled(checkout)) {
    rememberInstalled(checkout)
    return
  }
  await withFileLock(path.join(checkout, '.cache', 'modules.lock'), say, async () => {
    if (modulesAreInstalled(checkout)) return
    say('installing the packages of package-lock.json (npm ci, about a minute)')
    // From here on until the end nothing may pass for a finished installation.
    fs.rmSync(stampFile, { force: true })
    fs.rmSync(path.join(checkout, 'node_modules', '.package-lock.json'), { force: true })
    const stopSaying = keepSaying(say, 'installing packages', () => `${countInstalled(checkout)} folders`)
    let result
    try {
      const npm = npmCommand()
      result = await runQuietly(
        npm.command,
        [
          ...npm.args,
          'ci',
          '--ignore-scripts',
          '--no-audit',
          '--no-fund',
          '--include=dev',
          '--include=optional',
        ],
        { cwd: checkout, shell: npm.shell, diesWithUs: true },
      )
    } finally {
      stopSaying()
    }
    if (result.code !== 0) {
      throw new SetupError(
        `npm ci failed (exit ${result.code}). Is the registry reachable? The next run starts again where it can.\n` +
          result.output.trim().split('\n').slice(-12).join('\n'),
      )
    }
    rememberInstalled(checkout)
    if (!modulesAreInstalled(checkout))
      throw new SetupError('npm ci ended well but packages are missing; run it again')
    say('packages installed')
  })
}
