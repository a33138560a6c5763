import { spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { createCopyJobs, NO_CHANGES, type SigningKey } from '../../../electron/db/client.ts'
import { erasureListOf, readErasureList } from '../../../electron/db/erasureList.ts'
import { makeKey, writeRecord } from '../../faults/madeUpRecord.ts'
import { bundle, claimEntry, entry, id, SESSION_ID, startSession } from './claimBundle.ts'
import { editOf } from './editOf.ts'
import {
  count,
  eraseAll,
  erasing,
  found,
  isInBytes,
  KEPT,
  moment,
  must,
  OTHER_SESSION,
  runSession,
  SECRET,
  session,
  word,
} from './erasing.ts'
import { openTestDb, ownFolder, WORKER_URL } from './openTestDb.ts'

const chunksOf = (file: string, sessionId: string): unknown => {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare('SELECT count(*) FROM claim_chunk WHERE session_id = ?').pluck().get(sessionId)
  } finally {
    db.close()
  }
}

/** Two sessions in a file, packed and indexed: one speaks of a person. */
const twoSessions = async () => {
  const file = path.join(ownFolder(), 'shop.sqlite')
  const { client } = await openTestDb(file)
  await runSession(client, SESSION_ID, 100, [SECRET, KEPT, '再讲一遍价格'])
  await runSession(client, OTHER_SESSION, 200, ['另一场的话', '面膜买一送一'])
  await expect.poll(() => chunksOf(file, OTHER_SESSION), { timeout: 20_000 }).toBe(1)
  return { file, client }
}

describe('a whole session', () => {
  test('is gone from rows, index, file and log; its chain verifies and the other session is as it was', async () => {
    const { file, client } = await twoSessions()
    const other = await must(client.call('review.read', OTHER_SESSION))
    expect(isInBytes(file, SECRET)).toBe(true)
    // The index holds pairs of signs, the common beginning of neighbours left out: the second sign stands alone.
    expect(isInBytes(file, '靐')).toBe(true)

    const counts = await must(client.call('retention.count', { sessionId: SESSION_ID, claimIds: null }))
    expect(counts).toEqual({ claims: 3, findings: 3, promises: 3, products: 1, entries: 6 })
    expect(await eraseAll(client, erasing(SESSION_ID, null))).toEqual({ erased: counts })
    expect(await must(client.call('retention.sweep', moment.at))).toBe(true)

    expect(isInBytes(file, SECRET)).toBe(false)
    expect(await must(client.call('review.read', SESSION_ID))).toMatchObject({
      lineup: { session: { title: '2027-01-15', host: '' }, products: [] },
      claims: [],
      findings: [],
      promises: [],
    })
    expect(await found(client, SESSION_ID)).toEqual({ entries: 7, problems: [] })
    expect(await found(client, OTHER_SESSION)).toEqual({ entries: 5, problems: [] })
    expect(await must(client.call('review.read', OTHER_SESSION))).toEqual(other)
    expect(await must(client.call('history.named', { text: '龘靐', limit: 10 }))).toEqual({
      claims: [],
      total: 0,
    })
    const db = new Database(file, { readonly: true })
    onTestFinished(() => void db.close())
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    const [tombstone] = db
      .prepare<[], { seq: number; payload: string }>(
        `SELECT seq, payload FROM journal_entry WHERE session_id = '${SESSION_ID}' AND payload IS NOT NULL`,
      )
      .all()
    expect(tombstone?.seq).toBe(7)
    expect(JSON.parse(tombstone?.payload ?? '')).toEqual({ erased: [[1, 6]], whole: true, counts, word })
  })

  test('nothing is left of it in the index, and past claims are still found', async () => {
    const { file, client } = await twoSessions()
    // The other session is said to be about the same person: then its words stay.
    await eraseAll(client, erasing(SESSION_ID, null))
    expect(await must(client.call('retention.sweep', moment.at))).toBe(true)
    await eraseAll(client, erasing(OTHER_SESSION, null))
    expect(await must(client.call('retention.sweep', moment.at))).toBe(true)
    expect(isInBytes(file, '靐')).toBe(false)
    expect(isInBytes(file, '另一场')).toBe(false)

    await runSession(client, id(3), 300, ['面膜真的补水', '别的'])
    await expect.poll(() => chunksOf(file, id(3)), { timeout: 20_000 }).toBe(1)
    const begun = await must(client.call('history.begin', editOf(['面膜'], 'near')))
    expect(begun.claims).toBe(2)
    const page = await must(client.call('history.next', { walk: begun.walk, limit: 10 }))
    expect(page?.claims.map(({ text }) => text)).toEqual(['面膜真的补水'])
  })

  test('the rows of others keep their numbers when the file is written anew', async () => {
    const { file, client } = await twoSessions()
    const numbers = (): unknown => {
      const db = new Database(file, { readonly: true })
      try {
        return db.prepare('SELECT rowid, text FROM claim WHERE session_id = ?').all(OTHER_SESSION)
      } finally {
        db.close()
      }
    }
    const before = numbers()
    expect(before).toEqual([
      { rowid: 4, text: '另一场的话' },
      { rowid: 5, text: '面膜买一送一' },
    ])
    await eraseAll(client, erasing(SESSION_ID, null))
    await must(client.call('retention.sweep', moment.at))
    expect(numbers()).toEqual(before)
  })

  test('is refused while it is held, on air or erased already, and nothing changes', async () => {
    const { file, client } = await twoSessions()
    const hold = { reason: '职业打假诉讼', who: '法务', at: 5 }
    await must(
      client.call('retention.hold', { sessionId: SESSION_ID, hold, entry: entry('hold', 1_800_000_010_000) }),
    )
    expect(await eraseAll(client, erasing(SESSION_ID, null))).toEqual({ refused: 'held' })
    expect(await eraseAll(client, erasing(SESSION_ID, [id(100)]))).toEqual({
      refused: 'held',
    })
    expect(count(file, 'claim')).toBe(5)
    const listed = await must(client.call('retention.sessions', null))
    expect(listed.sessions.find(({ sessionId }) => sessionId === SESSION_ID)).toMatchObject({
      hold,
      products: [{ name: '龘靐牌蜂蜜', category: '食品' }],
    })
    await must(
      client.call('retention.hold', {
        sessionId: SESSION_ID,
        hold: null,
        entry: entry('release', 1_800_000_020_000),
      }),
    )
    expect(await eraseAll(client, erasing(SESSION_ID, null))).toMatchObject({
      erased: { claims: 3, entries: 8 },
    })
    expect(await eraseAll(client, erasing(SESSION_ID, null))).toEqual({ refused: 'gone' })
    expect(await eraseAll(client, erasing(id(9), null))).toEqual({ refused: 'unknown' })
    expect(await found(client, SESSION_ID)).toEqual({ entries: 9, problems: [] })

    await must(
      client.call('act.commit', {
        sessionId: id(3),
        entries: [entry('start', 5)],
        changes: { ...NO_CHANGES, session: session(id(3), 'live', 5) },
      }),
    )
    expect(await eraseAll(client, erasing(id(3), null))).toEqual({ refused: 'open' })
    // Rewriting the file waits until nobody is on air.
    expect(await must(client.call('retention.sweep', 6))).toBe(false)
  })
})

