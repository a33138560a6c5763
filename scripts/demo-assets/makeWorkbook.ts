// Writes resources/demo/demo-lineup.xlsx. Run with Node 24: node scripts/demo-assets/makeWorkbook.ts
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { translate } from '../../domain/messages/translate.ts'
import { lineupWorkbook } from '../../electron/transfer/lineupWorkbook.ts'
import { readGuarantees } from '../../electron/transfer/readGuarantees.ts'
import { readDemoProducts } from './demoProducts.ts'

const resources = path.join(import.meta.dirname, '..', '..', 'resources')
const { title, lines } = await readDemoProducts()
const definitions = await readGuarantees(resources)
if (!definitions.ok) throw new Error(definitions.error.code)
// The operator keeps the sheet in the order of the show, the rest of the library below.
const ordered = [...lines].sort((a, b) => (a.position ?? 1000) - (b.position ?? 1000))
const notes = [title, translate('zh', 'import.sampleNote', {})]
const sheet = { sheetName: translate('zh', 'import.sampleSheet', {}), notes, lines: ordered, withHelp: true }
await writeFile(
  path.join(resources, 'demo', 'demo-lineup.xlsx'),
  await lineupWorkbook(sheet, definitions.value, 'zh'),
)
