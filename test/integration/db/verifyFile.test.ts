import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../domain/journal/canonicalJson.ts'
import { headText } from '../../../domain/journal/head.ts'
import { readKeptHead } from '../../../domain/journal/keptHead.ts'
import { firstProblem, type VerifyReport } from '../../../domain/journal/verifyReport.ts'
import { createHeadRepository } from '../../../electron/db/repositories/heads.ts'
import { verifyFile } from '../../../electron/db/verifyFile.ts'
import { loadSigningKey } from '../../../electron/services/signingKey.ts'
import { makeKey, writeRecord } from '../../faults/madeUpRecord.ts'
import { ownFolder } from './openTestDb.ts'

const SIZE = { sessions: 2, claims: 12 }
const verify = (file: string): VerifyReport => {
  const report = verifyFile({ file, bookFile: null, sessionId: null, keptHead: null, addon: null, now: 1 })
  if (!report.ok) throw new Error(report.error.code)
  return report.value
}
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]),
  )

test('a file with a write-ahead log beside it is read with it, and not a byte in its folder changes', async () => {
  const folder = ownFolder()
  const { file } = await writeRecord(folder, SIZE, makeKey())
  const db = new Database(file)
  db.pragma('wal_autocheckpoint = 0')
  db.exec("UPDATE claim SET text = '改过' WHERE rowid = 1")
  // As a machine that stopped leaves it: with its log, and nobody there.
  const left = ownFolder()
  for (const name of readdirSync(folder))
    if (!name.endsWith('-shm')) copyFileSync(path.join(folder, name), path.join(left, name))
  db.close()
  const before = contents(left)
  expect(Object.keys(before)).toContain('record.sqlite-wal')
  expect(firstProblem(verify(path.join(left, 'record.sqlite')))).toMatchObject({
    code: 'rowDiffers',
    title: '第 1 场',
    kind: 'claim',
    params: { table: 'claim', field: 'text' },
  })
  expect(contents(left)).toEqual(before)
})

