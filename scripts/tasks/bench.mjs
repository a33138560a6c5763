/** `bench`: how fast the parts on the live path are. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'test/bench/run.ts', args)
}
