import { headText, type SessionHead } from './head.ts'
import { keyIdOf, type Seals } from './seals.ts'
import type { VerifyNote, VerifyProblem } from './verifyReport.ts'

/** A head as it is exported and kept elsewhere, with the public half of the key that signed it. */
export type KeptHead = {
  readonly head: SessionHead
  readonly title: string
  /** Ed25519, SPKI, base64. */
  readonly publicKey: string
}

type Obj = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Obj => typeof value === 'object' && value !== null

/** Reads an exported head; null = the text is none. Nothing of it is believed yet. */
export const readKeptHead = (text: string): KeptHead | null => {
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(file) || file['formatVersion'] !== 1 || !isObject(file['signed'])) return null
  const { title, publicKey, signature } = file
  const { session: sessionId, seq, hash, at, made, key: keyId, previous, book: bookLines } = file['signed']
  if (typeof title !== 'string' || typeof publicKey !== 'string' || typeof signature !== 'string') return null
  if (typeof sessionId !== 'string' || typeof hash !== 'string' || typeof previous !== 'string') return null
  if (typeof keyId !== 'string' || (made !== 'end' && made !== 'checkpoint')) return null
  if (typeof seq !== 'number' || typeof at !== 'number' || typeof bookLines !== 'number') return null
  return { title, publicKey, head: { sessionId, seq, hash, at, made, keyId, previous, bookLines, signature } }
}

/**
 * Compares an exported head with a file: whether the head is what its key signed, and whether that very entry is there with
 * that hash. `found` = the entry's hash (null = there is no such entry) and the last entry of the session (0 = the file does
 * not have it); `knownKeys` = public keys of the data file and the head book.
 */
export const checkKeptHead = (
  seals: Seals,
  { head, title, publicKey }: KeptHead,
  found: { readonly hash: string | null; readonly last: number; readonly title: string },
  knownKeys: readonly string[],
): { readonly problem: VerifyProblem | null; readonly notes: readonly VerifyNote[] } => {
  const { sessionId, seq, keyId } = head
  const problem = (code: VerifyProblem['code'], params: VerifyProblem['params']) => ({
    problem: { code, sessionId, title: found.title || title, seq, at: null, kind: null, params },
    notes: [],
  })
  if (keyIdOf(seals, publicKey) !== keyId || !seals.isSignedBy(publicKey, headText(head), head.signature))
    return problem('keptSignature', { key: keyId })
  if (found.last === 0) return problem('keptSession', { session: sessionId })
  if (found.hash === null) return problem('keptCut', { last: seq, found: found.last })
  if (found.hash !== head.hash) return problem('keptHash', {})
  const agrees: VerifyNote = { code: 'keptAgrees', params: { seq } }
  return {
    problem: null,
    notes: knownKeys.includes(publicKey) ? [agrees] : [agrees, { code: 'keptKey', params: { key: keyId } }],
  }
}
