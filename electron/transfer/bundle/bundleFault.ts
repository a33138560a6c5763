import type { Failure } from '../../../domain/contract/result.ts'

/** Why a bundle is refused or could not be written, for the person at the screen. */
export class BundleFault extends Error {
  readonly failure: Failure
  constructor(code: string, params: Failure['params']) {
    super(code)
    this.failure = { code, params }
  }
}

/** The failure an error on the way means. */
export const bundleFailure = (error: unknown, file: string): Failure => {
  if (error instanceof BundleFault) return error.failure
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ABORT_ERR' || (error instanceof Error && error.name === 'AbortError'))
    return { code: 'backup-stopped', params: {} }
  if (code === 'ENOSPC') return { code: 'backup-disk-full', params: { file } }
  return {
    code: 'backup-failed',
    params: { file, reason: error instanceof Error ? error.message : String(error) },
  }
}
