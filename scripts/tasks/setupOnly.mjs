/** `setup`: makes sure of everything the other commands need, and says where it is. */
import { say } from '../setup/say.mjs'

export async function run(prepared) {
  say(`ready: Node ${prepared.node}`)
  say(`ready: Electron ${prepared.electron.version} ${prepared.electron.executable}`)
  if (prepared.electron.sqliteAddon) say(`ready: database addon ${prepared.electron.sqliteAddon}`)
  if (prepared.chromium) say(`ready: Chromium ${prepared.chromium}`)
  return 0
}
