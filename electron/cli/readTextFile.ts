import { isUtf8 } from 'node:buffer'
import { readFile, stat } from 'node:fs/promises'
import { done, failed, type CliResult } from './cliFailure.ts'
import type { FileEncoding } from './cliOptions.ts'

/** Largest input taken, in bytes. */
const MAX_FILE_BYTES = 256 * 1024 * 1024

const LINE_FEED = 10

const readBytes = async (file: string): Promise<CliResult<Buffer>> => {
  try {
    if (file === '-') {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of process.stdin) {
        const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
        size += bytes.length
        if (size > MAX_FILE_BYTES)
          return failed('cli.file-too-large', { file, limit: MAX_FILE_BYTES / 1024 / 1024 })
        chunks.push(bytes)
      }
      return done(Buffer.concat(chunks))
    }
    const { size } = await stat(file)
    if (size > MAX_FILE_BYTES)
      return failed('cli.file-too-large', { file, limit: MAX_FILE_BYTES / 1024 / 1024 })
    return done(await readFile(file))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    return code === 'ENOENT'
      ? failed('cli.file-missing', { file })
      : failed('cli.file-unreadable', { file, reason: code })
  }
}

const decodes = (decoder: TextDecoder, bytes: Uint8Array): boolean => {
  try {
    decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The first line (from 1) whose bytes are not of the encoding. */
const firstBadLine = (bytes: Buffer, decoder: TextDecoder): number => {
  let line = 1
  let from = 0
  while (from <= bytes.length) {
    const feed = bytes.indexOf(LINE_FEED, from)
    const to = feed < 0 ? bytes.length : feed
    if (!decodes(decoder, bytes.subarray(from, to))) return line
    if (feed < 0) break
    from = feed + 1
    line += 1
  }
  return 1
}

/** The text of a file, or of standard input for `-`, without its byte-order mark. */
export const readTextFile = async (file: string, encoding: FileEncoding): Promise<CliResult<string>> => {
  const read = await readBytes(file)
  if (!read.ok) return read
  const bytes = read.value
  const decoder = new TextDecoder(encoding, { fatal: true })
  const isGood = encoding === 'utf-8' ? isUtf8(bytes) : decodes(decoder, bytes)
  if (!isGood)
    return failed('cli.not-utf8', {
      file,
      line: firstBadLine(bytes, decoder),
      encoding: encoding.toUpperCase(),
    })
  return done(decoder.decode(bytes))
}
