/**
 * `npm run train`: trains the scorer on the repository's labelled lines and writes `scorer.json` of the shipped pack, with a
 * report of what it does on lines it was not trained on (docs/eval/scorer.md). The same lines and rules give the same files.
 * Run it after labelled lines or frames were changed.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { compilePack } from '../../domain/compliance/compilePack.ts'
import {
  compileScorer,
  type ScorerModel,
  type Thresholds,
} from '../../domain/compliance/scorer/scorerModel.ts'
import { NO_SHOP_RULES } from '../../domain/compliance/shopRules.ts'
import type { Result } from '../../domain/contract/result.ts'
import { cliFailureText, type CliResult } from '../../electron/cli/cliFailure.ts'
import { readGuarantees } from '../../electron/transfer/readGuarantees.ts'
import { readShippedPacks } from '../../electron/transfer/readRulePack.ts'
import { createProductReader, ownFiles, readLines, type LineOnAir } from '../eval/readLines.ts'
import { checkFolds, checkLines, splitFolds, type Engine, type Fold } from './crossValidate.ts'
import { chooseThresholds } from './chooseThresholds.ts'
import { ruleExamples } from './ruleExamples.ts'
import { scorerReport } from './scorerReport.ts'
import { trainInThreads } from './trainInThreads.ts'
import { TRAINING } from './trainModel.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const RESOURCES = path.join(ROOT, 'resources')
const MODEL = path.join(RESOURCES, 'rule-packs/cn-live-commerce/scorer.json')
const REPORT = path.join(ROOT, 'docs/eval')
const FOLDS = 5
/** A Sunday evening in China; none of the rules begins or ends near it. */
const SAID_AT = Date.parse('2026-11-22T19:30:00+08:00')
const START: Thresholds = { anyFrom: 150, alsoFrom: 0, aloneFrom: 400, noteFrom: 250, cleanTo: -700 }

const unwrap = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const unwrapCli = <Value>(result: CliResult<Value>): Value => {
  if (!result.ok) throw new Error(cliFailureText('en', result.failure))
  return result.value
}
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const packs = unwrap(await readShippedPacks(RESOURCES))
const files = await ownFiles()
const productsOf = createProductReader(null)
const lines = [
  ...unwrapCli(await readLines(files, productsOf)),
  ...ruleExamples(packs, unwrapCli(await productsOf(files[0] ?? ''))),
]
const engine: Engine = {
  pack: compilePack(packs, NO_SHOP_RULES),
  guarantees: unwrap(await readGuarantees(RESOURCES)),
  saidAt: SAID_AT,
}
const options = { ...TRAINING, thresholds: START, packs: packs.map(({ id }) => id) }
const parts = splitFolds(lines, FOLDS)
/** Without each part, and on everything. */
const trainings = [...parts.map(({ trainedOn }) => trainedOn), lines]
const models = await trainInThreads(
  trainings.map((trainedOn) => ({ lines: trainedOn, options })),
  (number) =>
    say(
      number < FOLDS
        ? `training without fold ${number + 1} of ${FOLDS} …`
        : `training on all ${lines.length} lines …`,
    ),
)
const modelOf = (training: number): ScorerModel => {
  const model = models[training]
  if (model === undefined) throw new Error(`training ${training} gave no model`)
  return model
}
const folds = parts.map(({ heldOut }, fold): Fold => ({
  scorer: compileScorer(modelOf(fold)),
  lines: heldOut,
}))
/** Lines of all kinds in the shares they are met in; the others were written family by family, to be harder. */
const isReference = ({ line }: LineOnAir): boolean =>
  /^(?:given|fourth-.*|fifth-.*|sixth-[gjkqr])\.jsonl$/.test(line.file)
const thresholds = chooseThresholds(START, (tried) => checkFolds(engine, folds, tried, isReference))
say(`thresholds ${JSON.stringify(thresholds)}`)

const model = { ...modelOf(FOLDS), ...thresholds }
await writeFile(MODEL, `${JSON.stringify(model)}\n`)

const report = scorerReport({
  folds: FOLDS,
  lines,
  model,
  heldOut: checkFolds(engine, folds, thresholds, () => true),
  rulesAlone: checkLines(engine, null, lines),
  trainedOn: checkLines(engine, compileScorer(model), lines),
})
await mkdir(REPORT, { recursive: true })
await writeFile(path.join(REPORT, 'scorer.md'), report.markdown)
await writeFile(path.join(REPORT, 'scorer.json'), `${JSON.stringify(report.data, null, 2)}\n`)
say(report.markdown)
