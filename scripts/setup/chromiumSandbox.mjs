/** Whether Chromium can lock up its pages the way it wants to on this machine. */
import fs from 'node:fs'
import path from 'node:path'
import { runQuietly } from './childProcess.mjs'
import { findProgram } from './systemPackages.mjs'

function kernelSays(file) {
  try {
    return fs.readFileSync(path.join('/proc/sys', file), 'utf8').trim()
  } catch {
    return undefined
  }
}

function helperIsInstalled(dist) {
  const stat = fs.statSync(path.join(dist, 'chrome-sandbox'), { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4000) !== 0
}

/**
 * Why Chromium has to be started with --no-sandbox here, in words; undefined when it need not be.
 *
 * @param {string} dist the folder of the runtime
 * @param {boolean} isRoot
 */
export async function sandboxObstacle(dist, isRoot) {
  if (process.platform !== 'linux') return undefined
  if (isRoot) return 'running as root'
  if (helperIsInstalled(dist)) return undefined
  const refused =
    kernelSays('kernel/unprivileged_userns_clone') === '0' ||
    kernelSays('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    kernelSays('user/max_user_namespaces') === '0'
  if (refused) return 'this system gives no user namespaces'
  const unshare = findProgram('unshare')
  if (unshare === undefined) return undefined
  const { code } = await runQuietly(unshare, ['--user', 'true'], {})
  return code === 0 ? undefined : 'this system gives no user namespaces'
}
