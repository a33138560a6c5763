/** Running the project's own tools with the prepared Node. */
import fs from 'node:fs'
import path from 'node:path'
import { runChild } from '../setup/childProcess.mjs'
import { SetupError } from '../setup/say.mjs'

/** The script behind a tool's command, e.g. `vitest` or `@playwright/test` with the command `playwright`. */
export function toolScript(checkout, packageName, command = packageName) {
  const folder = path.join(checkout, 'node_modules', packageName)
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** Runs a tool of `node_modules` and gives its exit code. */
export function runTool(prepared, [packageName, command], args, env = {}) {
  return runChild(prepared.node, [toolScript(prepared.checkout, packageName, command), ...args], {
    cwd: prepared.checkout,
    env: { ...prepared.env, ...env },
    ownGroup: true,
  })
}

/** Where Node keeps the project's files compiled. */
export function codeCache(checkout) {
  return path.join(checkout, '.cache', 'compiled-code')
}

/** Runs one of the project's TypeScript files directly: Node strips the types itself. */
export function runTypeScript(prepared, file, args, options = {}) {
  if (!fs.existsSync(path.join(prepared.checkout, file))) throw new SetupError(`${file} is not there yet`)
  const [major, minor] = options.nodeVersion ?? process.versions.node.split('.').map(Number)
  const strip = major === 22 && minor < 18 ? ['--experimental-strip-types'] : []
  return runChild(
    prepared.node,
    ['--disable-warning=ExperimentalWarning', ...strip, path.join(prepared.checkout, file), ...args],
    {
      cwd: options.cwd ?? prepared.checkout,
      // Stripped of its types once, a file is read from there afterwards.
      env: { NODE_COMPILE_CACHE: codeCache(prepared.checkout), ...prepared.env, ...options.env },
      ownGroup: options.ownGroup ?? false,
    },
  )
}
