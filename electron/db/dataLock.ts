import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'

/** How often the holder of a data file shows that it is there, in ms. */
const BEAT_EVERY_MS = 10_000
/** A holder on another machine that has not been there for so long is taken to be gone, in ms. */
const GONE_AFTER_MS = 60_000

/** A data file that is held. */
export type DataLock = { readonly release: () => void }

type Holder = { readonly pid: number; readonly host: string }

const readHolder = (path: string): Holder | null => {
  try {
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null
  } catch {
    return null
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There is such a process, and it belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Milliseconds since a lock was last touched, by the clock of the disk it lies on: that of a server may differ from ours. */
const ageOf = (path: string): number => {
  const probe = `${path}.${process.pid}`
  try {
    closeSync(openSync(probe, 'w'))
    return statSync(probe).mtimeMs - statSync(path).mtimeMs
  } finally {
    rmSync(probe, { force: true })
  }
}

/**
 * Holds a data file for this process, so that no second TrustCue writes into it: from another machine by a shared folder, or
 * from another account of this one. What holds it is a file beside it, `<file>.lock`, touched while it is held; one whose
 * process is gone is taken over. Fails with `storage-in-use`, which names the machine.
 */
export const lockDataFile = (file: string): Result<DataLock> => {
  const path = `${file}.lock`
  const own = JSON.stringify({ pid: process.pid, host: hostname() })
  try {
    writeFileSync(path, own, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') {
      // A folder that cannot be written: opening the file tells what is wrong.
      return succeed({ release: () => undefined })
    }
    const holder = readHolder(path)
    const isThere =
      holder !== null &&
      (holder.host === hostname()
        ? isRunning(holder.pid) && holder.pid !== process.pid
        : ageOf(path) < GONE_AFTER_MS)
    if (isThere) return fail('storage-in-use', { file, host: holder.host })
    const taken = `${path}.${process.pid}`
    try {
      writeFileSync(taken, own)
      renameSync(taken, path)
    } catch {
      // A full disk is no reason not to begin: acts are held until there is room.
      rmSync(taken, { recursive: true, force: true })
      return succeed({ release: () => undefined })
    }
  }
  const timer = setInterval(() => {
    try {
      const now = new Date()
      utimesSync(path, now, now)
    } catch {
      // The disk is away: whoever writes the log hears of it.
    }
  }, BEAT_EVERY_MS)
  timer.unref()
  return succeed({
    release: () => {
      clearInterval(timer)
      const holder = readHolder(path)
      if (holder?.pid === process.pid && holder.host === hostname()) rmSync(path, { force: true })
    },
  })
}
