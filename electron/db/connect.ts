import Database from 'better-sqlite3'

/** How long a write waits for another program that holds the file, in ms. */
export const BUSY_TIMEOUT_MS = 2000

/** A data file and the better-sqlite3 addon to open it with; null = the one its package finds. */
export type Connecting = { readonly file: string; readonly addon: string | null }

/** A connection as it comes. */
export const connect = ({ file, addon }: Connecting, readonly: boolean): Database.Database => {
  const options = { timeout: BUSY_TIMEOUT_MS, readonly }
  return new Database(file, addon === null ? options : { ...options, nativeBinding: addon })
}

/** A second connection to a data file that is open and up to date, for reading alone. */
export const openForReading = (deps: Connecting): Database.Database => {
  const db = connect(deps, true)
  db.pragma('trusted_schema = OFF')
  return db
}

/** How long a checkpoint waits for the writer and for readers, in ms. */
const CHECKPOINT_WAIT_MS = 25

/** A connection that merges the write-ahead log and does nothing else. */
export const openForCheckpoints = (deps: Connecting): Database.Database => {
  const db = connect(deps, false)
  db.pragma('synchronous = FULL')
  db.pragma('wal_autocheckpoint = 0')
  // It holds the writer up while it waits for readers.
  db.pragma(`busy_timeout = ${CHECKPOINT_WAIT_MS}`)
  return db
}
