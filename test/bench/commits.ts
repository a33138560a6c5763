import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { claimPayload } from '../../domain/journal/claimPayload.ts'
import type { ClaimBundle } from '../../electron/db/client.ts'
import { createSeals, openDbClient } from '../../electron/db/client.ts'
import { ROOM_PAGES } from '../../electron/db/logRoom.ts'
import { makeKey } from '../faults/madeUpRecord.ts'
import { bundle, claimEntry, startSession } from '../integration/db/claimBundle.ts'
import { middle, timed } from './measure.ts'

/** One way of making a claim durable: commits a second, alone and one after the other. */
export type CommitRow = { readonly name: string; readonly perSecond: number }
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
  bare: 'bare better-sqlite3, one row',
  sync: 'append 4,120 bytes and fdatasync',
} as const
/** One claim in so many has something found in it, as in the demonstration session (57 findings in 324 claims). */
const FOUND_ONE_IN = 6
/** How long the log is waited for, in ms. */
const ROOM_WAIT_MS = 5000

/** A page and its frame header, as a one-row commit writes it into the write-ahead log. */
const FRAME = Buffer.alloc(4120, 1)

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
  const bare = new Database(path.join(folder, 'bare.sqlite'))
  bare.pragma('journal_mode = WAL')
  bare.pragma('synchronous = FULL')
  bare.exec('CREATE TABLE claim (id TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL) STRICT')
  const insert = bare.prepare('INSERT INTO claim VALUES (?, ?, ?)')
  const appended = openSync(path.join(folder, 'appended'), 'a')
  try {
    await client.call('signing.use', { key: makeKey(), at: 1 })
    await startSession(client)
    // The app gives the log its room at the start; nobody speaks in that second.
    const until = performance.now() + ROOM_WAIT_MS
    while (statSync(`${file}-wal`).size < ROOM_PAGES * 4096 && performance.now() < until) await setTimeout(20)
    let number = 10
    let row = 0
    const seals = createSeals()
    const claim = (said: ClaimBundle) => ({
      bundle: said,
      entry: { ...claimEntry(number), payload: claimPayload(seals, said) },
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
    const addRow = (): void => {
      row += 1
      insert.run(String(row).padStart(26, '0'), `第 ${row} 句：全网最低，假一赔十`, row)
    }
    const ways: readonly { readonly name: string; readonly run: () => Promise<void> | void }[] = [
      { name: COMMIT_WAYS.plain, run: () => record(plain) },
      { name: COMMIT_WAYS.onAir, run: () => record(onAir) },
      { name: COMMIT_WAYS.full, run: () => record(full) },
      { name: COMMIT_WAYS.bare, run: addRow },
      {
        name: COMMIT_WAYS.sync,
        run: () => {
          writeSync(appended, FRAME)
          fdatasyncSync(appended)
        },
      },
    ]
    const seen = new Map(ways.map(({ name }) => [name, [] as number[]]))
    for (let round = 0; round <= options.rounds; round += 1) {
      for (const { name, run } of ways) {
        const startedAt = performance.now()
        for (let at = 0; at < options.commits; at += 1) await run()
        const perSecond = (options.commits / (performance.now() - startedAt)) * 1000
        // The first round warms up.
        if (round > 0) seen.get(name)?.push(perSecond)
      }
    }
    const claims = Array.from({ length: options.burst }, onAir)
    const startedAt = performance.now()
    const answers = await Promise.all(claims.map((one) => client.call('claim.record', one)))
    const burstMs = performance.now() - startedAt
    if (answers.some(({ ok }) => !ok)) throw new Error('a claim of the burst was refused')
    const { ms: bareMs } = timed(() =>
      bare.transaction(() => {
        for (let at = 0; at < options.burst; at += 1) addRow()
      })(),
    )
    return {
      rows: ways.map(({ name }) => ({ name, perSecond: middle(seen.get(name) ?? []) })),
      burst: {
        claims: options.burst,
        perSecond: (options.burst / burstMs) * 1000,
        barePerSecond: (options.burst / bareMs) * 1000,
      },
    }
  } finally {
    closeSync(appended)
    bare.close()
    await client.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
