/** `verify`: verifies a data file; stdout belongs to the report alone. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'electron/cli/verify.ts', args, { cwd: prepared.callerFolder })
}
