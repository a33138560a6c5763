// Builds the character tables of the rule engine (traditional → simplified, character → syllable) from two libraries that
// are needed only here, so that none is loaded at run time:
//   npm install --no-save pinyin-pro opencc-js
//   node scripts/tables/buildCharacterTables.mjs
// Facts about characters come from opencc-js (MIT) and pinyin-pro (MIT).
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(path.join(process.cwd(), 'package.json'))
const openCc = require('opencc-js')
const { pinyin } = require('pinyin-pro')
const target = path.join(import.meta.dirname, '../../domain/compliance/tables')

/** The 6,763 characters of GB 2312, which cover everyday simplified text. */
const everydayCharacters = () => {
  const decoder = new TextDecoder('gbk')
  const characters = []
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row, cell))
      if (character.length === 1 && character >= '一' && character <= '鿿') characters.push(character)
    }
  }
  return characters
}

const toSimplified = openCc.Converter({ from: 't', to: 'cn' })
let pairs = ''
for (let code = 0x3400; code <= 0x9fff; code += 1) {
  const character = String.fromCharCode(code)
  const simple = toSimplified(character)
  if (simple.length === 1 && simple !== character) pairs += character + simple
}

const bySyllable = new Map()
for (const character of everydayCharacters()) {
  const syllable = pinyin(character, { toneType: 'none', v: true })
  if (!/^[a-z]{1,6}$/.test(syllable)) continue
  bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character)
}

const write = (name, comment, constant, text) => {
  const lines = text.match(/[\s\S]{1,100}/g) ?? []
  writeFileSync(
    path.join(target, `${name}.ts`),
    `/** ${comment} Made by \`scripts/tables/buildCharacterTables.mjs\`; not edited by hand. */\nexport const ${constant} =\n${lines
      .map((line) => `  '${line}'`)
      .join(' +\n')}\n`,
  )
}
write('traditional', 'Traditional and simplified character in turn.', 'TRADITIONAL_PAIRS', pairs)
write(
  'syllables',
  'Each syllable without tone followed by the characters read so, joined by `|`.',
  'SYLLABLE_LIST',
  [...bySyllable.entries()]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([syllable, characters]) => syllable + characters)
    .join('|'),
)
