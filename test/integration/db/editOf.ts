import { compilePack } from '../../../domain/compliance/compilePack.ts'
import {
  compareCompiledPacks,
  type PackChange,
} from '../../../domain/compliance/recheck/compareCompiledPacks.ts'
import { rulePackSchema, type Sound } from '../../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'

/** A pack of one rule that says these words. */
const packOf = (say: readonly string[], sound: Sound) => {
  const rule = {
    id: 'test.words',
    family: 'ABS',
    kind: 'phrase',
    severity: 'warn',
    message: { zh: '不能说', en: 'not so' },
    suggestion: { zh: '改说', en: 'say' },
    correction: '以页面为准',
    basis: [{ law: '广告法', article: '第九条', mark: 'confirmed' }],
    penalty: '',
    categories: { only: [], except: [] },
    effectiveFrom: null,
    effectiveTo: null,
    say,
    unless: [],
    needs: [],
    sound,
    examples: { bad: ['一', '二'], ok: ['三', '四'] },
  }
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
