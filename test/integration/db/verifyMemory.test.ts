import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeKey, writeRecord } from '../../faults/madeUpRecord.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { verify } from './verify.ts'

/** Memory a process may keep, in MB: what it takes to start and one session, and not what this record's entries take. */
const HEAP_MB = 20

test(
  'a record whose entries do not fit the memory is verified, session by session',
  { timeout: 120_000 },
  async () => {
    const { file } = await writeRecord(ownFolder(), { sessions: 8, claims: 1500 }, makeKey())
    const script = path.join(import.meta.dirname, 'verifyProcess.ts')
    const limits = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=1']
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', ...limits, script, file])
    expect([status, stderr.toString()]).toEqual([0, ''])
    const entries = Number(stdout.toString())
    expect(entries).toBeGreaterThan(12_000)
    // And by the app's own worker, whose memory is limited, too.
    const { client } = await openTestDb(file)
    expect(await verify(client, null)).toMatchObject({ isGood: true, entries })
  },
)
