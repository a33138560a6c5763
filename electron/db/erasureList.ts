import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { Signer } from '../../domain/journal/seals.ts'
import { type ErasureList, readErasureLines, writeErasureLine } from '../../domain/retention/erasureLines.ts'
import type { ListedErasure } from '../../domain/retention/tombstone.ts'
import { createSeals } from './seals.ts'

/** Where the list of what was erased lies: beside the data file. */
export const erasureListOf = (databaseFile: string): string =>
  join(dirname(databaseFile), `${basename(databaseFile, extname(databaseFile))}.erased`)

/** The text of a list; empty = it has not begun. */
export const erasureListText = (list: string): string => (existsSync(list) ? readFileSync(list, 'utf8') : '')

/**
 * What was erased on this machine, in the order it was, as far as one of the keys (public halves) signed it: a file that only
 * grows, one line each. An older copy of the data file does not know of it, so this is what it is held against before it
 * takes the place of the data file.
 */
export const readErasureList = (list: string, keys: readonly string[]): ErasureList =>
  readErasureLines(createSeals(), erasureListText(list), keys)

/** A list being written. */
export type ErasureListFile = {
  /** Adds lines and has them on the disk. */
  readonly add: (erasures: readonly ListedErasure[]) => void
}

/**
 * Opens a list to write on with a key. A line that was cut short by a power failure is taken off: what it said is in the data
 * file, and is listed again from there.
 */
export const openErasureList = (list: string, signer: Signer): ErasureListFile => {
  const text = erasureListText(list)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) truncateSync(list, Buffer.byteLength(whole))
  let { end } = readErasureLines(createSeals(), whole, [])
  return {
    add: (erasures) => {
      if (erasures.length === 0) return
      let next = end
      let lines = ''
      for (const erasure of erasures) {
        const written = writeErasureLine(signer, next, erasure)
        next = written.end
        lines += `${written.text}\n`
      }
      const handle = openSync(list, 'a', 0o600)
      try {
        writeSync(handle, lines)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      end = next
    },
  }
}
