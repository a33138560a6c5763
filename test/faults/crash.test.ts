import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { crashRounds } from './crash.ts'
import { breakDisk, buildFaultyDisk, DISK_FAULTS, fillDisk, mountSmallDisk } from './disk.ts'
import { writeFaultReport } from './faultReport.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'trustcue-faults-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CRASHES = 1000
const DISK_ROUNDS = 200

test(`killed ${CRASHES} times at random moments, nothing acknowledged is lost`, async () => {
  const startedAt = Date.now()
  const figures = await crashRounds({
    file: path.join(folder, 'crash.sqlite'),
    rounds: CRASHES,
    seed: 1,
    onRound: (round) => {
      if (round % 100 === 0) process.stdout.write(`killed ${round} times\n`)
    },
  })
  expect(figures.acknowledged).toBeGreaterThan(CRASHES)
  writeFaultReport(
    'crash',
    'Killed at any moment',
    'A process logs claims and prints each acknowledgement; it is killed (SIGKILL) at a random moment, and the file opened again: `integrity_check`, references, every acknowledged claim with its finding and promise, at most the one in flight more, as many journal entries as acts.',
    {
      'times killed': figures.rounds,
      'claims acknowledged': figures.acknowledged,
      'acknowledged claims lost': 0,
      'times the claim in flight was in the file too': figures.inFlight,
      seconds: Math.round((Date.now() - startedAt) / 1000),
    },
  )
})

test('a disk that fails takes nothing that was acknowledged, and writing goes on', async () => {
  const library = buildFaultyDisk(folder)
  if (library === null) throw new Error('a C compiler is needed for this: apt install gcc libc6-dev')
  const { acknowledged, byFault } = await breakDisk({ folder, library, rounds: DISK_ROUNDS, seed: 2 })
  const small = path.join(folder, 'small')
  const disk = mountSmallDisk(small, 48)
  if (disk === null) throw new Error('mounting a small disk needs the rights of an administrator')
  const filled = await fillDisk({ folder: small, rounds: 20 }).finally(() => disk.unmount())
  expect(byFault.size).toBe(DISK_FAULTS.length)
  writeFaultReport(
    'disk',
    'A disk in trouble',
    'The same process over a disk that fails on demand (`test/faults/faultyDisk.c`): writes fail because it is full or with an input/output error, syncs fail, writes are cut short, a write is torn and the process killed in it; in some rounds while the process is frozen (SIGSTOP). Each time the disk is mended, the same process writes on, is killed, and the file is looked at as above. Last, a small disk that is really full.',
    {
      ...Object.fromEntries(
        [...byFault].map(([fault, { rounds, failures }]) => [
          `${fault}: rounds, attempts that failed`,
          `${rounds}, ${failures}`,
        ]),
      ),
      'claims acknowledged': acknowledged,
      'really full: claims, attempts that failed': `${filled.claims}, ${filled.failures}`,
      'acknowledged claims lost': 0,
    },
  )
})