test('without the head book a session taken out whole is not seen, and the report says so', async () => {
  const { file, book, sessionIds } = await writeRecord(ownFolder(), SIZE, makeKey())
  const db = new Database(file)
  db.pragma('foreign_keys = OFF')
  const triggers = db.prepare<[], { name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
  )
  const guards = triggers.all()
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`)
  const gone = String(sessionIds[0])
  db.prepare('DELETE FROM suppressed_hit WHERE claim_id IN (SELECT id FROM claim WHERE session_id = ?)').run(
    gone,
  )
  for (const table of [
    'journal_entry',
    'session_head',
    'promise',
    'finding',
    'claim',
    'airing',
    'slot',
    'session_product',
    'stage_state',
    'preflight_override',
    'claim_chunk',
  ])
    db.prepare(`DELETE FROM ${table} WHERE session_id = ?`).run(gone)
  db.prepare('DELETE FROM session WHERE id = ?').run(gone)
  for (const { sql } of guards) db.exec(sql)
  db.close()
  expect(verify(file).problems.map(({ code }) => code)).toContain('bookSession')
  rmSync(book)
  const blind = verify(file)
  expect(blind.isGood).toBe(true)
  expect(blind.notes.map(({ code }) => code)).toContain('noBook')
})

test('a head book that was changed or shortened is named', async () => {
  const { file, book } = await writeRecord(ownFolder(), SIZE, makeKey())
  const lines = readFileSync(book, 'utf8').trimEnd().split('\n')
  writeFileSync(
    book,
    `${lines.map((line, at) => (at === 2 ? line.replace('"seq":', '"seq":1') : line)).join('\n')}\n`,
  )
  expect(verify(file).problems.map(({ code }) => code)).toContain('bookLine')
  writeFileSync(book, `${lines[0]}\n`)
  expect(verify(file).problems.map(({ code }) => code)).toContain('bookShort')
})

test('the key is made once, kept for this account alone, and a lost one is put aside, never overwritten', async () => {
  const folder = ownFolder()
  const first = await loadSigningKey(folder, null, 'a')
  const again = await loadSigningKey(folder, null, 'b')
  expect(again).toEqual(first)
  expect(first.protection.kind).toBe('file')
  const store = {
    name: 'test store',
    seal: (text: string) => Buffer.from(text).reverse(),
    open: (sealed: Buffer) => Buffer.from(sealed).reverse().toString(),
  }
  // A key store that has come to be takes the same key in.
  const sealed = await loadSigningKey(folder, store, 'c')
  expect(sealed.key).toEqual(first.key)
  expect(sealed.protection).toMatchObject({ kind: 'system', store: 'test store' })
  expect(readFileSync(path.join(folder, 'signing-key.json'), 'utf8')).not.toContain(first.key?.privateKey)
  const replaced = await loadSigningKey(folder, null, 'd')
  expect(replaced.key).not.toEqual(first.key)
  expect(existsSync(path.join(folder, 'signing-key.unopened-d.json'))).toBe(true)
})

/** The last head of a session, as the app exports it. */
const exportHead = (file: string, sessionId: string): string => {
  const db = new Database(file, { readonly: true })
  const heads = createHeadRepository(db)
  const head = heads.last(sessionId)
  const [key] = heads.keys()
  db.close()
  if (head === null || key === undefined) throw new Error('no head')
  const { publicKey } = key
  const signed = JSON.parse(headText(head))
  return canonicalJson({
    formatVersion: 1,
    title: '',
    signed,
    signature: head.signature,
    publicKey,
    sessions: 2,
  })
}

test('an exported head agrees with its file, and not with one that was rewritten with the key itself', async () => {
  const key = makeKey()
  const [ours, theirs] = [ownFolder(), ownFolder()]
  const { file, sessionIds } = await writeRecord(ours, SIZE, key)
  const text = exportHead(file, String(sessionIds[0]))
  const kept = readKeptHead(text)
  const against = (other: string, keptHead: typeof kept): VerifyReport => {
    const report = verifyFile({ file: other, bookFile: null, sessionId: null, keptHead, addon: null, now: 1 })
    if (!report.ok) throw new Error(report.error.code)
    return report.value
  }
  const codes = ({ problems, notes }: VerifyReport): string[] =>
    [...problems, ...notes].map(({ code }) => code)
  expect(against(file, kept).isGood).toBe(true)
  expect(codes(against(file, kept))).toEqual(['keptAgrees'])

  // The same sessions, other words, everything signed by whoever has the key: by itself it is good.
  const other = await writeRecord(theirs, { ...SIZE, claims: 14 }, key)
  expect(verify(other.file).isGood).toBe(true)
  expect(against(other.file, kept).isGood).toBe(false)
  expect(codes(against(other.file, kept))).toEqual(['keptHash'])
  const shorter = await writeRecord(ownFolder(), { ...SIZE, claims: 6 }, key)
  expect(codes(against(shorter.file, kept))).toEqual(['keptCut'])
  const fewer = await writeRecord(ownFolder(), { sessions: 1, claims: 6 }, key)
  expect(codes(against(fewer.file, readKeptHead(exportHead(file, String(sessionIds[1])))))).toEqual([
    'keptSession',
  ])

  // A head that was changed is no evidence; one of another key says whose it is.
  expect(codes(against(file, readKeptHead(text.replace('"made":"end"', '"made":"checkpoint"'))))).toEqual([
    'keptSignature',
  ])
  const strangers = await writeRecord(ownFolder(), SIZE, makeKey())
  expect(codes(against(strangers.file, kept))).toContain('keptKey')
  expect(readKeptHead('{}')).toBeNull()
})

test('the command says good with 0, names the first bad entry with 1, and bad usage with 2', async () => {
  const { file, sessionIds } = await writeRecord(ownFolder(), SIZE, makeKey())
  const run = (...args: string[]): { readonly code: number; readonly out: string } => {
    const entry = path.join(import.meta.dirname, '..', '..', '..', 'electron', 'cli', 'verify.ts')
    try {
      return {
        code: 0,
        out: execFileSync(process.execPath, [entry, ...args, '--lang', 'zh'], {
          encoding: 'utf8',
          stdio: 'pipe',
        }),
      }
    } catch (error) {
      const failed = error as { status: number; stdout: string; stderr: string }
      return { code: failed.status, out: failed.stdout + failed.stderr }
    }
  }
  expect(run(file)).toMatchObject({ code: 0, out: expect.stringContaining('结果：完好') })
  const db = new Database(file)
  db.exec("UPDATE finding SET severity = 'note' WHERE rowid = 1")
  db.close()
  const bad = run(file, '--format', 'json')
  expect(bad.code).toBe(1)
  expect(JSON.parse(bad.out)).toMatchObject({ isGood: false })
  expect(run(file).out).toContain('提醒和日志里写的不一样（轻重')
  const head = path.join(ownFolder(), 'kept.json')
  writeFileSync(head, exportHead(file, String(sessionIds[0])))
  expect(run(file, '--head', head).out).toContain('和另存的链头一致')
  expect(run(file, '--head', file)).toMatchObject({ code: 2 })
  expect(run()).toMatchObject({ code: 2 })
  expect(run(path.join(ownFolder(), 'nothing.sqlite'))).toMatchObject({ code: 2 })
})
