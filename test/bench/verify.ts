import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
  /** Largest growth of the process meanwhile, in MB. */
  readonly grownMb: number
}

const MB = 1_000_000

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

/** Verifies a record of so many claims in sessions of 5,000, `times` over. */
export const measureVerify = async (options: {
  readonly claims: number
  readonly times: number
}): Promise<VerifyFigures> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  try {
    const sessions = Math.max(1, Math.round(options.claims / 5000))
    const size = { sessions, claims: Math.round(options.claims / sessions) }
    const { file, book } = await writeRecord(folder, size, makeKey())
    const db = openForReading({ file, addon: null })
    const bookText = readFileSync(book, 'utf8')
    const payloads = db.prepare<[], string>('SELECT payload FROM journal_entry').pluck().all()
    const payloadBytes =
      payloads.reduce((sum, payload) => sum + Buffer.byteLength(payload), 0) / payloads.length

    let grown = 0
    const verifying: number[] = []
    const checkingFile: number[] = []
    const hashing: number[] = []
    let entries = 0
    const verifyOnce = (): void => {
      const before = process.memoryUsage.rss()
      const startedAt = cpuMs()
      let walkedAt = startedAt
      const walk = verifyRecord(db, { sessionId: null, book: bookText, erasures: null, addon: null, now: 1 })
      for (;;) {
        const step = walk.next()
        grown = Math.max(grown, process.memoryUsage.rss() - before)
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
      grownMb: grown / MB,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
