import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Holds } from '../../../domain/contract/backup.ts'
import type { EpochMs } from '../../../domain/model/scalars.ts'
import type { BundleManifest } from '../../../domain/contract/bundle.ts'
import { BUNDLE_DATABASE, BUNDLE_VERSION, bundlePictureName } from '../../../domain/contract/bundle.ts'
import { BundleFault } from './bundleFault.ts'
import { MANIFEST_NAME } from './limits.ts'
import type { Lock } from './passphrase.ts'
import { lockStream } from './passphrase.ts'

/** What goes into a bundle, and where it goes. */
export type WriteBundleDeps = {
  /** A finished copy of the data file that nobody writes to. */
  readonly database: string
  readonly picturesDir: string
  readonly target: string
  /** Null = everybody who has the file can read it. */
  readonly lock: Lock | null
  readonly holds: Holds
  readonly madeAt: EpochMs
  readonly appVersion: string
  readonly onStep: (done: number, total: number) => void
  readonly signal: AbortSignal
}

type Source = { readonly name: string; readonly file: string; readonly bytes: number }

const sourcesOf = async ({ database, picturesDir }: WriteBundleDeps): Promise<Source[]> => {
  const pictures = await readdir(picturesDir, { withFileTypes: true }).catch(() => [])
  const named = pictures.flatMap((entry) => {
    const name = entry.isFile() ? bundlePictureName(entry.name) : null
    return name === null ? [] : [{ name, file: path.join(picturesDir, entry.name) }]
  })
  return Promise.all(
    [{ name: BUNDLE_DATABASE, file: database }, ...named].map(async (source) => ({
      ...source,
      bytes: (await stat(source.file)).size,
    })),
  )
}

/** A step in a stream that sees every piece and the end, and changes nothing. */
const seeing = (see: (piece: Buffer) => void, seeEnd: () => void): Transform =>
  new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      see(piece)
      done(null, piece)
    },
    flush: (done) => {
      seeEnd()
      done()
    },
  })
const nothing = (): void => undefined

/**
 * Writes database and pictures into one file: a zip with a manifest that names every part with its SHA-256. It is read back
 * before it gets its name; whatever ends it before, nothing of it stays. Only one piece is in memory at a time.
 */
export const writeBundle = async (deps: WriteBundleDeps): Promise<BundleManifest> => {
  const { target, lock, onStep, signal } = deps
  const partial = `${target}.part`
  const sources = await sourcesOf(deps)
  // Once for writing, once for reading back.
  const total = 2 * sources.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  const parts: BundleManifest['parts'] = []
  let manifest: BundleManifest | null = null
  const zip = new ZipFile()
  const troubles = new AbortController()
  const stop = AbortSignal.any([signal, troubles.signal])
  zip.on('error', (error: unknown) => troubles.abort(error))
  for (const { name, file, bytes } of sources) {
    const hash = createHash('sha256')
    const options = { size: bytes, compress: name === BUNDLE_DATABASE, mtime: new Date(deps.madeAt) }
    zip.addReadStreamLazy(name, options, (give) => {
      const counted = seeing(
        (piece) => {
          hash.update(piece)
          done += piece.length
          onStep(done, total)
        },
        () => parts.push({ name, bytes, sha256: hash.digest('hex') }),
      )
      pipeline(createReadStream(file), counted).catch((error: unknown) => troubles.abort(error))
      give(null, counted)
    })
  }
  zip.addReadStreamLazy(MANIFEST_NAME, { mtime: new Date(deps.madeAt) }, (give) => {
    manifest = {
      format: 'trustcue-bundle',
      version: BUNDLE_VERSION,
      madeAt: deps.madeAt,
      appVersion: deps.appVersion,
      holds: deps.holds,
      parts,
    }
    give(null, Readable.from([JSON.stringify(manifest)]))
  })
  zip.end()
  try {
    // yazl's own type is the older interface; it is a stream of this Node.
    const plain = zip.outputStream as Readable
    const out = lock === null ? plain : await lockStream(plain, lock)
    const written = createHash('sha256')
    const counted = seeing((piece) => written.update(piece), nothing)
    await pipeline(out, counted, createWriteStream(partial, { flush: true }), { signal: stop }).catch(
      (error: unknown) => {
        throw troubles.signal.aborted ? troubles.signal.reason : error
      },
    )
    const readBack = createHash('sha256')
    for await (const piece of createReadStream(partial, { signal: stop })) {
      const bytes = Buffer.from(piece)
      readBack.update(bytes)
      done = Math.min(total, done + bytes.length)
      onStep(done, total)
    }
    if (manifest === null || readBack.digest('hex') !== written.digest('hex'))
      throw new BundleFault('backup-bad-copy', { file: path.basename(target), reason: 'sha-256' })
    await rename(partial, target)
    return manifest
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
