import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileNamesBeside } from '../backupNames.ts'
import { flushToDisk } from '../dataFileFacts.ts'

const readReport = (file: string): object | null => {
  const { recovery } = fileNamesBeside(file)
  if (!existsSync(recovery)) return null
  const report: unknown = JSON.parse(readFileSync(recovery, 'utf8'))
  return typeof report === 'object' ? report : null
}

/**
 * Whether a file was recovered and nobody has looked yet what came back with it although it was erased: rows of one state and
 * journal entries of another may lie in it.
 */
export const owesErasing = (file: string): boolean => {
  const report = readReport(file)
  return report !== null && !('erasedAgain' in report)
}

/** Adds to the report of a recovery how many claims came back with it and were erased again. */
export const noteErasedAgain = (file: string, claims: number): void => {
  const { recovery } = fileNamesBeside(file)
  writeFileSync(recovery, JSON.stringify({ ...readReport(file), erasedAgain: claims }))
  flushToDisk(recovery)
}
