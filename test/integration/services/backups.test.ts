import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { outdatedBackups, type FoundBackup } from '../../../electron/services/backupFolder.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'

const claimsIn = (file: string): number => {
  const db = new Database(file, { readonly: true })
  try {
    return Number(db.prepare('SELECT count(*) FROM claim').pluck().get())
  } finally {
    db.close()
  }
}

describe('backups', () => {
  test('made on air while claims are logged: a checked file, the second place too, and nothing beside them', async () => {
    const app = await startTestServices()
    const second = ownFolder()
    const { backups, settings } = app.services
    value(await settings.save({ ...settings.current(), backupFolder: second }))
    await app.goLive()
    for (let count = 0; count < 20; count += 1) value(await app.log(`第 ${count} 句，全网最低`))
    const [made] = await Promise.all([backups.make('asked'), app.log('正在备份时说的一句')])
    value(made)
    const { entries, last } = await backups.state()
    expect(last).toMatchObject({ failure: null })
    expect(entries.map(({ place, health, reason }) => [place, health, reason])).toEqual([
      ['here', 'good', 'asked'],
      ['second', 'good', 'asked'],
    ])
    const name = entries[0]?.fileName ?? ''
    const here = path.join(app.folder, 'backups', name)
    expect(claimsIn(here)).toBeGreaterThanOrEqual(20)
    expect(entries[0]?.holds?.claims).toBe(claimsIn(here))
    expect(readFileSync(path.join(second, name)).equals(readFileSync(here))).toBe(true)
    expect(readdirSync(second).toSorted()).toEqual([name, `${name}.json`])
  })

  test('a second place that is gone is told by name, and the backup here stays', async () => {
    const app = await startTestServices()
    const { backups, settings } = app.services
    const gone = path.join(ownFolder(), 'disk')
    value(await settings.save({ ...settings.current(), backupFolder: gone }))
    expect(codeOf(await backups.make('asked'))).toBe('backup-second-missing')
    const state = await backups.state()
    expect(state.secondFailure?.params['folder']).toBe(gone)
    expect(state.entries.map(({ health }) => health)).toEqual(['good'])
  })

  test('stopped, nothing half done stays, and the next one is made', async () => {
    const app = await startTestServices()
    const { backups } = app.services
    const making = backups.make('asked')
    backups.stop()
    expect(codeOf(await making)).toBe('backup-stopped')
    const folder = path.join(app.folder, 'backups')
    expect(readdirSync(folder)).toEqual([])
    expect(codeOf(await backups.make('asked'))).toBe('ok')
  })

  test('one thing at a time', async () => {
    const app = await startTestServices()
    const { backups } = app.services
    const making = backups.make('asked')
    expect(codeOf(await backups.make('asked'))).toBe('backup-busy')
    value(await making)
  })

  test('a preview names what would go; a damaged backup and a newer one are refused; on air nothing is restored', async () => {
    const app = await startTestServices()
    const { backups } = app.services
    value(await backups.make('asked'))
    await app.goLive()
    value(await app.log('这一句在备份之后'))
    const [entry] = (await backups.state()).entries
    const preview = value(await backups.preview(entry?.id ?? ''))
    expect(preview).toMatchObject({ from: 'backup', isOlder: false })
    expect(preview.differences).toMatchObject([{ there: 0, now: 1 }])
    expect(codeOf(await backups.restore(preview.token))).toBe('restore-while-live')

    const file = path.join(app.folder, 'backups', entry?.fileName ?? '')
    const good = readFileSync(file)
    const bytes = Buffer.from(good)
    bytes.fill(0xa5, 8192, bytes.length - 4096)
    writeFileSync(file, bytes)
    expect(codeOf(await backups.preview(entry?.id ?? ''))).toBe('restore-bad')
    expect((await backups.state()).entries[0]?.health).toBe('bad')
    writeFileSync(file, good)
    const newer = new Database(file)
    newer.pragma('user_version = 9000')
    newer.close()
    expect(codeOf(await backups.preview(entry?.id ?? ''))).toBe('restore-newer')
    expect(readdirSync(app.folder)).not.toContain('restoring')
  })

  test('a preview of a copy from before an erasure says how much is erased again, whether backup or bundle', async () => {
    const app = await startTestServices()
    const { backups, retention, settings } = app.services
    value(await settings.save({ ...settings.current(), backupAfterSession: false }))
    const sessionId = await app.goLive()
    for (const text of ['第一句', '第二句']) value(await app.log(text))
    value(await app.execute({ type: 'end' }))
    value(await backups.make('asked'))
    const bundle = path.join(ownFolder(), 'shop.tcbundle')
    value(await backups.writeBundle(bundle, null))
    const [entry] = (await backups.state()).entries
    expect(value(await backups.preview(entry?.id ?? '')).erasedAgain).toBe(0)
    const order = {
      scopes: [{ sessionId, claimIds: null }],
      ground: 'request' as const,
      reason: '本人要求',
      who: '店长',
      withCopies: false,
    }
    value(await retention.erase(order))
    const erased = { erasedAgain: 2, holds: { claims: 0 }, differences: [], isOlder: false }
    expect(value(await backups.preview(entry?.id ?? ''))).toMatchObject(erased)
    expect(value(await backups.previewFile(bundle, null))).toMatchObject(erased)
    // The backup itself stays as it is.
    expect(claimsIn(path.join(app.folder, 'backups', entry?.fileName ?? ''))).toBe(2)
  })

  test('a packed shop and a plain backup are both opened from anywhere; another file is refused', async () => {
    const app = await startTestServices()
    const { backups } = app.services
    const elsewhere = ownFolder()
    const target = path.join(elsewhere, 'shop.tcbundle')
    value(await backups.writeBundle(target, null))
    const preview = value(await backups.previewFile(target, null))
    expect(preview.from).toBe('bundle')
    expect(preview.pictures).toBeGreaterThan(0)
    await backups.discard(preview.token)
    expect(codeOf(await backups.restore(preview.token))).toBe('restore-preview-gone')
    const other = path.join(elsewhere, 'notes.txt')
    writeFileSync(other, '不是备份')
    expect(codeOf(await backups.previewFile(other, null))).toBe('bundle-broken')
    value(await backups.make('asked'))
    const [entry] = (await backups.state()).entries
    const plain = path.join(app.folder, 'backups', entry?.fileName ?? '')
    expect(value(await backups.previewFile(plain, null)).from).toBe('file')
    rmSync(elsewhere, { recursive: true, force: true })
    mkdirSync(elsewhere)
  })
})

