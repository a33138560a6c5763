import loadWabt from 'wabt'

/** Characters of a line. */
const WIDE = 100

/** The text of the file that holds a module, made from its source in the text format of WebAssembly. */
export const assemblePhraseGate = async (source: string): Promise<string> => {
  const wabt = await loadWabt()
  const module = wabt.parseWat('phraseGate.wat', source, { reference_types: true })
  module.validate()
  const code = Buffer.from(module.toBinary({}).buffer).toString('base64')
  module.destroy()
  const lines = code.match(new RegExp(`.{1,${String(WIDE)}}`, 'g')) ?? []
  return [
    '/** `phraseGate.wat` assembled by `node scripts/gate/buildPhraseGate.ts`, in base64. */',
    'export const PHRASE_GATE_CODE =',
    lines.map((line) => `  '${line}'`).join(' +\n'),
    '',
  ].join('\n')
}
