import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeFaultReport } from './faultReport.ts'
import { tamper, totalOf } from './tamper.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const EDITS = 10_000
const SEED = 20_261_127

test(`${EDITS} edits of a record by SQL and by bytes: every one that changes what can be read is noticed`, async () => {
  const startedAt = Date.now()
  const { kinds, undetected, told } = await tamper(folder, {
    edits: EDITS,
    seed: SEED,
    size: { sessions: 3, claims: 60 },
    onEdit: (count) => {
      if (count % 1000 === 0) process.stdout.write(`${count} edits\n`)
    },
  })
  expect(undetected).toEqual([])
  const total = totalOf(kinds)
  expect(total.edits).toBe(EDITS)
  writeFaultReport(
    'tamper',
    'Somebody who has the file',
    `Copies of a record of three sessions, each edited in one way by a seeded generator (${SEED}): by SQL with all triggers taken out and put back, with hashes computed anew and heads kept, removed, rewritten or signed with a key of the forger's own; and by bytes. Then everything is verified with the head book as it was. “Changes nothing that can be read”: a dump of every table and of the schema is the same as before (free pages, unused bytes). “Outside the record”: only tables differ for which nothing is promised (product library, settings, rules, and what is made from the claims and can be made again).`,
    {
      ...Object.fromEntries(
        Object.entries(kinds)
          .toSorted(([a], [b]) => a.localeCompare(b))
          .map(([kind, { edits, detected, unreadable, outside }]) => [
            `${kind}: edits`,
            unreadable + outside === 0
              ? `${edits}, all noticed`
              : `${edits}: ${detected} noticed, ${unreadable} change nothing that can be read, ${outside} outside the record`,
          ]),
      ),
      'edits that nobody noticed': undetected.length,
      'what was told first': Object.entries(told)
        .toSorted(([, a], [, b]) => b - a)
        .map(([code, count]) => `${code} ${count}`)
        .join(', '),
      seconds: Math.round((Date.now() - startedAt) / 1000),
    },
  )
})
