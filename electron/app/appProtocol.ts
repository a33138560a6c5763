import { randomBytes } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { originOf } from '../ipc/trustedSender.ts'

/** Where our pages live. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://trustcue'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const PICTURE = /^\/pictures\/([A-Za-z0-9_-]{1,80}\.(?:png|jpg|jpeg|webp))$/

/** Where the protocol reads from. */
export type AppProtocolDeps = { readonly rendererDir: string; readonly picturesDir: string }

/**
 * The policy of our pages: own files only. `nonce` is for the few style elements the UI kit makes at run time.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Which file an address asks for; null when it is none of ours. Nothing is read yet. */
export const fileOfAddress = (
  deps: AppProtocolDeps,
  address: string,
): { readonly folder: string; readonly file: string } | null => {
  if (originOf(address) !== APP_ORIGIN) return null
  let pathname: string
  try {
    pathname = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return null
  const picture = PICTURE.exec(pathname)?.[1]
  if (picture !== undefined) return { folder: deps.picturesDir, file: path.join(deps.picturesDir, picture) }
  if (pathname.startsWith('/pictures/')) return null
  const file = path.resolve(deps.rendererDir, `.${pathname}`)
  // Resolve first, then ask whether it is still inside: the check sees what the disk would see.
  const inside = path.relative(deps.rendererDir, file)
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return null
  return { folder: deps.rendererDir, file }
}

const notFound = (): Response =>
  new Response('not found', { status: 404, headers: { 'content-type': 'text/plain' } })

/** The handler of `app://trustcue/…`: GET only, files of the built pages and product pictures, never outside the two folders. */
export const createAppProtocol =
  (deps: AppProtocolDeps) =>
  async (request: { readonly method: string; readonly url: string }): Promise<Response> => {
    if (request.method !== 'GET') {
      return new Response('method', { status: 405, headers: { allow: 'GET', 'content-type': 'text/plain' } })
    }
    const asked = fileOfAddress(deps, request.url)
    const type = asked === null ? undefined : TYPES[path.extname(asked.file).toLowerCase()]
    if (asked === null || type === undefined) return notFound()
    let bytes: Buffer
    try {
      // A link inside the folder that points outside of it is not followed.
      const [folder, file] = await Promise.all([realpath(asked.folder), realpath(asked.file)])
      if (path.relative(folder, file).startsWith('..')) return notFound()
      bytes = await readFile(file)
    } catch {
      return notFound()
    }
    const nonce = randomBytes(16).toString('base64')
    const headers = {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    }
    if (type.startsWith('text/html')) {
      const meta = `<meta property="csp-nonce" nonce="${nonce}" />`
      return new Response(bytes.toString('utf8').replace('<head>', `<head>${meta}`), { headers })
    }
    return new Response(new Uint8Array(bytes), { headers })
  }
