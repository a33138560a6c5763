import { Worker } from 'node:worker_threads'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import type { RulesJobs } from './rulesJobs.ts'

export type ToRulesWorker = { readonly id: number; readonly name: string; readonly input: unknown }
export type FromRulesWorker =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly reason: string }

/** Longest a job may take, in ms. Far above what any takes: it ends a thread that would never answer. */
const JOB_LIMIT_MS = 20_000

/** Checks over many claims and packs from outside, in a thread of their own: a claim on air never waits for them. */
export type RulesThread = {
  /** Fails with `rules-stopped` when the thread ended, or had to be ended. */
  readonly ask: <Name extends keyof RulesJobs>(
    name: Name,
    input: RulesJobs[Name]['input'],
  ) => Promise<Result<RulesJobs[Name]['output']>>
  readonly close: () => Promise<void>
}

/** Starts the thread when it is first needed; one that ended is started again. */
export const createRulesThread = (workerUrl: URL): RulesThread => {
  type Waiting = { readonly answer: (result: Result<unknown>) => void; readonly timer: NodeJS.Timeout }
  let worker: Worker | null = null
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  const stop = (): void => {
    worker = null
    for (const { answer, timer } of waiting.values()) {
      clearTimeout(timer)
      answer(fail('rules-stopped', {}))
    }
    waiting.clear()
  }
  const start = (): Worker => {
    const started = new Worker(workerUrl)
    // The app may end while a comparison runs.
    started.unref()
    started.on('message', (message: FromRulesWorker) => {
      const asked = waiting.get(message.id)
      if (asked === undefined) return
      waiting.delete(message.id)
      clearTimeout(asked.timer)
      asked.answer(message.ok ? succeed(message.value) : fail('unexpected', { id: message.reason }))
    })
    const ended = (): void => {
      if (worker === started) stop()
    }
    started.on('error', ended)
    started.on('exit', ended)
    return started
  }
  return {
    ask: (name, input) => {
      worker ??= start()
      const to = worker
      lastId += 1
      const id = lastId
      return new Promise((resolve) => {
        const timer = setTimeout(() => void to.terminate(), JOB_LIMIT_MS)
        timer.unref()
        // What comes back for a name is what the thread's table says; see `RulesJobTable`.
        waiting.set(id, { answer: resolve as (result: Result<unknown>) => void, timer })
        to.postMessage({ id, name, input } satisfies ToRulesWorker, [])
      })
    },
    close: async () => {
      const running = worker
      stop()
      await running?.terminate()
    },
  }
}
