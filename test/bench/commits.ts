import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { claimPayload } from '../../domain/journal/claimPayload.ts'
import type { ClaimBundle, DbInput } from '../../electron/db/client.ts'
import { createSeals, headBookOf, openDbClient } from '../../electron/db/client.ts'
import { createDbHandlers } from '../../electron/db/handlers.ts'
import { createHeadKeeper } from '../../electron/db/keepHeads.ts'
import { ROOM_PAGES } from '../../electron/db/logRoom.ts'
import type { ToWorker, WorkerData } from '../../electron/db/messages.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { createJournalRepository } from '../../electron/db/repositories/journal.ts'
import { makeKey } from '../faults/madeUpRecord.ts'
import { bundle, sessionStart, startSession } from '../integration/db/claimBundle.ts'
import { type BareRow, bareRow, openBare } from './bareRow.ts'
import { timed } from './measure.ts'

/**
 * One way of making a claim durable, alone and one after the other: commits a second over all of its turns, merging of the log
 * included, and how long half and 95 of a hundred took at most, in ms.
 */
export type CommitRow = {
  readonly name: string
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
}
export type CommitFigures = {
  readonly rows: readonly CommitRow[]
  /** Claims of a burst, all sent at once and each acknowledged after its commit: a second, and the same as bare rows. */
  readonly burst: { readonly claims: number; readonly perSecond: number; readonly barePerSecond: number }
}

/** Names of the ways, as they stand in the report. */
export const COMMIT_WAYS = {
  plain: 'claim.record, nothing found',
  onAir: 'claim.record, as on air: one in six as below',
  full: 'claim.record with a finding, a spared hit and a promise',
  ownThread: 'the same as on air, without the way to the writer’s thread and back',
  bare: 'bare better-sqlite3, one row',
  bareAsked: 'the same row, written by another thread that is sent it and answers',
  sync: 'append 4,120 bytes and fdatasync',
} as const
/** One claim in so many has something found in it, as in the demonstration session (57 findings in 324 claims). */
const FOUND_ONE_IN = 6
/** How long the log is waited for, in ms. */
const ROOM_WAIT_MS = 5000

/** A page and its frame header, as a one-row commit writes it into the write-ahead log. */
const FRAME = Buffer.alloc(4120, 1)

const rowOf = (name: string, times: readonly number[]): CommitRow => {
  const sorted = times.toSorted((left, right) => left - right)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  const sum = sorted.reduce((total, ms) => total + ms, 0)
  return { name, perSecond: (sorted.length / sum) * 1000, p50: at(0.5), p95: at(0.95) }
}

/** A bare file in a thread of its own. */
const askBare = (
  file: string,
): { readonly add: (row: BareRow) => Promise<void>; readonly close: () => Promise<void> } => {
  const worker = new Worker(new URL('bareRow.ts', import.meta.url), { workerData: file })
  const ended = once(worker, 'exit')
  return {
    add: async (row) => {
      const answered = new Promise((resolve) => worker.once('message', resolve))
      worker.postMessage(row, [])
      await answered
    },
    close: async () => {
      worker.postMessage(null, [])
      await ended
    },
  }
}

/** What the writer's thread does for a claim, done here; its log is merged beside it, as in the app. */
const openOwn = (
  file: string,
): {
  readonly file: string
  readonly record: (input: DbInput<'claim.record'>) => void
  readonly close: () => Promise<void>
} => {
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'bench' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  const heads = createHeadKeeper(db, headBookOf(file))
  const journal = createJournalRepository(db, createSeals(), heads.follow)
  const handlers = createDbHandlers(db, heads, journal)
  handlers['signing.use']({ key: makeKey(), at: 1 })
  handlers['act.commit'](sessionStart())
  const data: WorkerData = { file, addon: null, stamp: 'bench' }
  const merging = new Worker(new URL('../../electron/db/checkpointWorker.ts', import.meta.url), {
    workerData: data,
  })
  const ended = once(merging, 'exit')
  return {
    file,
    record: (input) => {
      handlers['claim.record'](input)
      heads.settle()
      journal.settle(true)
    },
    close: async () => {
      const message: ToWorker = { type: 'close' }
      merging.postMessage(message, [])
      await ended
      await heads.idle()
      db.close()
    },
  }
}

/**
 * Durable single-claim commits beside a bare one-row insert with the same pragmas and beside `fdatasync` alone, on the same disk,
 * in turns; and a burst.
 */
