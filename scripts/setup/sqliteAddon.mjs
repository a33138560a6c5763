/**
 * better-sqlite3's addon for the stand-in runtime.
 *
 * The prebuilt one needs Node-API 10, which Electron 33 has not; built from its own source with the flags below it
 * asks for the experimental Node-API and loads in Node-API 9. Electron 45 takes the prebuilt one.
 */
import fs from 'node:fs'
import path from 'node:path'
import { runQuietly } from './childProcess.mjs'
import { cachedFolder } from './cache.mjs'
import { SetupError, keepSaying } from './say.mjs'

const CXXFLAGS =
  '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNAPI_VERSION=2147483647 -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

const PROBE = `
const Database = require(process.argv[1]);
const db = new Database(':memory:', { nativeBinding: process.argv[2] });
db.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='trigram'); INSERT INTO t VALUES ('七天无理由退货')");
if (db.prepare("SELECT count(*) AS n FROM t WHERE t MATCH '无理由'").get().n !== 1) process.exit(3);
process.stdout.write('addon works');
`

/** Compiles the package in `folder` with node-gyp; gives the addon's path inside it. */
export async function compileWithNodeGyp(deps, folder) {
  const nodeGyp = path.join(deps.checkout, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js')
  await deps.beforeBuild()
  // The headers inside the Node package: node-gyp would otherwise fetch them from a release page.
  const headers = await deps.findHeaders()
  const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`]
  const result = await runQuietly(deps.node, args, {
    cwd: folder,
    env: { ...process.env, CXXFLAGS, MAKEFLAGS: '', JOBS: 'max' },
    diesWithUs: true,
  })
  if (result.code !== 0) {
    throw new SetupError(
      `the database addon did not build:\n${result.output.trim().split('\n').slice(-15).join('\n')}`,
    )
  }
  return path.join(folder, 'build', 'Release', 'better_sqlite3.node')
}

/** Opens a database in memory with the addon inside the runtime it was built for. */
async function probeInElectron(deps, addon) {
  const sqlite = path.join(deps.checkout, 'node_modules', 'better-sqlite3')
  const result = await runQuietly(deps.electron.executable, ['-e', PROBE, sqlite, addon], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 60_000,
  })
  if (result.code !== 0 || !result.stdout.includes('addon works')) {
    throw new SetupError(
      `the database addon does not work in Electron ${deps.electron.version}:\n${result.output}`,
    )
  }
}

/**
 * The path of the addon for the runtime, built once and checked by its sha512 on every run.
 *
 * @param {{ folder: string, say: (line: string) => void, electron: { version: string } }} deps
 * @param {string} packageFolder better-sqlite3 as installed
 * @param {(folder: string) => Promise<string>} compile compiles a copy of it and gives the addon's path
 * @param {(addon: string) => Promise<void>} probe throws when the addon does not work
 */
export async function cachedAddon(deps, packageFolder, compile, probe) {
  const { version } = JSON.parse(fs.readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))
  const name = `sqlite-addon-${version}-electron-${deps.electron.version}-${process.platform}-${process.arch}`
  const folder = await cachedFolder(deps, name, `${name} ${CXXFLAGS}`, true, async (temporary) => {
    deps.say(`building the database addon for Electron ${deps.electron.version} (one to two minutes, once)`)
    const source = path.join(temporary, 'source')
    fs.cpSync(packageFolder, source, {
      recursive: true,
      filter: (file) =>
        !['prebuilds', 'build'].includes(path.relative(packageFolder, file).split(path.sep)[0]),
    })
    const headersOfAddons = path.join(path.dirname(packageFolder), 'node-addon-api')
    fs.cpSync(headersOfAddons, path.join(source, 'node_modules', 'node-addon-api'), { recursive: true })
    const stopSaying = keepSaying(deps.say, 'building the database addon', () => '', 10_000)
    try {
      const built = await compile(source)
      const addon = path.join(temporary, 'better_sqlite3.node')
      fs.copyFileSync(built, addon)
      await probe(addon)
    } finally {
      stopSaying()
    }
    fs.rmSync(source, { recursive: true, force: true })
    deps.say('database addon built and tried')
  })
  return path.join(folder, 'better_sqlite3.node')
}

/**
 * The addon for the stand-in runtime, compiled with node-gyp and tried inside it.
 *
 * @param {{ checkout: string, folder: string, say: (line: string) => void, node: string,
 *   electron: { executable: string, version: string }, beforeBuild: () => Promise<void>,
 *   findHeaders: () => Promise<string> }} deps `beforeBuild` makes sure of a compiler, `findHeaders` gives a Node folder
 */
export async function ensureSqliteAddon(deps) {
  return cachedAddon(
    deps,
    path.join(deps.checkout, 'node_modules', 'better-sqlite3'),
    (folder) => compileWithNodeGyp(deps, folder),
    (addon) => probeInElectron(deps, addon),
  )
}
