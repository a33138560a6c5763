import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

const root = path.resolve(import.meta.dirname, '..', '..', '..')

/** What the app's own scheme sends with every page: a page that needs more is caught here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
}

const TINTS = ['#c7d8cf', '#e4c9b6', '#b9c7dc', '#ead7a4', '#d3c4dd', '#c9d6b3']

/** A drawn stand-in for a product picture. */
const picture = (name: string): string => {
  const tint = TINTS[(name.length + name.charCodeAt(10)) % TINTS.length] ?? '#ccc'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="${tint}"/><rect x="26" y="18" width="28" height="46" rx="6" fill="#fff" opacity=".75"/><rect x="32" y="10" width="16" height="10" rx="2" fill="#334" opacity=".5"/></svg>`
}

const withFake = (): Plugin => ({
  name: 'fake-bridge',
  transformIndexHtml: {
    order: 'pre',
    handler: () => [
      { tag: 'script', attrs: { type: 'module', src: '/@fs-fake/install.ts' }, injectTo: 'head-prepend' },
    ],
  },
  resolveId: (id) => (id === '/@fs-fake/install.ts' ? path.join(import.meta.dirname, 'install.ts') : null),
})

/** The pages of the windows with the fake bridge in them, built once and served on a free port. */
export type ServedPages = { readonly url: string; readonly close: () => Promise<void> }

/** Builds the pages named (`console`, `prompter`) and serves them under the app's own policy. */
export const servePages = async (pages: readonly string[]): Promise<ServedPages> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustcue-pages-'))
  await build({
    root: path.join(root, 'renderer'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [react(), withFake()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // As the app ships it: every test loads it anew, and whole names take a page three times as long to start.
      minify: true,
      rollupOptions: {
        input: Object.fromEntries(
          pages
            .map((page) => [page, path.join(root, 'renderer', page, 'index.html')] as const)
            .filter(([, file]) => existsSync(file)),
        ),
      },
    },
  })
  const server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      response.setHeader('Content-Security-Policy', POLICY)
      if (pathname.startsWith('/pictures/')) {
        response.setHeader('Content-Type', 'image/svg+xml')
        response.end(picture(pathname))
        return
      }
      if (pathname === '/favicon.ico') {
        response.statusCode = 204
        response.end()
        return
      }
      const file = path.join(folder, path.normalize(decodeURIComponent(pathname)))
      try {
        const bytes = await readFile(file)
        response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream')
        response.end(bytes)
      } catch {
        response.statusCode = 404
        response.end()
      }
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
