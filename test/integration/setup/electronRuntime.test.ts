import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FUSE_WIRE, packPackage, runStep, temporaryFolder, writeZip } from './steps.ts'

let work = ''
let checkout = ''
let electron = ''

beforeEach(() => {
  work = temporaryFolder()
  checkout = path.join(work, 'checkout')
  electron = path.join(checkout, 'node_modules', 'electron')
  fs.mkdirSync(electron, { recursive: true })
  fs.writeFileSync(
    path.join(electron, 'package.json'),
    JSON.stringify({ name: 'electron', version: '45.4.1' }),
  )
})

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true })
})

/** The package's own installer, which here counts how often it was asked. */
function writeInstaller(then: string): void {
  const count = `require('fs').appendFileSync(${JSON.stringify(path.join(work, 'asked'))}, 'x')`
  fs.writeFileSync(path.join(electron, 'install.js'), `${count}\n${then}\n`)
}

function timesAsked(): number {
  return fs.readFileSync(path.join(work, 'asked'), 'utf8').length
}

function standIn(): object {
  const made = packPackage(work, 'fake-runtime', (folder) => {
    writeZip(path.join(folder, 'runtime.zip'), {
      'Other/Other': FUSE_WIRE,
      'Other/icudtl.dat': Buffer.from('data'),
    })
  })
  return {
    ...made,
    name: 'fake-runtime',
    electronVersion: '0.0.1',
    zip: 'runtime.zip',
    root: 'Other/',
    executable: 'Other',
    megabytes: 1,
  }
}

describe('Electron', () => {
  test('is the one of its own package wherever its release page answers', async () => {
    writeInstaller(`
      const fs = require('fs')
      fs.mkdirSync('dist')
      fs.writeFileSync('dist/electron', 'the real one')
      fs.writeFileSync('dist/version', '45.4.1')
      fs.writeFileSync('path.txt', 'electron')`)
    const settings = { checkout, cache: path.join(work, 'cache'), standIn: standIn() }
    const first = await runStep('electron', settings)
    expect(first.code, first.said).toBe(0)
    expect(JSON.parse(first.gave)).toMatchObject({
      executable: path.join(electron, 'dist', 'electron'),
      version: '45.4.1',
      standIn: false,
    })
    const second = await runStep('electron', settings)
    expect(second.said).toBe('')
    expect(timesAsked()).toBe(1)
  })

  test.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'is the stand-in where it does not, says so in one line, and does not ask again each time',
    async () => {
      writeInstaller("console.error('TypeError: fetch failed'); process.exit(1)")
      const settings = { checkout, cache: path.join(work, 'cache'), standIn: standIn() }
      const first = await runStep('electron', settings)
      expect(first.code, first.said).toBe(0)
      expect(first.said).toContain('out of reach (TypeError: fetch failed)')
      expect(JSON.parse(first.gave)).toMatchObject({ version: '0.0.1', standIn: true })

      const second = await runStep('electron', settings)
      expect(second.said.trim().split('\n')).toEqual([
        'trustcue: using the stand-in Electron 0.0.1 from the npm registry instead of Electron 45.4.1',
      ])
      expect(timesAsked()).toBe(1)

      await runStep('electron', settings, { TRUSTCUE_RETRY_ELECTRON: '1' })
      expect(timesAsked()).toBe(2)
    },
  )
})
