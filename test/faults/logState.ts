import Database from 'better-sqlite3'

/** What a data file holds after something happened to its writer. */
export type LogState = {
  /** Numbers of the claims, in the order of their rows. */
  readonly claims: readonly number[]
  readonly integrity: unknown
  readonly brokenReferences: number
  /** Claims that lack their finding or promise. */
  readonly halves: number
  readonly entries: number
}

/** Opens a data file as the next start would and reads what it holds. */
export const readLogState = (file: string): LogState => {
  const db = new Database(file)
  try {
    const claims = db
      .prepare<[], { id: string }>('SELECT id FROM claim ORDER BY rowid')
      .all()
      .map((row) => Number(row.id))
    const count = (sql: string): number => Number(db.prepare(sql).pluck().get())
    return {
      claims,
      integrity: db.pragma('integrity_check', { simple: true }),
      brokenReferences: (db.pragma('foreign_key_check') as unknown[]).length,
      halves: count(
        `SELECT count(*) FROM claim WHERE (SELECT count(*) FROM finding WHERE claim_id = claim.id) <> 1
          OR (SELECT count(*) FROM promise WHERE claim_id = claim.id) <> 1`,
      ),
      entries: count('SELECT count(*) FROM journal_entry'),
    }
  } finally {
    db.close()
  }
}
