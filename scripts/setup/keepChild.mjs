/**
 * Runs a program for a parent that may be killed at any instant:
 *
 *   node keepChild.mjs <true when through a shell> <command> [arguments]
 *
 * The parent holds the other end of file descriptor 3. When it closes without the program having ended, the parent is
 * gone, and the program and all it started are ended too: an npm left alone would go on writing where the next run
 * begins anew.
 */
import { spawn } from 'node:child_process'
import { Socket } from 'node:net'

const [shell, command, ...args] = process.argv.slice(2)
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: shell === 'true' })
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(127)
})
child.once('exit', (code) => process.exit(code ?? 1))

function endAll() {
  // This process heads a group of its own, with everything the program started in it.
  if (process.platform === 'win32') child.kill()
  else process.kill(-process.pid, 'SIGKILL')
  process.exit(1)
}

const parent = new Socket({ fd: 3 })
parent.on('error', endAll).on('close', endAll).resume()
