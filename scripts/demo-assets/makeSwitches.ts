// Writes resources/demo/demo-session.switches.json from the truth file of the demo session (its path is the argument): the
// cue at which each product comes on air. Run with Node 24: node scripts/demo-assets/makeSwitches.ts <truth.json>
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const truthSchema = z.looseObject({
  cues: z.array(z.looseObject({ n: z.number().int(), product: z.string() })),
})

const [truthFile] = process.argv.slice(2)
if (truthFile === undefined)
  throw new Error('Name the truth file: node scripts/demo-assets/makeSwitches.ts <truth.json>')
const { cues } = truthSchema.parse(JSON.parse(await readFile(truthFile, 'utf8')))
const switches = cues
  .filter(({ product }, index) => product !== cues[index - 1]?.product)
  .map(({ n, product }) => ({ cue: n, productId: product }))
const target = path.join(import.meta.dirname, '..', '..', 'resources', 'demo', 'demo-session.switches.json')
await writeFile(target, `${JSON.stringify({ session: 'demo-session.srt', switches }, null, 2)}\n`)
