import type { Ulid } from '../../../../domain/model/scalars.ts'
import type { ReviewRow } from '../../../../domain/review/reviewRows.ts'
import type { Choice } from './reviewStore.ts'

/** One stop of J/K: a finding and the line it stands in. */
type Stop = { readonly claimId: Ulid; readonly findingId: Ulid; readonly at: number; readonly row: number }

const stopsOf = (rows: readonly ReviewRow[]): Stop[] =>
  rows.flatMap((row, index) =>
    row.kind === 'airing'
      ? []
      : row.findings.map((finding) => ({
          claimId: row.claim.id,
          findingId: finding.id,
          at: row.at,
          row: index,
        })),
  )

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
  const at = stops.findIndex((stop) => choice?.kind === 'claim' && stop.findingId === choice.findingId)
  let target: Stop | undefined
  if (at >= 0) {
    target = stops[at + by]
  } else {
    const row = rowOfChoice(rows, choice)
    if (row < 0) target = by === 1 ? stops[0] : stops.at(-1)
    else target = by === 1 ? stops.find((stop) => stop.row > row) : stops.findLast((stop) => stop.row < row)
  }
  return target === undefined ? null : { kind: 'claim', claimId: target.claimId, findingId: target.findingId }
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
