import { firstTables } from './0001-firstTables.ts'
import { shopRules } from './0002-shopRules.ts'
import { correctionsAndTerms } from './0003-correctionsAndTerms.ts'
import { packDigests } from './0004-packDigests.ts'
import type { Migration } from './migration.ts'

/** Every step in order. */
export const migrations: readonly Migration[] = [firstTables, shopRules, correctionsAndTerms, packDigests]
