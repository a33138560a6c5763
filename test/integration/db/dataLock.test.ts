import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDbClient } from '../../../electron/db/client.ts'
import { lockDataFile } from '../../../electron/db/dataLock.ts'
import { openTestDb, ownFolder, WORKER_URL } from './openTestDb.ts'

const open = async (file: string) => {
  const opened = await openDbClient({
    workerUrl: WORKER_URL,
    file,
    addon: null,
    stamp: 'x',
    onSlow: () => undefined,
  })
  if (opened.ok) onTestFinished(() => opened.value.client.close())
  return opened
}
const codeOf = (opened: Awaited<ReturnType<typeof open>>): string => (opened.ok ? 'ok' : opened.error.code)
const hold = (file: string, pid: number, host: string): void =>
  writeFileSync(`${file}.lock`, JSON.stringify({ pid, host }))

/** A process that is really there. */
const otherProcess = (): number => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child.pid ?? 0
}

describe('a data file that somebody else writes', () => {
  test('is refused by name of the machine, and left alone', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    hold(file, 4711, '收银台')
    expect(await open(file)).toEqual({
      ok: false,
      error: { code: 'storage-in-use', params: { file, host: '收银台' } },
    })
    expect(existsSync(file)).toBe(false)
    expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toEqual({ pid: 4711, host: '收银台' })
  })

  test('is refused while another process of this machine has it', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    hold(file, otherProcess(), hostname())
    expect(codeOf(await open(file))).toBe('storage-in-use')
  })

  test('is taken over when that process is gone, or its machine has been silent for a minute', async () => {
    const gone = path.join(ownFolder(), 'shop.sqlite')
    // No process has so high a number.
    hold(gone, 2 ** 30, hostname())
    expect(codeOf(await open(gone))).toBe('ok')

    const silent = path.join(ownFolder(), 'shop.sqlite')
    hold(silent, 4711, '收银台')
    const longAgo = new Date(Date.now() - 61_000)
    utimesSync(`${silent}.lock`, longAgo, longAgo)
    expect(codeOf(await open(silent))).toBe('ok')
  })

  test('a lock that cannot be taken over for want of room does not keep the app from starting', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    hold(file, 2 ** 30, hostname())
    // In the way of the file the lock is first written to, as a full disk is.
    mkdirSync(path.join(`${file}.lock.${process.pid}`, 'full'), { recursive: true })
    expect(codeOf(await open(file))).toBe('ok')
  })

  test('a lock nobody can read is taken over', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    writeFileSync(`${file}.lock`, '{')
    expect(codeOf(await open(file))).toBe('ok')
  })

  test('is free again when it is closed, and when it could not be opened', async () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const first = await openTestDb(file)
    expect(existsSync(`${file}.lock`)).toBe(true)
    await first.client.close()
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  test('a lock that was taken over by somebody else is not let go', () => {
    const file = path.join(ownFolder(), 'shop.sqlite')
    const lock = lockDataFile(file)
    if (!lock.ok) throw new Error(lock.error.code)
    hold(file, 4711, '收银台')
    lock.value.release()
    expect(existsSync(`${file}.lock`)).toBe(true)
  })
})
