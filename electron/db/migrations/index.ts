import { firstTables } from './0001-firstTables.ts'
import { shopRules } from './0002-shopRules.ts'
import { correctionsAndTerms } from './0003-correctionsAndTerms.ts'
import { packedClaims } from './0004-packedClaims.ts'
import { packDigests } from './0005-packDigests.ts'
import { signedHeads } from './0006-signedHeads.ts'
import { searchTerms } from './0007-searchTerms.ts'
import { retention } from './0008-retention.ts'
import { quickErasing } from './0009-quickErasing.ts'
import type { Migration } from './migration.ts'

/** Every step in order. */
export const migrations: readonly Migration[] = [
  firstTables,
  shopRules,
  correctionsAndTerms,
  packedClaims,
  packDigests,
  signedHeads,
  searchTerms,
  retention,
  quickErasing,
]
