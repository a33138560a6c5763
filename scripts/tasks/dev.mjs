/** `dev`: like start, but builds again and restarts the application whenever a source changes. */
import fs from 'node:fs'
import path from 'node:path'
import { isStopping } from '../setup/childProcess.mjs'
import { say } from '../setup/say.mjs'
import { openDisplay } from '../setup/virtualDisplay.mjs'
import { ensureBuild } from './build.mjs'
import { startApp } from './electronApp.mjs'

const SETTLE_MS = 300

function nextChange(checkout) {
  return new Promise((resolve) => {
    let timer
    const watchers = ['domain', 'electron', 'renderer'].map((folder) =>
      fs.watch(path.join(checkout, folder), { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(() => {
          for (const watcher of watchers) watcher.close()
          resolve('changed')
        }, SETTLE_MS)
      }),
    )
  })
}

export async function run(prepared, args) {
  const display = await openDisplay({ say, env: prepared.env })
  try {
    while (!isStopping()) {
      const changed = nextChange(prepared.checkout)
      try {
        await ensureBuild(prepared)
      } catch (error) {
        say(`${error.message}; waiting for the next change`)
        await changed
        continue
      }
      const { child, finished } = startApp(prepared, args, display.env, () => undefined)
      if ((await Promise.race([changed, finished.then(() => 'closed')])) === 'closed') return 0
      say('a source changed: building again')
      child.kill('SIGTERM')
      await finished
    }
  } finally {
    await display.stop()
  }
  return 0
}
