import { generateKeyPairSync } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { KeyProtection } from '../../domain/contract/chain.ts'
import { keyIdOf } from '../../domain/journal/seals.ts'
import { createSeals, createSigner, type SigningKey } from '../db/client.ts'

/** The system's key store, as far as it is one. */
export type KeyStore = {
  /** Its name: keychain, dpapi, gnome_libsecret, kwallet6 … */
  readonly name: string
  readonly seal: (text: string) => Buffer
  /** Throws when it was sealed elsewhere. */
  readonly open: (sealed: Buffer) => string
}

/** The key heads are signed with, and how it is kept. Null = none could be kept. */
export type LoadedKey = { readonly key: SigningKey | null; readonly protection: KeyProtection }

/** What the key's file holds. */
type Kept = {
  readonly v: 1
  /** Name of the store that sealed it; empty = it lies open in this file. */
  readonly store: string
  readonly publicKey: string
  /** The private key (PKCS #8, base64), sealed or not. */
  readonly key: string
}

const readKept = (text: string): Kept | null => {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) return null
  if (!('store' in value) || !('publicKey' in value) || !('key' in value)) return null
  const { store, publicKey, key } = value
  if (typeof store !== 'string' || typeof publicKey !== 'string' || typeof key !== 'string') return null
  return { v: 1, store, publicKey, key }
}

const KEY_FILE = 'signing-key.json'

const makeKey = (): SigningKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

const keep = async (file: string, { privateKey, publicKey }: SigningKey, store: KeyStore | null) => {
  const kept: Kept = {
    v: 1,
    store: store?.name ?? '',
    publicKey,
    key: store === null ? privateKey : store.seal(privateKey).toString('base64'),
  }
  // For this account alone, sealed or not.
  await writeFile(`${file}.part`, `${JSON.stringify(kept)}\n`, { mode: 0o600 })
  await rename(`${file}.part`, file)
}

/** The key in a kept file; null = it cannot be had from it, here and now. */
const openKept = (
  text: string,
  store: KeyStore | null,
): { readonly kept: Kept; readonly key: SigningKey } | null => {
  try {
    const kept = readKept(text)
    if (kept === null || (kept.store !== '' && store === null)) return null
    const privateKey =
      kept.store === '' || store === null ? kept.key : store.open(Buffer.from(kept.key, 'base64'))
    const key = { privateKey, publicKey: kept.publicKey }
    // A key that is none throws.
    createSigner(key)
    return { kept, key }
  } catch {
    return null
  }
}

/**
 * The key of this data folder: the one that is kept, or a new one. A key that cannot be opened is put aside (`stamp` in its
 * name), never overwritten: what it signed still verifies, since the public half lies in the data file and in the head book.
 */
export const loadSigningKey = async (
  folder: string,
  store: KeyStore | null,
  stamp: string,
): Promise<LoadedKey> => {
  const file = path.join(folder, KEY_FILE)
  const loaded = (key: SigningKey): LoadedKey => ({
    key,
    protection: {
      kind: store === null ? 'file' : 'system',
      store: store?.name ?? '',
      keyId: keyIdOf(createSeals(), key.publicKey),
    },
  })
  try {
    const text = await readFile(file, 'utf8').catch(() => null)
    if (text !== null) {
      const opened = openKept(text, store)
      if (opened !== null) {
        // A key store that has come to be takes the key in.
        if (opened.kept.store === '' && store !== null) await keep(file, opened.key, store)
        return loaded(opened.key)
      }
      await rename(file, path.join(folder, `signing-key.unopened-${stamp}.json`))
    }
    const key = makeKey()
    await keep(file, key, store)
    return loaded(key)
  } catch {
    // A key that is gone the next time would make every head look forged.
    return { key: null, protection: { kind: 'none', store: '', keyId: '' } }
  }
}
