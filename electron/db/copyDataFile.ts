import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { FileFacts } from './dataFileFacts.ts'
import { factsOf, flushToDisk, hashOfFile, inspectDataFile } from './dataFileFacts.ts'
import { connect, openForReading } from './connect.ts'

/** Pages copied in one step: 1 MB at the usual page size. */
const STEP_PAGES = 256
/** A step rests this many times as long as it worked, so that a commit meanwhile finds disk and processor free. */
const REST_FACTOR = 3
/** Bytes of a plain copy in one step. */
const PIECE = 1024 * 1024

/** Told how far a copy is, in pages or bytes. It may throw to end the work. */
export type Step = (done: number, total: number) => void

/** What a copy is made of. */
export type CopyDeps = {
  readonly file: string
  readonly addon: string | null
  readonly target: string
  /** The newest format this version knows. */
  readonly known: number
  /** False when nobody is on air and the copy should be there soon. */
  readonly gentle: boolean
  readonly onStep: Step
}

/** A copy that is on the disk and was found whole. */
export type MadeCopy = { readonly facts: FileFacts; readonly sha256: string }

/** Why a copy that was made is not kept. */
export class BadCopy extends Error {}

const cell = new Int32Array(new SharedArrayBuffer(4))
const rest = (ms: number): void => {
  if (ms > 0) Atomics.wait(cell, 0, 0, ms)
}

/** Gives work and rest turns; `flush` is run after each step, so that the last one does not flush everything at once. */
const paced = (gentle: boolean, flush: () => void): ((work: () => void) => void) => {
  let startedAt = performance.now()
  return (work) => {
    flush()
    const worked = performance.now() - startedAt
    work()
    if (gentle) rest(Math.min(200, worked * REST_FACTOR))
    startedAt = performance.now()
  }
}

const removeCopy = (partial: string): void => {
  for (const tail of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${tail}`, { force: true })
}

/**
 * Copies the data file as it is at this moment while others write to it: SQLite's online backup in small steps over one
 * snapshot, so that a write meanwhile does not make it begin anew. The copy is flushed, checked against what the
 * snapshot held, and only then given its name. Whatever ends it before, nothing of it stays.
 */
export const copyDataFile = async (deps: CopyDeps): Promise<MadeCopy> => {
  const { file, addon, target, known, onStep } = deps
  const partial = `${target}.part`
  removeCopy(partial)
  const source = openForReading({ file, addon })
  try {
    source.exec('BEGIN')
    const { claims, entries, version } = factsOf(source, known, 'count')
    // Its own descriptor: what SQLite has handed to the system so far is brought to the disk step by step.
    let handle: number | null = null
    const pace = paced(deps.gentle, () => {
      // SQLite makes the file when it first writes to it.
      if (handle === null && existsSync(partial)) handle = openSync(partial, 'r+')
      if (handle !== null) fsyncSync(handle)
    })
    try {
      await source.backup(partial, {
        progress: ({ totalPages, remainingPages }) => {
          pace(() => onStep(totalPages - remainingPages, totalPages))
          return STEP_PAGES
        },
      })
    } finally {
      if (handle !== null) closeSync(handle)
    }
    // One file without a log beside it, which can be read from a place that cannot be written.
    const made = connect({ file: partial, addon }, false)
    made.pragma('journal_mode = DELETE')
    made.close()
    flushToDisk(partial)
    const facts = inspectDataFile({ file: partial, addon }, known, 'newest')
    onStep(1, 1)
    if (facts.trouble !== null) throw new BadCopy(facts.trouble)
    if (facts.claims !== claims || facts.entries !== entries || facts.version !== version)
      throw new BadCopy('counts differ')
    const sha256 = hashOfFile(partial, () => onStep(1, 1))
    renameSync(partial, target)
    flushToDisk(path.dirname(target))
    return { facts, sha256 }
  } catch (error) {
    removeCopy(partial)
    throw error
  } finally {
    source.close()
  }
}

/** Copies a finished backup to another place, step by step, and reads it back there. */
export const copyFinishedFile = (deps: {
  readonly file: string
  readonly target: string
  readonly sha256: string
  readonly bytes: number
  readonly gentle: boolean
  readonly onStep: Step
}): void => {
  const partial = `${deps.target}.part`
  const from = openSync(deps.file, 'r')
  try {
    const to = openSync(partial, 'w')
    try {
      const buffer = Buffer.alloc(PIECE)
      const pace = paced(deps.gentle, () => fsyncSync(to))
      for (let done = 0; ;) {
        const read = readSync(from, buffer, 0, PIECE, null)
        if (read === 0) break
        for (let written = 0; written < read;) written += writeSync(to, buffer, written, read - written)
        done += read
        pace(() => deps.onStep(done, deps.bytes))
      }
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
    if (hashOfFile(partial, () => deps.onStep(1, 1)) !== deps.sha256) throw new BadCopy('hash')
    renameSync(partial, deps.target)
    flushToDisk(path.dirname(deps.target))
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  } finally {
    closeSync(from)
  }
}

/** Copies a data file that nobody has open, with the log of not yet merged pages beside it. */
export const copyClosedFile = (file: string, target: string): void => {
  removeCopy(target)
  for (const tail of ['-wal', '']) {
    try {
      copyFileSync(`${file}${tail}`, `${target}${tail}`)
    } catch (error) {
      if (tail === '') throw error
    }
  }
}
