import type { SessionRecord } from '../../../../domain/contract/ipc.ts'
import type { Finding } from '../../../../domain/model/claim.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import type { ReviewRow } from '../../../../domain/review/reviewRows.ts'
import type { Choice } from './reviewStore.ts'

/** One stop of J/K: a finding and the line it stands in. */
type Stop = { readonly choice: Choice; readonly findingId: Ulid; readonly row: number }

const stopsOf = (rows: readonly ReviewRow[]): Stop[] =>
  rows.flatMap((row, index) =>
    row.findings.map((finding) => ({
      choice: choiceOf(row, finding.id),
      findingId: finding.id,
      row: index,
    })),
  )

/** A row with one of its findings, as a choice. */
export const choiceOf = (row: ReviewRow, findingId: Ulid | null): Choice =>
  row.kind === 'claim'
    ? { kind: 'claim', claimId: row.claim.id, findingId }
    : { kind: 'airing', slotId: row.slot.id, at: row.at, findingId }

/** A finding wherever it stands in a session, as a choice: its line, or the time on air in which it was missed. */
export const choiceOfFinding = (record: SessionRecord, finding: Finding): Choice | null => {
  if (finding.claimId !== null) return { kind: 'claim', claimId: finding.claimId, findingId: finding.id }
  const airing = record.airings.findLast(
    ({ slotId, from }) => slotId === finding.slotId && from <= finding.at,
  )
  return airing === undefined
    ? null
    : { kind: 'airing', slotId: airing.slotId, at: airing.from, findingId: finding.id }
}

/** Index of the row a choice stands in; -1 when the filter has taken it out. */
export const rowOfChoice = (rows: readonly ReviewRow[], choice: Choice | null): number => {
  if (choice === null) return -1
  return rows.findIndex((row) =>
    choice.kind === 'claim'
      ? row.kind === 'claim' && row.claim.id === choice.claimId
      : row.kind === 'airing' && row.slot.id === choice.slotId && row.at === choice.at,
  )
}

/**
 * The finding after (`by` 1) or before (-1) what is chosen, in the order of the list. From a line without findings it goes
 * to the nearest one in that direction; with nothing chosen to the first or the last. Null at the end, or when there is none.
 */
export const stepFinding = (rows: readonly ReviewRow[], choice: Choice | null, by: 1 | -1): Choice | null => {
  const stops = stopsOf(rows)
  const at = stops.findIndex((stop) => choice !== null && stop.findingId === choice.findingId)
  let target: Stop | undefined
  if (at >= 0) {
    target = stops[at + by]
  } else {
    const row = rowOfChoice(rows, choice)
    if (row < 0) target = by === 1 ? stops[0] : stops.at(-1)
    else target = by === 1 ? stops.find((stop) => stop.row > row) : stops.findLast((stop) => stop.row < row)
  }
  return target?.choice ?? null
}

/** The row nearest in time to a moment; -1 when there are none. Rows are in time order. */
export const rowAtTime = (rows: readonly ReviewRow[], at: number): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.at ?? 0) < at) low = middle + 1
    else high = middle
  }
  const after = rows[low]
  const before = rows[low - 1]
  if (after === undefined) return low - 1
  if (before === undefined) return low
  return at - before.at < after.at - at ? low - 1 : low
}
