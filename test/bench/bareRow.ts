import { parentPort, workerData } from 'node:worker_threads'
import Database, { type Statement } from 'better-sqlite3'

/** A row as the bare insert writes it: an id as long as a claim's, a text, a time. */
export type BareRow = readonly [id: string, text: string, at: number]

export const bareRow = (number: number): BareRow => [
  String(number).padStart(26, '0'),
  `第 ${number} 句：全网最低，假一赔十`,
  number,
]

/** A file with one table, and the pragmas a claim is written under. */
export const openBare = (
  file: string,
): { readonly db: Database.Database; readonly insert: Statement<[...BareRow]> } => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE claim (id TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL) STRICT')
  return { db, insert: db.prepare<[...BareRow]>('INSERT INTO claim VALUES (?, ?, ?)') }
}

/** As a worker (`workerData` = the file): writes each row it is sent and answers once it is on the disk; null ends it. */
if (parentPort !== null && typeof workerData === 'string') {
  const port = parentPort
  const { db, insert } = openBare(workerData)
  port.on('message', (row: BareRow | null) => {
    if (row === null) {
      db.close()
      port.close()
      return
    }
    insert.run(...row)
    port.postMessage(null)
  })
}
