/**
 * Assembles the first passes of the matcher into the module that is committed:
 *
 *   node scripts/gate/buildPhraseGate.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assemblePhraseGate } from './assemblePhraseGate.ts'

const COMPLIANCE = path.join(import.meta.dirname, '../../domain/compliance')
const source = readFileSync(path.join(COMPLIANCE, 'phraseGate.wat'), 'utf8')
writeFileSync(path.join(COMPLIANCE, 'tables', 'phraseGateCode.ts'), await assemblePhraseGate(source))
