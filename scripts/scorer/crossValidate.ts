import { checkClaim } from '../../domain/compliance/checkClaim.ts'
import type { CompiledPack } from '../../domain/compliance/compilePack.ts'
import { foldedString } from '../../domain/compliance/normaliseText.ts'
import {
  type CompiledScorer,
  readThresholds,
  type Thresholds,
} from '../../domain/compliance/scorer/scorerModel.ts'
import type { GuaranteeDefinition } from '../../domain/model/guarantee.ts'
import type { EpochMs } from '../../domain/model/scalars.ts'
import type { LineOnAir } from '../eval/readLines.ts'
import type { ScoredLine } from '../eval/score.ts'

/** How the engine checks, besides the scorer. */
export type Engine = {
  readonly pack: CompiledPack
  readonly guarantees: readonly GuaranteeDefinition[]
  readonly saidAt: EpochMs
}

/** Some of the lines, with a scorer that has not seen them. */
export type Fold = { readonly scorer: CompiledScorer; readonly lines: readonly LineOnAir[] }

/** The text that decides the fold of a line: that of the line it takes up, so that the two are never on both sides. */
const leadingTexts = (lines: readonly LineOnAir[]): ((line: LineOnAir) => string) => {
  const byId = new Map(lines.map(({ line }) => [line.id, line.text]))
  return ({ line }) => (line.of === null ? line.text : (byId.get(line.of) ?? line.text))
}

/** The fold a line belongs to: by folded text, so that the same words are never on both sides. */
const foldOf = (text: string, folds: number): number => {
  let hash = 0x811c9dc5
  const folded = foldedString(text)
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % folds
}

/** Lines in so many parts: for each what a scorer is trained on that must not see it, and the part itself. */
export const splitFolds = (
  lines: readonly LineOnAir[],
  folds: number,
): ReadonlyArray<{ readonly trainedOn: readonly LineOnAir[]; readonly heldOut: readonly LineOnAir[] }> => {
  const leading = leadingTexts(lines)
  return Array.from({ length: folds }, (_unused, fold) => {
    const isHeldOut = (line: LineOnAir): boolean => foldOf(leading(line), folds) === fold
    return { trainedOn: lines.filter((line) => !isHeldOut(line)), heldOut: lines.filter(isHeldOut) }
  })
}

/** Checks lines with the rules and a scorer; null = the rules alone. */
export const checkLines = (
  engine: Engine,
  scorer: CompiledScorer | null,
  lines: readonly LineOnAir[],
): ScoredLine[] => {
  const pack = { ...engine.pack, scorer }
  return lines.map(({ line, product }) => {
    const context = {
      product,
      price: product?.price ?? null,
      saidAt: engine.saidAt,
      guarantees: engine.guarantees,
    }
    return { line, findings: checkClaim(line.text, context, pack).findings }
  })
}

/** Every line checked by a scorer that has not seen it, under some thresholds (in thousandths). */
export const checkFolds = (
  engine: Engine,
  folds: readonly Fold[],
  thresholds: Thresholds,
  keeps: (line: LineOnAir) => boolean,
): ScoredLine[] =>
  folds.flatMap(({ scorer, lines }) =>
    checkLines(engine, { ...scorer, ...readThresholds(thresholds) }, lines.filter(keeps)),
  )
