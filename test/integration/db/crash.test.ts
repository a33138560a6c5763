import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { crashRounds } from '../../faults/crash.ts'
import { breakDisk, buildFaultyDisk, DISK_FAULTS, fillDisk, mountSmallDisk } from '../../faults/disk.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'
import { SESSION_ID } from './claimBundle.ts'
import { verify } from './verify.ts'

/** The full form, with twenty times as many rounds, is `npm run test:faults`. */
const ROUNDS = 50

describe('killed at any moment', () => {
  test(`${ROUNDS} times: every acknowledged claim is there, at most the one in flight more, and the chain holds`, async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const { acknowledged } = await crashRounds({
      file,
      rounds: ROUNDS,
      seed: 20_261_127,
      onRound: () => undefined,
    })
    expect(acknowledged).toBeGreaterThan(ROUNDS)
    const { client } = await openTestDb(file)
    expect(await verify(client, SESSION_ID)).toMatchObject({ isGood: true, entries: acknowledged + 1 })
  }, 180_000)
})

const tools = mkdtempSync(path.join(tmpdir(), 'trustcue-test-'))
afterAll(() => rmSync(tools, { recursive: true, force: true }))
const library = buildFaultyDisk(tools)
const small = mountSmallDisk(path.join(tools, 'small'), 6)
small?.unmount()

describe('a disk in trouble', () => {
  test.skipIf(library === null)(
    'full, with errors, with half-written pieces, torn at a power cut: nothing acknowledged is lost, and writing goes on',
    async () => {
      const { byFault, acknowledged } = await breakDisk({
        folder: ownFolder(),
        library: library ?? '',
        rounds: DISK_FAULTS.length * 2,
        seed: 7,
      })
      expect([...byFault.keys()]).toEqual([...DISK_FAULTS])
      const silent = [...byFault].filter(([, { failures }]) => failures === 0).map(([fault]) => fault)
      // A torn write ends the process before it can say anything.
      expect(silent).toEqual(['torn'])
      expect(acknowledged).toBeGreaterThan(DISK_FAULTS.length)
    },
    120_000,
  )

  test.skipIf(small === null)('really full to the last byte: the same', async () => {
    const folder = path.join(ownFolder(), 'small')
    const disk = mountSmallDisk(folder, 6)
    try {
      const { claims, failures } = await fillDisk({ folder, rounds: 3 })
      expect(claims).toBeGreaterThan(15)
      expect(failures).toBeGreaterThan(0)
    } finally {
      disk?.unmount()
    }
  })
})