describe('which backups go', () => {
  const DAY = 86_400_000
  const backup = (days: number, over: Partial<FoundBackup['entry']> = {}): FoundBackup => ({
    file: `/b/${days}`,
    sha256: null,
    entry: {
      id: `here/${days}`,
      fileName: String(days),
      place: 'here',
      madeAt: 1000 * DAY - days * DAY,
      reason: 'scheduled',
      bytes: 1,
      holds: null,
      health: 'good',
      ...over,
    },
  })
  const goes = (backups: readonly FoundBackup[], count: number, days: number): string[] =>
    outdatedBackups(backups, 1000 * DAY, { count, days }).map(({ file }) => file)

  test('those beyond the number, and those too old', () => {
    const six = [0, 1, 2, 3, 4, 5].map((days) => backup(days))
    expect(goes(six, 4, 100)).toEqual(['/b/4', '/b/5'])
    expect(goes(six, 100, 3)).toEqual(['/b/4', '/b/5'])
  })

  test('never the newest three nor the newest whole one, and not what was there before a restore', () => {
    const old = [200, 201, 202].map((days) => backup(days, { health: 'bad' }))
    expect(goes([...old, backup(203), backup(204)], 3, 10)).toEqual(['/b/204'])
    const kept = [0, 1, 2, 3].map((days) => backup(days))
    expect(goes([...kept, backup(4, { reason: 'restore' })], 3, 10)).toEqual(['/b/3'])
  })
})
