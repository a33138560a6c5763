/**
 * The cache outside the checkout: downloads, runtimes and the built addon, shared by all checkouts of one person.
 *
 * Nothing in it is trusted because it is there. A folder counts only when its stamp, which is written last and moved
 * into place together with the folder, lists every file with its size (and its sha512 where asked for).
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createHash, randomUUID } from 'node:crypto'
import { withFileLock } from './fileLock.mjs'

const STAMP = '.whole.json'

/** The cache folder of this person: `TRUSTCUE_CACHE`, or the platform's own place for caches. */
export function cacheFolder(env = process.env) {
  if (env.TRUSTCUE_CACHE) return path.resolve(env.TRUSTCUE_CACHE)
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'trustcue')
  if (process.platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'trustcue', 'Cache')
  }
  const base = env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined
  return path.join(base ?? path.join(os.homedir(), '.cache'), 'trustcue')
}

/** The sha512 of a file in the form of npm's `integrity` field. */
export async function sha512Of(file) {
  const hash = createHash('sha512')
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk)
  return `sha512-${hash.digest('base64')}`
}

function listFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => file !== STAMP)
    .toSorted()
}

async function writeStamp(folder, recipe, hashed) {
  const files = {}
  for (const file of listFiles(folder)) {
    const full = path.join(folder, file)
    const stat = fs.lstatSync(full)
    files[file] = {
      size: stat.size,
      mode: stat.mode & 0o777,
      sha512: hashed ? await sha512Of(full) : undefined,
    }
  }
  const stampFile = path.join(folder, STAMP)
  const handle = fs.openSync(stampFile, 'w')
  fs.writeSync(handle, JSON.stringify({ recipe, files }))
  fs.fsyncSync(handle)
  fs.closeSync(handle)
}

/** True when the folder was finished by the same recipe and every file in it is still as it was. */
export async function isWhole(folder, recipe) {
  let stamp
  try {
    stamp = JSON.parse(fs.readFileSync(path.join(folder, STAMP), 'utf8'))
  } catch {
    return false
  }
  if (stamp.recipe !== recipe || Object.keys(stamp.files ?? {}).length === 0) return false
  for (const [file, expected] of Object.entries(stamp.files)) {
    const full = path.join(folder, file)
    const stat = fs.lstatSync(full, { throwIfNoEntry: false })
    if (stat === undefined || stat.size !== expected.size) return false
    if (process.platform !== 'win32' && (stat.mode & 0o777) !== expected.mode) return false
    if (expected.sha512 !== undefined && (await sha512Of(full)) !== expected.sha512) return false
  }
  return true
}

/**
 * Gives the path of a finished folder in the cache, making it when it is missing, half-done or damaged.
 *
 * @param {{ folder: string, say: (line: string) => void }} deps the cache folder and where to say things
 * @param {string} name the folder's name in the cache
 * @param {string} recipe whatever the content depends on; a change makes it anew
 * @param {boolean} hashed whether contents are compared by sha512 and not by size alone
 * @param {(temporary: string) => Promise<void>} make fills the temporary folder
 */
export async function cachedFolder(deps, name, recipe, hashed, make) {
  const target = path.join(deps.folder, name)
  if (await isWhole(target, recipe)) return target
  return withFileLock(path.join(deps.folder, 'locks', `${name}.lock`), deps.say, async () => {
    if (await isWhole(target, recipe)) return target
    const temporaryRoot = path.join(deps.folder, 'tmp')
    fs.mkdirSync(temporaryRoot, { recursive: true })
    // The lock is held: whatever else was begun under this name has been given up.
    for (const entry of fs.readdirSync(temporaryRoot)) {
      if (entry.startsWith(`${name}--`))
        fs.rmSync(path.join(temporaryRoot, entry), { recursive: true, force: true, maxRetries: 5 })
    }
    const temporary = path.join(temporaryRoot, `${name}--${randomUUID()}`)
    fs.mkdirSync(temporary)
    try {
      await make(temporary)
      await writeStamp(temporary, recipe, hashed)
      if (fs.existsSync(target)) {
        const old = path.join(temporaryRoot, `${name}--${randomUUID()}`)
        fs.renameSync(target, old)
        fs.renameSync(temporary, target)
        fs.rmSync(old, { recursive: true, force: true })
      } else {
        fs.renameSync(temporary, target)
      }
    } catch (error) {
      fs.rmSync(temporary, { recursive: true, force: true })
      throw error
    }
    return target
  })
}
