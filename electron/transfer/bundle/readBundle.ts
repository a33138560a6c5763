import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Entry, open, type ZipFile } from 'yauzl'
import type { BundleManifest } from '../../../domain/contract/bundle.ts'
import {
  anyManifestSchema,
  BUNDLE_DATABASE,
  BUNDLE_MOST_ENTRIES,
  BUNDLE_VERSION,
  bundleManifestSchema,
  isBundlePart,
} from '../../../domain/contract/bundle.ts'
import { BundleFault } from './bundleFault.ts'
import { LARGEST_DATABASE, LARGEST_MANIFEST, LARGEST_PICTURE, MANIFEST_NAME } from './limits.ts'
import { isLocked, unlock } from './passphrase.ts'

/** What reading a bundle needs. */
export type ReadBundleDeps = {
  readonly file: string
  readonly passphrase: string | null
  /** An empty folder for what is in it. The caller removes it, whatever comes of the reading. */
  readonly into: string
  readonly onStep: (done: number, total: number) => void
  readonly signal: AbortSignal
}

/** A bundle that was read and found whole. */
export type ReadBundle = {
  readonly manifest: BundleManifest
  readonly database: string
  /** Folder with the pictures. */
  readonly pictures: string
}

const FILE_TYPES = 0o170000
const REGULAR = 0o100000
const ZIP_ENCRYPTED = 1
const STORED = 0
const DEFLATED = 8
/** No data of ours shrinks further than this; and free space that must be left, in bytes. */
const MOST_SHRUNK = 250
const SPACE_LEFT = 64 * 1024 ** 2

const openZip = (file: string, name: string): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }
    open(file, options, (error, zip) => {
      if (error === null) resolve(zip)
      else reject(new BundleFault('bundle-broken', { file: name, reason: error.message }))
    })
  })

const limitOf = (entryName: string): number =>
  entryName === MANIFEST_NAME
    ? LARGEST_MANIFEST
    : entryName === BUNDLE_DATABASE
      ? LARGEST_DATABASE
      : LARGEST_PICTURE

/** The entries by name, every one of them a kind of thing a bundle of ours has. */
const listEntries = async (zip: ZipFile, name: string, size: number): Promise<Map<string, Entry>> => {
  if (zip.entryCount > BUNDLE_MOST_ENTRIES) {
    throw new BundleFault('bundle-refused-count', { file: name, limit: BUNDLE_MOST_ENTRIES })
  }
  const entries = new Map<string, Entry>()
  const lowerNames = new Set<string>()
  let declared = 0
  let packed = 0
  for await (const entry of zip.eachEntry()) {
    const entryName = entry.fileNameRaw.toString('utf8')
    const shown = entryName.slice(0, 120)
    if (entryName !== MANIFEST_NAME && !isBundlePart(entryName))
      throw new BundleFault('bundle-refused-name', { file: name, entry: shown })
    // Names that differ in case alone are one file on Windows and macOS.
    if (lowerNames.has(entryName.toLowerCase()))
      throw new BundleFault('bundle-refused-twice', { file: name, entry: shown })
    const type = (entry.externalFileAttributes >>> 16) & FILE_TYPES
    const isPlain =
      (type === 0 || type === REGULAR) &&
      (entry.generalPurposeBitFlag & ZIP_ENCRYPTED) === 0 &&
      (entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED)
    if (!isPlain) throw new BundleFault('bundle-refused-kind', { file: name, entry: shown })
    declared += entry.uncompressedSize
    packed += entry.compressedSize
    const isBomb =
      entry.uncompressedSize > limitOf(entryName) ||
      packed > size ||
      declared > size * MOST_SHRUNK + LARGEST_MANIFEST
    if (isBomb) throw new BundleFault('bundle-refused-size', { file: name, entry: shown })
    lowerNames.add(entryName.toLowerCase())
    entries.set(entryName, entry)
    if (entries.size > BUNDLE_MOST_ENTRIES)
      throw new BundleFault('bundle-refused-count', { file: name, limit: BUNDLE_MOST_ENTRIES })
  }
  return entries
}

