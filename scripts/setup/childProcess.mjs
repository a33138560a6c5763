/** Starting other programs, waiting for them, and leaving none behind. */
import { spawn } from 'node:child_process'
import path from 'node:path'

const running = new Set()
let stopping = false

/** True once Ctrl-C or a termination signal has arrived: no further step should begin. */
export function isStopping() {
  return stopping
}

function signalChild(child, signal) {
  try {
    const alone = child.endsItsOwn && signal === 'SIGTERM'
    if (child.ownGroup && !alone && process.platform !== 'win32') process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch {
    // Already gone.
  }
}

/** Passes Ctrl-C and termination on to everything that was started, then ends this process. */
export function stopEverythingOnSignals() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.on(signal, () => {
      if (stopping) {
        for (const child of running) signalChild(child, 'SIGKILL')
        process.exit(code)
      }
      stopping = true
      process.exitCode = code
      for (const child of running) if (!child.outlivesOthers) signalChild(child, 'SIGTERM')
      const deadline = setTimeout(() => {
        for (const child of running) signalChild(child, 'SIGKILL')
        process.exit(code)
      }, 8000)
      const poll = setInterval(() => {
        if ([...running].every((child) => child.outlivesOthers)) {
          for (const child of running) signalChild(child, 'SIGTERM')
        }
        if (running.size > 0) return
        clearInterval(poll)
        clearTimeout(deadline)
        process.exit(code)
      }, 50)
    })
  }
  process.on('exit', () => {
    for (const child of running) signalChild(child, 'SIGKILL')
  })
}

/**
 * Starts a program.
 *
 * - `ownGroup` puts it at the head of its own process group, so that its children end with it;
 * - `endsItsOwn` asks the program alone to end, and its children only when they are left over;
 * - `outlivesOthers` lets the others end first (a display, before the windows on it are closed).
 *
 * Gives the child process; `finished` resolves with `{ code, signal }` and never rejects for a non-zero exit.
 */
export function startChild(command, args, options) {
  const { ownGroup = false, endsItsOwn = false, outlivesOthers = false, ...spawnOptions } = options
  const child = spawn(command, args, { ...spawnOptions, detached: ownGroup && process.platform !== 'win32' })
  child.ownGroup = ownGroup
  child.endsItsOwn = endsItsOwn
  child.outlivesOthers = outlivesOthers
  running.add(child)
  const finished = new Promise((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code, signal) => {
      // What the child left behind in its group must not outlive it.
      if (child.ownGroup) signalChild(child, 'SIGKILL')
      running.delete(child)
      resolve({ code: code ?? 1, signal })
    })
  })
  finished.catch(() => undefined)
  return { child, finished }
}

/** Runs a program to its end and gives its exit code. */
export async function runChild(command, args, options) {
  const { finished } = startChild(command, args, { stdio: 'inherit', ...options })
  return (await finished).code
}

/**
 * Runs a program quietly and gives `{ code, output, stdout }`, where `output` is its stdout and stderr together.
 *
 * - `timeoutMs` (0: none) kills it when it takes longer;
 * - `giveUp` (an AbortSignal) kills it when it is aborted;
 * - `diesWithUs` ends it and its children even when this process is killed without a chance to say so.
 */
export async function runQuietly(command, args, options) {
  const { timeoutMs = 0, giveUp, diesWithUs = false, ...rest } = options
  const keeper = path.join(import.meta.dirname, 'keepChild.mjs')
  const { child, finished } = startChild(
    diesWithUs ? process.execPath : command,
    diesWithUs ? [keeper, String(rest.shell === true), command, ...args] : args,
    {
      ...rest,
      ...(diesWithUs ? { shell: false } : {}),
      stdio: ['ignore', 'pipe', 'pipe', ...(diesWithUs ? ['pipe'] : [])],
      ownGroup: true,
    },
  )
  let output = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text
  })
  giveUp?.addEventListener('abort', () => signalChild(child, 'SIGKILL'), { once: true })
  const timer = timeoutMs > 0 ? setTimeout(() => signalChild(child, 'SIGKILL'), timeoutMs) : undefined
  try {
    const { code } = await finished
    return { code, output, stdout }
  } finally {
    clearTimeout(timer)
  }
}
