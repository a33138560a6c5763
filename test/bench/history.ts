import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Sound } from '../../domain/compliance/rulePack.ts'
import { migrations } from '../../electron/db/migrations/index.ts'
import { openDatabase } from '../../electron/db/open.ts'
import { createHistoryPacker } from '../../electron/db/packHistory.ts'
import { makePhrases, makeUtterances } from './corpus.ts'
import { middle, timed } from './measure.ts'

/** What the processes that read the history are given. */
export type HistoryJob = {
  readonly phrases: readonly string[]
  /** Words a rule gets. */
  readonly edit: readonly string[]
  /** Claims of a session. */
  readonly perSession: number
  /** Passes a process makes. */
  readonly times: number
}

/** One way of reading it: ms its thread worked in each pass, hits or claims found, and memory of its process in MB. */
export type WayFigures = {
  readonly ms: readonly number[]
  readonly found: number
  readonly peakMb: number
  /** What of it came with the reading. */
  readonly grownMb: number
}

/** Claims found after an edit, in ms. */
export type EditFigures = {
  readonly sound: Sound
  readonly ms: number
  readonly claims: number
  readonly peakMb: number
}

/** Reading a history again. */
export type HistoryFigures = {
  readonly claims: number
  readonly rows: { readonly ms: number; readonly peakMb: number; readonly grownMb: number }
  readonly texts: { readonly ms: number; readonly peakMb: number; readonly grownMb: number }
  readonly hitsEqual: boolean
  readonly editWords: number
  readonly edits: readonly EditFigures[]
  /** Bytes: the texts in UTF-8, what they are packed in, and the index over them. */
  readonly textBytes: number
  readonly chunkBytes: number
  readonly indexBytes: number
  /** Packing and indexing, in µs a claim. */
  readonly packUs: number
}

const PER_SESSION = 5000
/** Chunks packed in one transaction: nobody waits here. */
const PACKED_AT_ONCE = 400
const EDIT_WORDS = 20
const ROUNDS = 3
const SOUNDS: readonly Sound[] = ['off', 'letters', 'near']

const count = (db: Database, sql: string): number => {
  const value = db.prepare(sql).pluck().get()
  return typeof value === 'number' ? value : 0
}

type Filled = Pick<HistoryFigures, 'textBytes' | 'chunkBytes' | 'indexBytes' | 'packUs'> & {
  /** Of the phrases those somebody says. */
  readonly said: readonly string[]
}

/** A shop's data file with so many claims, packed as the app packs them. */
const fill = (file: string, claims: number, phrases: readonly string[]): Filled => {
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'bench' }, 0)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db } = opened.value
  // Filling is not what is measured.
  db.pragma('synchronous = OFF')
  const addSession = db.prepare(`
    INSERT INTO session (id, title, kind, state, host, created_at, started_at, ended_at)
    VALUES (?, '晚场', 'broadcast', 'ended', '', ?, ?, ?)`)
  const addClaim = db.prepare(`
    INSERT INTO claim (id, session_id, text, speaker, source, at, mono_ms, offset_ms)
    VALUES (?, ?, ?, 'host', 'speech', ?, 1, 1)`)
  const idOf = (number: number): string => String(number).padStart(26, '0')
  // A few thousand different utterances, drawn again and again: what is read matters, not what it says.
  const pool = makeUtterances(Math.min(claims, 20_000), 40, phrases)
  for (let session = 0; session * PER_SESSION < claims; session += 1) {
    db.transaction(() => {
      const first = session * PER_SESSION
      addSession.run(idOf(session), first, first, first)
      for (let at = 0; at < PER_SESSION; at += 1) {
        const text = pool[(session * 7919 + at * 104_729) % pool.length] ?? ''
        addClaim.run(idOf(first + at), idOf(session), text, first + at)
      }
    })()
  }
  const pack = createHistoryPacker(db)
  const { ms } = timed(() => {
    while (pack(PACKED_AT_ONCE));
  })
  const figures = {
    textBytes: count(db, 'SELECT sum(octet_length(text)) FROM claim'),
    chunkBytes: count(db, 'SELECT sum(length(units) + length(ends)) FROM claim_chunk'),
    indexBytes:
      count(db, 'SELECT sum(length(block)) FROM claim_index_data') +
      count(db, 'SELECT sum(length(sz) + 8) FROM claim_index_docsize'),
    packUs: (ms * 1000) / claims,
    said: phrases.filter((phrase) => pool.some((text) => text.includes(phrase))).slice(0, EDIT_WORDS / 2),
  }
  db.close()
  return figures
}

/** Runs one way in a process of its own. */
const runWay = (script: string, file: string, jobFile: string, way: string): WayFigures => {
  const entry = path.join(import.meta.dirname, script)
  const output = execFileSync(process.execPath, [entry, file, jobFile, way], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return JSON.parse(output) as WayFigures
}

const summed = (runs: readonly WayFigures[]): HistoryFigures['rows'] => ({
  ms: middle(runs.flatMap(({ ms }) => ms)),
  peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  grownMb: Math.max(...runs.map(({ grownMb }) => grownMb)),
})

/** Reads a history in every way, each in processes of its own, in turn. */
export const measureHistory = (options: {
  readonly claims: number
  readonly times: number
}): HistoryFigures => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-bench-'))
  const file = path.join(folder, 'trustcue.sqlite')
  const jobFile = path.join(folder, 'job.json')
  try {
    const phrases = makePhrases(10_000)
    const { said, ...filled } = fill(file, options.claims, phrases)
    const edit = [...said, ...phrases.slice(said.length - EDIT_WORDS)]
    const job: HistoryJob = { phrases, edit, perSession: PER_SESSION, times: options.times }
    writeFileSync(jobFile, JSON.stringify(job))
    const rows: WayFigures[] = []
    const texts: WayFigures[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      rows.push(runWay('historyWay.ts', file, jobFile, 'rows'))
      texts.push(runWay('historyWay.ts', file, jobFile, 'texts'))
    }
    writeFileSync(jobFile, JSON.stringify({ ...job, times: 9 }))
    const edits = SOUNDS.map((sound): EditFigures => {
      const run = runWay('historyEdit.ts', file, jobFile, sound)
      return { sound, ms: middle(run.ms), claims: run.found, peakMb: run.peakMb }
    })
    return {
      ...filled,
      claims: options.claims,
      rows: summed(rows),
      texts: summed(texts),
      hitsEqual: rows[0]?.found === texts[0]?.found,
      editWords: job.edit.length,
      edits,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
