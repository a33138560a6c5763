import { canonicalJson, type Json } from './canonicalJson.ts'
import { NO_HASH, type Seals } from './seals.ts'

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

/**
 * What the hash of an entry is made of: canonical JSON of all of it but its payload, for which its hash stands. Written out,
 * since verifying spends its time here.
 */
export const entryText = (entry: Omit<JournalEntry, 'hash' | 'payload'>): string =>
  `{"at":${entry.at},"kind":${JSON.stringify(entry.kind)},"monoMs":${entry.monoMs},"offsetMs":${entry.offsetMs},` +
  `"payloadHash":"${entry.payloadHash}","prevHash":"${entry.prevHash}","seq":${entry.seq},"session":${JSON.stringify(entry.sessionId)}}`

/** The entry that follows `previous` (null = the session's first). */
export const chainEntry = (
  { sha256 }: Pick<Seals, 'sha256'>,
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
    prevHash: previous?.hash ?? NO_HASH,
  }
  return { ...unsealed, payload, hash: sha256(entryText(unsealed)) }
}
