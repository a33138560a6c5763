import { tablesOf } from './checkFile.ts'
import { type Connecting, openForReading } from './connect.ts'

/**
 * Looks at every page of every table of a data file while others write to it, one table after the other, so that it can be
 * ended between them (`onStep` may throw) and no old state is held for long. Gives the first thing that is wrong; null = nothing.
 */
export const checkPages = (
  place: Connecting,
  onStep: (done: number, total: number) => void,
): string | null => {
  const db = openForReading(place)
  try {
    const tables = tablesOf(db)
    for (const [at, table] of tables.entries()) {
      onStep(at, tables.length)
      let said: unknown
      try {
        said = db
          .prepare(`PRAGMA quick_check('${table.replaceAll(`'`, `''`)}')`)
          .pluck()
          .get()
      } catch (error) {
        said = error instanceof Error ? error.message : String(error)
      }
      if (said !== 'ok') return `${table}: ${String(said)}`
    }
    return null
  } finally {
    db.close()
  }
}
