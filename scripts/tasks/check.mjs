/** `check`: checks a transcript without the application; stdout belongs to the findings alone. */
import { ensureCompiledPacks } from './build.mjs'
import { runTypeScript } from './tools.mjs'

export async function run(prepared, args) {
  // Packs compiled once for all runs. What is wrong with them is for the command itself to say.
  await ensureCompiledPacks(prepared).catch(() => undefined)
  return runTypeScript(prepared, 'electron/cli/check.ts', args, { cwd: prepared.callerFolder })
}
