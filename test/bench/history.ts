import { writeFileSync } from 'node:fs'
import type { Sound } from '../../domain/compliance/rulePack.ts'
import { PER_SESSION, type HistoryFile } from './historyFile.ts'
import { middle } from './measure.ts'
import { runInOwnProcess } from './ownProcess.ts'

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

const EDIT_WORDS = 20
const ROUNDS = 3
const SOUNDS: readonly Sound[] = ['off', 'letters', 'near']

/** Runs one way in a process of its own. */
const runWay = (script: string, file: string, jobFile: string, way: string): WayFigures => {
  return JSON.parse(runInOwnProcess(script, [file, jobFile, way])) as WayFigures
}

const summed = (runs: readonly WayFigures[]): HistoryFigures['rows'] => ({
  ms: middle(runs.flatMap(({ ms }) => ms)),
  peakMb: Math.max(...runs.map(({ peakMb }) => peakMb)),
  grownMb: Math.max(...runs.map(({ grownMb }) => grownMb)),
})

/** Reads a history in every way, each in processes of its own, in turn. The history was made with these phrases. */
export const measureHistory = (
  history: HistoryFile,
  phrases: readonly string[],
  times: number,
): HistoryFigures => {
  const { file, claims, pool, textBytes, chunkBytes, indexBytes, packUs } = history
  const jobFile = `${file}.job.json`
  const said = phrases.filter((phrase) => pool.some((text) => text.includes(phrase))).slice(0, EDIT_WORDS / 2)
  const edit = [...said, ...phrases.slice(said.length - EDIT_WORDS)]
  const job: HistoryJob = { phrases, edit, perSession: PER_SESSION, times }
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
    textBytes,
    chunkBytes,
    indexBytes,
    packUs,
    claims,
    rows: summed(rows),
    texts: summed(texts),
    hitsEqual: rows[0]?.found === texts[0]?.found,
    editWords: job.edit.length,
    edits,
  }
}
