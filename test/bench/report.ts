import type { Sound } from '../../domain/compliance/rulePack.ts'
import type { BackupFigures } from './backup.ts'
import type { ClaimFigures, PackFigures } from './claims.ts'
import { COMMIT_WAYS, type CommitFigures } from './commits.ts'
import type { HistoryFigures } from './history.ts'
import type { GrowthRow, MatchRow } from './matching.ts'
import { OURS, PEERS } from './peers.ts'
import type { SearchFigures, Spread } from './search.ts'
import type { VerifyFigures } from './verify.ts'

/** Everything a run measured; null for parts that were not asked for. */
export type BenchReport = {
  readonly date: string
  readonly machine: string
  readonly matching: readonly MatchRow[] | null
  readonly claims: ClaimFigures | null
  readonly packs: readonly PackFigures[] | null
  readonly growth: readonly GrowthRow[] | null
  readonly history: HistoryFigures | null
  readonly verify: VerifyFigures | null
  readonly commits: CommitFigures | null
  readonly search: SearchFigures | null
  readonly backup: BackupFigures | null
}

const MB = 1_000_000

const number = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })

const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** How many times the fastest library ours is, by number of phrases. */
export const ratios = (rows: readonly MatchRow[]): ReadonlyMap<number, number> =>
  new Map(
    [...new Set(rows.map(({ phrases }) => phrases))].map((phrases) => {
      const own = rows.find((row) => row.phrases === phrases && row.name === OURS.name)
      const best = Math.max(
        ...rows
          .filter((row) => row.phrases === phrases && PEERS.some(({ name }) => name === row.name))
          .map((row) => row.millionCharsPerSecond),
      )
      return [phrases, (own?.millionCharsPerSecond ?? 0) / best]
    }),
  )

const matching = (rows: readonly MatchRow[]): string => {
  const lines = rows.map((row) => [
    number(row.phrases, 0),
    row.name,
    number(row.millionCharsPerSecond, 1),
    number(row.microsecondsPerUtterance, 2),
    row.buildMs === null ? '' : number(row.buildMs, 0),
    row.tableBytes === null ? '' : number(row.tableBytes / MB, 2),
    number(row.hits, 0),
    row.agrees === null ? '' : row.agrees ? 'yes' : 'NO',
  ])
  const times = [...ratios(rows)].map(
    ([phrases, ratio]) => `${number(ratio, 1)}× the fastest library at ${number(phrases, 0)} phrases`,
  )
  return `## Matching phrases

${table(['phrases', 'matcher', 'M chars/s', 'µs an utterance', 'build ms', 'tables MB', 'hits', 'agrees'], lines)}

${times.join('; ')}. Ours folds writing variants and drops separators, so it finds more; the libraries match exactly.
“agrees”: on a sample of utterances the hits are those of a search for each phrase by itself (ours: in folded text);
empty for mint-filter, which skips hits inside one another.
`
}

const claims = ({ utterances, onAirLength, rows, peers, alone }: ClaimFigures): string => `## Checking a claim

The whole check with the shipped packs and a product on air, ${number(utterances, 0)} utterances of each kind. “clean” and “violating”:
labelled lines of one kind joined and cut to 40 characters. “on-air”: whole labelled lines as they come, nine clean ones to one
that is not, ${number(onAirLength, 0)} characters on average. Without the scorer no frame is read, so that such rows show what words alone cost. The times are
over the utterances, each one's own being the median of several goes through all of them; no utterance comes twice in a row.

${table(
  ['lines', 'scorer', 'median µs', 'mean µs', 'p99 µs', 'utterances a second', 'beside the library'],
  rows.map((row) => [
    row.lines,
    row.scorer ? 'yes' : 'no',
    number(row.medianUs, 1),
    number(row.meanUs, 1),
    number(row.p99Us, 1),
    number(row.perSecond, 0),
    `${number(row.perSecond / (peers.find(({ lines }) => lines === row.lines)?.perSecond ?? 1), 2)}×`,
  ]),
)}

The library is the fastest at bare matching of the same texts with 10,000 phrases, without folding, facts or contexts:
${peers.map(({ lines, name, perSecond }) => `${name}, ${number(perSecond, 0)} ${lines} utterances a second`).join('; ')}.

The same in processes of their own, where neither fills the caches of the other and each is compiled for this alone; the library
with those phrases, and with all words the shipped packs hold (each finds some thirty in an utterance). Utterances a second:

${table(
  ['lines', 'checked', 'library, 10,000 phrases', 'beside it', 'library, the packs’ words', 'beside it'],
  alone.map(({ lines, check, phrases, words }) => [
    lines,
    number(check, 0),
    number(phrases, 0),
    `${number(check / phrases, 2)}×`,
    number(words, 0),
    `${number(check / words, 2)}×`,
  ]),
)}
`

