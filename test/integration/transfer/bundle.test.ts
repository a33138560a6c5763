import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { createBundleJobs } from '../../../electron/services/bundleJobs.ts'
import { BUNDLE_VERSION } from '../../../domain/contract/bundle.ts'
import { ownFolder } from '../db/openTestDb.ts'
import { codeOf, value } from '../services/startTestServices.ts'

const jobs = createBundleJobs(new URL('../../../electron/services/bundleWorker.ts', import.meta.url))
const holds = { version: 5, sessions: 2, claims: 40, newestClaimAt: 1_777_000_000_000 }
const PASSPHRASE = '三月的风 吹过七天无理由'
const nothing = (): void => undefined

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A shop's files: something like a database, and pictures. */
const makeShop = () => {
  const folder = ownFolder()
  const database = path.join(folder, 'copy.sqlite')
  writeFileSync(database, Buffer.from('SQLite format 3\0'.repeat(40_000)))
  const picturesDir = path.join(folder, 'pictures')
  mkdirSync(picturesDir)
  writeFileSync(path.join(picturesDir, 'serum-02.png'), Buffer.alloc(300_000, 7))
  writeFileSync(path.join(picturesDir, 'rice_1.jpg'), 'jpg')
  writeFileSync(path.join(picturesDir, '私人照片.png'), 'not one of the app’s names')
  return { folder, database, picturesDir, target: path.join(folder, 'shop.tcbundle') }
}

const write = (shop: ReturnType<typeof makeShop>, passphrase: string | null) =>
  jobs.start(
    {
      kind: 'write',
      deps: {
        database: shop.database,
        picturesDir: shop.picturesDir,
        target: shop.target,
        // Cheap to try: what is tested is not how long it takes.
        lock: passphrase === null ? null : { passphrase, workFactor: 8 },
        holds,
        madeAt: 1_777_000_000_000,
        appVersion: '0.1.0',
      },
    },
    nothing,
  )

const read = (file: string, passphrase: string | null, onProgress = nothing) => {
  const into = ownFolder()
  return { into, ...jobs.start({ kind: 'read', deps: { file, passphrase, into } }, onProgress) }
}

describe('a whole shop as one file', () => {
  for (const passphrase of [null, PASSPHRASE]) {
    test(`comes back byte for byte${passphrase === null ? '' : ', behind a passphrase'}`, async () => {
      const shop = makeShop()
      const manifest = value(await write(shop, passphrase).result)
      expect(manifest.parts.map(({ name }) => name)).toEqual([
        'trustcue.sqlite',
        'pictures/rice_1.jpg',
        'pictures/serum-02.png',
      ])
      expect(readdirSync(shop.folder).toSorted()).toEqual(['copy.sqlite', 'pictures', 'shop.tcbundle'])
      const back = value(await read(shop.target, passphrase).result)
      expect(back.manifest).toEqual(manifest)
      expect(readFileSync(back.database).equals(readFileSync(shop.database))).toBe(true)
      expect(readdirSync(back.pictures).toSorted()).toEqual(['rice_1.jpg', 'serum-02.png'])
    })
  }

  test('behind a passphrase: without it, with another, and with a byte changed nothing comes out', async () => {
    const shop = makeShop()
    value(await write(shop, PASSPHRASE).result)
    expect(codeOf(await read(shop.target, null).result)).toBe('bundle-needs-passphrase')
    expect(codeOf(await read(shop.target, 'another passphrase').result)).toBe('bundle-wrong-passphrase')
    const bytes = readFileSync(shop.target)
    bytes[bytes.length - 2000] = (bytes[bytes.length - 2000] ?? 0) ^ 1
    writeFileSync(shop.target, bytes)
    expect(codeOf(await read(shop.target, PASSPHRASE).result)).toBe('bundle-broken')
  })

  test('stopped while it is written, nothing of it stays', async () => {
    const shop = makeShop()
    const job = write(shop, null)
    job.stop()
    expect(codeOf(await job.result)).toBe('backup-stopped')
    expect(readdirSync(shop.folder).toSorted()).toEqual(['copy.sqlite', 'pictures'])
  })

  test('a folder that cannot be written is named', async () => {
    const shop = makeShop()
    const failed = await write({ ...shop, target: path.join(shop.folder, 'gone', 'shop.tcbundle') }, null)
      .result
    expect(codeOf(failed)).toBe('backup-failed')
  })
})

type Part = { readonly name: string; readonly bytes: Buffer; readonly mode?: number }

/** A bundle as somebody else would make it. */
const forge = async (
  parts: readonly Part[],
  manifest: unknown,
  patch: (zip: Buffer) => Buffer = (zip) => zip,
): Promise<string> => {
  const zip = new ZipFile()
  for (const { name, bytes, mode = 0o100644 } of parts) zip.addBuffer(bytes, name, { mode, compress: true })
  if (manifest !== null) zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json')
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece))
  const file = path.join(ownFolder(), 'from-a-stranger.tcbundle')
  writeFileSync(file, patch(Buffer.concat(pieces)))
  return file
}

