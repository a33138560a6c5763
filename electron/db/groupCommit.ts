import type { Database } from 'better-sqlite3'

/** What became of a piece of work. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown }

const runOne = (work: () => unknown): Outcome => {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return { ok: false, error }
  }
}

/**
 * Runs pieces of work that wait at the same time in one transaction, so that one write to the disk serves them all. Each is
 * whole or not at all, whatever becomes of the others, and none has succeeded before the commit: when that fails, all have
 * failed.
 */
export const groupCommit = (db: Database, works: readonly (() => unknown)[]): Outcome[] => {
  if (works.length < 2) return works.map((work) => runOne(work))
  const begun = runOne(() => db.exec('BEGIN IMMEDIATE'))
  if (!begun.ok) return works.map(() => begun)
  const outcomes: Outcome[] = []
  for (const work of works) {
    // Inside a transaction a call's own transaction is a savepoint.
    outcomes.push(runOne(work))
    // A full disk can end the whole transaction: then each has to stand by itself.
    if (!db.inTransaction) return works.map((each) => runOne(each))
  }
  const committed = runOne(() => db.exec('COMMIT'))
  if (committed.ok) return outcomes
  if (db.inTransaction) db.exec('ROLLBACK')
  return outcomes.map((outcome) => (outcome.ok ? committed : outcome))
}