const commits = ({ rows, burst }: CommitFigures): string => {
  const bare = rows.find(({ name }) => name === COMMIT_WAYS.bare)
  return `## Durable claims

One claim after the other, each on the disk before the next is sent (\`synchronous=FULL\`), in short turns on the same disk. Ours writes the
claim with what was found in it, its journal entry and signed heads, and crosses to the writer's thread and back; its search terms
are made when nobody is on air. Commits a second: over all turns, with the merging of the logs and every wait for a disk that others
use too in it; the middle one is free of both. A bare row that crosses to a thread and back is what nothing that keeps the disk away
from the screen can be quicker than.

${table(
  [
    'way',
    'commits a second',
    'beside the bare row',
    'ms, half / 95 of a hundred',
    'the middle one beside the bare one',
  ],
  rows.map((row) => [
    row.name,
    number(row.perSecond, 0),
    `${number(row.perSecond / (bare?.perSecond ?? 1), 2)}×`,
    `${number(row.p50, 2)} / ${number(row.p95, 2)}`,
    `${number((bare?.p50 ?? 1) / row.p50, 2)}×`,
  ]),
)}

A burst of ${number(burst.claims, 0)} claims, all sent at once, each
acknowledged after its commit: ${number(burst.perSecond, 0)} a second (the same number of bare rows in one transaction: ${number(burst.barePerSecond, 0)}).
`
}

const packs = (rows: readonly PackFigures[]): string => `## Compiling and loading packs

${table(
  ['pack', 'words', 'compile ms', 'load compiled ms', 'MB'],
  rows.map((row) => [
    row.name,
    number(row.phrases, 0),
    number(row.compileMs, 0),
    number(row.loadMs, 1),
    number(row.bytes / MB, 2),
  ]),
)}
`

const growth = (rows: readonly GrowthRow[]): string => `## Growth

${table(
  ['grows', 'size', 'ns a character', 'build ms'],
  rows.map((row) => [
    row.of === 'text' ? 'characters of a text' : 'phrases',
    number(row.size, 0),
    number(row.nsPerChar, 2),
    row.buildMs === null ? '' : number(row.buildMs, 0),
  ]),
)}
`

const HEARD: Readonly<Record<Sound, string>> = {
  off: 'as written',
  letters: 'also in pinyin',
  near: 'also by same-sounding characters',
}

const history = (figures: HistoryFigures): string => `## Checking history again

${number(figures.claims, 0)} claims in the tables of the app, 10,000 phrases, one thread, each way in processes of its
own, in turn; ms are what the thread worked.

${table(
  ['way', 'ms', 'memory MB', 'of it for reading'],
  [
    ['a loop over `.all()` rows', figures.rows],
    ['packed texts', figures.texts],
  ].map(([name, way]) =>
    typeof name === 'string' && typeof way === 'object'
      ? [name, number(way.ms, 0), number(way.peakMb, 0), number(way.grownMb, 0)]
      : [],
  ),
)}

${number(figures.rows.ms / figures.texts.ms, 1)}×, ${figures.hitsEqual ? 'the same hits' : 'DIFFERENT HITS'}. The claims an edit of ${number(figures.editWords, 0)} phrases can touch, found by the index and read:

${table(
  ['phrases are looked for', 'ms', 'claims', 'memory MB'],
  figures.edits.map((edit) => [
    HEARD[edit.sound],
    number(edit.ms, 1),
    number(edit.claims, 0),
    number(edit.peakMb, 0),
  ]),
)}

Texts ${number(figures.textBytes / MB, 0)} MB in UTF-8; packed ${number(figures.chunkBytes / MB, 0)} MB; index ${number(figures.indexBytes / MB, 0)} MB (${number(figures.indexBytes / figures.textBytes, 2)} × the text). Packing and indexing after a session:
${number(figures.packUs, 0)} µs a claim.
`

