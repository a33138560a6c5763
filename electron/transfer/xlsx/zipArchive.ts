import { inflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { fail, succeed, type Result } from '../../../domain/contract/result.ts'

const inflate = promisify(inflateRaw)

/** One file of a zip archive, as its directory describes it. */
export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly packedSize: number
  /** What the directory claims; inflating never gives more. */
  readonly size: number
  readonly headerAt: number
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_LENGTH = 22
const MAX_COMMENT = 0xffff
const MAX_ENTRIES = 4_000

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const findEnd = (view: DataView): number => {
  const lowest = Math.max(0, view.byteLength - END_LENGTH - MAX_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= lowest; at -= 1)
    if (view.getUint32(at, true) === END_SIGNATURE) return at
  return -1
}

/**
 * The directory of a zip archive: names and sizes, nothing unpacked. Fails with `import-broken-zip` when it does not hold
 * together (cut off, overwritten, too many entries).
 */
export const readZipDirectory = (file: string, bytes: Uint8Array): Result<ReadonlyMap<string, ZipEntry>> => {
  const view = viewOf(bytes)
  const broken = fail('import-broken-zip', { file })
  const end = bytes.byteLength < END_LENGTH ? -1 : findEnd(view)
  if (end === -1) return broken
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) return broken
  let at = view.getUint32(end + 16, true)
  const entries = new Map<string, ZipEntry>()
  const decoder = new TextDecoder()
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return broken
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const commentLength = view.getUint16(at + 32, true)
    if (at + 46 + nameLength > bytes.byteLength) return broken
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/')
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return succeed(entries)
}

/**
 * One file of the archive as text. What comes out is bounded by the size the directory claims, so an archive that lies
 * about it is refused (`import-broken-zip`) before it fills the memory.
 */
export const readZipText = async (
  file: string,
  bytes: Uint8Array,
  entry: ZipEntry,
): Promise<Result<string>> => {
  const broken = fail('import-broken-zip', { file })
  const view = viewOf(bytes)
  const { headerAt } = entry
  if (headerAt + 30 > bytes.byteLength || view.getUint32(headerAt, true) !== LOCAL_SIGNATURE) return broken
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true)
  if (start + entry.packedSize > bytes.byteLength) return broken
  const packed = bytes.subarray(start, start + entry.packedSize)
  const decoder = new TextDecoder()
  if (entry.method === 0) return succeed(decoder.decode(packed))
  if (entry.method !== 8) return broken
  try {
    const unpacked = await inflate(packed, { maxOutputLength: Math.max(1, entry.size) })
    return unpacked.byteLength === entry.size ? succeed(decoder.decode(unpacked)) : broken
  } catch {
    return broken
  }
}
