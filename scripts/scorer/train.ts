/**
 * `npm run train`: labelled lines in, `scorer.json` of the shipped pack out. The same lines give the same file. Run it after
 * labelled lines were added; the thresholds are kept from the file that is replaced.
 */
import fs from 'node:fs'
import path from 'node:path'
import { scorerModelSchema } from '../../domain/compliance/scorer/scorerModel.ts'
import { readExamples } from './readExamples.ts'
import { trainModel, TRAINING } from './trainModel.ts'

const ROOT = path.join(import.meta.dirname, '../..')
const FILE = path.join(ROOT, 'resources/rule-packs/cn-live-commerce/scorer.json')

const held = scorerModelSchema.parse(JSON.parse(fs.readFileSync(FILE, 'utf8')))
const { anyFrom, alsoFrom, aloneFrom, noteFrom } = held
const examples = readExamples(process.argv.slice(2))
const model = trainModel(examples, { ...TRAINING, thresholds: { anyFrom, alsoFrom, aloneFrom, noteFrom } })
fs.writeFileSync(FILE, `${JSON.stringify(model, null, 0)}\n`)
process.stdout.write(
  `scorer.json: ${examples.length} lines, ${Object.keys(model.grams).length} pieces, ${Object.keys(model.facets).length} facts\n`,
)
