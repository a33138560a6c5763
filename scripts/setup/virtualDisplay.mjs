/** A display for machines that have none: Xvfb on the first number that is free. */
import { startChild } from './childProcess.mjs'
import { findProgram, needsVirtualDisplay } from './systemPackages.mjs'
import { SetupError } from './say.mjs'

const SCREEN = '2560x1440x24'

/**
 * Starts a virtual display when there is none; gives `{ env, stop }` with the environment for windows.
 *
 * @param {{ say: (line: string) => void, env: NodeJS.ProcessEnv }} deps
 */
export async function openDisplay(deps) {
  if (!needsVirtualDisplay(deps.env)) return { env: {}, stop: async () => undefined }
  const program = findProgram('Xvfb', deps.env)
  if (program === undefined) throw new SetupError('there is no display and no Xvfb to make one')
  const { child, finished } = startChild(
    program,
    ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], ownGroup: true, outlivesOthers: true },
  )
  const number = await new Promise((resolve, reject) => {
    let text = ''
    const timer = setTimeout(() => reject(new SetupError('Xvfb did not start within 20 s')), 20_000)
    child.stdio[3].on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.trim())
    })
    finished.then(
      ({ code }) => reject(new SetupError(`Xvfb ended at once (exit ${code})`)),
      (error) => reject(new SetupError(`Xvfb did not start: ${error.message}`)),
    )
  })
  deps.say(`no display here: started a virtual one (Xvfb :${number}, ${SCREEN})`)
  return {
    env: { DISPLAY: `:${number}` },
    // Waits for it to remove its socket and lock file.
    stop: async () => {
      child.kill('SIGTERM')
      await finished
    },
  }
}
