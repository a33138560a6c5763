/** `train`: the scorer's weights from the labelled lines. */
import { runTypeScript } from './tools.mjs'

export function run(prepared, args) {
  return runTypeScript(prepared, 'scripts/scorer/train.ts', args)
}
