import { firstTables } from './0001-firstTables.ts'
import { correctionsAndTerms } from './0003-correctionsAndTerms.ts'
import type { Migration } from './migration.ts'

/** Every step in order. */
export const migrations: readonly Migration[] = [firstTables, correctionsAndTerms]
