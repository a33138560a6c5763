import { describe, expect, it } from 'vitest'
import { guardRequest, securityHeaders } from '../../../electron/stage-server/guard.ts'
import { routeOf } from '../../../electron/stage-server/routes.ts'

const PORT = 17610
const ask = (change: Partial<Parameters<typeof guardRequest>[0]>) =>
  guardRequest({ method: 'GET', host: `127.0.0.1:${PORT}`, origin: undefined, ...change }, PORT)

describe('who is let in', () => {
  it.each([`127.0.0.1:${PORT}`, `localhost:${PORT}`, `LOCALHOST:${PORT}`])('Host %s', (host) => {
    expect(ask({ host })).toBe('ok')
  })

  it.each([
    undefined,
    '',
    'evil.example',
    `evil.example:${PORT}`,
    '127.0.0.1',
    '127.0.0.1:80',
    `127.0.0.1.evil.example:${PORT}`,
    `[::1]:${PORT}`,
  ])('not Host %s', (host) => expect(ask({ host })).toBe('host'))

  it.each([undefined, `http://127.0.0.1:${PORT}`, `http://localhost:${PORT}`, 'app://trustcue'])(
    'Origin %s',
    (origin) => {
      expect(ask({ origin })).toBe('ok')
    },
  )

  it.each([
    'null',
    '',
    'http://evil.example',
    `https://127.0.0.1:${PORT}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${PORT}.evil.example`,
    'app://other',
  ])('not Origin %s', (origin) => expect(ask({ origin })).toBe('origin'))

  it('only reading', () => {
    expect(ask({ method: 'HEAD' })).toBe('ok')
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', ''])
      expect(ask({ method })).toBe('method')
  })
})

describe('what answers carry', () => {
  const headers = securityHeaders(PORT)
  it('a policy that allows nothing from elsewhere, and no leave for other pages', () => {
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${PORT}`)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('what can be asked for', () => {
  it.each([
    ['/stage', { kind: 'page' }],
    ['/stage?theme=night&key=00ff00', { kind: 'page' }],
    ['/stage/live', { kind: 'live' }],
    ['/api/v1/stage.json', { kind: 'frame' }],
    ['/assets/stage-BBg5KR69.js', { kind: 'asset', file: 'stage-BBg5KR69.js' }],
    ['/pictures/noodle-06.png', { kind: 'picture', file: 'noodle-06.png' }],
  ])('%s', (target, route) => expect(routeOf(target)).toEqual(route))

  it.each([
    '/',
    '/index.html',
    '/stage/../main.js',
    '/assets/../../main/main.js',
    '/assets/..%2f..%2fmain.js',
    '/assets/%2e%2e/main.js',
    '/assets/..\\main.js',
    '/assets/.hidden.js',
    '/assets/a/b.js',
    '/assets/stage.js.map',
    '/assets/index.html',
    '/pictures/../stage/index.html',
    '/pictures/noodle-06.svg',
    '/pictures/%6eoodle.png',
    '/pictures/',
    '//evil.example/stage',
    'http://evil.example/stage',
  ])('not %s', (target) => expect(routeOf(target)).toEqual({ kind: 'none' }))
})
