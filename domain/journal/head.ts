import { canonicalJson } from './canonicalJson.ts'
import { ERASE_KIND } from './recordRows.ts'
import { NO_HASH, type Seals, type Signer } from './seals.ts'

/**
 * The end of a session's chain at one moment, signed: who has the file and SQLite can compute hashes, and cannot sign. Each
 * head names the one before it, so that the signature of the last stands for all of them.
 */
export type SessionHead = {
  readonly sessionId: string
  /** The entry it was made after, and that entry's hash. */
  readonly seq: number
  readonly hash: string
  readonly at: number
  /** `end`: the session is over, by this entry or before it; `checkpoint`: it was on air. */
  readonly made: 'end' | 'checkpoint'
  readonly keyId: string
  /** Seal of the session's head before; zeros = it is the first. */
  readonly previous: string
  /** Lines the head book had at that moment. */
  readonly bookLines: number
  readonly signature: string
}

/** What is signed. */
export const headText = (head: Omit<SessionHead, 'signature'>): string =>
  canonicalJson({
    v: 1,
    session: head.sessionId,
    seq: head.seq,
    hash: head.hash,
    at: head.at,
    made: head.made,
    key: head.keyId,
    previous: head.previous,
    book: head.bookLines,
  })

/** What stands for a head in the next one. */
export const headSeal = ({ sha256 }: Pick<Seals, 'sha256'>, head: SessionHead): string =>
  sha256(`${headText(head)}\n${head.signature}`)

/** A head after an entry, signed. */
export const signHead = (
  signer: Signer,
  head: Pick<SessionHead, 'sessionId' | 'seq' | 'hash' | 'at' | 'made' | 'bookLines'>,
  previous: SessionHead | null,
): SessionHead => {
  const unsigned = {
    ...head,
    keyId: signer.keyId,
    previous: previous === null ? NO_HASH : headSeal(signer, previous),
  }
  return { ...unsigned, signature: signer.sign(headText(unsigned)) }
}

/** On air a head is made after this many entries … */
export const CHECKPOINT_ENTRIES = 64
/** … or with the first entry after this time, in ms: what a forger can cut off unseen is never more. */
export const CHECKPOINT_MS = 60_000

/** Whether an entry gets a head: the first, the last, one in so many between, each that comes after the end, a tombstone. */
export const isHeadDue = (
  last: Pick<SessionHead, 'seq' | 'at' | 'made'> | null,
  entry: { readonly seq: number; readonly at: number; readonly kind: string },
): boolean =>
  last === null ||
  last.made === 'end' ||
  entry.kind === 'end' ||
  entry.kind === ERASE_KIND ||
  entry.seq - last.seq >= CHECKPOINT_ENTRIES ||
  entry.at - last.at >= CHECKPOINT_MS
