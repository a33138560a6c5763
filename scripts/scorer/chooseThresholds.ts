import type { Thresholds } from '../../domain/compliance/scorer/scorerModel.ts'
import { scoreLines, type ScoredLine } from '../eval/score.ts'

/** How well flagged families agree with the labels: F1 over all families. */
const agreement = (lines: readonly ScoredLine[]): number => scoreLines(lines, 'warn').micro.f1 ?? 0

const STEPS = {
  anyFrom: [-100, -50, 0, 50, 100, 150, 200, 250, 300, 350, 400, 500],
  alsoFrom: [-100, 0, 100, 200, 400],
  aloneFrom: [100, 200, 300, 400, 500, 600, 800, 1200],
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
    for (const name of ['anyFrom', 'alsoFrom', 'aloneFrom'] as const) {
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
