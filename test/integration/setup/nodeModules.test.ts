import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { processesMarked, runStep, startStep, temporaryFolder, waitFor } from './steps.ts'

let work = ''
let checkout = ''

function npm(args: string[], cwd: string): void {
  const run = spawnSync('npm', [...args, '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  expect(run.status, run.stderr).toBe(0)
}

function writePackage(folder: string, content: object): void {
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(content))
}

/** A checkout whose lock file asks for two small packages that lie beside it as tarballs. */
beforeEach(() => {
  work = temporaryFolder()
  checkout = path.join(work, 'checkout')
  const dependencies: Record<string, string> = {}
  for (const name of ['left', 'right']) {
    writePackage(path.join(work, name), { name, version: '1.0.0', scripts: { install: 'exit 7' } })
    fs.writeFileSync(path.join(work, name, 'index.js'), 'module.exports = 1\n')
    npm(['pack', path.join(work, name), '--pack-destination', work], work)
    dependencies[name] = `file:../${name}-1.0.0.tgz`
  }
  writePackage(checkout, { name: 'fake-checkout', version: '1.0.0', private: true, dependencies })
  npm(['install', '--package-lock-only', '--ignore-scripts'], checkout)
})

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 })
})

function installed(name: string): boolean {
  return fs.existsSync(path.join(checkout, 'node_modules', name, 'index.js'))
}

describe('installing the packages of the lock file', () => {
  test('is done once, without the packages’ install scripts, and then needs nothing', async () => {
    const first = await runStep('modules', { checkout })
    expect(first.code, first.said).toBe(0)
    expect(first.said).toContain('installing the packages')
    expect([installed('left'), installed('right')]).toEqual([true, true])
    const second = await runStep('modules', { checkout }, { PATH: '', npm_execpath: '' })
    expect(second).toMatchObject({ code: 0, said: '' })
  })

  test.runIf(process.platform === 'linux')(
    'that was killed is done again, and takes the npm it had started with it',
    async () => {
      const mark = path.basename(work)
      const killed = startStep('modules', { checkout }, { TRUSTCUE_TEST_MARK: mark })
      await killed.says(/installing/)
      await waitFor('npm to be running', () => processesMarked(mark).length > 1)
      killed.child.kill('SIGKILL')
      await killed.end
      await waitFor('the npm it started to be gone', () => processesMarked(mark).length === 0)

      const next = await runStep('modules', { checkout })
      expect(next.code, next.said).toBe(0)
      expect([installed('left'), installed('right')]).toEqual([true, true])
      expect(fs.readdirSync(path.join(checkout, '.cache'))).toEqual([])
    },
  )

  test('is done again when a package has gone missing', async () => {
    await runStep('modules', { checkout })
    fs.rmSync(path.join(checkout, 'node_modules', 'right'), { recursive: true })
    const next = await runStep('modules', { checkout })
    expect(next.said).toContain('installing the packages')
    expect(installed('right')).toBe(true)
  })

  test('is done again when the lock file asks for something else', async () => {
    await runStep('modules', { checkout })
    writePackage(path.join(work, 'right'), { name: 'right', version: '2.0.0' })
    npm(['pack', path.join(work, 'right'), '--pack-destination', work], work)
    npm(['install', '../right-2.0.0.tgz', '--package-lock-only', '--ignore-scripts'], checkout)
    const next = await runStep('modules', { checkout })
    expect(next.said).toContain('installing the packages')
    const right = fs.readFileSync(path.join(checkout, 'node_modules', 'right', 'package.json'), 'utf8')
    expect(JSON.parse(right)).toMatchObject({ version: '2.0.0' })
  })

  test('trusts a finished installation by hand, and no unfinished one', async () => {
    npm(['ci', '--ignore-scripts'], checkout)
    expect((await runStep('modules', { checkout })).said).toBe('')
    fs.rmSync(path.join(checkout, 'node_modules', '.trustcue-stamp.json'))
    fs.rmSync(path.join(checkout, 'node_modules', '.package-lock.json'))
    expect((await runStep('modules', { checkout })).said).toContain('installing the packages')
  })

  test('by two commands at once is done by one of them', async () => {
    const ends = await Promise.all([runStep('modules', { checkout }), runStep('modules', { checkout })])
    expect(ends.map(({ code }) => code)).toEqual([0, 0])
    expect(ends.filter(({ said }) => said.includes('installing the packages'))).toHaveLength(1)
    expect([installed('left'), installed('right')]).toEqual([true, true])
  })

  test('that npm cannot do ends with what npm said', async () => {
    fs.rmSync(path.join(work, 'right-1.0.0.tgz'))
    const end = await runStep('modules', { checkout }, { npm_config_cache: path.join(work, 'empty') })
    expect(end.code).toBe(1)
    expect(end.said).toContain('npm ci failed')
    expect(end.said).toContain('right-1.0.0.tgz')
  })
})
