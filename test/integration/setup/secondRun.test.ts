import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { repository, startStep, temporaryFolder } from './steps.ts'

let work = ''

beforeEach(() => {
  work = temporaryFolder()
})

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true })
})

describe('a second run of the set-up', () => {
  test('touches no network and no package manager, and is quick', () => {
    // Programs that would reach out say so and fail.
    for (const name of ['apt-get', 'npm', 'curl', 'tar']) {
      fs.writeFileSync(path.join(work, name), `#!/bin/sh\necho "${name} $*" >> "${work}/called"\nexit 99\n`, {
        mode: 0o755,
      })
    }
    const nowhere = 'http://127.0.0.1:9/'
    const startedAt = Date.now()
    const run = spawnSync(process.execPath, [path.join(repository, 'scripts', 'run.mjs'), 'setup'], {
      cwd: repository,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${work}${path.delimiter}${process.env['PATH'] ?? ''}`,
        npm_execpath: '',
        npm_config_registry: nowhere,
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
        http_proxy: nowhere,
        https_proxy: nowhere,
      },
    })
    expect(run.status, run.stderr).toBe(0)
    expect(run.stdout).toBe('')
    expect(run.stderr).toContain('ready: Electron')
    expect(fs.existsSync(path.join(work, 'called'))).toBe(false)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })

  test('of an unknown command names the commands there are', () => {
    const run = spawnSync(process.execPath, [path.join(repository, 'scripts', 'run.mjs'), 'strat'], {
      encoding: 'utf8',
    })
    expect(run.status).toBe(1)
    expect(run.stderr).toMatch(/unknown command strat; one of: .*start/)
  })
})

describe.runIf(process.platform === 'linux')('without a display', () => {
  test('a virtual one is started on a free number, and stopped with the command', async () => {
    const step = startStep('display', {})
    await step.says(/started a virtual one \(Xvfb :\d+/)
    step.child.stdin.write('enough\n')
    const end = await step.end
    expect(end.code).toBe(0)
    const number = /^:(\d+)$/m.exec(end.gave)?.[1] ?? ''
    expect(number).not.toBe('')
    await expect.poll(() => fs.existsSync(`/tmp/.X11-unix/X${number}`)).toBe(false)
  })
})
