import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { succeed } from '../../domain/contract/result.ts'
import type { DbHandlers } from './calls.ts'
import { createDbHandlers } from './handlers.ts'
import type { FromWorker, ToWorker, WorkerData } from './messages.ts'
import { migrations } from './migrations/index.ts'
import { openDatabase } from './open.ts'
import { storageFailure } from './storageFailure.ts'

/**
 * The one writer: it owns the data file, and runs each call to its end before the next. An entry of its own; everything
 * else talks to it through `client.ts`.
 */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('dbWorker runs only as a worker')
  const start = workerData as WorkerData
  const send = (message: FromWorker): void => port.postMessage(message)

  const size = statSync(start.file, { throwIfNoEntry: false })?.size ?? 0
  const opened = openDatabase({ ...start, migrations }, size)
  if (!opened.ok) {
    send({ type: 'opened', result: opened })
    port.close()
    return
  }
  const { db, report } = opened.value
  const handlers: DbHandlers = createDbHandlers(db)
  const isCall = (name: string): name is keyof DbHandlers => Object.hasOwn(handlers, name)

  port.on('message', (message: ToWorker) => {
    if (message.type === 'close') {
      db.close()
      port.close()
      return
    }
    const { id, name, input } = message
    try {
      if (!isCall(name)) throw new Error(`unknown call ${name}`)
      // The client's types tie the input to the name; across the port that tie is not visible to the compiler.
      const handler = handlers[name] as (value: unknown) => unknown
      send({ type: 'answer', id, ok: true, value: handler(input) })
    } catch (error) {
      send({ type: 'answer', id, ok: false, error: storageFailure(error, start.file) })
    }
  })
  send({ type: 'opened', result: succeed(report) })
}

run()
