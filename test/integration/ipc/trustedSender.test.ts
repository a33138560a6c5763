import { describe, expect, test } from 'vitest'
import { isTrustedSender, originOf } from '../../../electron/ipc/trustedSender.ts'

const ORIGIN = 'app://trustcue'
const sender = (url: string, over: { ownWindow?: boolean; isMain?: boolean } = {}) => ({
  ownWindow: over.ownWindow ?? true,
  frame: { isMain: over.isMain ?? true, url },
})

describe('who may call', () => {
  test('the main frame of one of our windows on one of our pages', () => {
    expect(isTrustedSender(sender('app://trustcue/console/index.html#/live'), ORIGIN)).toBe(true)
  })

  test.each([
    ['a frame that is gone', { ownWindow: true, frame: null }],
    ['a frame inside the page', sender('app://trustcue/console/index.html', { isMain: false })],
    ['a window that is not ours', sender('app://trustcue/console/index.html', { ownWindow: false })],
    ['another page', sender('https://trustcue.example/console/index.html')],
    ['an origin that begins like ours', sender('app://trustcue.evil.example/console/index.html')],
    ['our origin as a user name', sender('app://trustcue@evil.example/')],
    ['our origin in the path', sender('https://evil.example/app://trustcue/')],
    ['our host on another scheme', sender('http://trustcue/')],
    ['our host on a port', sender('app://trustcue:8080/')],
    ['a file', sender('file:///app/trustcue')],
    ['an empty page', sender('about:blank')],
    ['a data address', sender('data:text/html,app://trustcue')],
    ['no address', sender('')],
  ])('not %s', (_what, given) => {
    expect(isTrustedSender(given, ORIGIN)).toBe(false)
  })

  test('an origin is read whole', () => {
    expect(originOf('http://127.0.0.1:17610/stage?key=1')).toBe('http://127.0.0.1:17610')
    expect(originOf('http://127.0.0.1:17610.evil.example/')).toBe('')
  })
})
