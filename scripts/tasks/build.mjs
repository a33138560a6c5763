/** `build`: the application and the compiled rule packs into out/, when their sources are other ones than last time. */
import fs from 'node:fs'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { withFileLock } from '../setup/fileLock.mjs'
import { say, SetupError } from '../setup/say.mjs'
import { runTool, runTypeScript } from './tools.mjs'

const SOURCES = [
  'domain',
  'electron',
  'renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
const BUILT = ['main', 'preload', 'renderer']
const STAMP = 'out/.build.json'

function filesBelow(checkout, entry) {
  const full = path.join(checkout, entry)
  const stat = fs.statSync(full, { throwIfNoEntry: false })
  if (stat === undefined) return []
  if (stat.isFile()) return [entry]
  return fs
    .readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => path.relative(checkout, path.join(item.parentPath ?? item.path, item.name)))
}

/** A digest of everything the built application depends on. */
export function sourceDigest(checkout, sources = SOURCES) {
  const hash = createHash('sha512')
  for (const file of sources.flatMap((entry) => filesBelow(checkout, entry)).toSorted()) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(checkout, file)))
      .update('\0')
  }
  return hash.digest('base64')
}

function builtSizes(checkout) {
  const files = BUILT.flatMap((folder) => filesBelow(checkout, path.join('out', folder))).toSorted()
  return Object.fromEntries(files.map((file) => [file, fs.statSync(path.join(checkout, file)).size]))
}

function isBuilt(checkout, digest) {
  try {
    const stamp = JSON.parse(fs.readFileSync(path.join(checkout, STAMP), 'utf8'))
    return stamp.digest === digest && JSON.stringify(stamp.files) === JSON.stringify(builtSizes(checkout))
  } catch {
    return false
  }
}

/** What decides how a pack is compiled, and the packs. */
const PACK_SOURCES = [
  'domain/compliance',
  'domain/model',
  'electron/transfer',
  'resources/rule-packs',
  'scripts/packs',
]
const COMPILED_PACKS = 'out/packs/shipped-packs.bin'
const PACKS_STAMP = 'out/packs/.packs.json'

function arePacksCompiled(checkout, digest) {
  try {
    const stamp = JSON.parse(fs.readFileSync(path.join(checkout, PACKS_STAMP), 'utf8'))
    return stamp.digest === digest && stamp.size === fs.statSync(path.join(checkout, COMPILED_PACKS)).size
  } catch {
    return false
  }
}

/** Compiles the shipped packs when they or their compiler changed; throws a SetupError when they cannot be compiled. */
export async function ensureCompiledPacks(prepared) {
  const { checkout } = prepared
  if (arePacksCompiled(checkout, sourceDigest(checkout, PACK_SOURCES))) return
  await withFileLock(path.join(checkout, '.cache', 'packs.lock'), say, async () => {
    const digest = sourceDigest(checkout, PACK_SOURCES)
    if (arePacksCompiled(checkout, digest)) return
    const file = path.join(checkout, COMPILED_PACKS)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.rmSync(path.join(checkout, PACKS_STAMP), { force: true })
    const code = await runTypeScript(prepared, 'scripts/packs/compileShipped.ts', [file])
    if (code !== 0) throw new SetupError(`the shipped rule packs do not compile (exit ${code})`)
    fs.writeFileSync(
      path.join(checkout, PACKS_STAMP),
      JSON.stringify({ digest, size: fs.statSync(file).size }),
    )
  })
}

/** Builds when needed; throws a SetupError when the build fails. */
export async function ensureBuild(prepared) {
  const { checkout } = prepared
  await ensureCompiledPacks(prepared)
  if (isBuilt(checkout, sourceDigest(checkout))) return
  await withFileLock(path.join(checkout, '.cache', 'build.lock'), say, async () => {
    const digest = sourceDigest(checkout)
    if (isBuilt(checkout, digest)) return
    const startedAt = Date.now()
    say('building the application')
    fs.rmSync(path.join(checkout, STAMP), { force: true })
    for (const folder of BUILT)
      fs.rmSync(path.join(checkout, 'out', folder), { recursive: true, force: true })
    const code = await runTool(prepared, ['electron-vite', 'electron-vite'], ['build', '--logLevel', 'warn'])
    if (code !== 0) throw new SetupError(`the build failed (exit ${code}); the messages are above`)
    fs.writeFileSync(path.join(checkout, STAMP), JSON.stringify({ digest, files: builtSizes(checkout) }))
    say(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  })
}

export async function run(prepared) {
  await ensureBuild(prepared)
  return 0
}
