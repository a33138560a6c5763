import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileNamesBeside } from './backupNames.ts'
import { flushToDisk } from './dataFileFacts.ts'
import { headBookOf } from './headBookFile.ts'

/** The log goes first and the file last: while the file is in its place, nothing else has begun. */
const TAILS = ['-wal', '-shm', ''] as const

/** The data file that was there before a swap. */
export type Swapped = {
  /** Puts it back as it was. */
  readonly undo: () => void
  /** Lets go of it: it is in a backup. */
  readonly settle: () => void
}

type Names = {
  /** What was there, by stamp. */
  readonly before: (stamp: string) => string
  readonly book: string
  readonly bookAside: (stamp: string) => string
  /** Stamps of swaps of which something is left, newest first. */
  readonly stamps: () => string[]
}

const namesOf = (file: string): Names => {
  const folder = dirname(file)
  const ext = extname(file)
  const start = `${basename(file, ext)}.before-restore-`
  const book = headBookOf(file)
  return {
    before: (stamp) => join(folder, `${start}${stamp}${ext}`),
    book,
    bookAside: (stamp) => join(folder, `${start}${stamp}${extname(book)}`),
    stamps: () => {
      const left = (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
        const tail = TAILS.find((each) => name.endsWith(`${ext}${each}`))
        return name.startsWith(start) && tail !== undefined
          ? [name.slice(start.length, name.length - ext.length - tail.length)]
          : []
      })
      return [...new Set(left)].toSorted().toReversed()
    },
  }
}

/** Stamps of backups somebody has gone back behind, newest first. */
const restoredIn = (file: string): string[] => {
  const { restored } = fileNamesBeside(file)
  return existsSync(restored) ? readFileSync(restored, 'utf8').split('\n') : []
}

const writeWhole = (file: string, text: string): void => {
  writeFileSync(`${file}.part`, text)
  flushToDisk(`${file}.part`)
  renameSync(`${file}.part`, file)
}

/** What there is of a swap of that stamp: undone or let go of, as often as one likes and from wherever it was cut off. */
const swapOf = (file: string, stamp: string): Swapped => {
  const { before, book, bookAside, stamps } = namesOf(file)
  const { restored } = fileNamesBeside(file)
  const old = before(stamp)
  return {
    undo: () => {
      const [upTo, ...earlier] = restoredIn(file)
      if (upTo === stamp) {
        if (earlier.length === 0) rmSync(restored)
        else writeWhole(restored, earlier.join('\n'))
      }
      if (existsSync(bookAside(stamp))) renameSync(bookAside(stamp), book)
      if (existsSync(old)) {
        // A log belongs to its own file: neither may meet the other's.
        for (const tail of ['-wal', '-shm']) rmSync(`${file}${tail}`, { force: true })
        renameSync(old, file)
      }
      for (const tail of ['-wal', '-shm'])
        if (existsSync(`${old}${tail}`)) renameSync(`${old}${tail}`, `${file}${tail}`)
      rmSync(`${restored}.part`, { force: true })
      flushToDisk(dirname(file))
    },
    settle: () => {
      rmSync(`${restored}.part`, { force: true })
      for (const each of stamps()) for (const tail of TAILS) rmSync(`${before(each)}${tail}`, { force: true })
    },
  }
}

/**
 * Puts another file in the place of the data file, which nobody may have open. What was there stays beside it until
 * `settle`. `upTo` is the stamp of the backup of what was there: going back behind it is meant.
 *
 * The head book goes aside with what was there, and stays: it knows entries the other file has not. A new one begins, and
 * verifying says since when.
 *
 * Cut off by a power failure before the other file is in place, `finishSwap` puts back what was there; after it, `pendingSwap`
 * finds it done and not settled.
 */
export const swapDataFile = (file: string, by: string, upTo: string): Swapped => {
  const { before, book, bookAside } = namesOf(file)
  const { restored } = fileNamesBeside(file)
  const swap = swapOf(file, upTo)
  const folder = dirname(file)
  // Of an earlier one that was done and not settled: two of them could not be told apart.
  swap.settle()
  flushToDisk(by)
  const old = before(upTo)
  for (const tail of TAILS) if (existsSync(`${file}${tail}`)) renameSync(`${file}${tail}`, `${old}${tail}`)
  flushToDisk(folder)
  writeWhole(restored, [upTo, ...restoredIn(file)].join('\n'))
  if (existsSync(book)) renameSync(book, bookAside(upTo))
  flushToDisk(folder)
  renameSync(by, file)
  flushToDisk(folder)
  return swap
}

/** Whether the other file is in its place, and nobody has begun to take it out again. */
const isInPlace = (file: string, stamp: string): boolean =>
  existsSync(file) && existsSync(namesOf(file).before(stamp)) && restoredIn(file)[0] === stamp

/** After a power cut in the midst of a swap, before the other file was in place, or of undoing one: puts back what was there. */
export const finishSwap = (file: string): void => {
  for (const stamp of namesOf(file).stamps()) if (!isInPlace(file, stamp)) swapOf(file, stamp).undo()
}

/** A swap that was done, and the app ended before it was known whether it starts over the other file; null = there is none. */
export const pendingSwap = (file: string): Swapped | null => {
  const [newest] = namesOf(file).stamps()
  return newest !== undefined && isInPlace(file, newest) ? swapOf(file, newest) : null
}