describe('one claim', () => {
  test('loses its words and what was found in it; the rest of the session stays', async () => {
    const { file, client } = await twoSessions()
    const scope = { sessionId: SESSION_ID, claimIds: [id(100)] }
    const counts = await must(client.call('retention.count', scope))
    // Its own entry and the one that says why its finding was dismissed.
    expect(counts).toEqual({ claims: 1, findings: 1, promises: 1, products: 0, entries: 2 })
    expect(await eraseAll(client, erasing(SESSION_ID, [id(100)]))).toEqual({
      erased: counts,
    })
    expect(await must(client.call('retention.sweep', moment.at))).toBe(true)
    expect(isInBytes(file, SECRET)).toBe(false)
    const record = await must(client.call('review.read', SESSION_ID))
    expect(record?.claims.map(({ text }) => text)).toEqual(['', KEPT, '再讲一遍价格'])
    expect(record?.findings).toHaveLength(2)
    expect(await found(client, SESSION_ID)).toEqual({ entries: 7, problems: [] })
    expect(await eraseAll(client, erasing(SESSION_ID, [id(100)]))).toEqual({
      refused: 'gone',
    })
    // What is left can still be erased whole.
    expect(await eraseAll(client, erasing(SESSION_ID, null))).toMatchObject({
      erased: { claims: 2, entries: 4 },
    })
    expect(await found(client, SESSION_ID)).toEqual({ entries: 8, problems: [] })
  })
})

