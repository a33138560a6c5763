import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileNamesBeside } from '../backupNames.ts'
import { flushToDisk } from '../dataFileFacts.ts'

/** Adds to the report of a recovery that claims came back with a backup and were erased again. */
export const noteErasedAgain = (file: string, claims: number): void => {
  const { recovery } = fileNamesBeside(file)
  if (!existsSync(recovery)) return
  const report: unknown = JSON.parse(readFileSync(recovery, 'utf8'))
  if (typeof report !== 'object' || report === null) return
  writeFileSync(recovery, JSON.stringify({ ...report, erasedAgain: claims }))
  flushToDisk(recovery)
}
