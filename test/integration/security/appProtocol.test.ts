import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { APP_ORIGIN, createAppProtocol, fileOfAddress } from '../../../electron/app/appProtocol.ts'
import { ownFolder } from '../db/openTestDb.ts'

const built = () => {
  const folder = ownFolder()
  const rendererDir = path.join(folder, 'renderer')
  const picturesDir = path.join(folder, 'pictures')
  mkdirSync(path.join(rendererDir, 'console'), { recursive: true })
  mkdirSync(path.join(rendererDir, 'assets'))
  mkdirSync(picturesDir)
  writeFileSync(path.join(folder, 'secret.json'), '{"secret":1}')
  writeFileSync(path.join(folder, 'secret.png'), 'secret')
  writeFileSync(
    path.join(rendererDir, 'console', 'index.html'),
    '<!doctype html><html><head></head><body></body></html>',
  )
  writeFileSync(path.join(rendererDir, 'assets', 'console.js'), 'export {}')
  writeFileSync(path.join(rendererDir, 'assets', 'notes.txt'), 'no type for this')
  writeFileSync(path.join(picturesDir, 'coat-14.png'), 'picture')
  symlinkSync(path.join(folder, 'secret.json'), path.join(rendererDir, 'assets', 'linked.json'))
  symlinkSync(path.join(folder, 'secret.png'), path.join(picturesDir, 'linked.png'))
  const deps = { rendererDir, picturesDir }
  const get = (address: string, method = 'GET') => createAppProtocol(deps)({ method, url: address })
  return { deps, get }
}

describe('our own scheme', () => {
  test('serves the built pages and the product pictures', async () => {
    const { get } = built()
    const page = await get(`${APP_ORIGIN}/console/index.html#/live`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const script = await get(`${APP_ORIGIN}/assets/console.js?v=1`)
    expect([script.status, await script.text()]).toEqual([200, 'export {}'])
    const picture = await get(`${APP_ORIGIN}/pictures/coat-14.png`)
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%2e%2e%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/assets/%2e%2e/%2e%2e/secret.json',
    '/..%5csecret.json',
    '/assets%5c..%5c..%5csecret.json',
    '/%252e%252e/secret.json',
    '/console/index.html%00.png',
    '/%ff',
    '//etc/passwd.json',
    '/assets/linked.json',
    '/pictures/linked.png',
    '/pictures/..%2fsecret.png',
    '/pictures/../secret.json',
    '/pictures/',
    '/pictures/coat-14.svg',
    '/assets/notes.txt',
    '/assets/',
    '/console',
    '/',
    '',
  ])('gives nothing for %s', async (pathname) => {
    const { get } = built()
    const answer = await get(`${APP_ORIGIN}${pathname}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).not.toContain('secret')
  })

  test.each([
    'app://other/console/index.html',
    'app://trustcue.evil/console/index.html',
    'https://trustcue/console/index.html',
    'nonsense',
  ])('gives nothing for %s', (address) => {
    expect(fileOfAddress(built().deps, address)).toBeNull()
  })

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])(
    'answers nothing but GET: not %s',
    async (method) => {
      expect((await built().get(`${APP_ORIGIN}/console/index.html`, method)).status).toBe(405)
    },
  )

  test('every answer carries a policy without inline or evaluated scripts, and each page its own nonce for styles', async () => {
    const { get } = built()
    const [first, second] = [
      await get(`${APP_ORIGIN}/console/index.html`),
      await get(`${APP_ORIGIN}/console/index.html`),
    ]
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(policy).not.toMatch(/https?:|\*/)
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
    expect(await first.text()).toContain(`nonce="${nonce}"`)
    expect(second.headers.get('content-security-policy')).not.toContain(nonce)
  })
})
