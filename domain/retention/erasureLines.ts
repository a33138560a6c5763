import { canonicalJson, type Json } from '../journal/canonicalJson.ts'
import { keyIdOf, NO_HASH, type Seals, type Signer } from '../journal/seals.ts'
import { type ListedErasure, listedErasureSchema } from './tombstone.ts'

/** Where a list ends: how many lines it has, and the hash of the last one's text. */
export type ErasureListEnd = { readonly line: number; readonly hash: string }

/**
 * What can be wrong with a line: it cannot be read; nobody signed it (as before lists were signed); none of the keys did, or
 * it was changed since; or it does not follow the one before, because lines were taken out, put in or moved.
 */
export const LIST_FAULTS = ['unreadable', 'unsigned', 'signature', 'link'] as const
export type ListFault = (typeof LIST_FAULTS)[number]

/** A line that is not as it was written, counted from 1. */
export type ListTrouble = { readonly line: number; readonly what: ListFault }

/** A list as it was read. */
export type ErasureList = {
  /** What its signed lines say. */
  readonly erasures: readonly ListedErasure[]
  /** The first line that is not as it was written, unless a signed line says all it says. */
  readonly trouble: ListTrouble | null
  readonly end: ErasureListEnd
}

/** The next line of a list as it is written, without its line break, and the list's new end: signed as a line of the head book. */
export const writeErasureLine = (
  signer: Signer,
  end: ErasureListEnd,
  { sessionId, claimIds, at, word }: ListedErasure,
): { readonly text: string; readonly end: ErasureListEnd } => {
  const said = canonicalJson({
    v: 2,
    line: end.line + 1,
    previous: end.hash,
    sessionId,
    claimIds: claimIds === null ? null : [...claimIds],
    at,
    word: { ...word },
    keyId: signer.keyId,
  } satisfies Json)
  const text = `${said} ${signer.sign(said)}`
  return { text, end: { line: end.line + 1, hash: signer.sha256(text) } }
}

/** What a line says; `frame` null = it is of a list that was not signed. */
type Said = {
  readonly erasure: ListedErasure
  readonly frame: { readonly line: unknown; readonly previous: unknown; readonly keyId: unknown } | null
}

const readSaid = (text: string): Said | null => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { v, line, previous, keyId, ...rest }: Readonly<Record<string, unknown>> = { ...value }
  const erasure = listedErasureSchema.safeParse(rest)
  if (!erasure.success || (v !== 1 && v !== 2)) return null
  return { erasure: erasure.data, frame: v === 1 ? null : { line, previous, keyId } }
}

/** Whether all that one erasure took is among what others took. */
const isWithin = (others: readonly ListedErasure[], { sessionId, claimIds }: ListedErasure): boolean => {
  const same = others.filter((other) => other.sessionId === sessionId)
  if (same.some((other) => other.claimIds === null)) return true
  const ids = new Set(same.flatMap((other) => other.claimIds ?? []))
  return claimIds !== null && claimIds.every((claimId) => ids.has(claimId))
}

/**
 * Reads a list. Only a line that one of the keys (public halves) signed is believed, whatever became of those around it: what
 * nobody erased is never erased because a file says so, and what was erased is not forgotten because another line was
 * changed. A last line that was not written to its end counts for nothing.
 */
export const readErasureLines = (seals: Seals, text: string, keys: readonly string[]): ErasureList => {
  const byId = new Map(keys.map((publicKey) => [keyIdOf(seals, publicKey), publicKey]))
  const erasures: ListedErasure[] = []
  const troubles: (ListTrouble & { readonly erasure: ListedErasure | null })[] = []
  let end: ErasureListEnd = { line: 0, hash: NO_HASH }
  for (const whole of text.split('\n').slice(0, -1)) {
    const before = end
    const line = before.line + 1
    end = { line, hash: seals.sha256(whole) }
    const cut = whole.lastIndexOf(' ')
    const signed = readSaid(whole.slice(0, cut))
    const said = signed ?? readSaid(whole)
    if (said === null) {
      troubles.push({ line, what: 'unreadable', erasure: null })
      continue
    }
    const { erasure, frame } = said
    if (frame === null || signed === null) {
      troubles.push({ line, what: 'unsigned', erasure })
      continue
    }
    const key = byId.get(String(frame.keyId)) ?? ''
    if (!seals.isSignedBy(key, whole.slice(0, cut), whole.slice(cut + 1))) {
      troubles.push({ line, what: 'signature', erasure })
      continue
    }
    erasures.push(erasure)
    if (frame.line !== line || frame.previous !== before.hash)
      troubles.push({ line, what: 'link', erasure: null })
  }
  const [first] = troubles.filter(({ erasure }) => erasure === null || !isWithin(erasures, erasure))
  return { erasures, trouble: first === undefined ? null : { line: first.line, what: first.what }, end }
}
