import { spawnSync } from 'node:child_process'
import {
  cpSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { DbClient } from '../../../electron/db/client.ts'
import { pendingSwap } from '../../../electron/db/client.ts'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { openDatabase } from '../../../electron/db/open.ts'
import { verifyRecord } from '../../../electron/db/verifyRecord.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { bundle, claimEntry, startSession } from './claimBundle.ts'
import { must } from './erasing.ts'
import { openTestDb, ownFolder } from './openTestDb.ts'

const STAMP = '2026-05-02T10-00-00'
const EARLIER = '2026-04-01T10-00-00'

const log = async (client: DbClient, from: number, to: number): Promise<void> => {
  for (let number = from; number < to; number += 1)
    await must(
      client.call('claim.record', { bundle: bundle(number), entry: claimEntry(number), corrects: [] }),
    )
}

/**
 * A folder as a killed app leaves it: a file whose last claims are in the log beside it, a head book, and an older copy. Claims
 * of the file: 20; of the copy: 8.
 */
const makeFolder = async (): Promise<string> => {
  const working = ownFolder()
  const file = path.join(working, 'trustcue.sqlite')
  const { key } = await loadSigningKey(working, null, 'test')
  if (key === null) throw new Error('no key')
  const { client } = await openTestDb(file)
  await must(client.call('signing.use', { key, at: 1 }))
  await startSession(client)
  await log(client, 10, 18)
  await client.close()
  copyFileSync(file, path.join(working, 'other.sqlite'))
  const again = await openTestDb(file)
  await must(again.client.call('signing.use', { key, at: 1 }))
  await log(again.client, 18, 30)
  const made = ownFolder()
  cpSync(working, made, { recursive: true })
  rmSync(path.join(made, 'trustcue.sqlite.lock'), { force: true })
  rmSync(path.join(made, 'trustcue.sqlite-shm'), { force: true })
  writeFileSync(path.join(made, 'restored.txt'), EARLIER)
  expect(existsSync(path.join(made, 'trustcue.sqlite-wal'))).toBe(true)
  return made
}

const SCRIPT = path.join(import.meta.dirname, 'cutProcess.ts')

/** Does the work in a process that is killed before a step; the number of steps = it came to its end, null = it did not. */
const cutAt = (work: string, folder: string, step: number): number | null => {
  const at = (name: string): string => path.join(folder, name)
  const args = [work, at('trustcue.sqlite'), String(step), at('other.sqlite'), STAMP]
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', SCRIPT, ...args])
  if (signal === 'SIGKILL') return null
  if (status !== 0) throw new Error(stderr.toString())
  return Number(stdout.toString())
}

/** Opens the file as the writer does, and gives what verifying says of it. */
const open = (folder: string) => {
  const file = path.join(folder, 'trustcue.sqlite')
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const opened = openDatabase({ file, addon: null, migrations, stamp: 'again' }, size)
  if (!opened.ok) throw new Error(opened.error.code)
  const { db, report } = opened.value
  try {
    const bookFile = path.join(folder, 'trustcue.heads')
    const book = existsSync(bookFile) ? readFileSync(bookFile, 'utf8') : null
    const walk = verifyRecord(db, { sessionId: null, book, erasures: null, addon: null, now: 1 })
    let step = walk.next()
    while (step.done !== true) step = walk.next()
    return { report, verdict: step.value, claims: db.prepare('SELECT count(*) FROM claim').pluck().get() }
  } finally {
    db.close()
  }
}

/** Starts as the app does, and looks at what there is. */
const startAgain = (folder: string): 'old' | 'new' => {
  const pending = pendingSwap(path.join(folder, 'trustcue.sqlite'))
  const { report, verdict, claims } = open(folder)
  pending?.settle()
  expect(report).toMatchObject({ setAside: null, recovery: null })
  expect(verdict.isGood).toBe(true)
  const isOld = claims === 20
  expect(claims).toBe(isOld ? 20 : 8)
  const restored = readFileSync(path.join(folder, 'restored.txt'), 'utf8')
  expect(restored).toBe(isOld ? EARLIER : `${STAMP}\n${EARLIER}`)
  const names = readdirSync(folder).filter((name) => name !== 'signing-key.json')
  expect(names.toSorted()).toEqual([
    ...(names.includes('other.sqlite') ? ['other.sqlite'] : []),
    'restored.txt',
    // The book stays with the file it is about.
    isOld ? 'trustcue.heads' : `trustcue.before-restore-${STAMP}.heads`,
    'trustcue.sqlite',
  ])
  return isOld ? 'old' : 'new'
}

/** What the start finds after a kill at the first step, at the last, and anywhere. */
const ENDS = [
  ['swap', ['old', 'new', ['old', 'new']]],
  ['undo', ['new', 'old', ['old', 'new']]],
  ['settle', ['new', 'new', ['new']]],
] as const

test.for(ENDS)(
  'killed at each step of a %s: the file is the old or the new one, whole, with its own log and book',
  { timeout: 180_000 },
  async ([work, [first, last, all]]) => {
    const made = await makeFolder()
    const ends: string[] = []
    for (let step = 0; ; step += 1) {
      const folder = ownFolder()
      cpSync(made, folder, { recursive: true })
      const steps = cutAt(work, folder, step)
      ends.push(startAgain(folder))
      if (steps !== null) break
    }
    expect(ends.length).toBeGreaterThan(3)
    expect([ends[0], ends.at(-1), [...new Set(ends)].toSorted()]).toEqual([first, last, [...all].toSorted()])
  },
)

/** The steps at which files change places come first and last; between them copies are made and removed. */
const FIRST = 8
const LAST = 6
const BETWEEN = 4

test(
  'killed at the steps of putting a damaged file right: the next start goes on, and nothing is lost for it',
  { timeout: 240_000 },
  async () => {
    const made = await makeFolder()
    const at = (folder: string, name: string): string => path.join(folder, name)
    mkdirSync(at(made, 'backups'))
    copyFileSync(at(made, 'other.sqlite'), at(made, path.join('backups', `trustcue-${EARLIER}-asked.sqlite`)))
    rmSync(at(made, 'restored.txt'))
    const bytes = readFileSync(at(made, 'trustcue.sqlite'))
    // Not the page that says what the file is: what can be read is brought over from the log and from here.
    bytes.fill(0xa5, 40_960, 49_152)
    writeFileSync(at(made, 'trustcue.sqlite'), bytes)

    const look = (folder: string) => {
      const { claims } = open(folder)
      const told: unknown = JSON.parse(readFileSync(at(folder, 'recovery.json'), 'utf8'))
      const aside = readdirSync(folder).filter((name) => /^trustcue\.damaged-.*\.sqlite$/.test(name))
      const left = readdirSync(folder).filter((name) => name.endsWith('.recovering'))
      return { claims, told, aside: aside.length, left }
    }
    const whole = ownFolder()
    cpSync(made, whole, { recursive: true })
    const steps = cutAt('open', whole, -1) ?? 0
    expect(steps).toBeGreaterThan(10)
    const expected = look(whole)
    expect(expected).toMatchObject({ aside: 1, left: [] })
    expect(expected.claims).toBeGreaterThan(8)

    for (
      let step = 0;
      step < steps;
      step = step < FIRST || step >= steps - LAST ? step + 1 : Math.min(step + BETWEEN, steps - LAST)
    ) {
      const folder = ownFolder()
      cpSync(made, folder, { recursive: true })
      expect(cutAt('open', folder, step)).toBeNull()
      const found = look(folder)
      expect({ step, claims: found.claims, aside: found.aside, left: found.left }).toEqual({
        step,
        claims: expected.claims,
        aside: 1,
        left: [],
      })
    }
  },
)
