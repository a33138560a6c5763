import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import { openDbClient } from '../../../electron/db/client.ts'
import { migrations } from '../../../electron/db/migrations/index.ts'
import { openDatabase } from '../../../electron/db/open.ts'
import { openTestDb, ownFolder, WORKER_URL } from './openTestDb.ts'

const settings = { ...DEFAULT_SETTINGS, shopName: '小圆严选' }
/** The format a file has after every step. */
const newest = migrations.at(-1)?.version
const STAMP = '2026-05-01T20-00-00'

describe('opening the data file', () => {
  test('the first run makes the file, in WAL with FULL sync and foreign keys on', () => {
    const file = path.join(ownFolder(), 'deep', 'shop.sqlite')
    const opened = openDatabase({ file, addon: null, migrations, stamp: STAMP }, 0)
    if (!opened.ok) throw new Error(opened.error.code)
    const { db, report } = opened.value
    expect(report).toEqual({
      setAside: null,
      migratedFrom: 0,
      version: newest,
      backup: null,
      recovery: null,
    })
    const pragma = (name: string): unknown => db.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('busy_timeout')).toBe(2000)
    // A full-text index keeps tables of its own making.
    const loose = db
      .prepare<[], { name: string }>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND type = 'table'",
      )
      .all()
    expect(loose.filter(({ name }) => !name.startsWith('sqlite_'))).toEqual([])
    db.close()
  })

  test('what was saved is there the next time', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const first = await openTestDb(file)
    await first.client.call('settings.save', settings)
    await first.client.close()
    const second = await openTestDb(file)
    expect(await second.client.call('settings.read', null)).toEqual({ ok: true, value: settings })
    expect(second.report.migratedFrom).toBe(newest)
  })

  test('a file of a newer version is refused with both versions named, and not a byte of it changes', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const newer = new Database(file)
    newer.exec('CREATE TABLE future (a) STRICT; PRAGMA user_version = 9000;'.replace('(a)', '(a TEXT)'))
    newer.close()
    const before = readFileSync(file)
    const opened = await openDbClient({
      workerUrl: WORKER_URL,
      file,
      addon: null,
      stamp: STAMP,
      onSlow: () => undefined,
    })
    expect(opened).toEqual({
      ok: false,
      error: { code: 'storage-newer-version', params: { file, found: 9000, known: newest } },
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  test('a file that is no database is moved aside whole, and a new one takes its place', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    writeFileSync(file, '这不是数据库'.repeat(400))
    const { client, report } = await openTestDb(file)
    expect(report.setAside).not.toBeNull()
    expect(readFileSync(report.setAside ?? '', 'utf8')).toBe('这不是数据库'.repeat(400))
    expect((await client.call('settings.read', null)).ok).toBe(true)
  })

  test('a file with a torn page is moved aside too', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const first = await openTestDb(file)
    await first.client.call('settings.save', settings)
    await first.client.close()
    const handle = openSync(file, 'r+')
    for (let page = 1; page < 12; page += 1) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
    closeSync(handle)
    const damaged = readFileSync(file)
    const { report } = await openTestDb(file)
    expect(readFileSync(report.setAside ?? '').equals(damaged)).toBe(true)
    expect(existsSync(file)).toBe(true)
  })

  test('a folder that cannot be made is reported with its file', async () => {
    const folder = ownFolder()
    writeFileSync(path.join(folder, 'file'), '')
    const file = path.join(folder, 'file', 'shop.sqlite')
    const opened = await openDbClient({
      workerUrl: WORKER_URL,
      file,
      addon: null,
      stamp: STAMP,
      onSlow: () => undefined,
    })
    expect(opened.ok ? '' : opened.error.code).toBe('storage-cannot-open')
  })
})

describe('bringing a file up to date', () => {
  const second = { version: 2, name: 'second', sql: 'ALTER TABLE session ADD COLUMN note TEXT;' }
  const broken = {
    version: 2,
    name: 'broken',
    sql: 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE session (b TEXT);',
  }
  const first = migrations.slice(0, 1)

  const made = (): string => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const opened = openDatabase({ file, addon: null, migrations: first, stamp: STAMP }, 0)
    if (!opened.ok) throw new Error(opened.error.code)
    opened.value.db.prepare("INSERT INTO settings (id, value) VALUES (1, '{}')").run()
    opened.value.db.close()
    return file
  }

  test('a copy is taken first, and it is a whole database of the version before', () => {
    const file = made()
    const opened = openDatabase({ file, addon: null, migrations: [...first, second], stamp: STAMP }, 1)
    if (!opened.ok) throw new Error(opened.error.code)
    const { db, report } = opened.value
    expect(report).toMatchObject({ migratedFrom: 1, version: 2 })
    expect(
      db.prepare("SELECT count(*) AS n FROM pragma_table_info('session') WHERE name = 'note'").get(),
    ).toEqual({ n: 1 })
    db.close()
    const backup = new Database(report.backup ?? '', { readonly: true })
    expect(backup.pragma('user_version', { simple: true })).toBe(1)
    expect(backup.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(backup.prepare('SELECT value FROM settings').get()).toEqual({ value: '{}' })
    backup.close()
  })

  test('a step that fails leaves the file at the version it had, with nothing half done', () => {
    const file = made()
    const opened = openDatabase({ file, addon: null, migrations: [...first, broken], stamp: STAMP }, 1)
    expect(opened.ok ? '' : opened.error.code).toBe('storage-migration-failed')
    const db = new Database(file, { readonly: true })
    expect(db.pragma('user_version', { simple: true })).toBe(1)
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()).toEqual({ n: 0 })
    db.close()
    expect(readdirSync(path.dirname(file)).filter((name) => name.includes('before-v2'))).toHaveLength(1)
  })

  test('steps are numbered without gaps, one file each', () => {
    expect(migrations.map((each) => each.version)).toEqual(migrations.map((_each, index) => index + 1))
    const folder = path.join(import.meta.dirname, '..', '..', '..', 'electron', 'db', 'migrations')
    const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name))
    expect(files.map((name) => Number(name.slice(0, 4))).sort((a, b) => a - b)).toEqual(
      migrations.map((each) => each.version),
    )
  })
})
