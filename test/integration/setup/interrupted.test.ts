import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  filesBelow,
  integrityOf,
  repository,
  runStep,
  startStep,
  temporaryFolder,
  waitFor,
  writeZip,
  FUSE_WIRE,
  packPackage,
} from './steps.ts'

const BIG = 160 * 1024 * 1024

let work = ''
let cache = ''

beforeEach(() => {
  work = temporaryFolder()
  cache = path.join(work, 'cache')
})

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 })
})

function leftovers(): string[] {
  const folder = path.join(cache, 'tmp')
  return fs.existsSync(folder) ? fs.readdirSync(folder) : []
}

describe('a download', () => {
  test('that was killed is begun again by the next run, and leaves nothing behind', async () => {
    const made = packPackage(work, 'tiny', (folder) =>
      fs.writeFileSync(path.join(folder, 'data.bin'), Buffer.alloc(5_000_000, 7)),
    )
    const settings = { cache, wanted: { name: 'tiny', megabytes: 5, ...made } }
    const killed = startStep('download', settings)
    await killed.says(/downloading/)
    killed.child.kill('SIGKILL')
    expect((await killed.end).signal).toBe('SIGKILL')
    expect(leftovers()).not.toEqual([])
    expect(fs.existsSync(path.join(cache, 'download-tiny'))).toBe(false)

    const next = await runStep('download', settings)
    expect(next.code, next.said).toBe(0)
    expect(integrityOf(JSON.parse(next.gave) as string)).toBe(made.integrity)
    expect(leftovers()).toEqual([])
  })

  test('that is not the pinned file is refused and thrown away', async () => {
    const made = packPackage(work, 'tiny', () => undefined)
    const wrong = `sha512-${'A'.repeat(86)}==`
    const end = await runStep('download', {
      cache,
      wanted: { name: 'tiny', megabytes: 1, ...made, integrity: wrong },
    })
    expect(end.code).toBe(1)
    expect(end.said).toContain('is not the file it should be')
    expect(end.said).toContain(made.integrity)
    expect(filesBelow(cache).filter((file) => file.endsWith('.tgz'))).toEqual([])
  })

  test('that was damaged in the cache afterwards is fetched again', async () => {
    const made = packPackage(work, 'tiny', () => undefined)
    const settings = { cache, wanted: { name: 'tiny', megabytes: 1, ...made } }
    const first = await runStep('download', settings)
    fs.truncateSync(JSON.parse(first.gave) as string, 10)
    const second = await runStep('download', settings)
    expect(second.code, second.said).toBe(0)
    expect(integrityOf(JSON.parse(second.gave) as string)).toBe(made.integrity)
  })

  test('asked for by two runs at once is made once', async () => {
    const made = packPackage(work, 'tiny', () => undefined)
    const settings = { cache, wanted: { name: 'tiny', megabytes: 1, ...made } }
    const ends = await Promise.all([runStep('download', settings), runStep('download', settings)])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(ends.filter(({ said }) => said.includes('downloading'))).toHaveLength(1)
  })

  test('that the registry does not give ends with what npm said and a non-zero exit', async () => {
    const env = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' }
    const wanted = {
      name: 'gone',
      spec: 'trustcue-no-such-package@1.0.0',
      integrity: 'sha512-x',
      megabytes: 1,
    }
    const end = await runStep('download', { cache, wanted }, env)
    expect(end.code).toBe(1)
    expect(end.said).toContain('could not download trustcue-no-such-package@1.0.0')
    expect(end.said).toContain('ECONNREFUSED')
    expect(leftovers()).toEqual([])
  })
})

describe('unpacking the stand-in runtime', () => {
  test('that was killed half-way is begun again, and the other application in it stays out', async () => {
    const made = packPackage(work, 'fake-runtime', (folder) => {
      writeZip(path.join(folder, 'runtime.zip'), {
        'Other/Other': FUSE_WIRE,
        'Other/icudtl.dat': Buffer.alloc(BIG, 1),
        'Other/locales/zh-CN.pak': Buffer.from('words'),
        'Other/browser_v8_context_snapshot.bin': Buffer.from('of the other application'),
        'Other/resources/app/package.json': Buffer.from('{"name":"other"}'),
      })
    })
    const wanted = {
      ...made,
      name: 'fake-runtime',
      electronVersion: '0.0.1',
      zip: 'runtime.zip',
      root: 'Other/',
      executable: 'Other',
      megabytes: 1,
    }
    const killed = startStep('standIn', { cache, wanted })
    await waitFor('half of the runtime to be unpacked', () => {
      return leftovers().some((name) => {
        const stat = fs.statSync(path.join(cache, 'tmp', name, 'icudtl.dat'), { throwIfNoEntry: false })
        return stat !== undefined && stat.size > 0
      })
    })
    killed.child.kill('SIGKILL')
    expect((await killed.end).signal).toBe('SIGKILL')
    expect(fs.readdirSync(cache).filter((name) => name.startsWith('electron-'))).toEqual([])

    const next = await runStep('standIn', { cache, wanted })
    expect(next.code, next.said).toBe(0)
    expect(next.said).not.toContain('downloading')
    const folder = JSON.parse(next.gave.trim().split('\n').at(-1) ?? '') as string
    expect(filesBelow(folder).sort()).toEqual(
      [
        '.whole.json',
        'electron',
        'icudtl.dat',
        'locales/zh-CN.pak',
        'resources/default_app.asar',
        'version',
      ].map((file) => path.normalize(file)),
    )
    expect(fs.statSync(path.join(folder, 'icudtl.dat')).size).toBe(BIG)
    expect(fs.statSync(path.join(folder, 'electron')).mode & 0o111).toBe(0o111)
    expect(leftovers()).toEqual([])

    fs.truncateSync(path.join(folder, 'icudtl.dat'), 1000)
    const repaired = await runStep('standIn', { cache, wanted })
    expect(repaired.code, repaired.said).toBe(0)
    expect(fs.statSync(path.join(folder, 'icudtl.dat')).size).toBe(BIG)
  })
})

describe('building the database addon', () => {
  const packageFolder = path.join(repository, 'node_modules', 'better-sqlite3')

  test('that was killed is built again by the next run', async () => {
    const killed = startStep('addon', { cache, packageFolder, compiles: false })
    await killed.says(/compiling/)
    killed.child.kill('SIGKILL')
    await killed.end
    expect(fs.readdirSync(cache).filter((name) => name.startsWith('sqlite-addon'))).toEqual([])

    const next = await runStep('addon', { cache, packageFolder, compiles: true })
    expect(next.code, next.said).toBe(0)
    const addon = JSON.parse(next.gave) as string
    expect(fs.readFileSync(addon, 'utf8')).toBe('a whole addon')
    expect(leftovers()).toEqual([])

    const again = await runStep('addon', { cache, packageFolder, compiles: true })
    expect(again.said).toBe('')

    // As long as before, but not what was built.
    fs.writeFileSync(addon, 'a WHOLE addon')
    const repaired = await runStep('addon', { cache, packageFolder, compiles: true })
    expect(repaired.said).toContain('building')
    expect(fs.readFileSync(addon, 'utf8')).toBe('a whole addon')
  })
})
