import type { Database } from 'better-sqlite3'
import { NO_FACETS, termsOf, termsStamp } from '../../domain/compliance/recheck/claimTerms.ts'
import { packClaims, textsOf } from '../../domain/compliance/recheck/recheckClaims.ts'
import { createClaimChunkRepository, type LooseText } from './repositories/claimChunks.ts'

/** Most claims of one chunk, and units of text from which on it is full: packing one holds the writer up for some 15 ms. */
const CHUNK_CLAIMS = 256
const CHUNK_UNITS = 64 * 1024

/** How many of these texts, the first of which are the oldest, make one chunk: of one session, without a gap. */
const chunkLength = (texts: readonly LooseText[]): number => {
  let units = 0
  const end = texts.findIndex(({ place, sessionId, text }, at) => {
    const before = texts[at - 1]
    const isFull = units >= CHUNK_UNITS
    units += text.length
    return before !== undefined && (isFull || before.place + 1 !== place || before.sessionId !== sessionId)
  })
  return end < 0 ? texts.length : end
}

/**
 * Packs claims of sessions that are over: up to `chunks` chunks of texts with their terms in one transaction. False when
 * there was nothing to do. Terms an earlier version made otherwise are made anew.
 */
export const createHistoryPacker = (db: Database): ((chunks: number) => boolean) => {
  const repository = createClaimChunkRepository(db)
  const packLoose = (chunks: number): boolean => {
    const loose = repository.loose(chunks * CHUNK_CLAIMS)
    let at = 0
    for (let chunk = 0; chunk < chunks && at < loose.length; chunk += 1) {
      const waiting = loose.slice(at, at + CHUNK_CLAIMS)
      const [head] = waiting
      if (head === undefined) break
      const packed = waiting.slice(0, chunkLength(waiting))
      const claims = packClaims(packed.map(({ text }) => text))
      const terms = packed.map(({ text, facets }) => termsOf(text, facets))
      repository.put(head.sessionId, { first: head.place, claims }, terms, termsStamp())
      at += packed.length
    }
    return at > 0
  }
  const renew = (): boolean => {
    const chunk = repository.outdated(termsStamp())
    if (chunk === null) return false
    const texts = textsOf(chunk.claims)
    const facets = repository.facetsIn({ first: chunk.first, last: chunk.first + texts.length - 1 })
    const terms = texts.map((text, at) => termsOf(text, facets[at] ?? NO_FACETS))
    repository.putTerms(chunk.first, terms, termsStamp())
    return true
  }
  const pack = db.transaction((chunks: number) => packLoose(chunks) || renew())
  return (chunks) => pack.immediate(chunks)
}
