import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileNamesBeside } from './backupNames.ts'
import { flushToDisk } from './dataFileFacts.ts'
import { headBookOf } from './headBookFile.ts'

const TAILS = ['-wal', '-shm', ''] as const

/** The data file that was there before a swap. */
export type Swapped = {
  /** Puts it back as it was. */
  readonly undo: () => void
  /** Lets go of it: it is in a backup. */
  readonly settle: () => void
}

/**
 * Puts another file in the place of the data file, which nobody may have open. What was there stays beside it until
 * `settle`. `upTo` is the stamp of the backup of what was there: going back behind it is meant.
 *
 * The head book goes aside with what was there, and stays: it knows entries the other file has not. A new one begins, and
 * verifying says since when.
 */
export const swapDataFile = (file: string, by: string, upTo: string): Swapped => {
  const before = `${file}.before-restore`
  const { restored } = fileNamesBeside(file)
  const flush = (): void => flushToDisk(dirname(file))
  const move = (from: string, to: string): void => {
    for (const tail of TAILS) {
      rmSync(`${to}${tail}`, { force: true })
      if (existsSync(`${from}${tail}`)) renameSync(`${from}${tail}`, `${to}${tail}`)
    }
  }
  writeFileSync(restored, upTo)
  flushToDisk(restored)
  move(file, before)
  const book = headBookOf(file)
  const bookAside = join(dirname(book), `${basename(book, '.heads')}.before-restore-${upTo}.heads`)
  if (existsSync(book)) renameSync(book, bookAside)
  flushToDisk(by)
  renameSync(by, file)
  flush()
  return {
    undo: () => {
      move(before, file)
      if (existsSync(bookAside)) renameSync(bookAside, book)
      flush()
    },
    settle: () => {
      for (const tail of TAILS) rmSync(`${before}${tail}`, { force: true })
    },
  }
}

/** After a power cut in the midst of a swap, when neither is in place: puts back what was there. */
export const finishSwap = (file: string): void => {
  const before = `${file}.before-restore`
  if (existsSync(file) || !existsSync(before)) return
  for (const tail of TAILS)
    if (existsSync(`${before}${tail}`)) renameSync(`${before}${tail}`, `${file}${tail}`)
}
