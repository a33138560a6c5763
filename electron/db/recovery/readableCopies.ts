import {
  closeSync,
  copyFileSync,
  existsSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { readWal } from './walFrames.ts'

const SQLITE_HEAD = 100

/** Page size a data file names in its head, in bytes; the app's own when it names none. */
export const pageSizeOf = (file: string): number => {
  const head = Buffer.alloc(SQLITE_HEAD)
  const handle = openSync(file, 'r')
  try {
    if (readSync(handle, head, 0, SQLITE_HEAD, 0) < SQLITE_HEAD) return 4096
  } finally {
    closeSync(handle)
  }
  const size = head.readUInt16BE(16)
  return size === 1 ? 65_536 : size >= 512 && (size & (size - 1)) === 0 ? size : 4096
}

/** True when the log beside a data file holds acknowledged acts that SQLite would leave out. */
export const hasDamagedLog = (file: string): boolean =>
  existsSync(`${file}-wal`) && existsSync(file) && (readWal(file, pageSizeOf(file))?.isDamaged ?? false)

/** Writes the frames of a log into a copy of its data file, newest last; of bad frames only when nothing newer is there. */
const applyLog = (file: string, copy: string, withBad: boolean): void => {
  const log = readWal(file, pageSizeOf(file))
  if (log === null) return
  const end = log.frames.findLastIndex(({ commit, isGood }) => isGood && commit > 0)
  const pages = new Map<number, Buffer>()
  for (const { page, isGood, content } of log.frames.slice(0, end + 1)) {
    if (page >= 1 && (isGood || withBad)) pages.set(page, content)
  }
  const size = log.frames[end]?.commit ?? 0
  const handle = openSync(copy, 'r+')
  try {
    for (const [page, content] of pages) {
      // A bad frame may name any page.
      if (page <= size) writeSync(handle, content, 0, log.pageSize, (page - 1) * log.pageSize)
    }
    if (size > 0) ftruncateSync(handle, size * log.pageSize)
  } finally {
    closeSync(handle)
  }
}

/** A file that was cut short names more pages than it has, and SQLite then reads none of them. */
const fitSize = (copy: string): void => {
  const unit = pageSizeOf(copy)
  const pages = Math.floor(statSync(copy).size / unit)
  const head = Buffer.alloc(SQLITE_HEAD)
  const handle = openSync(copy, 'r+')
  try {
    if (readSync(handle, head, 0, SQLITE_HEAD, 0) < SQLITE_HEAD || head.readUInt32BE(28) <= pages) return
    ftruncateSync(handle, pages * unit)
    // No number: SQLite takes what the file has.
    writeSync(handle, Buffer.alloc(4), 0, 4, 28)
  } finally {
    closeSync(handle)
  }
}

/** Puts the first page of a good file into one whose own cannot be read: with the same tables it says the same. */
export const graftFirstPage = (copy: string, good: string): void => {
  const size = pageSizeOf(good)
  const page = Buffer.alloc(size)
  const from = openSync(good, 'r')
  try {
    readSync(from, page, 0, size, 0)
  } finally {
    closeSync(from)
  }
  // Not its own size, nor where its free pages are: SQLite then takes what the file has.
  page.writeUInt32BE(0, 28)
  page.fill(0, 32, 40)
  const handle = openSync(copy, 'r+')
  try {
    writeSync(handle, page, 0, size, 0)
  } finally {
    closeSync(handle)
  }
}

/**
 * Copies of a damaged data file for reading what is left of it, the most promising first: with what its log holds, and,
 * when pages of the log are bad, once more without those. The file itself is not touched; the copies are called `name`.
 */
export const readableCopies = (file: string, folder: string, name: string): string[] => {
  const log = readWal(file, pageSizeOf(file))
  const ways = log === null || log.frames.every(({ isGood }) => isGood) ? [true] : [true, false]
  return ways.map((withBad, index) => {
    const copy = path.join(folder, `${name}-${index + 1}.sqlite`)
    copyFileSync(file, copy)
    applyLog(file, copy, withBad)
    fitSize(copy)
    return copy
  })
}
