/** What checking needs of a machine: the domain has no cryptography of its own. */
export type Seals = {
  /** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
  readonly sha256: (text: string) => string
  /** Whether an Ed25519 signature (base64) is that of a text; false for anything that is no key or no signature. */
  readonly isSignedBy: (publicKey: string, text: string, signature: string) => boolean
}

/** Hash and signing together: what writing a head needs. */
export type Signer = Pick<Seals, 'sha256'> & {
  readonly keyId: string
  /** Signs a text; the signature in base64. */
  readonly sign: (text: string) => string
}

/** What stands where there is no previous hash. */
export const NO_HASH = '0'.repeat(64)

/** The name of a key: half of the hash of its public half (base64 of its SPKI form), so that it cannot name another key. */
export const keyIdOf = (seals: Pick<Seals, 'sha256'>, publicKey: string): string =>
  seals.sha256(publicKey).slice(0, 32)
