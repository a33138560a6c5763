import path from 'node:path'
import log from 'electron-log/main'
import { redact } from './redact.ts'

/** The app's own log: what went wrong, never what was said. */
export type AppLog = {
  readonly info: (message: string) => void
  /** Writes an error under a new number and gives the number. */
  readonly unexpected: (where: string, error: unknown) => string
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)

/** A rotating log file below the user's data. */
export const createAppLog = (userData: string, newId: () => string): AppLog => {
  log.transports.file.resolvePathFn = () => path.join(userData, 'logs', 'main.log')
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.level = 'warn'
  return {
    info: (message) => log.info(redact(message)),
    unexpected: (where, error) => {
      const id = newId()
      log.error(redact(`${id} ${where}: ${describe(error)}`))
      return id
    },
  }
}
