import { createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { keyIdOf, type Seals, type Signer } from '../../domain/journal/seals.ts'

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** The key a text names; null = it names none. */
const readPublicKey = (text: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

/** Hashes and signatures by Node. */
export const createSeals = (): Seals => {
  const keys = new Map<string, KeyObject | null>()
  return {
    sha256,
    isSignedBy: (publicKey, text, signature) => {
      let key = keys.get(publicKey)
      if (key === undefined) {
        key = readPublicKey(publicKey)
        keys.set(publicKey, key)
      }
      return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
    },
  }
}

/** A signing key as it goes from the key store to the writer: both halves in base64 (PKCS #8 and SPKI). */
export type SigningKey = { readonly privateKey: string; readonly publicKey: string }

/** Signs with a key. Throws when it is no Ed25519 key. */
export const createSigner = ({ privateKey, publicKey }: SigningKey): Signer => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return {
    sha256,
    keyId: keyIdOf({ sha256 }, publicKey),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  }
}
