import type { MessagePort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from './messages.ts'
import { storageFailure } from './storageFailure.ts'

/** What a worker does with its calls. */
export type Served = {
  readonly file: string
  /** A function by the name of each call. */
  readonly handlers: object
  /** After each call that was answered. */
  readonly onAnswered: (name: string) => void
  /** Before the worker ends. */
  readonly onClose: () => void
}

/** Answers calls over a port, each to its end before the next, until it is told to close. */
export const serveCalls = (port: MessagePort, { file, handlers, onAnswered, onClose }: Served): void => {
  const send = (message: FromWorker): void => port.postMessage(message)
  const isCall = (name: string): name is keyof typeof handlers => Object.hasOwn(handlers, name)
  port.on('message', (message: ToWorker) => {
    if (message.type === 'close') {
      onClose()
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
      send({ type: 'answer', id, ok: false, error: storageFailure(error, file) })
    }
    onAnswered(name)
  })
}
