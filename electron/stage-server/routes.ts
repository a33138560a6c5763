/** What a path asks for. Files are named by one segment, already checked: no separators, no dots in front. */
export type StageRoute =
  | { readonly kind: 'page' }
  | { readonly kind: 'frame' }
  | { readonly kind: 'live' }
  | { readonly kind: 'asset'; readonly file: string }
  | { readonly kind: 'picture'; readonly file: string }
  | { readonly kind: 'none' }

const PICTURE = /^[A-Za-z0-9_-]{1,80}\.(png|jpg|jpeg|webp)$/
const ASSET = /^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,120}\.(js|css|svg|png|webp|woff2)$/

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

/** The content type by a file's ending; only endings the routes let through are asked for. */
export const contentTypeOf = (file: string): string =>
  contentTypes[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/**
 * The route of a request's raw target (path and query). Percent-encoding is never decoded: none of our names needs it, so
 * an encoded separator or dot cannot name a file outside the folders.
 */
export const routeOf = (target: string): StageRoute => {
  const path = target.split('?', 1)[0] ?? ''
  if (path === '/stage' || path === '/stage/') return { kind: 'page' }
  if (path === '/stage/live') return { kind: 'live' }
  if (path === '/api/v1/stage.json') return { kind: 'frame' }
  const [, folder, file, ...rest] = path.split('/')
  if (file === undefined || rest.length > 0 || file.includes('..')) return { kind: 'none' }
  if (folder === 'assets' && ASSET.test(file)) return { kind: 'asset', file }
  if (folder === 'pictures' && PICTURE.test(file)) return { kind: 'picture', file }
  return { kind: 'none' }
}
