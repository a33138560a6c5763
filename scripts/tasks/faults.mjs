/** `test:faults`: the full form of the fault tests; each writes what it has seen to docs/faults. */
import { vitest } from './steps.mjs'

export async function run(prepared, args) {
  const { failed } = await vitest(prepared, 'faults', ['--no-file-parallelism', ...args], {})
  return failed === 0 ? 0 : 1
}
