/** `start`: builds the application when needed and opens it. */
import { say } from '../setup/say.mjs'
import { openDisplay } from '../setup/virtualDisplay.mjs'
import { ensureBuild } from './build.mjs'
import { startApp } from './electronApp.mjs'

export async function run(prepared, args) {
  await ensureBuild(prepared)
  const display = await openDisplay({ say, env: prepared.env })
  const { finished } = startApp(prepared, args, display.env, (line) => {
    const stage = /^TrustCue stage: (\S+)/.exec(line)
    if (stage) say(`the stage is open in any browser at ${stage[1]} (Ctrl-C ends TrustCue)`)
  })
  const { code } = await finished
  await display.stop()
  return code
}
