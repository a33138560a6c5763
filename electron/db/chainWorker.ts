import { existsSync, readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { ChainHandlers, VerifyStep } from './calls.ts'
import { erasureListOf, erasureListText } from './erasureList.ts'
import { headBookOf } from './headBookFile.ts'
import type { WorkerData } from './messages.ts'
import { openForReading } from './open.ts'
import { createHeadRepository } from './repositories/heads.ts'
import { createRecordReader } from './repositories/record.ts'
import { ONE_BY_ONE, serveCalls } from './serveCalls.ts'
import { verifyRecord } from './verifyRecord.ts'

/** How long one call works before it says how far it is, in ms. */
const STEP_MS = 60

/** Verifies on a connection that cannot write. An entry of its own, started by `client.ts` when first asked. */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('chainWorker runs only as a worker')
  const start = workerData as WorkerData
  const db = openForReading(start)
  let walk: ReturnType<typeof verifyRecord> | null = null
  /** One step; null = there is no walk. */
  const advance = (isStopping: boolean): VerifyStep | null => {
    const made = walk?.next(isStopping)
    if (made === undefined) return null
    if (made.done !== true) return { ...made.value, report: null }
    walk = null
    return { done: made.value.entries, total: made.value.entries, report: made.value }
  }
  const step = (isStopping: boolean): VerifyStep | null => {
    const until = performance.now() + STEP_MS
    let made = advance(isStopping)
    while (made !== null && made.report === null && performance.now() < until) made = advance(isStopping)
    return made
  }
  const handlers: ChainHandlers = {
    'chain.begin': ({ sessionId, now }) => {
      // One that was left lets go of what it was reading.
      for (let left = advance(true); left !== null && left.report === null;) left = advance(true)
      const bookFile = headBookOf(start.file)
      // Before the database: what the book knows by now is in it.
      const book = existsSync(bookFile) ? readFileSync(bookFile, 'utf8') : ''
      const erasures = erasureListText(erasureListOf(start.file))
      walk = verifyRecord(db, { sessionId, book, erasures, addon: start.addon, now })
      return null
    },
    'chain.next': () => step(false),
    'chain.stop': () => step(true),
    'chain.sessions': () => createRecordReader(db).sessions(),
    'chain.head': (sessionId) => {
      const heads = createHeadRepository(db)
      const head = heads.last(sessionId)
      const key = heads.keys().find(({ id }) => id === head?.keyId)
      return head === null || key === undefined
        ? null
        : { head, publicKey: key.publicKey, sessions: heads.sessions() }
    },
  }
  serveCalls(port, {
    file: start.file,
    handlers,
    grouped: ONE_BY_ONE,
    onAnswered: () => undefined,
    onClose: () => db.close(),
  })
}

run()