const verify = (figures: VerifyFigures): string => `## Verifying the record

${number(figures.entries, 0)} journal entries of ${number(figures.payloadBytes, 0)} bytes on average, in sessions of 5,000 claims, with heads and head book; every table
compared with what the journal says. CPU time of the one process that does it.

${table(
  ['way', 'entries a second'],
  [
    ['verifying: chain, heads, book, tables', number(figures.entriesPerSecond, 0)],
    ['a bare loop of SHA-256 over the same payloads, in memory', number(figures.hashesPerSecond, 0)],
  ],
)}

${number(figures.entriesPerSecond / figures.hashesPerSecond, 2)} of the bare loop, which reads nothing, follows no chain and looks at no table. Looking through tables and indexes
afterwards: ${number(figures.fileMs, 0)} ms. In the app's worker the process grew by ${figures.growth.map(({ entries, mb }) => `${number(mb, 0)} MB at ${number(entries, 0)} entries`).join(', ')}.
`

const spreadText = (spread: Spread | null): string =>
  spread === null ? '' : [spread.p50, spread.p95].map((ms) => number(ms, ms < 10 ? 2 : 0)).join(' / ')

const search = ({ rows, indexes, opening }: SearchFigures): string => `## Searching the log

The first page of 50, newest first, with the session's title, the product's name, the marks and the findings of each hit; ms,
half / 95 of a hundred searches of a kind, each one's own time being the median of several. “with filters”: product, family,
severity, host, session, days, and several of them, in turn. “count”: until it is complete; pages do not wait for it. The scan
and the trigram index give row numbers and texts only, and find what is written exactly so; searches of the log fold.

${table(
  [
    'claims',
    'searched for',
    'hits',
    'first page',
    'next page',
    'with filters',
    'count',
    'LIKE scan',
    'FTS5 trigram',
  ],
  rows.map((row) => [
    number(row.claims, 0),
    row.searched,
    number(row.hits, 0),
    spreadText(row.first),
    spreadText(row.next),
    spreadText(row.filtered),
    spreadText(row.count),
    spreadText(row.like),
    spreadText(row.trigram),
  ]),
)}

${table(
  ['claims', 'text MB', 'index MB', '× the text', 'trigram MB', '× the text', 'trigram built in s'],
  indexes.map((index) => [
    number(index.claims, 0),
    number(index.textBytes / MB, 1),
    number(index.indexBytes / MB, 1),
    number(index.indexBytes / index.textBytes, 2),
    number(index.trigramBytes / MB, 1),
    number(index.trigramBytes / index.textBytes, 2),
    number(index.trigramMs / 1000, 1),
  ]),
)}

Opening a session of ${number(opening.claims, 0)} claims from the thread that reads: its beginning is here after
${spreadText(opening.beginning)} ms and all of it after ${spreadText(opening.whole)} ms; in one message it took
${spreadText(opening.oneMessage)} ms.
`

const backup = ({
  fileBytes,
  backupMs,
  alone,
  during,
  loopStallMs,
}: BackupFigures): string => `## A backup while one works

Durable commits through the writer, one after the other with 10 ms between, alone and while a file of ${number(fileBytes / MB, 0)} MB is
backed up, flushed and checked (${number(backupMs / 1000, 1)} s), in turn:

${table(
  ['', 'commits', 'median ms', 'p99 ms'],
  [
    ['alone', number(alone.commits, 0), number(alone.p50, 2), number(alone.p99, 1)],
    ['during a backup', number(during.commits, 0), number(during.p50, 2), number(during.p99, 1)],
    ['ratio', '', `${number(during.p50 / alone.p50, 2)}×`, `${number(during.p99 / alone.p99, 2)}×`],
  ],
)}

Longest the main loop was held up meanwhile: ${number(loopStallMs, 0)} ms.
`

/** The report for people. */
export const toMarkdown = (report: BenchReport): string =>
  [
    `# How fast it is

Measured ${report.date} on ${report.machine}, by \`npm run bench\`: one process, medians, everything side by side in turn.
Texts and phrases are made from this repository by one seed: utterances are labelled lines of \`test/fixtures/labelled\`
one after the other, phrases are the rules' own words and joined pieces of those lines that stand in none of them, however
written; one utterance in fifty holds a phrase. Absolute numbers move with the machine; the ratios count.
`,
    report.matching === null ? '' : matching(report.matching),
    report.claims === null ? '' : claims(report.claims),
    report.packs === null ? '' : packs(report.packs),
    report.growth === null ? '' : growth(report.growth),
    report.history === null ? '' : history(report.history),
    report.verify === null ? '' : verify(report.verify),
    report.commits === null ? '' : commits(report.commits),
    report.search === null ? '' : search(report.search),
    report.backup === null ? '' : backup(report.backup),
  ]
    .filter((part) => part !== '')
    .join('\n')
