import fs from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname

/** Electron 45 runs Node 24; the stand-in runtime (Electron 33) runs Node 20.18, so nothing newer may be left in. */
const NODE_TARGET = 'node20.18'
/** The oldest Chromium a page meets: the browser source of OBS Studio 30. */
const CHROME_TARGET = 'chrome103'

const PAGES = ['console', 'prompter', 'stage', 'remote']

/** Each worker is a file of its own beside main.js, started with `new URL('./<name>.js', import.meta.url)`. */
function workerEntries(): Record<string, string> {
  const folders = ['db', 'services'].map((name) => path.join(root, 'electron', name))
  return Object.fromEntries(
    folders.flatMap((folder) =>
      fs
        .readdirSync(folder)
        .filter((file) => file.endsWith('Worker.ts'))
        .map((file) => [path.basename(file, '.ts'), path.join(folder, file)]),
    ),
  )
}

function pageEntries(): Record<string, string> {
  const pages = PAGES.map((name) => [name, path.join(root, 'renderer', name, 'index.html')] as const)
  return Object.fromEntries(pages.filter(([, file]) => fs.existsSync(file)))
}

export default defineConfig({
  main: {
    build: {
      outDir: path.join(root, 'out', 'main'),
      target: NODE_TARGET,
      minify: true,
      rollupOptions: {
        input: { main: path.join(root, 'electron', 'main.ts'), ...workerEntries() },
        // Flat, so that a worker's address is the same from the entry and from a shared chunk.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path.join(root, 'out', 'preload'),
      target: NODE_TARGET,
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: path.join(root, 'electron', 'preload', 'preload.ts') },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    publicDir: false,
    plugins: [react()],
    build: {
      outDir: path.join(root, 'out', 'renderer'),
      emptyOutDir: true,
      target: CHROME_TARGET,
      minify: true,
      // The content security policy allows files of our own, not data addresses, for fonts and styles.
      assetsInlineLimit: 0,
      // Pages come from the disk of this machine: one larger file costs nothing.
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: pageEntries() },
    },
  },
})
