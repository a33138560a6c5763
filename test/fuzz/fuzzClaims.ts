/**
 * `npm run fuzz`: checks random and mutated utterances with the shipped rules. `--count 1000000 --seed 7`; without a seed
 * a new one is taken, and said, so that a failure can be run again.
 */
import { parseArgs } from 'node:util'
import { labelledTexts } from '../fixtures/labelledTexts.ts'
import { exampleProductIds, onAir, shipped } from '../rules/shippedPacks.ts'
import { fuzzClaims } from './claimFuzz.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_007) },
  },
})
const [count, seed] = [Number(values.count), Number(values.seed)]
const startedAt = performance.now()
const report = fuzzClaims({
  count,
  seed,
  texts: labelledTexts(),
  contexts: [onAir(null), ...exampleProductIds.map((id) => onAir(id))],
  pack: shipped,
})
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(
  `${report.count} utterances, seed ${seed}, ${report.findings} findings, ${seconds} s: ${
    report.failure === null ? 'nothing wrong' : 'FAILED'
  }\n`,
)
if (report.failure !== null) {
  process.stdout.write(`${report.failure.reason}\n${JSON.stringify(report.failure.text)}\n`)
  process.exitCode = 1
}
