import type { Session, Slot } from '../model/lineup.ts'

/** What the stage showed. */
type Stage = { readonly visible: boolean; readonly theme: string; readonly spotlight: string | null }

/** Where a finding stands. */
export type FindingStanding = {
  readonly id: string
  readonly state: string
  readonly reason: string
  readonly stateAt: number | null
  readonly correctedBy: string | null
}

/**
 * What an act has made of the tables, as its last journal entry keeps it below `rows`: the rows themselves, or the hash of
 * those that hold much text. Played in order they give the tables, so that a row that was changed behind the journal's back
 * is found. What an act did not touch is left out.
 */
export type ActRows = {
  /** The session begins here: everything it has is among these rows. */
  readonly begins?: true
  readonly session?: Session
  /** Slots in their new form. */
  readonly slots?: readonly Slot[]
  /** Ids of all slots, when some came or went. */
  readonly order?: readonly string[]
  /** When what was on air went off. */
  readonly closed?: number
  readonly opened?: { readonly id: number; readonly slotId: string; readonly from: number }
  readonly stage?: Stage
  readonly findings?: readonly FindingStanding[]
  /** Findings without an utterance, by id: hash of the finding as it was made. */
  readonly missed?: Readonly<Record<string, string>>
  readonly overrides?: readonly { readonly itemId: string; readonly reason: string; readonly at: number }[]
  /** Products as the session keeps them, by id: hash of the facts. */
  readonly products?: Readonly<Record<string, string>>
}

/** The payload of the entry that tells which others were erased, kind `erase`: stretches of entries, both ends included. */
export type ErasePayload = { readonly erased: readonly (readonly [from: number, to: number])[] }

/** Kind of the entry that tells which others were erased. */
export const ERASE_KIND = 'erase'
