import { spawn } from 'node:child_process'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { SESSION_ID } from './claimBundle.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

const ROUNDS = 20

/** Runs the writer, kills it (SIGKILL) some moments after its first acknowledgement, and gives the last number it printed. */
const writeUntilKilled = (
  file: string,
  from: number,
  session: 'start' | 'go-on',
  afterMs: number,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'writerProcess.ts')
    const child = spawn(process.execPath, ['--no-warnings', script, file, String(from), session])
    let printed = ''
    let errors = ''
    let timer: NodeJS.Timeout | null = null
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.on('exit', (_code, signal) => {
      // What was printed before the kill is in the pipe; a line cut short is no acknowledgement.
      const lines = printed
        .slice(0, printed.lastIndexOf('\n'))
        .split('\n')
        .filter((line) => /^\d+$/.test(line))
      if (signal === 'SIGKILL') resolve(lines.length === 0 ? from - 1 : Number(lines.at(-1)))
      else reject(new Error(`the writer ended by itself: ${errors}`))
    })
  })

describe('killed at any moment', () => {
  test(`${ROUNDS} times: every acknowledged claim is there, at most the one in flight more, and the chain holds`, async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    let last = 9
    for (let round = 0; round < ROUNDS; round += 1) {
      // The first kill may come before the first claim: the session has begun all the same.
      const session = round === 0 ? 'start' : 'go-on'
      const acknowledged = await writeUntilKilled(file, last + 1, session, 3 + ((round * 37) % 90))

      const db = new Database(file)
      const stored = db
        .prepare<[], { id: string }>('SELECT id FROM claim ORDER BY rowid')
        .all()
        .map((row) => Number(row.id))
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(db.pragma('foreign_key_check')).toEqual([])
      const halves = db
        .prepare(
          `SELECT count(*) AS n FROM claim WHERE (SELECT count(*) FROM finding WHERE claim_id = claim.id) <> 1
            OR (SELECT count(*) FROM promise WHERE claim_id = claim.id) <> 1`,
        )
        .get()
      expect(halves).toEqual({ n: 0 })
      db.close()

      const newest = stored.at(-1) ?? 9
      expect(newest).toBeGreaterThanOrEqual(acknowledged)
      expect(newest).toBeLessThanOrEqual(acknowledged + 1)
      expect(stored).toEqual(Array.from({ length: stored.length }, (_each, index) => 10 + index))
      last = newest
    }
    const { client } = await openTestDb(file)
    // One entry for the start and one for each claim.
    expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: last - 9 + 1 })
    expect(last).toBeGreaterThan(10 + ROUNDS)
  })
})