export const measureCommits = async (options: {
  readonly commits: number
  readonly rounds: number
  readonly burst: number
}): Promise<CommitFigures> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  const file = path.join(folder, 'shop.sqlite')
  const workerUrl = new URL('../../electron/db/dbWorker.ts', import.meta.url)
  const opened = await openDbClient({
    workerUrl,
    file,
    addon: null,
    stamp: 'bench',
    onSlow: () => undefined,
  })
  if (!opened.ok) throw new Error(opened.error.code)
  const { client } = opened.value
  const own = openOwn(path.join(folder, 'own.sqlite'))
  const bare = openBare(path.join(folder, 'bare.sqlite'))
  const asked = askBare(path.join(folder, 'asked.sqlite'))
  const appended = openSync(path.join(folder, 'appended'), 'a')
  try {
    await client.call('signing.use', { key: makeKey(), at: 1 })
    await startSession(client)
    // The app gives the log its room at the start; nobody speaks in that second.
    for (const each of [file, own.file]) {
      const until = performance.now() + ROOM_WAIT_MS
      while (statSync(`${each}-wal`).size < ROOM_PAGES * 4096 && performance.now() < until)
        await setTimeout(20)
    }
    let number = 10
    let row = 0
    const seals = createSeals()
    const claim = (said: ClaimBundle) => ({
      bundle: said,
      entry: {
        at: said.claim.at,
        monoMs: said.claim.monoMs,
        offsetMs: said.claim.offsetMs,
        kind: 'claim',
        payload: claimPayload(seals, said),
      },
      corrects: [],
    })
    const plain = () => {
      number += 1
      return claim({ ...bundle(number), findings: [], suppressed: [], promises: [] })
    }
    const full = () => {
      number += 1
      return claim(bundle(number))
    }
    const onAir = () => (number % FOUND_ONE_IN === 0 ? full() : plain())
    const record = async (make: () => ReturnType<typeof claim>): Promise<void> => {
      const written = await client.call('claim.record', make())
      if (!written.ok) throw new Error(written.error.code)
    }
    const nextRow = (): BareRow => {
      row += 1
      return bareRow(row)
    }
    const addRow = (): void => {
      bare.insert.run(...nextRow())
    }
    const ways: readonly { readonly name: string; readonly run: () => Promise<void> | void }[] = [
      { name: COMMIT_WAYS.plain, run: () => record(plain) },
      { name: COMMIT_WAYS.onAir, run: () => record(onAir) },
      { name: COMMIT_WAYS.full, run: () => record(full) },
      { name: COMMIT_WAYS.ownThread, run: () => own.record(onAir()) },
      { name: COMMIT_WAYS.bare, run: addRow },
      { name: COMMIT_WAYS.bareAsked, run: () => asked.add(nextRow()) },
      {
        name: COMMIT_WAYS.sync,
        run: () => {
          writeSync(appended, FRAME)
          fdatasyncSync(appended)
        },
      },
    ]
    const seen = new Map(ways.map(({ name }) => [name, [] as number[]]))
    // The first turns warm up. Turns are short, so that a busy moment of the disk meets all ways.
    const cold = Math.ceil(options.rounds / 10)
    for (let round = -cold; round < options.rounds; round += 1) {
      for (const { name, run } of ways) {
        for (let at = 0; at < options.commits; at += 1) {
          const startedAt = performance.now()
          await run()
          if (round >= 0) seen.get(name)?.push(performance.now() - startedAt)
        }
      }
    }
    const claims = Array.from({ length: options.burst }, onAir)
    const startedAt = performance.now()
    const answers = await Promise.all(claims.map((one) => client.call('claim.record', one)))
    const burstMs = performance.now() - startedAt
    if (answers.some(({ ok }) => !ok)) throw new Error('a claim of the burst was refused')
    const { ms: bareMs } = timed(() =>
      bare.db.transaction(() => {
        for (let at = 0; at < options.burst; at += 1) addRow()
      })(),
    )
    return {
      rows: ways.map(({ name }) => rowOf(name, seen.get(name) ?? [])),
      burst: {
        claims: options.burst,
        perSecond: (options.burst / burstMs) * 1000,
        barePerSecond: (options.burst / bareMs) * 1000,
      },
    }
  } finally {
    closeSync(appended)
    bare.db.close()
    await Promise.all([asked.close(), own.close(), client.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}
