import type { Database } from 'better-sqlite3'
import { flushToDisk } from './dataFileFacts.ts'
import { readDiskPlace } from './diskPlace.ts'

/** Pages the log is given room for. */
export const ROOM_PAGES = 4400
/** With less than this left on the disk (bytes) nothing is taken in advance. */
const FREE_AT_LEAST = 512 * 1024 * 1024
/** Pages a connection keeps in memory while it makes room; the rest goes to the log at once. */
const FEW_PAGES = 16

/**
 * Gives the write-ahead log the room it will need, so that a commit overwrites bytes the file system has already placed
 * instead of growing the file: with that it has no size to write down, and takes about two thirds of the time.
 *
 * SQLite has no call for it. A transaction larger than its memory is spilled into the log as it goes, and is then taken back:
 * the file stays that long, and nothing in it counts. Never throws: without room a commit is slower, and that is all.
 */
export const makeLogRoom = (db: Database, file: string): void => {
  const { freeBytes, walBytes } = readDiskPlace(file)
  const pageSize = Number(db.pragma('page_size', { simple: true }))
  const room = ROOM_PAGES * pageSize
  if (walBytes >= room || freeBytes === null || freeBytes < FREE_AT_LEAST) return
  const kept = Number(db.pragma('cache_size', { simple: true }))
  try {
    db.pragma(`cache_size = ${FEW_PAGES}`)
    db.exec('BEGIN IMMEDIATE')
    db.exec('CREATE TABLE log_room (filler BLOB)')
    db.prepare('INSERT INTO log_room VALUES (zeroblob(?))').run(room)
    // First, so that nobody waits for the disk.
    db.exec('ROLLBACK')
    flushToDisk(`${file}-wal`)
  } catch {
    // Somebody writes, or the disk is in trouble.
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK')
    db.pragma(`cache_size = ${kept}`)
  }
}
