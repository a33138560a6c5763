import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createCopyJobs, flushToDisk, openDbClient } from '../../electron/db/client.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { middle } from './measure.ts'

/** What a commit waits while a backup runs, beside none: ms at the middle and at the 99th percentile. */
export type BackupFigures = {
  readonly fileBytes: number
  readonly backupMs: number
  readonly alone: CommitTimes
  readonly during: CommitTimes
  /** Longest the main loop was held up while the backup ran, in ms. */
  readonly loopStallMs: number
}

type CommitTimes = { readonly commits: number; readonly p50: number; readonly p99: number }

const WORKER = new URL('../../electron/db/dbWorker.ts', import.meta.url)
const SESSION = '0'.repeat(26)
/** Between two claims of a busy show, in ms. */
const BETWEEN_MS = 10

const times = (values: readonly number[]): CommitTimes => {
  const sorted = values.toSorted((left, right) => left - right)
  return { commits: sorted.length, p50: middle(sorted), p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0 }
}

/** A data file of about so many bytes, on air: the writer packs nothing meanwhile. */
const fill = (file: string, bytes: number): void => {
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'bench' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  db.pragma('synchronous = OFF')
  db.prepare(
    `INSERT INTO session (id, title, kind, state, host, created_at, started_at, ended_at)
    VALUES (?, '晚场', 'broadcast', 'live', '', 1, 1, NULL)`,
  ).run(SESSION)
  const add = db.prepare(
    `INSERT INTO claim (id, session_id, text, speaker, source, at, mono_ms, offset_ms)
    VALUES (?, ?, ?, 'host', 'speech', ?, 1, 1)`,
  )
  const text = '这一句是拿来占地方的，讲的是面料和尺码。'.repeat(12)
  db.transaction(() => {
    for (let at = 0; at < bytes / 900; at += 1) add.run(String(at).padStart(26, '0'), SESSION, text, at)
  })()
  db.close()
  // What filling left to be written is not what a commit waits for.
  flushToDisk(file)
}

/** Saves settings again and again, one commit each, as a busy show does; gives how long each took until `isOver`. */
const commitUntil = async (
  commit: () => Promise<unknown>,
  isOver: (count: number) => boolean,
): Promise<number[]> => {
  const waited: number[] = []
  while (!isOver(waited.length)) {
    const startedAt = performance.now()
    await commit()
    waited.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
  return waited
}

/** Commits beside a backup of a large file, and alone, in turn. */
export const measureBackup = async (options: {
  readonly bytes: number
  readonly rounds: number
}): Promise<BackupFigures> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  const file = path.join(folder, 'trustcue.sqlite')
  try {
    fill(file, options.bytes)
    const opened = await openDbClient({
      workerUrl: WORKER,
      file,
      addon: null,
      stamp: 'bench',
      onSlow: () => undefined,
    })
    if (!opened.ok) throw new Error(opened.error.code)
    const { client } = opened.value
    const settings = await client.call('settings.read', null)
    if (!settings.ok) throw new Error(settings.error.code)
    const commit = () => client.call('settings.save', settings.value)
    const jobs = createCopyJobs({ workerUrl: WORKER, addon: null })
    const alone: number[] = []
    const during: number[] = []
    const backupMs: number[] = []
    let loopStallMs = 0
    for (let round = 0; round < options.rounds; round += 1) {
      alone.push(...(await commitUntil(commit, (count) => count >= 200)))
      const target = path.join(folder, `backup-${round}.sqlite`)
      let isOver = false
      let last = performance.now()
      const watch = setInterval(() => {
        const now = performance.now()
        loopStallMs = Math.max(loopStallMs, now - last - 5)
        last = now
      }, 5)
      const startedAt = performance.now()
      const job = jobs.start({ kind: 'copy', file, target, gentle: true }, () => undefined)
      const made = job.result.then((result) => {
        isOver = true
        backupMs.push(performance.now() - startedAt)
        if (!result.ok) throw new Error(JSON.stringify(result.error))
        return result
      })
      during.push(...(await commitUntil(commit, () => isOver)))
      await made
      clearInterval(watch)
      rmSync(target)
    }
    const fileBytes = statSync(file).size
    await client.close()
    return {
      fileBytes,
      backupMs: middle(backupMs.toSorted((left, right) => left - right)),
      alone: times(alone),
      during: times(during),
      loopStallMs,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
