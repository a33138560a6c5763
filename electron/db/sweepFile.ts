import { rmSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { connect, type Connecting, openForCheckpoints, openForReading } from './connect.ts'
import { makeLogRoom } from './logRoom.ts'
import { createRetentionRepository } from './repositories/retention.ts'
import { holdsRemains } from './unusedBytes.ts'

/** Pages copied in one step, 1 MB: so long a writer waits at most before it is let in. */
const STEP_PAGES = 256
/** How long emptying the log is tried while somebody reads an old state, and how often, in ms. */
const MERGE_MS = 10_000
const MERGE_PAUSE_MS = 50

/** What became of rewriting the file: `wanted` = somebody had to write, or has written meanwhile, and nothing was changed. */
export type SweepOutcome = 'done' | 'wanted' | 'read'

class Wanted extends Error {}

const cell = new Int32Array(new SharedArrayBuffer(4))
const pause = (ms: number): void => {
  Atomics.wait(cell, 0, 0, ms)
}

/** Where the file is written anew. */
const sweepingOf = (file: string): string => `${file}.sweeping`

const removeSweeping = (file: string): void => {
  for (const tail of ['', '-journal', '-wal', '-shm']) rmSync(`${sweepingOf(file)}${tail}`, { force: true })
}

/** Changes with each commit of another connection. */
const versionSeen = (db: Database.Database): unknown => db.pragma('data_version', { simple: true })

/** Empties the log: what stood in it before is in the file, or written over there. False = somebody reads an old state. */
const emptyLog = (place: Connecting): boolean => {
  const db = openForCheckpoints(place)
  try {
    const until = performance.now() + MERGE_MS
    for (;;) {
      // First without holding anybody up; then there is little left to do under the writer's lock.
      db.pragma('wal_checkpoint(PASSIVE)')
      const [merged] = db.prepare<[], { busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)').all()
      if (merged?.busy === 0) {
        makeLogRoom(db, place.file)
        return true
      }
      if (performance.now() > until) return false
      pause(MERGE_PAUSE_MS)
    }
  } finally {
    db.close()
  }
}

/**
 * Sees to it that nothing of what was erased is left in the bytes of the file and its log, beside its writer, who has merged
 * the pieces of the index before. A copy is looked through: when bytes that belong to nothing are empty in it, as they are
 * in a file that was always written so (`secure_delete`), only the log is emptied, and it does not matter who writes
 * meanwhile. A file of an earlier version has remains of what moved or was removed before: the copy is written anew (`VACUUM`)
 * and put over the file in one transaction that gives way to a writer within a step, and does not begin when somebody has
 * written since. Cut off at any moment the file is as it was, or rewritten.
 */
export const sweepFile = async (place: Connecting, isWanted: () => boolean): Promise<SweepOutcome> => {
  const { file, addon } = place
  const copyFile = sweepingOf(file)
  const giveWay = (): number => {
    if (isWanted()) throw new Wanted()
    return STEP_PAGES
  }
  removeSweeping(file)
  const looking = openForReading(place)
  try {
    const seen = versionSeen(looking)
    looking.exec('BEGIN')
    // Who writes does not wait for who reads.
    await looking.backup(copyFile, { progress: () => STEP_PAGES })
    looking.exec('COMMIT')
    if (!holdsRemains({ file: copyFile, addon })) return emptyLog(place) ? 'done' : 'read'
    giveWay()
    const copy = connect({ file: copyFile, addon }, false)
    try {
      // If it is cut off it is thrown away.
      copy.pragma('journal_mode = MEMORY')
      copy.pragma('synchronous = OFF')
      copy.pragma('secure_delete = ON')
      createRetentionRepository(copy).rebuildIndex()
      copy.exec('VACUUM')
      let isHeld = false
      const { totalPages } = await copy.backup(file, {
        progress: () => {
          // From the first step on nobody else can write: what was written before can be told.
          if (!isHeld && versionSeen(looking) !== seen) throw new Wanted()
          isHeld = true
          return giveWay()
        },
      })
      // A writer was at it when it was to begin.
      if (totalPages === 0) return 'wanted'
    } finally {
      copy.close()
    }
  } catch (error) {
    if (error instanceof Wanted) return 'wanted'
    throw error
  } finally {
    looking.close()
    removeSweeping(file)
  }
  return emptyLog(place) ? 'done' : 'read'
}
