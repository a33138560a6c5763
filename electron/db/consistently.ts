import type { Database } from 'better-sqlite3'

/**
 * Reads in one transaction: what is read belongs together, and many rows take half as long where not each asks for the file by
 * itself.
 */
export const consistently = <Value>(db: Database, work: () => Value): Value => db.transaction(work)()
