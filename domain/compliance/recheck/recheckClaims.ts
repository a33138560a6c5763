import type { ClaimVerdict } from '../../model/claim.ts'
import { checkClaim } from '../checkClaim.ts'
import type { ClaimContext } from '../claimContext.ts'
import type { CompiledPack } from '../compilePack.ts'
import { makePhraseRoom, scanUnits, textOfUnits } from '../matcher.ts'
import { holdsLatin } from '../normaliseText.ts'
import type { PackChange } from './compareCompiledPacks.ts'

/**
 * The texts of many claims in one row of UTF-16 code units, as a session keeps them once it is closed: claim `i` is
 * `units[ends[i - 1] … ends[i])`.
 */
export type PackedClaims = { readonly units: Uint16Array; readonly ends: Uint32Array }

/** Puts texts into one row. */
export const packClaims = (texts: readonly string[]): PackedClaims => {
  const ends = new Uint32Array(texts.length)
  let total = 0
  for (const [claim, text] of texts.entries()) {
    total += text.length
    ends[claim] = total
  }
  const units = new Uint16Array(total)
  let at = 0
  for (const text of texts) {
    for (let place = 0; place < text.length; place += 1) units[at + place] = text.charCodeAt(place)
    at += text.length
  }
  return { units, ends }
}

/** One page of history; `key` says whose claims they are. */
export type PastClaims<Key> = { readonly key: Key; readonly claims: PackedClaims }

/** A claim that was looked at again. */
export type Rechecked<Key> = {
  readonly key: Key
  readonly claim: number
  readonly text: string
  readonly verdict: ClaimVerdict
}

/**
 * Places of the claims whose verdict can differ under a change, in order. Reads the row as it lies; makes no string for a
 * claim that holds no sign.
 */
export function* claimsTouched(claims: PackedClaims, change: PackChange): Generator<number> {
  const room = makePhraseRoom()
  const { units, ends } = claims
  let from = 0
  for (let claim = 0; claim < ends.length; claim += 1) {
    const to = ends[claim] ?? 0
    scanUnits(units, from, to, change.words, room)
    let isTouched = room.hits.count > 0
    if (!isTouched && change.sounds !== null) {
      isTouched = holdsLatin(units, from, to)
      if (!isTouched) {
        scanUnits(units, from, to, change.sounds, room)
        isTouched = room.hits.count > 0
      }
    }
    if (isTouched) yield claim
    from = to
  }
}

function* everyClaim(claims: PackedClaims): Generator<number> {
  for (let claim = 0; claim < claims.ends.length; claim += 1) yield claim
}

/**
 * Checks past claims again, one page after the other, and gives each as soon as it is checked: nothing is kept, so memory
 * stays flat however long the history. With a `change` only claims it can touch are looked at; null looks at all.
 */
export function* recheckClaims<Key>(
  pages: Iterable<PastClaims<Key>>,
  contextOf: (key: Key, claim: number) => ClaimContext,
  pack: CompiledPack,
  change: PackChange | null,
): Generator<Rechecked<Key>> {
  for (const { key, claims } of pages) {
    for (const claim of change === null ? everyClaim(claims) : claimsTouched(claims, change)) {
      const from = claim === 0 ? 0 : (claims.ends[claim - 1] ?? 0)
      const text = textOfUnits(claims.units, from, claims.ends[claim] ?? 0)
      yield { key, claim, text, verdict: checkClaim(text, contextOf(key, claim), pack) }
    }
  }
}
