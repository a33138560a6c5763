import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openTestDb } from '../integration/db/openTestDb.ts'
import { type DamageOptions, damageRounds, makeShop } from './damage.ts'
import { writeFaultReport } from './faultReport.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-damage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const OPTIONS: DamageOptions = { rounds: 400, seed: 7, before: 300, after: 300 }

test('damaged in any way, the app starts, keeps what can be kept, and says so', async () => {
  const seen: Record<string, string | number> = {}
  for (const end of ['closed', 'cut off'] as const) {
    const open = async (file: string) => (await openTestDb(file)).client
    const shop = await makeShop(open, path.join(folder, end), OPTIONS, end)
    const figures = damageRounds(shop, OPTIONS)
    expect(figures.wrong).toEqual([])
    expect(figures.lostForNothing).toEqual([])
    expect(figures.lostSilently).toEqual([])
    const { whole, backup, nothing } = figures.recovered
    seen[`${end}: rounds`] = figures.rounds
    seen[`${end}: went on with the file's own content, a backup and rows, rows alone`] =
      `${whole}, ${backup}, ${nothing}`
    seen[`${end}: nothing to notice (content of a page, a torn end)`] = figures.unnoticed
    seen[`${end}: acknowledged claims over all rounds, kept`] = `${figures.claims}, ${figures.kept}`
    seen[`${end}: slowest start, ms`] = figures.slowestMs
  }
  seen['claims lost that lay on nothing damaged, or stood in a good backup'] = 0
  seen['claims lost without a word (apart from a torn end of the log)'] = 0
  writeFaultReport(
    'damage',
    'A damaged file',
    'A shop with a backup in the middle of its claims, closed in order or cut off with its log not merged. Each round flips bytes, zeroes or overwrites pages, or cuts off the end of the main file, the log or, with the main file, the backup; then the app opens it. Looked at: it opens; what it set aside is byte for byte what was damaged; `integrity_check` and references of what it goes on with; every claim of a good backup with its words, every claim whose page was not touched, every claim of the log before the first damage.',
    seen,
  )
})