const DATABASE: Part = { name: 'trustcue.sqlite', bytes: Buffer.from('SQLite format 3\0') }
const manifestOf = (parts: readonly Part[], over: object = {}): object => ({
  format: 'trustcue-bundle',
  version: BUNDLE_VERSION,
  madeAt: 1,
  appVersion: '0.1.0',
  holds,
  parts: parts.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  ...over,
})

/** Puts another name of the same length into a zip, where yazl would refuse it. */
const renamed =
  (from: string, to: string) =>
  (zip: Buffer): Buffer =>
    Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')

describe('a bundle from a stranger is refused, and nothing of it is left outside its folder', () => {
  const picture = { name: 'pictures/aaaaaaaa.png', bytes: Buffer.from('png') }
  const withPicture = [DATABASE, picture]

  for (const name of [
    '../../../evil.png',
    '/etc/cron.d/x.png',
    'pictures/../a.png',
    'C:\\windows\\a.png',
    'pictures/a\\..\\.png',
    'pictures/nul.png',
    'pictures/evil.exe',
  ]) {
    test(`the name ${name}`, async () => {
      const stand = `pictures/${'a'.repeat(Math.max(1, name.length - 13))}.png`
      const parts = [DATABASE, { ...picture, name: stand }]
      const file = await forge(parts, manifestOf(parts), renamed(stand, name.padEnd(stand.length, 'x')))
      expect(codeOf(await read(file, null).result)).toBe('bundle-refused-name')
    })
  }

  test('a symbolic link', async () => {
    const parts = [DATABASE, { ...picture, mode: 0o120777 }]
    expect(codeOf(await read(await forge(parts, manifestOf(parts)), null).result)).toBe('bundle-refused-kind')
  })

  test('a name twice, and a name that differs in case alone', async () => {
    const twice = [DATABASE, picture, picture]
    expect(codeOf(await read(await forge(twice, manifestOf(withPicture)), null).result)).toBe(
      'bundle-refused-twice',
    )
    const cases = [DATABASE, picture, { ...picture, name: 'pictures/AAAAAAAA.png' }]
    expect(codeOf(await read(await forge(cases, manifestOf(cases)), null).result)).toBe(
      'bundle-refused-twice',
    )
  })

  test('more entries than any shop has', async () => {
    const countAt = 10
    const file = await forge([DATABASE], manifestOf([DATABASE]), (zip) => {
      const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
      zip.writeUInt16LE(20_001, end + countAt)
      return zip
    })
    expect(codeOf(await read(file, null).result)).toBe('bundle-refused-count')
  })

  test('a little that swells to much, as it says itself', async () => {
    const parts = [{ ...DATABASE, bytes: Buffer.alloc(40 * 1024 * 1024) }]
    const file = await forge(parts, manifestOf(parts))
    expect(codeOf(await read(file, null).result)).toBe('bundle-refused-size')
  })

  test('a part that is larger than it says', async () => {
    const parts = [{ ...DATABASE, bytes: Buffer.alloc(4_000_000, 'ab') }]
    const small = manifestOf([{ ...DATABASE, bytes: Buffer.alloc(1000) }])
    const size = Buffer.alloc(4)
    size.writeUInt32LE(4_000_000)
    const lie = Buffer.alloc(4)
    lie.writeUInt32LE(1000)
    const file = await forge(parts, small, renamed(size.toString('latin1'), lie.toString('latin1')))
    const job = read(file, null)
    expect(codeOf(await job.result)).toBe('bundle-broken')
  })

  test('other bytes than the manifest names', async () => {
    const parts = withPicture
    const manifest = manifestOf([DATABASE, { ...picture, bytes: Buffer.from('gif') }])
    expect(codeOf(await read(await forge(parts, manifest), null).result)).toBe('bundle-changed')
  })

  test('a part that is missing, and one that is not named', async () => {
    expect(codeOf(await read(await forge([DATABASE], manifestOf(withPicture)), null).result)).toBe(
      'bundle-incomplete',
    )
    expect(codeOf(await read(await forge(withPicture, manifestOf([DATABASE])), null).result)).toBe(
      'bundle-refused-name',
    )
  })

  test('no manifest, one of another program, and one of a later version', async () => {
    expect(codeOf(await read(await forge([DATABASE], null), null).result)).toBe('bundle-foreign')
    expect(codeOf(await read(await forge([DATABASE], { hello: 1 }), null).result)).toBe('bundle-foreign')
    const later = manifestOf([DATABASE], { version: BUNDLE_VERSION + 1, more: true })
    expect(codeOf(await read(await forge([DATABASE], later), null).result)).toBe('bundle-newer')
  })

  test('cut off anywhere', async () => {
    const parts = withPicture
    const size = readFileSync(await forge(parts, manifestOf(parts))).length
    for (const length of [0, 1, 30, size >> 1, size - 1]) {
      const file = await forge(parts, manifestOf(parts))
      truncateSync(file, length)
      expect(codeOf(await read(file, null).result)).toBe('bundle-broken')
    }
  })

  test('no zip at all', async () => {
    const file = path.join(ownFolder(), 'x.tcbundle')
    writeFileSync(file, '这不是压缩包'.repeat(1000))
    expect(codeOf(await read(file, null).result)).toBe('bundle-broken')
  })
})
