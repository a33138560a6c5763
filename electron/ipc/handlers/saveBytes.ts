import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Result } from '../../../domain/contract/result.ts'
import { fail, succeed } from '../../../domain/contract/result.ts'

/** Writes a file whole or not at all: beside its place first, then moved there. Fails with `file-write-failed`. */
export const saveBytes = async (target: string, bytes: Uint8Array): Promise<Result<string>> => {
  const partial = `${target}.${process.pid}.part`
  try {
    await writeFile(partial, bytes)
    await rename(partial, target)
    return succeed(target)
  } catch (error) {
    await rm(partial, { force: true })
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return fail('file-write-failed', { file: path.basename(target), reason })
  }
}
