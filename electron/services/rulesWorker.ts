import { parentPort } from 'node:worker_threads'
import { createRulesJobs, type RulesJobs } from './rulesJobs.ts'
import type { FromRulesWorker, ToRulesWorker } from './rulesThread.ts'

/** The thread of `rulesThread.ts`: an entry of its own. One job after the other. */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('rulesWorker runs only as a worker')
  const send = (message: FromRulesWorker): void => port.postMessage(message)
  const jobs = createRulesJobs()
  const isJob = (name: string): name is keyof RulesJobs => Object.hasOwn(jobs, name)
  port.on('message', ({ id, name, input }: ToRulesWorker) => {
    try {
      if (!isJob(name)) throw new Error(`unknown job ${name}`)
      // The thread's types tie the input to the name; across the port that tie is not visible to the compiler.
      const job = jobs[name] as (value: unknown) => unknown
      send({ id, ok: true, value: job(input) })
    } catch (error) {
      send({ id, ok: false, reason: error instanceof Error ? error.message : String(error) })
    }
  })
}

run()
