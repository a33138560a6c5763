import { expect, test } from 'vitest'
import { tamper, totalOf } from '../../faults/tamper.ts'
import { ownFolder } from './openTestDb.ts'

/** The full form, with ten thousand edits, is `npm run test:faults`. */
const EDITS = 300

test('whatever is changed, removed, put in, swapped or cut off, verifying notices', async () => {
  const { kinds, undetected } = await tamper(ownFolder(), {
    edits: EDITS,
    seed: 4,
    size: { sessions: 3, claims: 40 },
  })
  expect(undetected).toEqual([])
  const { bytes, ...bySql } = kinds
  const ofSql = totalOf(bySql)
  // Only an edit of bytes can miss everything that is read.
  expect(ofSql).toMatchObject({ detected: ofSql.edits, unreadable: 0, outside: 0 })
  expect(bytes?.detected).toBeGreaterThan(0)
  expect(totalOf(kinds).edits).toBe(EDITS)
}, 120_000)
