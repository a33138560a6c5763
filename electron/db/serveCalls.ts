import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { Outcome } from './groupCommit.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { storageFailure } from './storageFailure.ts'

/** A call that takes longer is told as slow, in ms. */
export const SLOW_CALL_MS = 50

/** What a worker does with its calls. */
export type Served = {
  readonly file: string
  /** A function by the name of each call. */
  readonly handlers: object
  /** Names of calls that are run together when they wait at the same time, and how. */
  readonly grouped: {
    readonly names: ReadonlySet<string>
    readonly run: (works: readonly (() => unknown)[]) => readonly Outcome[]
  }
  /** After each call that was answered, and whether it succeeded. Of calls that were run together: once all have been run. */
  readonly onAnswered: (name: string, ok: boolean) => void
  /** Before the worker ends. */
  readonly onClose: () => void
}

/** For a worker whose calls are run one by one. */
export const ONE_BY_ONE: Served['grouped'] = { names: new Set(), run: () => [] }

type Call = Extract<ToWorker, { type: 'call' }>

/** Answers calls over a port, in their order and each to its end before the next, until it is told to close. */
export const serveCalls = (port: MessagePort, served: Served): void => {
  const { file, handlers, grouped, onAnswered, onClose } = served
  const send = (message: FromWorker): void => port.postMessage(message)
  const isCall = (name: string): name is keyof typeof handlers => Object.hasOwn(handlers, name)
  const work = ({ name, input }: Call): unknown => {
    if (!isCall(name)) throw new Error(`unknown call ${name}`)
    // The client's types tie the input to the name; across the port that tie is not visible to the compiler.
    const handler = handlers[name] as (value: unknown) => unknown
    const startedAt = performance.now()
    const value = handler(input)
    const ms = performance.now() - startedAt
    if (ms >= SLOW_CALL_MS) send({ type: 'slow', name, ms: Math.round(ms) })
    return value
  }
  const answer = ({ id, name }: Call, outcome: Outcome): void => {
    if (outcome.ok) send({ type: 'answer', id, ok: true, value: outcome.value })
    else send({ type: 'answer', id, ok: false, error: storageFailure(outcome.error, file) })
    onAnswered(name, outcome.ok)
  }
  const runAlone = (call: Call): void => {
    try {
      answer(call, { ok: true, value: work(call) })
    } catch (error) {
      answer(call, { ok: false, error })
    }
  }
  const runTogether = (calls: Call[]): void => {
    if (calls.length === 0) return
    const outcomes = grouped.run(calls.map((call) => () => work(call)))
    for (const [at, call] of calls.entries()) {
      answer(call, outcomes[at] ?? { ok: false, error: new Error('a call without an outcome') })
    }
    calls.length = 0
  }

  port.on('message', (first: ToWorker) => {
    const together: Call[] = []
    // What has come in meanwhile is taken with it.
    for (
      let message: ToWorker | undefined = first;
      message !== undefined;
      message = receiveMessageOnPort(port)?.message as ToWorker | undefined
    ) {
      if (message.type === 'call' && grouped.names.has(message.name)) {
        together.push(message)
        continue
      }
      runTogether(together)
      if (message.type === 'close') {
        onClose()
        port.close()
        return
      }
      runAlone(message)
    }
    runTogether(together)
  })
}
