import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLogRoom, ROOM_PAGES } from '../../../electron/db/logRoom.ts'
import { hasDamagedLog } from '../../../electron/db/recovery/readableCopies.ts'

const HEADER = 32
const FRAME = 24 + 4096

let folder: string
let db: Database.Database
let file: string

const open = (name: string): Database.Database => {
  const opened = new Database(path.join(folder, name))
  opened.pragma('journal_mode = WAL')
  opened.pragma('synchronous = FULL')
  opened.pragma('wal_autocheckpoint = 0')
  return opened
}
const logSize = (): number => statSync(`${file}-wal`).size
const frames = (): number => (db.pragma('wal_checkpoint(NOOP)') as { log: number }[])[0]?.log ?? -1

/** The file and its log as a power cut would leave them, with bytes of one frame turned. */
const cutOff = (name: string, badFrame: number | null): string => {
  const copy = path.join(folder, name)
  copyFileSync(file, copy)
  const log = readFileSync(`${file}-wal`)
  if (badFrame !== null) log.fill(0xff, HEADER + badFrame * FRAME + 200, HEADER + badFrame * FRAME + 300)
  writeFileSync(`${copy}-wal`, log)
  return copy
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trustcue-room-'))
  file = path.join(folder, 'shop.sqlite')
  db = open('shop.sqlite')
  db.exec('CREATE TABLE claim (text TEXT)')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.exec("INSERT INTO claim VALUES ('第 0 句')")
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the log is as long as it will have to be, and nothing in it counts', () => {
  const before = frames()
  makeLogRoom(db, file)
  expect(logSize()).toBeGreaterThanOrEqual(ROOM_PAGES * 4096)
  expect(frames()).toBe(before)
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'log_room'").pluck().get()).toBe(0)
})

test('acts are written into that room: the log does not grow', () => {
  makeLogRoom(db, file)
  const size = logSize()
  const insert = db.prepare('INSERT INTO claim VALUES (?)')
  for (let number = 1; number <= 50; number += 1) insert.run(`第 ${number} 句`)
  expect(logSize()).toBe(size)
  const copy = new Database(cutOff('copy.sqlite', null))
  expect(copy.prepare('SELECT count(*) FROM claim').pluck().get()).toBe(51)
  copy.close()
})

test('what was taken back is not held for a loss, and an act under way at a power cut is no loss', () => {
  makeLogRoom(db, file)
  const insert = db.prepare('INSERT INTO claim VALUES (?)')
  for (let number = 1; number <= 5; number += 1) insert.run(`第 ${number} 句`)
  const last = frames() - 1
  expect(hasDamagedLog(cutOff('whole.sqlite', null))).toBe(false)
  expect(hasDamagedLog(cutOff('under-way.sqlite', last))).toBe(false)
})

test('a frame of an act before the last is a loss, with room behind it or not', () => {
  const insert = db.prepare('INSERT INTO claim VALUES (?)')
  for (let number = 1; number <= 5; number += 1) insert.run(`第 ${number} 句`)
  expect(hasDamagedLog(cutOff('without.sqlite', 2))).toBe(true)
  makeLogRoom(db, file)
  expect(hasDamagedLog(cutOff('with.sqlite', 2))).toBe(true)
})
