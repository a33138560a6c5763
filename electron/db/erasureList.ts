import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { type ListedErasure, listedErasureSchema } from '../../domain/retention/tombstone.ts'

/** Where the list of what was erased lies: beside the data file. */
export const erasureListOf = (databaseFile: string): string =>
  join(dirname(databaseFile), `${basename(databaseFile, extname(databaseFile))}.erased`)

const readLine = (text: string): ListedErasure[] => {
  try {
    return [listedErasureSchema.parse(JSON.parse(text))]
  } catch {
    // A line that was cut short by a power failure; what it said is in the data file and is listed again from there.
    return []
  }
}

/**
 * What was erased on this machine, in the order it was: a file that only grows, one line each. An older copy of the data file
 * does not know of it, so this is what it is held against before it takes the place of the data file.
 */
export const readErasureList = (list: string): ListedErasure[] =>
  existsSync(list) ? readFileSync(list, 'utf8').split('\n').flatMap(readLine) : []

/** Adds lines and has them on the disk. */
export const addToErasureList = (list: string, erasures: readonly ListedErasure[]): void => {
  if (erasures.length === 0) return
  const isTorn = existsSync(list) && !/(^|\n)$/.test(readFileSync(list, 'utf8'))
  const lines = erasures.map((erasure) => `${JSON.stringify(erasure)}\n`).join('')
  const handle = openSync(list, 'a', 0o600)
  try {
    writeSync(handle, isTorn ? `\n${lines}` : lines)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
