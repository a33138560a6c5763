/** `check`: checks a transcript without the application; stdout belongs to the findings alone. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'electron/cli/check.ts', args, { cwd: prepared.callerFolder })
}
