/** `fuzz`: a million random and mutated utterances through the checker. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'test/fuzz/fuzzClaims.ts', args)
}
