import type { Sequences } from './compilePack.ts'
import { NUMERAL_KINDS } from './numerals.ts'
import type { TemplateStep } from './template.ts'

/** Sequences while they are gathered, as they will lie in a pack: a row each, and a row for each of their steps. */
export type SequenceRows = {
  /** How many there are. */
  readonly count: () => number
  /** Adds a sequence; `setOf` gives the number of a step's words, `weightOf` how often one of a set is met. */
  readonly add: (
    owner: number,
    steps: readonly TemplateStep[],
    setOf: (words: readonly string[]) => number,
    weightOf: (set: number) => number,
  ) => void
  readonly columns: Columns
}

type Columns = { readonly [Name in keyof Sequences]: number[] }

/** A list of sequences, empty. A step that is a number has no set. */
export const makeSequenceRows = (): SequenceRows => {
  const columns: Columns = {
    owner: [],
    trigger: [],
    stepsFrom: [0],
    set: [],
    gap: [],
    inClause: [],
    numberKind: [],
    numberMin: [],
    numberMax: [],
  }
  return {
    count: () => columns.owner.length,
    columns,
    add: (owner, steps, setOf, weightOf) => {
      let trigger = -1
      for (const step of steps) {
        const set = step.type === 'words' ? setOf(step.words) : -1
        // The rarest set is the one that makes the sequence worth walking.
        if (set >= 0 && (trigger < 0 || weightOf(set) < weightOf(trigger))) trigger = set
        const number = step.type === 'number' ? step.number : null
        columns.set.push(set)
        columns.gap.push(step.gap)
        columns.inClause.push(Number(step.inClause))
        columns.numberKind.push(number === null ? 0 : NUMERAL_KINDS.indexOf(number.kind))
        columns.numberMin.push(number?.min ?? 0)
        columns.numberMax.push(number?.max ?? 0)
      }
      columns.owner.push(owner)
      columns.trigger.push(trigger)
      columns.stepsFrom.push(columns.set.length)
    },
  }
}

/** Lists of sequences one behind the other, as a pack holds them. */
export const joinSequences = (lists: readonly SequenceRows[]): Sequences => {
  const column = (name: keyof Sequences): number[] => lists.flatMap(({ columns }) => columns[name])
  let before = 0
  const stepsFrom = [0]
  for (const { columns } of lists) {
    for (let at = 1; at < columns.stepsFrom.length; at += 1)
      stepsFrom.push(before + (columns.stepsFrom[at] ?? 0))
    before += columns.set.length
  }
  return {
    owner: Int32Array.from(column('owner')),
    trigger: Int32Array.from(column('trigger')),
    stepsFrom: Int32Array.from(stepsFrom),
    set: Int32Array.from(column('set')),
    gap: Int32Array.from(column('gap')),
    inClause: Uint8Array.from(column('inClause')),
    numberKind: Uint8Array.from(column('numberKind')),
    numberMin: Float64Array.from(column('numberMin')),
    numberMax: Float64Array.from(column('numberMax')),
  }
}
