/**
 * One way of reading a history again, in a process of its own so that the memory of the others is not counted:
 * `node historyWay.ts DATABASE JOB WAY`. Prints a `WayFigures` as JSON.
 */
import { readFileSync } from 'node:fs'
import { compilePhrases, makePhraseRoom, openRow, scanPhrases } from '../../domain/compliance/matcher.ts'
import { openForReading } from '../../electron/db/open.ts'
import { createClaimChunkRepository } from '../../electron/db/repositories/claimChunks.ts'
import type { HistoryJob } from './history.ts'
import { watchMemory } from './historyMemory.ts'

const [file = '', jobFile = '', way = ''] = process.argv.slice(2)
const job = JSON.parse(readFileSync(jobFile, 'utf8')) as HistoryJob
const db = openForReading({ file, addon: null })
const memory = watchMemory()

const byRows = (): (() => number) => {
  const index = compilePhrases(job.phrases)
  const room = makePhraseRoom()
  const sessions = db.prepare<[], string>('SELECT id FROM session ORDER BY id').pluck().all()
  const rows = db.prepare<[string], { text: string }>('SELECT text FROM claim WHERE session_id = ?')
  return () => {
    let hits = 0
    for (const session of sessions) {
      for (const { text } of rows.all(session)) {
        scanPhrases(text, index, room)
        hits += room.hits.count
      }
      memory.look()
    }
    return hits
  }
}

const byTexts = (): (() => number) => {
  const index = compilePhrases(job.phrases)
  const room = makePhraseRoom()
  const chunks = createClaimChunkRepository(db)
  return () => {
    let hits = 0
    let read = 0
    for (
      let chunk = chunks.newest(chunks.newestPlace());
      chunk !== null;
      chunk = chunks.newest(chunk.first - 1)
    ) {
      const { units, ends } = chunk.claims
      const scan = openRow(units, index, room)
      let from = 0
      for (const to of ends) {
        scan(from, to)
        hits += room.hits.count
        from = to
      }
      // As often as the rows are: once in a session.
      read += ends.length
      if (read >= job.perSession) {
        memory.look()
        read = 0
      }
    }
    return hits
  }
}

const ways: Readonly<Record<string, () => () => number>> = {
  rows: byRows,
  texts: byTexts,
}
const pass = ways[way]?.()
if (pass === undefined) throw new Error(`no way ${way}`)
memory.print(pass, job.times)
db.close()
