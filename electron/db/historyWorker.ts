import { parentPort, workerData } from 'node:worker_threads'
import type { HistoryHandlers } from './calls.ts'
import { createHistoryReader } from './historyReader.ts'
import type { WorkerData } from './messages.ts'
import { createReviewReader } from './reviewReader.ts'
import { createSearchReader } from './searchReader.ts'
import { openForReading } from './open.ts'
import { createClaimRepository } from './repositories/claims.ts'
import { ONE_BY_ONE, serveCalls } from './serveCalls.ts'

/** Reads the past on a connection that cannot write. An entry of its own, started by `client.ts` when first asked. */
const run = (): void => {
  const port = parentPort
  if (port === null) throw new Error('historyWorker runs only as a worker')
  const start = workerData as WorkerData
  const db = openForReading(start)
  const reader = createHistoryReader(db)
  const reviews = createReviewReader(db)
  const search = createSearchReader(db, () => performance.now())
  const claims = createClaimRepository(db)
  const handlers: HistoryHandlers = {
    'history.begin': (change) => reader.begin(change),
    'history.next': ({ walk, limit }) => reader.next(walk, limit),
    'history.end': (walk) => {
      reader.end(walk)
      return null
    },
    'review.read': (sessionId) => reviews.read(sessionId),
    'review.summaries': () => reviews.summaries(),
    'review.open': ({ sessionId, limit }) => reviews.open(sessionId, limit),
    'review.page': ({ sessionId, after, limit }) => reviews.page(sessionId, after, limit),
    'search.find': ({ query, before, limit }) => search.find(query, before, limit),
    'search.count': ({ query, before }) => search.count(query, before),
    'search.state': () => search.state(),
    'history.named': ({ text, limit }) => claims.named(text, limit),
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
