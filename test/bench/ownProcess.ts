import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** What a script of this folder prints when it runs in a process of its own. */
export const runInOwnProcess = (script: string, args: readonly string[]): string =>
  execFileSync(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
