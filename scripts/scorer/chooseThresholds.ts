import type { Thresholds } from '../../domain/compliance/scorer/scorerModel.ts'
import { scoreLines, type ScoredLine } from '../eval/score.ts'

/**
 * How well what is flagged agrees with the labels: F1 over all families, violating lines that are flagged, and clean lines that
 * pass, which count double. On air nine lines in ten are clean: a host who is warned without reason stops looking.
 */
const agreement = (lines: readonly ScoredLine[]): number => {
  const { micro, anyRecall, cleanPassed } = scoreLines(lines, 'warn')
  return (micro.f1 ?? 0) + (anyRecall.share ?? 0) + 2 * (cleanPassed.share ?? 0)
}

const STEPS = {
  anyFrom: [-100, 0, 50, 100, 150, 175, 200, 225, 250, 275, 300, 325, 350, 400, 500],
  alsoFrom: [-100, 0, 100, 200, 400],
  // A family by itself is to be surer than one among what is wrong anyway.
  aloneFrom: [400, 450, 500, 600, 800, 1200],
  // Not closer to even: rules that are sure are not to be silenced by a guess.
  cleanTo: [-3000, -1500, -1000, -700],
} as const

/** A note by itself needs this much more than a frame's finding, in thousandths. */
const NOTE_MARGIN = 200

/**
 * Chooses from where scores count: one threshold after another, twice over, each where what `check` flags agrees best with
 * the labels.
 */
export const chooseThresholds = (
  from: Thresholds,
  check: (thresholds: Thresholds) => readonly ScoredLine[],
): Thresholds => {
  let chosen = from
  let best = agreement(check(chosen))
  for (let round = 0; round < 2; round += 1) {
    for (const name of ['anyFrom', 'alsoFrom', 'aloneFrom', 'cleanTo'] as const) {
      for (const value of STEPS[name]) {
        const tried = { ...chosen, [name]: value }
        const reached = agreement(check(tried))
        if (reached > best + 1e-9) {
          best = reached
          chosen = tried
        }
      }
    }
  }
  return { ...chosen, noteFrom: chosen.anyFrom + NOTE_MARGIN }
}