const readManifest = async (
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
): Promise<BundleManifest> => {
  if (entry === undefined) throw new BundleFault('bundle-foreign', { file: name })
  const pieces: Buffer[] = []
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(Buffer.from(piece))
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new BundleFault('bundle-foreign', { file: name })
  }
  const any = anyManifestSchema.safeParse(parsed)
  if (!any.success) throw new BundleFault('bundle-foreign', { file: name })
  if (any.data.version > BUNDLE_VERSION)
    throw new BundleFault('bundle-newer', { file: name, found: any.data.version, known: BUNDLE_VERSION })
  const manifest = bundleManifestSchema.safeParse(parsed)
  if (!manifest.success) throw new BundleFault('bundle-foreign', { file: name })
  return manifest.data
}

/** Every part the manifest names is there with its size, nothing else is, and the database is among them. */
const compare = (entries: ReadonlyMap<string, Entry>, manifest: BundleManifest, name: string): void => {
  const named = new Set(manifest.parts.map((part) => part.name))
  if (named.size !== manifest.parts.length || !named.has(BUNDLE_DATABASE))
    throw new BundleFault('bundle-foreign', { file: name })
  for (const part of manifest.parts) {
    const entry = entries.get(part.name)
    if (entry === undefined) throw new BundleFault('bundle-incomplete', { file: name, entry: part.name })
    if (entry.uncompressedSize !== part.bytes)
      throw new BundleFault('bundle-changed', { file: name, entry: part.name })
  }
  for (const entryName of entries.keys()) {
    if (entryName !== MANIFEST_NAME && !named.has(entryName))
      throw new BundleFault('bundle-refused-name', { file: name, entry: entryName })
  }
}

/**
 * Reads a bundle from anywhere into a folder of its own. Nothing in it is believed: only names, kinds and sizes a bundle of
 * ours has, never more than was declared, and every part must have the SHA-256 the manifest names. Only one piece is in
 * memory at a time.
 */
export const readBundle = async (deps: ReadBundleDeps): Promise<ReadBundle> => {
  const { file, passphrase, into, onStep, signal } = deps
  const name = path.basename(file)
  let plain = file
  if (await isLocked(file)) {
    if (passphrase === null) throw new BundleFault('bundle-needs-passphrase', { file: name })
    plain = path.join(into, 'unlocked.zip')
    const content = await unlock(file, passphrase)
    try {
      await pipeline(content, createWriteStream(plain, { flags: 'wx' }), { signal })
    } catch (error) {
      signal.throwIfAborted()
      const reason = error instanceof Error ? error.message : String(error)
      throw new BundleFault('bundle-broken', { file: name, reason })
    }
  }
  const zip = await openZip(plain, name)
  try {
    const entries = await listEntries(zip, name, (await stat(plain)).size)
    const manifest = await readManifest(zip, entries.get(MANIFEST_NAME), name)
    compare(entries, manifest, name)
    const total = manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0)
    const { bavail, bsize } = await statfs(into)
    if (bavail * bsize < total + SPACE_LEFT) throw new BundleFault('bundle-no-space', { file: name })
    await mkdir(path.join(into, 'pictures'))
    let done = 0
    for (const part of manifest.parts) {
      const entry = entries.get(part.name)
      if (entry === undefined) continue
      const hash = createHash('sha256')
      const counted = new Transform({
        transform: (piece: Buffer, _encoding, next) => {
          hash.update(piece)
          done += piece.length
          onStep(done, total)
          next(null, piece)
        },
      })
      const out = createWriteStream(path.join(into, ...part.name.split('/')), { flags: 'wx' })
      await pipeline(await zip.openReadStreamPromise(entry), counted, out, { signal })
      if (hash.digest('hex') !== part.sha256)
        throw new BundleFault('bundle-changed', { file: name, entry: part.name })
    }
    return { manifest, database: path.join(into, BUNDLE_DATABASE), pictures: path.join(into, 'pictures') }
  } catch (error) {
    if (error instanceof BundleFault) throw error
    signal.throwIfAborted()
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new BundleFault('bundle-broken', { file: name, reason })
  } finally {
    zip.close()
  }
}
