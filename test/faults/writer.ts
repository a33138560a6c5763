import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'

/** A writer process and what it has said so far. */
export type Writer = {
  readonly child: ChildProcess
  /** Number of the newest claim it was told is in the file; one less than the first when none was. */
  readonly acknowledged: () => number
  /** Attempts that failed, by code. */
  readonly failures: () => ReadonlyMap<string, number>
  /** Waits until it has opened the file. */
  readonly ready: Promise<void>
  /** Waits until it is gone, and gives how. */
  readonly gone: Promise<NodeJS.Signals | null>
  readonly errors: () => string
}

const SCRIPT = path.join(import.meta.dirname, 'writerProcess.ts')

/** Starts a writer at a claim's number. */
export const startWriter = (
  file: string,
  from: number,
  session: 'start' | 'go-on',
  env: Readonly<Record<string, string>>,
): Writer => {
  const child = spawn(process.execPath, ['--no-warnings', SCRIPT, file, String(from), session], {
    env: { ...process.env, ...env },
  })
  let acknowledged = from - 1
  let rest = ''
  let errors = ''
  const failures = new Map<string, number>()
  let isReady = (): void => undefined
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  child.stdout.on('data', (chunk: Buffer) => {
    // A line cut short by the kill is no acknowledgement.
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const code = /^! \d+ (\S+)$/.exec(line)?.[1]
      if (line === 'ready') isReady()
      else if (code !== undefined) failures.set(code, 1 + (failures.get(code) ?? 0))
      else acknowledged = Number(line)
    }
  })
  const gone = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_code, signal) => {
      isReady()
      resolve(signal)
    })
  })
  return {
    child,
    acknowledged: () => acknowledged,
    failures: () => failures,
    ready,
    gone,
    errors: () => errors,
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
