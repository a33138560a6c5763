import { rulePackSchema, type RulePack } from '../../../domain/compliance/rulePack.ts'
import { productFromRecord, productRecordSchema } from '../../../domain/transcript/productRecord.ts'

const common = {
  severity: 'block',
  message: { zh: '不行', en: 'no' },
  suggestion: { zh: '换', en: 'other' },
  correction: '收回',
  basis: [{ law: '广告法', article: '第九条', mark: 'confirmed' }],
  penalty: '',
  categories: { only: [], except: [] },
  effectiveFrom: null,
  effectiveTo: null,
  unless: [],
  needs: [],
  sound: 'off',
  examples: { bad: ['甲', '乙'], ok: ['丙', '丁'] },
}

/** A pack with a context, a frame, a need, a fact and a promise. */
export const tinyPack: RulePack = rulePackSchema.parse({
  formatVersion: 1,
  id: 'tiny',
  version: '1',
  name: { zh: '小', en: 'tiny' },
  classes: { 病: ['感冒', '湿疹'] },
  ordinary: ['最好先'],
  rules: [
    {
      ...common,
      id: 'abs.best',
      family: 'ABS',
      kind: 'phrase',
      say: ['最好(吃|喝)?', 'TOP'],
      unless: ['negation', 'homograph'],
    },
    { ...common, id: 'med.cure', family: 'MED', kind: 'pattern', say: ['治…6<病>'] },
    {
      ...common,
      id: 'pri.low',
      family: 'PRI',
      kind: 'phrase',
      severity: 'warn',
      say: ['全网最低'],
      needs: [{ has: 'price-evidence' }],
    },
    {
      ...common,
      id: 'sca.left',
      family: 'SCA',
      kind: 'fact',
      say: ['只剩(~3){N}件'],
      check: { type: 'stock' },
    },
    {
      ...common,
      id: 'promise.ship',
      family: 'GUA',
      kind: 'promise',
      promise: 'ship',
      dueHours: null,
      say: ['发货'],
    },
  ],
})

/** Three left, with a price record. */
export const lamp = productFromRecord(
  productRecordSchema.parse({ id: 'lamp', name: '台灯', price: 90, priceEvidence: true, stock: 3 }),
)
