import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { Decrypter, Encrypter } from 'age-encryption'
import { BundleFault } from './bundleFault.ts'

/** How an age file begins (https://age-encryption.org/v1). */
const AGE_HEAD = 'age-encryption.org/v1\n'

/** True for a file behind a passphrase. */
export const isLocked = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const head = Buffer.alloc(AGE_HEAD.length)
    await handle.read(head, 0, head.length, 0)
    return head.toString('latin1') === AGE_HEAD
  } finally {
    await handle.close()
  }
}

const toWeb = (stream: Readable): ReadableStream<Uint8Array> =>
  Readable.toWeb(stream) as ReadableStream<Uint8Array>
const fromWeb = (stream: ReadableStream<Uint8Array>): Readable =>
  Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])

/** A passphrase, and how dear it is to try one: 2 to this power rounds of scrypt. */
export type Lock = { readonly passphrase: string; readonly workFactor: number }
/** A second or so on the machines of today; what age itself takes. */
export const WORK_FACTOR = 18

/** Puts a stream behind a passphrase (scrypt and ChaCha20-Poly1305, as the tool `age` reads it). */
export const lockStream = async (plain: Readable, { passphrase, workFactor }: Lock): Promise<Readable> => {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  encrypter.setScryptWorkFactor(workFactor)
  return fromWeb(await encrypter.encrypt(toWeb(plain)))
}

/** The content of a locked file. Fails with `bundle-wrong-passphrase` before the first byte; later damage ends the stream. */
export const unlock = async (file: string, passphrase: string): Promise<Readable> => {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    return fromWeb(await decrypter.decrypt(toWeb(createReadStream(file))))
  } catch {
    throw new BundleFault('bundle-wrong-passphrase', { file: path.basename(file) })
  }
}
