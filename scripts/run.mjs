/**
 * Behind every npm script: makes sure of what the command needs, then runs it.
 *
 *   node scripts/run.mjs <command> [arguments]
 *
 * Runs on the plain Node of a fresh machine before anything is installed: Node's built-ins only, here and in setup/.
 */
import path from 'node:path'
import { isStopping, stopEverythingOnSignals } from './setup/childProcess.mjs'
import { prepare } from './setup/prepare.mjs'
import { SetupError } from './setup/say.mjs'

const OLDEST_NODE_FOR_SETUP = [20, 19]

/** What each command needs and which file does it; the files export `run(prepared, arguments)` and give an exit code. */
const COMMANDS = {
  setup: { needs: ['electron', 'browser'], task: './tasks/setupOnly.mjs' },
  start: { needs: ['electron'], task: './tasks/start.mjs' },
  dev: { needs: ['electron'], task: './tasks/dev.mjs' },
  build: { needs: [], task: './tasks/build.mjs' },
  test: { needs: 'task', task: './tasks/test.mjs' },
  'test:faults': { needs: ['electron'], task: './tasks/faults.mjs' },
  'check:code': { needs: [], task: './tasks/checkCode.mjs' },
  demo: { needs: ['electron'], task: './tasks/demo.mjs' },
  check: { needs: [], task: './tasks/check.mjs' },
  verify: { needs: [], task: './tasks/verify.mjs' },
  bench: { needs: [], task: './tasks/bench.mjs' },
  fuzz: { needs: [], task: './tasks/fuzz.mjs' },
  eval: { needs: [], task: './tasks/evaluate.mjs' },
  train: { needs: [], task: './tasks/train.mjs' },
  dist: { needs: ['electron'], task: './tasks/dist.mjs' },
}

async function main() {
  const [name, ...args] = process.argv.slice(2)
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined
  if (command === undefined) {
    throw new SetupError(`unknown command ${name ?? '(none)'}; one of: ${Object.keys(COMMANDS).join(', ')}`)
  }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (
    major < OLDEST_NODE_FOR_SETUP[0] ||
    (major === OLDEST_NODE_FOR_SETUP[0] && minor < OLDEST_NODE_FOR_SETUP[1])
  ) {
    throw new SetupError(
      `Node ${OLDEST_NODE_FOR_SETUP.join('.')} or newer is needed; this is ${process.versions.node}`,
    )
  }
  const checkout = path.dirname(import.meta.dirname)
  process.chdir(checkout)
  const task = await import(command.task)
  const needs = command.needs === 'task' ? task.needsOf(args) : command.needs
  const prepared = await prepare(checkout, needs)
  return task.run({ ...prepared, callerFolder: process.env.INIT_CWD ?? checkout }, args)
}

stopEverythingOnSignals()
try {
  const code = await main()
  // After Ctrl-C the exit code is the signal's; the handler ends the process when all children are gone.
  if (!isStopping()) process.exit(code)
} catch (error) {
  if (!isStopping()) {
    process.stderr.write(error instanceof SetupError ? `trustcue: ${error.message}\n` : `${error.stack}\n`)
    // For `check`, 1 means that there are findings; for `verify`, that something is not as it was written.
    process.exit(['check', 'verify'].includes(process.argv[2] ?? '') ? 2 : 1)
  }
}
