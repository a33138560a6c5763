/** `eval`: how well the rules do on labelled lines. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'electron/cli/evaluate.ts', args, { cwd: prepared.callerFolder })
}
