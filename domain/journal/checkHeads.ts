import { headSeal, headText, type SessionHead } from './head.ts'
import { NO_HASH, type Seals } from './seals.ts'
import type { ProblemCode } from './verifyReport.ts'

/** Something wrong with a session's heads, and the entry it is about. */
export type HeadFault = {
  readonly code: Extract<ProblemCode, 'headLink' | 'headSignature' | 'headKey'>
  readonly seq: number
  readonly keyId: string
}

/**
 * Checks heads among themselves: each names the one before, and the last is signed by a known key. Only when something is
 * wrong is every signature looked at, since the last stands for all.
 */
export const checkHeads = (
  seals: Seals,
  heads: readonly SessionHead[],
  knownKeys: ReadonlyMap<string, string>,
): readonly HeadFault[] => {
  const faults: HeadFault[] = []
  const isSigned = (head: SessionHead): boolean => {
    const key = knownKeys.get(head.keyId)
    return key !== undefined && seals.isSignedBy(key, headText(head), head.signature)
  }
  let previous = NO_HASH
  for (const head of heads) {
    if (head.previous !== previous) faults.push({ code: 'headLink', seq: head.seq, keyId: head.keyId })
    if (!knownKeys.has(head.keyId)) faults.push({ code: 'headKey', seq: head.seq, keyId: head.keyId })
    previous = headSeal(seals, head)
  }
  const last = heads.at(-1)
  const looked = faults.length > 0 || (last !== undefined && !isSigned(last)) ? heads : []
  for (const head of looked) {
    if (knownKeys.has(head.keyId) && !isSigned(head))
      faults.push({ code: 'headSignature', seq: head.seq, keyId: head.keyId })
  }
  return faults
}
