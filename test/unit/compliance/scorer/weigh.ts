import { SCORE_COUNT, weightLine } from '../../../../domain/compliance/scorer/scorerModel.ts'

/** A line of weights: how rare, in tenths, and the weights that are not nothing by score, in steps. */
export const weigh = (rarity: number, weights: Readonly<Record<number, number>>): string =>
  weightLine(
    rarity,
    Array.from({ length: SCORE_COUNT }, (_unused, place) => weights[place] ?? 0),
  )
