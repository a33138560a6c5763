import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { succeed } from '../../domain/contract/result.ts'
import type { HoldableCall } from './calls.ts'
import { groupCommit } from './groupCommit.ts'
import { createDbHandlers } from './handlers.ts'
import { headBookOf } from './headBookFile.ts'
import { createHeadKeeper } from './keepHeads.ts'
import type { FromWorker, WorkerData } from './messages.ts'
import { migrations } from './migrations/index.ts'
import { openDatabase } from './open.ts'
import { createHistoryPacker } from './packHistory.ts'
import { createJournalRepository } from './repositories/journal.ts'
import { createSessionRepository } from './repositories/sessions.ts'
import { createSeals } from './seals.ts'
import { serveCalls } from './serveCalls.ts'

/** Between two steps of packing, in ms: what was asked meanwhile comes first. */
const PACK_PAUSE_MS = 5

/** Calls that share a transaction when they wait at the same time. */
const GROUPED: ReadonlySet<string> = new Set<HoldableCall>(['act.commit', 'claim.record'])

/** Packs past claims a little at a time while nobody is on air. A step that fails is tried again after the next act. */
const packInTheBackground = (db: Database): { readonly wake: () => void; readonly stop: () => void } => {
  const pack = createHistoryPacker(db)
  const sessions = createSessionRepository(db)
  let timer: NodeJS.Timeout | null = null
  const step = (): void => {
    timer = null
    try {
      if (sessions.live() === null && pack(1)) wake()
    } catch {
      // What is not packed is read from the log itself, and nothing is lost: a full disk tells those who write to it.
    }
  }
  const wake = (): void => {
    timer ??= setTimeout(step, PACK_PAUSE_MS)
  }
  return {
    wake,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}

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
  const packing = packInTheBackground(db)
  const heads = createHeadKeeper(db, headBookOf(start.file))
  const journal = createJournalRepository(db, createSeals(), heads.follow)
  serveCalls(port, {
    file: start.file,
    handlers: createDbHandlers(db, heads, journal),
    grouped: { names: GROUPED, run: (works) => groupCommit(db, works) },
    onAnswered: (name, ok) => {
      journal.settle(ok)
      heads.settle()
      // An act may have ended a session.
      if (name === 'act.commit' || name === 'acts.commit') packing.wake()
    },
    onClose: () => {
      packing.stop()
      db.close()
    },
  })
  send({ type: 'opened', result: succeed(report) })
  packing.wake()
}

run()
