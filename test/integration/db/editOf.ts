import { compilePack } from '../../../domain/compliance/compilePack.ts'
import {
  compareCompiledPacks,
  type PackChange,
} from '../../../domain/compliance/recheck/compareCompiledPacks.ts'
import { rulePackSchema, type Sound } from '../../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import { plainRule } from '../../fixtures/plainRule.ts'

/** A pack of one rule that says these words. */
const packOf = (say: readonly string[], sound: Sound) => {
  const rule = { ...plainRule('test.words', 'ABS', say, sound), kind: 'phrase', severity: 'warn' }
  const pack = {
    formatVersion: 1,
    id: 'words',
    version: '1',
    name: { zh: '词', en: 'words' },
    classes: {},
    ordinary: [],
    rules: [rule],
  }
  return compilePack([rulePackSchema.parse(pack)], NO_SHOP_RULES)
}

/** What differs when a rule says these words too. */
export const editOf = (words: readonly string[], sound: Sound): PackChange =>
  compareCompiledPacks(packOf(['没人说的词'], sound), packOf(['没人说的词', ...words], sound))
