import { createHash } from 'node:crypto'

/** The `prev_hash` of a session's first entry. */
export const FIRST_PREV_HASH = '0'.repeat(64)

/** A value JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * JSON with sorted keys and without spaces: the same value always gives the same bytes, so that its hash can be checked
 * years later.
 */
export const canonicalJson = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The hash an entry keeps of its payload. */
export const payloadHash = (payload: Json): string => sha256(canonicalJson(payload))

/** What an entry says before it is chained. */
export type JournalDraft = {
  readonly at: number
  readonly monoMs: number
  readonly offsetMs: number
  /** What happened: start, claim, slot, stage, finding, price, time, lineup, product, override, undo, resume, end … */
  readonly kind: string
  readonly payload: Json
}

/** An entry as it is stored. `payload` is null when it was erased at the end of its retention. */
export type JournalEntry = {
  readonly sessionId: string
  readonly seq: number
  readonly at: number
  readonly monoMs: number
  readonly offsetMs: number
  readonly kind: string
  readonly payload: string | null
  readonly payloadHash: string
  readonly prevHash: string
  readonly hash: string
}

const entryHash = (entry: Omit<JournalEntry, 'hash' | 'payload'>): string =>
  sha256(
    canonicalJson({
      session: entry.sessionId,
      seq: entry.seq,
      at: entry.at,
      monoMs: entry.monoMs,
      offsetMs: entry.offsetMs,
      kind: entry.kind,
      payloadHash: entry.payloadHash,
      prevHash: entry.prevHash,
    }),
  )

/** The entry that follows `previous` (null = the session's first). */
export const chainEntry = (
  sessionId: string,
  previous: { readonly seq: number; readonly hash: string } | null,
  draft: JournalDraft,
): JournalEntry => {
  const payload = canonicalJson(draft.payload)
  const unsealed = {
    sessionId,
    seq: (previous?.seq ?? 0) + 1,
    at: draft.at,
    monoMs: draft.monoMs,
    offsetMs: draft.offsetMs,
    kind: draft.kind,
    payloadHash: sha256(payload),
    prevHash: previous?.hash ?? FIRST_PREV_HASH,
  }
  return { ...unsealed, payload, hash: entryHash(unsealed) }
}

/** What checking a chain found: how many entries are good, and the first that is not. */
export type ChainReport = {
  readonly entries: number
  readonly firstBad: { readonly seq: number; readonly what: 'order' | 'payload' | 'link' | 'hash' } | null
}

/** Checks a session's entries, in order, against their hashes. */
export const checkChain = (entries: Iterable<JournalEntry>): ChainReport => {
  let count = 0
  let hash = FIRST_PREV_HASH
  for (const entry of entries) {
    const bad = (what: 'order' | 'payload' | 'link' | 'hash'): ChainReport => ({
      entries: count,
      firstBad: { seq: entry.seq, what },
    })
    if (entry.seq !== count + 1) return bad('order')
    if (entry.prevHash !== hash) return bad('link')
    if (entry.payload !== null && sha256(entry.payload) !== entry.payloadHash) return bad('payload')
    if (entryHash(entry) !== entry.hash) return bad('hash')
    hash = entry.hash
    count += 1
  }
  return { entries: count, firstBad: null }
}
