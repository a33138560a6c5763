import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readFile, realpath } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { WebSocketServer, type WebSocket } from 'ws'
import { fail, succeed, type Result } from '../../domain/contract/result.ts'
import { DEFAULT_SETTINGS } from '../../domain/model/settings.ts'
import { stageFrameSchema, type StageFrame, type StageMessage } from '../../domain/stage/frame.ts'
import { emptyStageFrame } from '../../domain/stage/projectStage.ts'
import { guardRequest, securityHeaders } from './guard.ts'
import { contentTypeOf, routeOf } from './routes.ts'

/** What the server needs. `onPages` hears how many stage pages are connected, at every change. */
export type StageServerDeps = {
  readonly rendererDir: string
  readonly picturesDir: string
  /** 0 = any free port. */
  readonly port: number
  readonly onPages: (count: number) => void
}

/** A running stage server. */
export type StageServer = {
  /** Address for OBS, e.g. `http://127.0.0.1:17610/stage`. */
  readonly url: string
  readonly port: number
  /** Sends a frame to every page and keeps it for those that come later. A frame that does not fit shows nothing. */
  readonly publish: (frame: StageFrame) => void
  readonly close: () => Promise<void>
}

const ALIVE_EVERY_MS = 5_000
/** Pages say nothing; anything longer than a ping is not theirs. */
const MAX_PAYLOAD_BYTES = 64
const MAX_PAGES = 32
/** A page that has not taken this much is dead or stuck; it comes back by itself and gets the whole frame. */
const MAX_BUFFERED_BYTES = 1024 * 1024

const STATUS = { host: 421, origin: 403, method: 405 } as const

const originOf = (request: IncomingMessage): string | undefined => request.headers.origin

const answer = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void => {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The bytes of a file that lies directly in a folder, symbolic links followed; null when it is not there. */
const readInside = async (folder: string, file: string): Promise<Buffer | null> => {
  try {
    const root = await realpath(folder)
    const target = await realpath(path.join(root, file))
    if (path.dirname(target) !== root) return null
    return await readFile(target)
  } catch {
    return null
  }
}

const listen = (server: Server, port: number): Promise<Result<number>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'EADDRINUSE'
          ? fail('stage-port-busy', { port })
          : fail('stage-server-failed', { port, reason: error.code ?? error.message }),
      )
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address() as AddressInfo
      resolve(succeed(address.port))
    })
  })

/**
 * Serves the stage page, its pictures and its frames on the loopback address only. Fails with `stage-port-busy` (port) or
 * `stage-server-failed` (port, reason). The port is never changed by itself: the OBS source holds it.
 */
export const startStageServer = async (deps: StageServerDeps): Promise<Result<StageServer>> => {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  })
  const pages = new Set<WebSocket>()
  let port = 0
  let current: StageFrame = emptyStageFrame(0, DEFAULT_SETTINGS)

  const send = (page: WebSocket, message: StageMessage): void => {
    if (page.bufferedAmount > MAX_BUFFERED_BYTES) page.terminate()
    else page.send(JSON.stringify(message))
  }
  const sendAll = (message: StageMessage): void => {
    for (const page of pages) send(page, message)
  }

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = securityHeaders(port)
    const verdict = guardRequest(
      { method: request.method ?? '', host: request.headers.host, origin: originOf(request) },
      port,
    )
    if (verdict !== 'ok') {
      const allow: Record<string, string> = verdict === 'method' ? { allow: 'GET, HEAD' } : {}
      answer(
        request,
        response,
        STATUS[verdict],
        { ...headers, ...allow, 'content-type': 'text/plain' },
        verdict,
      )
      return
    }
    const route = routeOf(request.url ?? '/')
    if (route.kind === 'frame') {
      const json = {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      }
      answer(request, response, 200, json, JSON.stringify(current))
      return
    }
    const found =
      route.kind === 'page'
        ? { folder: path.join(deps.rendererDir, 'stage'), file: 'index.html', cache: 'no-store' }
        : route.kind === 'asset'
          ? {
              folder: path.join(deps.rendererDir, 'assets'),
              file: route.file,
              cache: 'max-age=31536000, immutable',
            }
          : route.kind === 'picture'
            ? { folder: deps.picturesDir, file: route.file, cache: 'no-cache' }
            : null
    const body = found === null ? null : await readInside(found.folder, found.file)
    if (found === null || body === null) {
      answer(request, response, 404, { ...headers, 'content-type': 'text/plain' }, 'not found')
      return
    }
    const type = { 'content-type': contentTypeOf(found.file), 'cache-control': found.cache }
    answer(request, response, 200, { ...headers, ...type }, body)
  }

  server.on('request', (request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  server.on('upgrade', (request, socket, head) => {
    const guarded = { method: request.method ?? '', host: request.headers.host, origin: originOf(request) }
    const verdict = guardRequest(guarded, port)
    const status =
      verdict !== 'ok'
        ? STATUS[verdict]
        : routeOf(request.url ?? '/').kind !== 'live'
          ? 404
          : pages.size >= MAX_PAGES
            ? 503
            : null
    socket.on('error', () => socket.destroy())
    if (status !== null) {
      socket.end(`HTTP/1.1 ${status} \r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      pages.add(page)
      page.on('error', () => page.terminate())
      // The socket speaks one way; whoever talks back is not one of our pages.
      page.on('message', () => page.close(1008, 'read only'))
      page.on('close', () => {
        if (pages.delete(page)) deps.onPages(pages.size)
      })
      send(page, { type: 'frame', frame: current })
      deps.onPages(pages.size)
    })
  })

  const listening = await listen(server, deps.port)
  if (!listening.ok) return listening
  port = listening.value
  const alive = setInterval(() => sendAll({ type: 'alive' }), ALIVE_EVERY_MS)

  return succeed({
    url: `http://127.0.0.1:${port}/stage`,
    port,
    publish: (frame) => {
      const parsed = stageFrameSchema.safeParse(frame)
      current = parsed.success ? parsed.data : emptyStageFrame(current.revision, DEFAULT_SETTINGS)
      sendAll({ type: 'frame', frame: current })
    },
    close: async () => {
      clearInterval(alive)
      for (const page of pages) page.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  })
}
