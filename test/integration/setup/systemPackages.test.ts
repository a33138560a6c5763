import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runStep, temporaryFolder } from './steps.ts'

let work = ''
let programs = ''
let fonts = ''

beforeEach(() => {
  work = temporaryFolder()
  programs = path.join(work, 'bin')
  fonts = path.join(work, 'fonts')
  fs.mkdirSync(programs)
  fs.mkdirSync(fonts)
})

afterEach(() => {
  fs.rmSync(work, { recursive: true, force: true })
})

function writeProgram(name: string, script: string): void {
  fs.writeFileSync(path.join(programs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

/** An apt-get that writes down how it was called and "installs" programs by making files. */
function writeApt(installs: boolean): void {
  const install = `for name in python3 make g++ chromium; do printf '#!/bin/sh\\n' > "${programs}/$name"; /bin/chmod 755 "${programs}/$name"; done`
  writeProgram(
    'apt-get',
    `echo "$@" >> "${work}/apt.log"\ncase "$*" in *install*) ${installs ? install : 'echo "E: Unable to fetch" >&2; exit 100'};; esac`,
  )
  writeProgram('apt-cache', 'exit 100')
}

function aptCalls(): string[] {
  const log = path.join(work, 'apt.log')
  return fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : []
}

function settings(isRoot: boolean, needs: string[]): object {
  return { isRoot, needs, fonts: [fonts], env: { PATH: `${programs}:/usr/bin-of-nobody`, DISPLAY: ':0' } }
}

describe.runIf(process.platform === 'linux')('system packages', () => {
  test('that are missing are named to a person without root, as one line to copy, and the run ends', async () => {
    writeApt(true)
    const end = await runStep('packages', settings(false, ['browser', 'compiler']))
    expect(end.code).toBe(1)
    expect(end.said).toContain(
      '\n  sudo apt-get install -y --no-install-recommends fonts-noto-cjk chromium python3 make g++\n',
    )
    expect(aptCalls()).toEqual([])
  })

  test('that are missing are installed for root, after an update', async () => {
    writeApt(true)
    const end = await runStep('packages', settings(true, ['compiler']))
    expect(end.code, end.said).toBe(0)
    expect(end.said).toContain('installing system packages with apt-get: python3 make g++')
    const calls = aptCalls()
    expect(calls[0]).toMatch(/update$/)
    expect(calls[1]).toMatch(/install -y --no-install-recommends python3 make g\+\+$/)
  })

  test('that apt cannot give end the run with what apt said', async () => {
    writeApt(false)
    const end = await runStep('packages', settings(true, ['compiler']))
    expect(end.code).toBe(1)
    expect(end.said).toContain('apt-get could not install python3 make g++')
    expect(end.said).toContain('E: Unable to fetch')
  })

  test('that are all there are not asked for at all', async () => {
    writeApt(false)
    for (const name of ['python3', 'make', 'g++', 'chromium']) writeProgram(name, 'exit 0')
    fs.writeFileSync(path.join(fonts, 'NotoSansCJK-Regular.ttc'), '')
    const end = await runStep('packages', settings(true, ['browser', 'compiler']))
    expect(end).toMatchObject({ code: 0, said: '' })
    expect(aptCalls()).toEqual([])
  })
})
