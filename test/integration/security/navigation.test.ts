import { describe, expect, test } from 'vitest'
import { mayNavigate, mayOpenOutside, mayRequest } from '../../../electron/app/navigation.ts'
import { isReachable } from '../../../electron/app/windowBounds.ts'
import { readEnvironment } from '../../../electron/app/environment.ts'
import { redact } from '../../../electron/app/redact.ts'

const CONSOLE = 'app://trustcue/console/index.html'

describe('where a window may go', () => {
  test('only to the page it shows', () => {
    expect(mayNavigate(CONSOLE, `${CONSOLE}#/review`)).toBe(true)
    expect(mayNavigate(CONSOLE, 'app://trustcue/prompter/index.html')).toBe(false)
  })

  test.each([
    'https://example.com/',
    'app://trustcue.example/console/index.html',
    'app://trustcue@evil/console/index.html',
    'http://127.0.0.1:17610/stage',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'about:blank',
    '',
  ])('not to %s', (target) => {
    expect(mayNavigate(CONSOLE, target)).toBe(false)
  })

  test('the key-colour window stays on its stage server', () => {
    const stage = 'http://127.0.0.1:17610/stage/?key=00ff00'
    expect(mayNavigate(stage, 'http://127.0.0.1:17610/stage/?key=00ff00')).toBe(true)
    expect(mayNavigate(stage, 'http://127.0.0.1:17611/stage/')).toBe(false)
    expect(mayNavigate(stage, 'http://localhost:17610/stage/')).toBe(false)
  })
})

describe('what may be opened in the browser', () => {
  test('law on its official pages', () => {
    expect(mayOpenOutside('https://flk.npc.gov.cn/detail2.html')).toBe(true)
  })

  test.each([
    'http://flk.npc.gov.cn/',
    'https://flk.npc.gov.cn.evil.example/',
    'https://flk.npc.gov.cn@evil.example/',
    'https://user:pass@flk.npc.gov.cn/',
    'https://flk.npc.gov.cn:8443/',
    'https://evil.example/?u=https://flk.npc.gov.cn/',
    'file:///bin/sh',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'not an address',
  ])('not %s', (address) => {
    expect(mayOpenOutside(address)).toBe(false)
  })
})

describe('what a page may ask for', () => {
  const own = new Set(['app://trustcue'])
  const stage = new Set(['http://127.0.0.1:17610', 'ws://127.0.0.1:17610'])

  test('our pages ask for our files, the stage window for its server', () => {
    expect(mayRequest('app://trustcue/assets/a.js', own)).toBe(true)
    expect(mayRequest('blob:app://trustcue/1', own)).toBe(true)
    expect(mayRequest('ws://127.0.0.1:17610/stage/live', stage)).toBe(true)
  })

  test.each([
    'https://example.com/pixel.png',
    'http://127.0.0.1:17610/stage',
    'ws://127.0.0.1:9/',
    'file:///etc/hosts',
    'x',
  ])('our pages do not ask for %s', (address) => {
    expect(mayRequest(address, own)).toBe(false)
  })
})

describe('what comes from outside', () => {
  test('a port that is no port counts as not given', () => {
    const port = (value: string) => readEnvironment({ TRUSTCUE_STAGE_PORT: value }).stagePort
    expect([port('0'), port('17610'), port(''), port('-1'), port('99999'), port('1e3'), port('abc')]).toEqual(
      [0, 17_610, null, null, null, null, null],
    )
  })

  test('a window whose screen is gone comes back to the middle', () => {
    const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
    expect(isReachable({ x: 100, y: 100, width: 1440, height: 900 }, screens)).toBe(true)
    expect(isReachable({ x: 2500, y: 100, width: 1440, height: 900 }, screens)).toBe(false)
    expect(isReachable({ x: 1900, y: 100, width: 1440, height: 900 }, screens)).toBe(false)
  })

  test('what was said does not get into the log', () => {
    expect(redact('insert failed: 全网最低价，假一赔十！ at row 3')).toBe('insert failed: … at row 3')
  })
})
