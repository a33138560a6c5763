import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../domain/contract/result.ts'
import { fail } from '../../../domain/contract/result.ts'
import type { DbClient } from '../../../electron/db/client.ts'
import { verify } from '../db/verify.ts'
import type { TestApp } from './startTestServices.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'

/** A file that cannot be written while `trouble` names why; reading goes on. */
const troubled = () => {
  const state: { trouble: string | null } = { trouble: null }
  const writing = new Set(['claim.record', 'act.commit', 'acts.commit'])
  const wrapDb = (db: DbClient): DbClient => ({
    ...db,
    call: (name, input) =>
      state.trouble !== null && writing.has(name)
        ? Promise.resolve<Result<never>>(fail(state.trouble, {}))
        : db.call(name, input),
  })
  return { state, wrapDb }
}

const saved = (app: TestApp) => app.services.state.snapshot().saved
const shown = (app: TestApp) => app.services.state.snapshot().claims.map(({ text }) => text)
/** Texts in the file, by another connection. */
const written = (app: TestApp): string[] => {
  const db = new Database(path.join(app.folder, 'trustcue.sqlite'), { readonly: true })
  const rows = db.prepare<[], { text: string }>('SELECT text FROM claim ORDER BY rowid').all()
  db.close()
  return rows.map(({ text }) => text)
}

describe('while the file cannot be written', () => {
  for (const code of [
    'storage-disk-full',
    'storage-read-only',
    'storage-busy',
    'storage-io',
    'storage-damaged',
    'storage-closed',
  ]) {
    test(`${code}: the session goes on, says what is not saved, and writes it in its order when it can`, async () => {
      const { state, wrapDb } = troubled()
      const app = await startTestServices({ wrapDb })
      const sessionId = await app.goLive()
      value(await app.log('已经写进去的一句'))
      state.trouble = code
      value(await app.log('全网最低价'))
      value(await app.execute({ type: 'next' }))
      value(await app.log('第三句'))

      expect(shown(app)).toEqual(['已经写进去的一句', '全网最低价', '第三句'])
      expect(app.services.state.snapshot().findings.length).toBeGreaterThan(0)
      expect(saved(app)).toMatchObject({
        state: 'held',
        code,
        held: 3,
        heldFrom: app.services.state.snapshot().claims[1]?.id,
      })
      expect(written(app)).toEqual(['已经写进去的一句'])
      expect((await app.services.held.retry())?.count).toBe(3)

      state.trouble = null
      expect(await app.services.held.retry()).toBeNull()
      expect(written(app)).toEqual(['已经写进去的一句', '全网最低价', '第三句'])
      expect(saved(app)).toMatchObject({ state: 'saved', code: '', held: 0, heldFrom: null })
      expect(await verify(app.db, sessionId)).toMatchObject({ isGood: true })

      value(await app.log('又能写了'))
      expect(written(app).at(-1)).toBe('又能写了')
      const record = value(await app.services.review.read(sessionId))
      expect(record.claims.map(({ text }) => text)).toEqual(shown(app))
    })
  }

  test('a line sent again is not held twice', async () => {
    const { state, wrapDb } = troubled()
    const app = await startTestServices({ wrapDb })
    await app.goLive()
    state.trouble = 'storage-disk-full'
    const draft = app.draft('一句')
    value(await app.execute({ type: 'logClaim', draft }))
    value(await app.execute({ type: 'logClaim', draft }))
    expect(saved(app).held).toBe(1)
    state.trouble = null
    await app.services.held.retry()
    expect(written(app)).toEqual(['一句'])
  })

  test('an answer that was lost does not write an act twice', async () => {
    let lose = false
    const app = await startTestServices({
      wrapDb: (db) => ({
        ...db,
        call: async (name, input) => {
          const answer = await db.call(name, input)
          return lose && (name === 'act.commit' || name === 'claim.record')
            ? fail('storage-closed', {})
            : answer
        },
      }),
    })
    const sessionId = await app.goLive()
    lose = true
    value(await app.execute({ type: 'next' }))
    value(await app.log('写进去了，回话丢了'))
    lose = false
    expect(await app.services.held.retry()).toBeNull()
    expect(written(app)).toEqual(['写进去了，回话丢了'])
    const kinds = new Database(path.join(app.folder, 'trustcue.sqlite'), { readonly: true })
      .prepare<[], { kind: string }>('SELECT kind FROM journal_entry ORDER BY seq')
      .all()
      .map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'slot')).toHaveLength(2)
    expect(kinds.filter((kind) => kind === 'claim')).toHaveLength(1)
    expect(await verify(app.db, sessionId)).toMatchObject({ isGood: true })
  })

  test('a session can end, and the next one begins only when all of it is written', async () => {
    const { state, wrapDb } = troubled()
    const app = await startTestServices({ wrapDb })
    await app.goLive()
    state.trouble = 'storage-disk-full'
    value(await app.log('最后一句'))
    value(await app.execute({ type: 'end' }))
    expect(app.services.state.snapshot().session).toBeNull()
    expect(saved(app)).toMatchObject({ state: 'held', held: 2 })
    state.trouble = null
    const next = value(await app.services.lineup.create('下一场'))
    expect(codeOf(await app.services.sessions.start(next.lineup.session.id, []))).toBe('storage-holding')
    await app.services.held.retry()
    expect(codeOf(await app.services.sessions.start(next.lineup.session.id, []))).not.toBe('storage-holding')
  })

  test('what is held is tried a last time when the app closes, and what is left is told', async () => {
    const { state, wrapDb } = troubled()
    const app = await startTestServices({ wrapDb })
    await app.goLive()
    state.trouble = 'storage-io'
    value(await app.log('一句'))
    expect(await app.services.held.close()).toMatchObject({ count: 1, failure: { code: 'storage-io' } })
    state.trouble = null
    expect(await app.services.held.close()).toBeNull()
    expect(written(app)).toEqual(['一句'])
  })
})
