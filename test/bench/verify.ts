import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { hash } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openForReading } from '../../electron/db/open.ts'
import { verifyRecord } from '../../electron/db/verifyRecord.ts'
import { makeKey, writeRecord } from '../faults/madeUpRecord.ts'
import { middle, sink } from './measure.ts'

/** Verifying a record. */
export type VerifyFigures = {
  readonly entries: number
  /** Mean length of a payload, in bytes. */
  readonly payloadBytes: number
  /** Everything of all sessions: chain, heads, book, tables. */
  readonly entriesPerSecond: number
  /** One SHA-256 for each payload, read beforehand: what no check of payloads can do without. */
  readonly hashesPerSecond: number
  /** Looking at the file's tables and indexes, which comes after the entries, in ms. */
  readonly fileMs: number
  /** How much the process grows at most while the app's own worker verifies, at two sizes. */
  readonly growth: readonly { readonly entries: number; readonly mb: number }[]
}

/** What this process has worked so far, in ms: others that share the machine do not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const cpuOf = (work: () => void): number => {
  const before = cpuMs()
  work()
  return cpuMs() - before
}

/** Growth of a process that verifies a file as the app does it: one of its own, that has done nothing else. */
const growthOf = (file: string): VerifyFigures['growth'][number] => {
  const script = path.join(import.meta.dirname, 'verifyMemory.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', script, file])
  if (status !== 0) throw new Error(stderr.toString())
  return JSON.parse(stdout.toString())
}

/** Writes a record of so many claims in sessions of 5,000. */
const recordOf = (folder: string, claims: number) => {
  const sessions = Math.max(1, Math.round(claims / 5000))
  return writeRecord(folder, { sessions, claims: Math.round(claims / sessions) }, makeKey())
}

/** Verifies a record of so many claims in sessions of 5,000, `times` over. */
export const measureVerify = async (options: {
  readonly claims: number
  readonly times: number
}): Promise<VerifyFigures> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  try {
    const small = path.join(folder, 'small')
    mkdirSync(small)
    const { file, book } = await recordOf(folder, options.claims)
    const growth = [growthOf((await recordOf(small, options.claims / 4)).file), growthOf(file)]
    const db = openForReading({ file, addon: null })
    const bookText = readFileSync(book, 'utf8')
    const payloads = db.prepare<[], string>('SELECT payload FROM journal_entry').pluck().all()
    const payloadBytes =
      payloads.reduce((sum, payload) => sum + Buffer.byteLength(payload), 0) / payloads.length

    const verifying: number[] = []
    const checkingFile: number[] = []
    const hashing: number[] = []
    let entries = 0
    const verifyOnce = (): void => {
      const startedAt = cpuMs()
      let walkedAt = startedAt
      const walk = verifyRecord(db, { sessionId: null, book: bookText, erasures: null, addon: null, now: 1 })
      for (;;) {
        const step = walk.next()
        if (step.done === true) {
          if (!step.value.isGood) throw new Error('the record is not good')
          ;({ entries } = step.value)
          break
        }
        if (step.value.done < step.value.total) walkedAt = cpuMs()
      }
      verifying.push(walkedAt - startedAt)
      checkingFile.push(cpuMs() - walkedAt)
    }
    for (let turn = 0; turn < options.times; turn += 1) {
      verifyOnce()
      hashing.push(
        cpuOf(() => {
          for (const payload of payloads) sink.value += hash('sha256', payload, 'hex').length
        }),
      )
    }
    db.close()
    return {
      entries,
      payloadBytes,
      entriesPerSecond: (entries / middle(verifying)) * 1000,
      hashesPerSecond: (payloads.length / middle(hashing)) * 1000,
      fileMs: middle(checkingFile),
      growth,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
