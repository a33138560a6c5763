import { existsSync, readFileSync } from 'node:fs'
import { endianness } from 'node:os'

/*
 * SQLite's write-ahead log, as https://sqlite.org/fileformat2.html#walformat has it: a header of 32 bytes, then frames of a
 * header of 24 bytes and a page. SQLite reads it up to the first frame whose checksum is wrong and silently leaves out
 * everything behind: right after a power cut, and a loss of acknowledged acts when a byte went bad.
 */

const HEADER = 32
const FRAME_HEADER = 24
const MAGIC = 0x377f0682
const SMALLEST_PAGE = 512
const LARGEST_PAGE = 65_536
/** What stands where nothing was written. */
const NO_SALTS = '0'.repeat(16)
/** Rounds of the log frames may be left from. */
const ROUNDS_LEFT = 100_000

/** A frame of the log that belongs to its present round. */
export type WalFrame = {
  readonly page: number
  /** Pages of the file after the transaction this frame ends; 0 = it ends none. */
  readonly commit: number
  readonly isGood: boolean
  readonly content: Buffer
}

/** The log of a data file as it lies on the disk. */
export type Wal = {
  readonly pageSize: number
  readonly frames: readonly WalFrame[]
  /** Committed acts lie behind a place that cannot be read: SQLite would leave them out without a word. */
  readonly isDamaged: boolean
}

type Sums = readonly [number, number]

const IS_BIG_HERE = endianness() === 'BE'

/** Goes on with SQLite's checksum. `bytes` = a multiple of 8; read as words of 32 bits, since a log is megabytes long. */
const addTo = (sums: Sums, bytes: Buffer, isBig: boolean): Sums => {
  // A copy where the words do not lie on their places, or are in the other order.
  const placed = bytes.byteOffset % 4 === 0 && isBig === IS_BIG_HERE ? bytes : Buffer.from(bytes)
  if (isBig !== IS_BIG_HERE) placed.swap32()
  const words = new Uint32Array(placed.buffer, placed.byteOffset, placed.length / 4)
  let [first, second] = sums
  for (let at = 0; at + 1 < words.length; at += 2) {
    first = (first + (words[at] ?? 0) + second) >>> 0
    second = (second + (words[at + 1] ?? 0) + first) >>> 0
  }
  return [first, second]
}

const isPageSize = (size: number): boolean =>
  size >= SMALLEST_PAGE && size <= LARGEST_PAGE && (size & (size - 1)) === 0

/**
 * Salts of the present round when the header that names them is lost: those of the first two frames that agree. Frames of
 * rounds before stand behind them, and there may be many more of those.
 */
const firstSalts = (bytes: Buffer, step: number): string => {
  const salts: string[] = []
  for (let at = HEADER; at + step <= bytes.length; at += step) {
    const each = bytes.toString('hex', at + 8, at + 16)
    if (each === NO_SALTS) continue
    if (each === salts.at(-1)) return each
    salts.push(each)
  }
  return salts[0] ?? ''
}

/**
 * Reads the log beside a data file; null = there is none, or nothing is in it. `pageSize` is the data file's, for a log
 * whose header is lost.
 */
export const readWal = (file: string, pageSize: number): Wal | null => {
  const log = `${file}-wal`
  if (!existsSync(log)) return null
  const bytes = readFileSync(log)
  if (bytes.length < HEADER + FRAME_HEADER) return null
  const magic = bytes.readUInt32BE(0)
  const named = bytes.readUInt32BE(8)
  const isBig = (magic & ~1) >>> 0 === MAGIC ? (magic & 1) === 1 : IS_BIG_HERE
  const headSums = addTo([0, 0], bytes.subarray(0, 24), isBig)
  const hasHeader =
    (magic & ~1) >>> 0 === MAGIC &&
    isPageSize(named) &&
    headSums[0] === bytes.readUInt32BE(24) &&
    headSums[1] === bytes.readUInt32BE(28)
  const size = hasHeader ? named : pageSize
  if (!isPageSize(size)) return null
  const step = FRAME_HEADER + size
  const salts = hasHeader ? bytes.toString('hex', 16, 24) : firstSalts(bytes, step)
  const isOfRound = (at: number): boolean => bytes.toString('hex', at + 8, at + 16) === salts

  /** Left from a round before: its salts count up, and are not those of this one. */
  const isOfRoundBefore = (at: number): boolean => {
    const ago = (Number.parseInt(salts.slice(0, 8), 16) - bytes.readUInt32BE(at + 8)) >>> 0
    return ago > 0 && ago <= ROUNDS_LEFT
  }
  const isEmpty = (at: number): boolean => bytes.subarray(at, at + step).every((byte) => byte === 0)

  let end = HEADER
  for (let at = HEADER; at + step <= bytes.length; at += step) if (isOfRound(at)) end = at + step
  let hasRubbish = false
  for (let at = end; at + step <= bytes.length; at += step)
    hasRubbish ||= !isOfRoundBefore(at) && !isEmpty(at)
  const frames: WalFrame[] = []
  let before: Sums | null = hasHeader ? headSums : null
  for (let at = HEADER; at < end; at += step) {
    const content = bytes.subarray(at + FRAME_HEADER, at + step)
    const kept: Sums = [bytes.readUInt32BE(at + 16), bytes.readUInt32BE(at + 20)]
    // The first frame behind a lost header has nothing to be checked against.
    const sums =
      before === null ? kept : addTo(addTo(before, bytes.subarray(at, at + 8), isBig), content, isBig)
    frames.push({
      page: bytes.readUInt32BE(at),
      commit: bytes.readUInt32BE(at + 4),
      isGood: isOfRound(at) && sums[0] === kept[0] && sums[1] === kept[1],
      content,
    })
    before = kept
  }
  const firstBad = hasHeader ? frames.findIndex(({ isGood }) => !isGood) : 0
  // What never was a frame does not come from a power cut, which leaves empty places.
  if (firstBad < 0 || hasRubbish) return { pageSize: size, frames, isDamaged: hasRubbish }
  // One act may have been on its way when the power went: its frames, or some of them, are on the disk, and nobody was told
  // that it is saved. Another commit behind it means that it had been acknowledged.
  const isCommit = ({ commit, isGood }: WalFrame): boolean => isGood && commit > 0
  const commits = frames.slice(firstBad).filter(isCommit).length
  // What follows the last commit belongs to an act that came after it, unless it does not continue it: then it was taken
  // back before, as what gave the log its room (see `logRoom.ts`).
  const endsThere = frames[frames.findLastIndex(isCommit) + 1]?.isGood !== true
  return { pageSize: size, frames, isDamaged: commits > (hasHeader && endsThere ? 1 : 0) }
}
