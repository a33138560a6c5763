import fs from 'node:fs'
import path from 'node:path'

/** Where the set-up put what the tests run in. */
export interface Runtime {
  /** Electron as the set-up found or made it; undefined before `npm run setup` or `npm test` ran. */
  electron?: {
    executable: string
    version: string
    /** True for the stand-in runtime of Linux x64. */
    standIn: boolean
    /** Command line switches it needs on this machine. */
    flags: string[]
    /** The database addon built for the stand-in. */
    sqliteAddon?: string
  }
  /** Chromium for the browser tests. */
  chromium?: string
}

/** The project's folder. */
export const checkout: string = path.resolve(import.meta.dirname, '..', '..')

/** Reads what the set-up left for the tests; empty when it has not run. */
export function readRuntime(): Runtime {
  const file = path.join(checkout, '.cache', 'runtime.json')
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Runtime) : {}
}
