import { scoreLines, type ScoredLine } from '../eval/score.ts'
import type { Thresholds } from './trainModel.ts'

/** What is aimed at on lines not seen before: violating lines flagged, clean lines passed, F1 over all families. */
export const AIM = { anyRecall: 0.95, cleanPassed: 0.97, microF1: 0.9 } as const

/** How near to the aim: the smallest of the three, each as a share of what is aimed at. */
export const nearness = (lines: readonly ScoredLine[]): number => {
  const { anyRecall, cleanPassed, micro } = scoreLines(lines, 'warn')
  return Math.min(
    (anyRecall.share ?? 0) / AIM.anyRecall,
    (cleanPassed.share ?? 0) / AIM.cleanPassed,
    (micro.f1 ?? 0) / AIM.microF1,
  )
}

const STEPS = {
  anyFrom: [-100, -50, 0, 50, 100, 150, 200, 250, 300, 350, 400, 500],
  alsoFrom: [-100, 0, 100, 200, 400],
  aloneFrom: [100, 200, 300, 400, 500, 600, 800, 1200],
} as const

/**
 * Chooses from where scores count: one threshold after another, twice over, each where `check` comes nearest to the aim. A
 * note alone begins where a scorer's word is meant with a margin.
 */
export const chooseThresholds = (
  from: Thresholds,
  check: (thresholds: Thresholds) => readonly ScoredLine[],
): Thresholds => {
  let chosen = from
  let best = nearness(check(chosen))
  for (let round = 0; round < 2; round += 1) {
    for (const name of ['anyFrom', 'alsoFrom', 'aloneFrom'] as const) {
      for (const value of STEPS[name]) {
        const tried = { ...chosen, [name]: value }
        const near = nearness(check(tried))
        if (near > best + 1e-9) {
          best = near
          chosen = tried
        }
      }
    }
  }
  return { ...chosen, noteFrom: chosen.anyFrom + 100 }
}
