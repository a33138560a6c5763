/** `eval`: how well the rules do on labelled lines. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'scripts/eval/run.ts', args, { cwd: prepared.callerFolder })
}
