import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import type { StageFrame, StageMessage } from '../../../domain/stage/frame.ts'
import { emptyStageFrame } from '../../../domain/stage/projectStage.ts'
import { startStageServer, type StageServer } from '../../../electron/stage-server/startStageServer.ts'

let folder = ''
let server: StageServer
let pages: number[] = []

const start = (port: number) =>
  startStageServer({
    rendererDir: path.join(folder, 'renderer'),
    picturesDir: path.join(folder, 'pictures'),
    port,
    onPages: (count) => pages.push(count),
  })

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trustcue-stage-'))
  for (const name of ['renderer/stage', 'renderer/assets', 'renderer/console', 'pictures'])
    await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, 'renderer/stage/index.html'), '<p>stage</p>')
  await writeFile(path.join(folder, 'renderer/assets/stage-1.js'), 'export {}')
  await writeFile(path.join(folder, 'renderer/console/index.html'), 'console')
  await writeFile(path.join(folder, 'pictures/lamp-24.png'), 'png')
  await writeFile(path.join(folder, 'secret.png'), 'secret')
  await symlink(path.join(folder, 'secret.png'), path.join(folder, 'pictures/link.png'))
  pages = []
  const started = await start(0)
  if (!started.ok) throw new Error(started.error.code)
  server = started.value
})

afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

type Answer = { readonly status: number; readonly headers: Record<string, unknown>; readonly body: string }

/** A request with the target exactly as written; a browser or fetch would tidy it first. */
const ask = (target: string, headers: Record<string, string>, method: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, path: target, method, headers },
      (response) => {
        let body = ''
        response.on('data', (chunk) => (body += String(chunk)))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    asked.on('error', reject)
    asked.end()
  })
const get = (target: string): Promise<Answer> => ask(target, {}, 'GET')

const FRAME: StageFrame = {
  ...emptyStageFrame(3, DEFAULT_SETTINGS),
  visible: true,
  product: {
    id: 'lamp-24',
    name: '护眼台灯',
    price: 11_900,
    listPrice: null,
    picture: '/pictures/lamp-24.png',
    guarantees: [],
  },
}

/** A page with everything it was sent. */
const openPage = async (headers: Record<string, string>) => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/stage/live`, { headers })
  const messages: StageMessage[] = []
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as StageMessage))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  await expect.poll(() => messages.length).toBeGreaterThan(0)
  return { socket, messages }
}

describe('what is served', () => {
  it('the page, its assets, the pictures and the frame, with a strict policy', async () => {
    expect(await get('/stage')).toMatchObject({ status: 200, body: '<p>stage</p>' })
    expect(await get('/stage?theme=night')).toMatchObject({ status: 200 })
    expect((await get('/assets/stage-1.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(await get('/pictures/lamp-24.png')).toMatchObject({
      status: 200,
      body: 'png',
      headers: { 'content-type': 'image/png' },
    })
    const { headers, body } = await get('/api/v1/stage.json')
    expect(JSON.parse(body)).toEqual(emptyStageFrame(0, DEFAULT_SETTINGS))
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('nothing outside its folders, whatever the path looks like', async () => {
    for (const target of [
      '/',
      '/console/index.html',
      '/assets/../console/index.html',
      '/assets/..%2fconsole%2findex.html',
      '/pictures/../secret.png',
      '/pictures/%2e%2e/secret.png',
      '/pictures/link.png',
      '/pictures/missing.png',
      '/pictures/..\\secret.png',
      '/etc/passwd',
    ])
      expect([target, (await get(target)).status]).toEqual([target, 404])
  })

  it('nothing to other hosts, other pages or other methods', async () => {
    expect((await ask('/stage', { host: 'evil.example' }, 'GET')).status).toBe(421)
    expect((await ask('/api/v1/stage.json', { origin: 'http://evil.example' }, 'GET')).status).toBe(403)
    const posted = await ask('/stage', {}, 'POST')
    expect([posted.status, posted.headers['allow']]).toEqual([405, 'GET, HEAD'])
    expect(await ask('/stage', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('only on the loopback address', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/stage`)
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: server.port })
      socket.once('connect', () => resolve(false))
      socket.once('error', () => resolve(true))
    })
    expect(refused).toBe(true)
  })
})

describe('a stage page', () => {
  it('gets the whole frame on connecting and at every change, and is counted', async () => {
    server.publish(FRAME)
    const { socket, messages } = await openPage({})
    expect(messages[0]).toEqual({ type: 'frame', frame: FRAME })
    expect(pages).toEqual([1])
    server.publish({ ...FRAME, revision: 4, visible: false, product: null })
    await expect.poll(() => messages.length).toBe(2)
    expect(messages[1]).toMatchObject({ frame: { revision: 4, visible: false } })
    socket.close()
    await expect.poll(() => pages).toEqual([1, 0])
  })

  it('hears from the server every five seconds', async () => {
    const { socket, messages } = await openPage({})
    await expect.poll(() => messages.some(({ type }) => type === 'alive'), { timeout: 7_000 }).toBe(true)
    socket.close()
  })

  it('that talks back is shut out', async () => {
    for (const words of ['{"type":"next"}', 'x'.repeat(10_000)]) {
      const { socket } = await openPage({})
      const closed = new Promise<number>((resolve) => {
        socket.once('close', resolve)
      })
      socket.send(words)
      expect([1008, 1009]).toContain(await closed)
    }
  })

  it('of another origin, host or path gets no socket', async () => {
    for (const [target, headers, status] of [
      ['/stage/live', { origin: 'http://evil.example' }, 403],
      ['/stage/live', { host: 'evil.example' }, 421],
      ['/stage/other', {}, 404],
    ] as const) {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, { headers })
      const answered = await new Promise<number>((resolve) => {
        socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
        socket.once('open', () => resolve(200))
        socket.on('error', () => undefined)
      })
      expect(answered).toBe(status)
    }
    const { socket } = await openPage({ origin: `http://127.0.0.1:${server.port}` })
    socket.close()
  })

  it('is shown nothing rather than a frame that does not fit', async () => {
    server.publish(FRAME)
    const { socket, messages } = await openPage({})
    server.publish({ ...FRAME, findings: ['最好'] } as StageFrame)
    await expect.poll(() => messages.length).toBe(2)
    expect(messages[1]).toMatchObject({ frame: { visible: false, product: null } })
    expect(JSON.stringify(messages)).not.toContain('最好')
    socket.close()
  })
})

describe('the port', () => {
  it('that is taken is named, not changed', async () => {
    expect(await start(server.port)).toEqual({
      ok: false,
      error: { code: 'stage-port-busy', params: { port: server.port } },
    })
  })

  it('is free again after closing, and pages are let go', async () => {
    const { socket } = await openPage({})
    const closed = new Promise((resolve) => {
      socket.once('close', resolve)
    })
    const { port } = server
    await server.close()
    await closed
    const again = await start(port)
    if (!again.ok) throw new Error(again.error.code)
    server = again.value
    expect(server.port).toBe(port)
  })
})
