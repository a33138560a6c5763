import { readFileSync } from 'node:fs'
import path from 'node:path'
import loadWabt from 'wabt'

const COMPLIANCE = path.join(import.meta.dirname, '../../domain/compliance')

/** A module in the text format of WebAssembly, and the file its assembled code is committed in. */
export type WatModule = { readonly source: string; readonly code: string }

/** Every module of the app, with where its source and its code lie. */
export const WAT_MODULES: readonly WatModule[] = [
  {
    source: path.join(COMPLIANCE, 'phraseGate.wat'),
    code: path.join(COMPLIANCE, 'tables', 'phraseGateCode.ts'),
  },
  {
    source: path.join(COMPLIANCE, 'scorer', 'scorerSum.wat'),
    code: path.join(COMPLIANCE, 'tables', 'scorerSumCode.ts'),
  },
]

/** Characters of a line. */
const WIDE = 100

/** `phraseGateCode.ts` holds `PHRASE_GATE_CODE`. */
const constantOf = (code: string): string =>
  path
    .basename(code, '.ts')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase()

/** The text of the file that holds a module, made from its source. */
export const assembleWat = async ({ source, code }: WatModule): Promise<string> => {
  const name = path.basename(source)
  const wabt = await loadWabt()
  const module = wabt.parseWat(name, readFileSync(source, 'utf8'), { reference_types: true, simd: true })
  module.validate()
  const assembled = Buffer.from(module.toBinary({}).buffer).toString('base64')
  module.destroy()
  const lines = assembled.match(new RegExp(`.{1,${String(WIDE)}}`, 'g')) ?? []
  return [
    `/** \`${name}\` assembled by \`node scripts/wasm/buildWasm.ts\`, in base64. */`,
    `export const ${constantOf(code)} =`,
    lines.map((line) => `  '${line}'`).join(' +\n'),
    '',
  ].join('\n')
}
