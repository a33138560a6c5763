/** Before the first integration test: the shipped packs compiled, as the build leaves them for the app and the commands. */
import path from 'node:path'
import { ensureCompiledPacks } from '../../scripts/tasks/build.mjs'

export async function setup() {
  const checkout = path.join(import.meta.dirname, '..', '..')
  await ensureCompiledPacks({ checkout, node: process.execPath, env: process.env })
}
