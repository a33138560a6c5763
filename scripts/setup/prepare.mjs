/** Makes sure of everything a command needs, in order; each step costs nothing when it has been done before. */
import fs from 'node:fs'
import path from 'node:path'
import { cacheFolder } from './cache.mjs'
import { ensureElectron, STAND_IN } from './electronRuntime.mjs'
import { sandboxObstacle } from './chromiumSandbox.mjs'
import { ensureNodeModules } from './nodeModules.mjs'
import { nodeExecutable, pinnedNodeFolder } from './nodeRuntime.mjs'
import { say } from './say.mjs'
import { ensureSqliteAddon } from './sqliteAddon.mjs'
import { ensureSystemPackages, findChromium, fontFolders } from './systemPackages.mjs'

/** Notes what was found; what an earlier command found and this one has not looked for stays. */
function writeRuntimeFile(checkout, found) {
  const file = path.join(checkout, '.cache', 'runtime.json')
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '{}'
  const text = `${JSON.stringify({ ...JSON.parse(before), ...found }, null, 2)}\n`
  if (before === text) return
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(`${file}.${process.pid}`, text)
  fs.renameSync(`${file}.${process.pid}`, file)
}

/**
 * What makes file names be read as UTF-8 where the environment says nothing of it, as in a bare container: Chromium
 * would not open a file with a Chinese name there. The language stays as it is.
 */
function utf8Locale(env) {
  if (process.platform !== 'linux') return {}
  const says = (value) => /utf-?8/i.test(value ?? '')
  if (env.LC_ALL) return says(env.LC_ALL) ? {} : { LC_ALL: 'C.UTF-8' }
  return says(env.LC_CTYPE || env.LANG) ? {} : { LC_CTYPE: 'C.UTF-8' }
}

/**
 * @param {string} checkout the project's folder
 * @param {string[]} needs of `electron`, `browser`; packages and Node are always made sure of
 * @returns {Promise<{ checkout: string, node: string, env: NodeJS.ProcessEnv, isRoot: boolean,
 *   electron?: { executable: string, dist: string, version: string, standIn: boolean, sqliteAddon?: string,
 *   flags: string[], obstacle?: string }, chromium?: string }>}
 */
export async function prepare(checkout, needs) {
  const deps = {
    checkout,
    folder: cacheFolder(),
    say,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    fonts: fontFolders(),
  }
  const isRoot = deps.isRoot
  await ensureNodeModules(deps)
  const node = await nodeExecutable(deps)
  const env = {
    ...process.env,
    ...utf8Locale(process.env),
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  }
  const prepared = { checkout, node, env, isRoot }
  if (needs.length > 0) await ensureSystemPackages(deps, needs)
  if (needs.includes('browser')) prepared.chromium = findChromium()
  if (needs.includes('electron')) {
    const electron = await ensureElectron({ ...deps, node }, STAND_IN)
    const obstacle = await sandboxObstacle(electron.dist, isRoot)
    prepared.electron = { ...electron, obstacle, flags: obstacle === undefined ? [] : ['--no-sandbox'] }
    if (electron.standIn) prepared.electron.sqliteAddon = await addonFor({ ...deps, node, electron })
  }
  // Where things are, as Playwright's configuration and test/e2e/launch.ts read it.
  const { electron, chromium } = prepared
  if (needs.length > 0) {
    const found = {
      ...(electron === undefined ? {} : { electron }),
      ...(chromium === undefined ? {} : { chromium }),
    }
    writeRuntimeFile(checkout, { node, ...found })
  }
  return prepared
}

async function addonFor(deps) {
  return ensureSqliteAddon({
    ...deps,
    beforeBuild: () => ensureSystemPackages(deps, ['compiler']),
    findHeaders: async () => pinnedNodeFolder(deps),
  })
}
