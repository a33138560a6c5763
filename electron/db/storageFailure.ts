import type { Failure } from '../../domain/contract/result.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** True when SQLite says the file itself is damaged or is no database. */
export const isDamage = (error: unknown): boolean => {
  const code = codeOf(error)
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')
}

/** The failure an error of the database means for the person at the screen. */
export const storageFailure = (error: unknown, file: string): Failure => {
  const code = codeOf(error)
  if (code.startsWith('SQLITE_FULL')) return { code: 'storage-disk-full', params: {} }
  if (code.startsWith('SQLITE_READONLY')) return { code: 'storage-read-only', params: {} }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return { code: 'storage-busy', params: {} }
  // The disk or the network it hangs on gives errors, or the file cannot be reached any more.
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN'))
    return { code: 'storage-io', params: { code } }
  if (isDamage(error)) return { code: 'storage-damaged', params: { file } }
  return {
    code: 'storage-write-failed',
    params: {
      reason: error instanceof Error ? `${code === '' ? '' : `${code}: `}${error.message}` : String(error),
    },
  }
}
