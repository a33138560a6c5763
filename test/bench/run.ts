/**
 * `npm run bench`: how fast the parts on the live path are, beside the best matchers of the npm registry.
 *
 *   npm run bench                      all parts, written to docs/bench.md and docs/bench.json
 *   npm run bench -- --quick           less work, printed only
 *   npm run bench -- matching claims   these parts, printed only
 */
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { measureBackup } from './backup.ts'
import { measureClaims, measurePacks } from './claims.ts'
import { measureCommits } from './commits.ts'
import { makePhrases } from './corpus.ts'
import { measureHistory } from './history.ts'
import { makeHistoryFile } from './historyFile.ts'
import { measureGrowth, measureMatching } from './matching.ts'
import { toMarkdown, type BenchReport } from './report.ts'
import { measureSearch } from './search.ts'
import { measureVerify } from './verify.ts'

const PARTS = [
  'matching',
  'claims',
  'packs',
  'growth',
  'history',
  'search',
  'commits',
  'verify',
  'backup',
] as const
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const unknown = positionals.find((name) => !PARTS.some((part) => part === name))
if (unknown !== undefined) {
  process.stderr.write(`no part ${unknown}; the parts are: ${PARTS.join(', ')}\n`)
  process.exit(2)
}
const isWanted = (part: (typeof PARTS)[number]): boolean =>
  positionals.length === 0 || positionals.includes(part)
const { quick } = values
const rounds = quick ? 2 : 7

/** One long history for all who read it. */
const phrases = makePhrases(10_000)
const history =
  isWanted('history') || isWanted('search') ? makeHistoryFile(quick ? 50_000 : 1_000_000, phrases) : null
const shorter =
  isWanted('search') && !quick ? [10_000, 100_000].map((claims) => makeHistoryFile(claims, phrases)) : []

const report: BenchReport = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${os.cpus().length} cores, Node ${process.versions.node}`,
  history: history !== null && isWanted('history') ? measureHistory(history, phrases, quick ? 2 : 3) : null,
  backup: isWanted('backup')
    ? await measureBackup({ bytes: quick ? 40_000_000 : 163_000_000, rounds: quick ? 1 : 3 })
    : null,
  search:
    history !== null && isWanted('search')
      ? await measureSearch([...shorter, history], quick ? 5000 : 20_000)
      : null,
  matching: isWanted('matching')
    ? await measureMatching({ counts: [1000, 10_000, 50_000], utterances: quick ? 300 : 4000, rounds })
    : null,
  claims: isWanted('claims') ? await measureClaims({ utterances: quick ? 500 : 4000, rounds }) : null,
  packs: isWanted('packs') ? measurePacks(rounds) : null,
  verify: isWanted('verify')
    ? await measureVerify({ claims: quick ? 10_000 : 200_000, times: quick ? 2 : 3 })
    : null,
  commits: isWanted('commits')
    ? await measureCommits({
        commits: 20,
        rounds: quick ? 10 : 150,
        burst: quick ? 5000 : 100_000,
      })
    : null,
  growth: isWanted('growth') ? await measureGrowth({ most: quick ? 16 : 64, rounds }) : null,
}
for (const made of [...shorter, history]) made?.remove()
const markdown = toMarkdown(report)
process.stdout.write(markdown)
if (!quick && positionals.length === 0) {
  const docs = path.join(import.meta.dirname, '..', '..', 'docs')
  writeFileSync(path.join(docs, 'bench.md'), markdown)
  writeFileSync(path.join(docs, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
}
