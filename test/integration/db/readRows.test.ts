import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { readRows } from '../../../electron/db/recovery/readRows.ts'
import { ownFolder } from './openTestDb.ts'

const ROWS = 3000
const wordsOf = (number: number): string => `第 ${number} 句，今天的价格就在屏幕上`

/** A table of numbered rows, one of whose row numbers was overwritten on the disk. */
const withBadNumber = (bad: number, erased: readonly [number, number]): Database.Database => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const made = new Database(file)
  made.exec('CREATE TABLE claim (text TEXT NOT NULL) STRICT')
  const insert = made.prepare('INSERT INTO claim VALUES (?)')
  made.transaction(() => {
    for (let number = 1; number <= ROWS; number += 1) insert.run(wordsOf(number))
  })()
  made.prepare('DELETE FROM claim WHERE rowid BETWEEN ? AND ?').run(...erased)
  made.close()
  const bytes = readFileSync(file)
  // Before its words a row has its length, its number (two bytes of seven bits for these) and two bytes of types.
  const at = bytes.indexOf(wordsOf(bad)) - 4
  expect(((bytes[at] ?? 0) & 0x7f) * 128 + (bytes[at + 1] ?? 0)).toBe(bad)
  bytes[at] = 0xff
  writeFileSync(file, bytes)
  return new Database(file, { readonly: true })
}

test('a row whose number went bad does not hide the rows behind it', () => {
  const db = withBadNumber(1200, [2000, 2100])
  const found = new Set<unknown>()
  let gaps = 0
  readRows(
    db,
    { name: 'claim', columns: ['text'], key: [], hasRowid: true },
    {
      row: ({ text }) => found.add(text),
      gap: () => {
        gaps += 1
      },
    },
  )
  db.close()
  const lost = Array.from({ length: ROWS }, (_unused, index) => index + 1).filter(
    (number) => (number < 2000 || number > 2100) && !found.has(wordsOf(number)),
  )
  // The row itself, and at most its neighbours, which a search among the numbers of the page goes past.
  expect(lost.every((number) => Math.abs(number - 1200) <= 2)).toBe(true)
  expect(gaps).toBeLessThanOrEqual(2)
})
