import { statSync, writeFileSync } from 'node:fs'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import { type CopyJobs, fileNamesBeside, flushToDisk, type Running } from '../db/client.ts'
import type { Restart } from './backups.ts'
import type { LiveState } from './liveState.ts'

/** What looking at the pages needs. */
export type FileCheckDeps = {
  readonly databasePath: string
  /** Files beyond this size (bytes) were not looked at page by page when they were opened. */
  readonly fromBytes: number
  readonly jobs: CopyJobs
  readonly state: LiveState
  /** Acts that are shown and not in the file. */
  readonly held: () => number
  readonly restart: Restart
}

/** The pages of a large data file, which are looked at beside a running app, and what is done about damage. */
export type FileCheck = {
  /** Begins to look. What is found is told in the live state (`fileDamage`), and remembered for the next start. */
  readonly begin: () => void
  /**
   * Begins everything anew: opening the file finds what was remembered, sets the damaged file aside and puts a good one
   * together. Refused on air and while acts are held.
   */
  readonly repair: () => Promise<Result<null>>
  readonly close: () => Promise<void>
}

/** Most characters of what SQLite says that are shown. */
const MOST_SAID = 200

/** Looks at the pages of a data file. */
export const createFileCheck = (deps: FileCheckDeps): FileCheck => {
  const { databasePath, state } = deps
  let running: Running<string | null> | null = null

  const tell = (trouble: string): void => {
    const { damage } = fileNamesBeside(databasePath)
    try {
      writeFileSync(damage, trouble)
      flushToDisk(damage)
    } catch {
      // It is found again by the next look.
    }
    state.change({ set: { fileDamage: trouble.slice(0, MOST_SAID) } })
  }
  return {
    begin: () => {
      const size = statSync(databasePath, { throwIfNoEntry: false })?.size ?? 0
      if (size <= deps.fromBytes || running !== null) return
      running = deps.jobs.start({ kind: 'check', file: databasePath }, () => undefined)
      void running.result.then((looked) => {
        if (looked.ok && looked.value !== null) tell(looked.value)
        return null
      })
    },
    repair: async () => {
      if (state.snapshot().session !== null) return fail('restore-while-live', {})
      const held = deps.held()
      if (held > 0) return fail('restore-while-held', { count: held })
      if (state.snapshot().fileDamage === '') return succeed(null)
      // Nothing is put in by us: the file is set aside when it is opened.
      return deps.restart(() => ({ undo: () => undefined, settle: () => undefined }))
    },
    close: async () => {
      running?.stop()
      await running?.result
    },
  }
}
