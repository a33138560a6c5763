/** `check:code`: format, lint and types only. */
import { format, lint, types } from './steps.mjs'

export async function run(prepared) {
  let failed = 0
  for (const step of [format, lint, types]) failed += (await step(prepared)).failed
  return failed === 0 ? 0 : 1
}
