import type { ClaimContext } from '../../../domain/compliance/claimContext.ts'
import { compilePack } from '../../../domain/compliance/compilePack.ts'
import { rulePackSchema } from '../../../domain/compliance/rulePack.ts'
import { NO_SHOP_RULES } from '../../../domain/compliance/shopRules.ts'
import type { Family } from '../../../domain/model/claim.ts'
import { plainRule } from '../../fixtures/plainRule.ts'

const rule = (id: string, family: Family, say: readonly string[]) => ({
  ...plainRule(id, family, say, 'off'),
  unless: ['negation', 'denial', 'quotation', 'homograph'],
})

/**
 * A few plain rules, so that the contexts around a hit are tested by themselves, whatever the shipped rules say.
 */
export const contextRulePack = rulePackSchema.parse({
  formatVersion: 1,
  id: 'contexts',
  version: '1',
  name: { zh: '上下文', en: 'contexts' },
  classes: {},
  ordinary: [],
  rules: [
    rule('test.lowest', 'PRI', ['(全网|史上)最低(价)?']),
    rule('test.supreme', 'ABS', ['国家级', '最正宗', '行业第一']),
    rule('test.cure', 'MED', ['(治|根治)(~3)(糖尿病|高血压)']),
    rule('test.contact', 'DIV', ['加(我)?微信']),
    rule('test.effect', 'EFF', ['{N}天(~2)(见效|瘦十斤)']),
    rule('test.stock', 'SCA', ['(最后|只剩){N}(单|支)']),
    rule('test.tenfold', 'GUA', ['假一赔一百']),
  ],
})

export const contextPack = compilePack([contextRulePack], NO_SHOP_RULES)

/** Nothing on air: these rules ask for no facts. */
export const NOTHING_ON_AIR: ClaimContext = { product: null, price: null, saidAt: 0, guarantees: [] }