describe('the journal', () => {
  test('lets a payload go only when a later entry names it, and nothing else of an entry ever', async () => {
    const { file, client } = await twoSessions()
    await eraseAll(client, erasing(SESSION_ID, [id(101)]))
    await client.close()
    const db = new Database(file)
    onTestFinished(() => void db.close())
    const set =
      (what: string, seq: number, sessionId = SESSION_ID) =>
      () =>
        db.prepare(`UPDATE journal_entry SET ${what} WHERE session_id = ? AND seq = ?`).run(sessionId, seq)
    // Entry 3 is named; it is empty and stays so.
    const appendOnly = /append-only/
    expect(set('payload = NULL', 2)).toThrow(appendOnly)
    expect(set('payload = NULL', 3, OTHER_SESSION)).toThrow(appendOnly)
    expect(set(`payload = '{}'`, 3)).toThrow(appendOnly)
    expect(set('payload = NULL', 3)).toThrow(appendOnly)
    expect(set(`payload = '{}'`, 2)).toThrow(appendOnly)
    for (const other of ['at = at + 1', `hash = ''`, `payload_hash = ''`, `kind = 'erase'`, 'seq = 99'])
      expect(set(`payload = NULL, ${other}`, 3)).toThrow(appendOnly)
    // The entry that tells of it cannot be emptied, not even when another names it.
    expect(set('payload = NULL', 7)).toThrow(appendOnly)
    expect(() => db.exec('DELETE FROM journal_entry')).toThrow(appendOnly)
  })
})

describe('slice by slice', () => {
  /** The last one ends by itself. */
  const ROUNDS = 6
  /** A file with one long session, closed. */
  const longSession = async (): Promise<string> => {
    const whole = path.join(ownFolder(), 'trustcue.sqlite')
    const { client } = await openTestDb(whole)
    const { key } = await loadSigningKey(path.dirname(whole), null, 'test')
    if (key === null) throw new Error('no key')
    await must(client.call('signing.use', { key, at: 1 }))
    await runSession(client, SESSION_ID, 1000, TEXTS)
    await client.close()
    return whole
  }
  const TEXTS = Array.from({ length: 400 }, (_each, at) => `${SECRET} 第 ${at} 句`)
  const said = (file: string): unknown => count(file, `claim WHERE text <> ''`)

  test('acts that wait are let in between two slices, and the record holds together at each', async () => {
    const file = await longSession()
    const { client } = await openTestDb(file)
    const { key } = await loadSigningKey(path.dirname(file), null, 'test')
    if (key !== null) await must(client.call('signing.use', { key, at: 1 }))
    const before = await must(client.call('retention.count', { sessionId: SESSION_ID, claimIds: null }))
    expect(before).toMatchObject({ claims: 400, entries: 403 })
    await startSession(client, OTHER_SESSION)
    // In the order they were asked for: a claim between each two slices.
    const order: string[] = []
    const asked: Promise<unknown>[] = []
    for (let slice = 0; slice < 6; slice += 1) {
      const moving = { ...erasing(SESSION_ID, null), moment: { ...moment, at: moment.at + slice } }
      asked.push(client.call('retention.erase', moving).then(() => order.push('slice')))
      const made = bundle(10 + slice)
      const own = { ...made, claim: { ...made.claim, sessionId: OTHER_SESSION }, findings: [], promises: [] }
      asked.push(
        must(client.call('claim.record', { bundle: own, entry: claimEntry(10 + slice), corrects: [] })).then(
          () => order.push('claim'),
        ),
      )
    }
    await Promise.all(asked)
    expect(order).toEqual(Array.from({ length: 12 }, (_each, at) => (at % 2 === 0 ? 'slice' : 'claim')))
    expect(count(file, `claim WHERE session_id = '${OTHER_SESSION}'`)).toBe(6)
    expect(said(file)).toBe(400 - 6 * 64 + 6)
    expect(await found(client, SESSION_ID)).toEqual({ entries: 409, problems: [] })
    // What is left is still there to be erased, with what was erased told of.
    const { sessions } = await must(client.call('retention.sessions', null))
    expect(sessions).toMatchObject([{ sessionId: SESSION_ID, erasedAt: null, erasedClaims: 384 }])
    expect(
      await eraseAll(client, { ...erasing(SESSION_ID, null), moment: { ...moment, at: moment.at + 9 } }),
    ).toEqual({
      erased: { claims: 16, findings: 16, promises: 16, products: 1, entries: 19 },
    })
    expect(await found(client, SESSION_ID)).toEqual({ entries: 410, problems: [] })
  })

  test('dismissed findings and missed words on both sides of a cut are no fault', async () => {
    const folder = ownFolder()
    const key = makeKey()
    const { file, sessionIds } = await writeRecord(folder, { sessions: 1, claims: 300 }, key)
    const [sessionId = ''] = sessionIds
    const { client } = await openTestDb(file)
    await must(client.call('signing.use', { key, at: 1 }))
    const whole = await must(client.call('retention.count', { sessionId, claimIds: null }))
    const problems: unknown[] = []
    let slices = 0
    const done = await eraseAll(client, erasing(sessionId, null), async () => {
      slices += 1
      problems.push(...(await found(client, sessionId)).problems)
    })
    expect(done).toEqual({ erased: whole })
    expect(slices).toBeGreaterThan(4)
    expect(problems).toEqual([])
    expect(count(file, 'finding')).toBe(0)
  })

  test(
    'killed between and within slices the record is whole, the list says what was erased, and the rest follows',
    { timeout: 180_000 },
    async () => {
      const whole = await longSession()
      const script = path.join(import.meta.dirname, 'eraseProcess.ts')
      const left = new Set<unknown>()
      for (let round = 0; round < ROUNDS; round += 1) {
        const file = path.join(ownFolder(), 'trustcue.sqlite')
        for (const name of ['trustcue.sqlite', 'trustcue.heads', 'signing-key.json'])
          copyFileSync(path.join(path.dirname(whole), name), path.join(path.dirname(file), name))
        const { key } = await loadSigningKey(path.dirname(file), null, 'test')
        if (key === null) throw new Error('no key')
        const [afterSlice, laterMs] = [round + 1, round < ROUNDS - 1 ? round % 3 : null]
        await killedAfter([script, file, SESSION_ID], afterSlice, laterMs)
        const { client } = await openTestDb(file)
        await must(client.call('signing.use', { key, at: 1 }))
        const { sessions } = await must(client.call('retention.sessions', null))
        const gone = sessions[0]?.erasedClaims ?? 0
        left.add(gone)
        expect(gone % 64 === 0 || gone === 400).toBe(true)
        expect(said(file)).toBe(400 - gone)
        expect(count(file, 'promise')).toBe(400 - gone)
        const buried = Number(count(file, `journal_entry WHERE kind = 'erase'`))
        const problems = (await found(client, SESSION_ID)).problems
        expect(problems).toEqual([])
        expect(listedClaims(file, key)).toBe(sessions[0]?.erasedAt === null ? gone : 'all')
        // An older copy loses exactly what was erased here.
        const copy = path.join(path.dirname(file), 'older.sqlite')
        copyFileSync(whole, copy)
        expect(await eraseInCopy(file, copy, key)).toBe(gone)
        expect(said(copy)).toBe(400 - gone)
        const later = { ...erasing(SESSION_ID, null), moment: { ...moment, at: moment.at + 1e6 } }
        expect(await eraseAll(client, later)).toMatchObject(
          gone === 400 ? { refused: 'gone' } : { erased: { claims: 400 - gone } },
        )
        expect(said(file)).toBe(0)
        expect(await must(client.call('retention.sweep', 7))).toBe(true)
        expect(isInBytes(file, SECRET)).toBe(false)
        expect(Number(count(file, `journal_entry WHERE kind = 'erase'`))).toBeGreaterThanOrEqual(buried)
        expect((await found(client, SESSION_ID)).problems).toEqual([])
        await client.close()
      }
      expect(left.size).toBeGreaterThan(3)
    },
  )
})

