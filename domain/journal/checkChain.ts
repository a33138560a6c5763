import { entryText, type JournalEntry } from './entry.ts'
import { NO_HASH, type Seals } from './seals.ts'
import type { ProblemCode } from './verifyReport.ts'

/** The codes of what can be wrong with an entry by itself or with its place. */
export type ChainFault = Extract<ProblemCode, 'order' | 'link' | 'payload' | 'hash'>

/** Follows a chain entry by entry. After a fault it goes on from what the entry says of itself, so that one is told once. */
export type ChainWalk = {
  /** What is wrong with the next entry; empty = nothing. */
  readonly next: (entry: JournalEntry) => readonly ChainFault[]
  /** The last entry's number and hash. */
  readonly end: () => { readonly seq: number; readonly hash: string }
}

const GOOD: readonly ChainFault[] = []

/** A walk from the first entry of a session. */
export const walkChain = ({ sha256 }: Pick<Seals, 'sha256'>): ChainWalk => {
  let seq = 0
  let hash = NO_HASH
  return {
    next: (entry) => {
      const isInOrder = entry.seq === seq + 1
      const isLinked = entry.prevHash === hash
      // A value of another type can have the bytes of a text, and is none.
      const isPayload =
        entry.payload === null ||
        (typeof entry.payload === 'string' && sha256(entry.payload) === entry.payloadHash)
      const isSealed = sha256(entryText(entry)) === entry.hash
      seq = entry.seq
      hash = entry.hash
      if (isInOrder && isLinked && isPayload && isSealed) return GOOD
      const faults: ChainFault[] = []
      if (!isInOrder) faults.push('order')
      if (!isLinked) faults.push('link')
      if (!isPayload) faults.push('payload')
      if (!isSealed) faults.push('hash')
      return faults
    },
    end: () => ({ seq, hash }),
  }
}
