/** `demo`: the whole show in real windows without a person, left under out/demo/. */
import { say } from '../setup/say.mjs'
import { openDisplay } from '../setup/virtualDisplay.mjs'
import { ensureBuild } from './build.mjs'
import { appEnvironment } from './electronApp.mjs'
import { runTypeScript } from './tools.mjs'

export async function run(prepared, args) {
  await ensureBuild(prepared)
  const display = await openDisplay({ say, env: prepared.env })
  const { executable, flags } = prepared.electron
  const code = await runTypeScript(prepared, 'scripts/demo/run.ts', args, {
    env: {
      ...appEnvironment(prepared),
      ...display.env,
      TRUSTCUE_ELECTRON: executable,
      TRUSTCUE_ELECTRON_FLAGS: flags.join(' '),
    },
    ownGroup: true,
  })
  await display.stop()
  return code
}