/** Runs a process that prints a line for each slice, and kills it so many ms after one of them; null = it ends by itself. */
const killedAfter = (args: readonly string[], slice: number, laterMs: number | null): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--no-warnings', ...args])
    let errors = ''
    let lines = 0
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString()
    })
    child.stdout.on('data', (chunk: Buffer) => {
      lines += chunk.toString().split('\n').length - 1
      if (laterMs !== null && lines > slice) setTimeout(() => child.kill('SIGKILL'), laterMs)
    })
    child.on('exit', (code) => (code === null || code === 0 ? resolve() : reject(new Error(errors))))
  })

/** Claims of the session that are on the list; `all` = the whole session is. */
const listedClaims = (file: string, key: SigningKey): number | 'all' => {
  const { erasures, trouble } = readErasureList(erasureListOf(file), [key.publicKey])
  if (trouble !== null) throw new Error(trouble.what)
  const listed = erasures.filter(({ sessionId }) => sessionId === SESSION_ID)
  if (listed.some(({ claimIds }) => claimIds === null)) return 'all'
  return new Set(listed.flatMap(({ claimIds }) => claimIds ?? [])).size
}

/** Erases in an older copy what the list beside a file says. Gives how many claims. */
const eraseInCopy = async (over: string, copy: string, key: SigningKey): Promise<number> => {
  const jobs = createCopyJobs({ workerUrl: WORKER_URL, addon: null })
  const job = { kind: 'eraseAgain', file: copy, over, at: moment.at + 2e6, key } as const
  return (await must(jobs.start(job, () => undefined).result)).claims
}
