import type { SessionRecord } from '../../../domain/contract/ipc.ts'
import type { Claim, Finding } from '../../../domain/model/claim.ts'
import { COAT, NOW, SESSION, SLOT } from '../stage/madeUpShow.ts'

export const claim = (number: number, change: Partial<Claim>): Claim => ({
  id: `01JD00000000000000000001${String(number).padStart(2, '0')}`,
  sessionId: SESSION.id,
  slotId: SLOT.id,
  productId: COAT.id,
  text: `第 ${number} 句`,
  speaker: 'host',
  source: 'typed',
  at: NOW + number * 1000,
  monoMs: number,
  offsetMs: number * 1000,
  corrects: [],
  ...change,
})

export const finding = (number: number, of: Claim, change: Partial<Finding>): Finding => ({
  id: `01JD00000000000000000002${String(number).padStart(2, '0')}`,
  claimId: of.id,
  sessionId: SESSION.id,
  slotId: of.slotId,
  productId: of.productId,
  rule: 'abs-best',
  pack: 'core',
  packVersion: '1.2.0',
  family: 'ABS',
  severity: 'block',
  start: 0,
  end: 2,
  quote: '最好',
  words: {
    message: { zh: '绝对化用语', en: 'Absolute wording' },
    suggestion: { zh: '我自己很喜欢', en: 'I like it' },
    correction: '刚才口误',
    basis: [{ law: '广告法', article: '第九条', mark: 'confirmed' }],
    penalty: '罚款',
  },
  at: of.at,
  state: 'open',
  reason: '',
  stateAt: null,
  correctedBy: null,
  ...change,
})

const EFFECT: Finding['words'] = {
  message: { zh: '功效承诺', en: 'Guaranteed effect' },
  suggestion: { zh: '亮度三档可调', en: 'Three levels of light' },
  correction: '刚才口误',
  basis: [{ law: '广告法', article: '第二十八条', mark: 'confirmed' }],
  penalty: '罚款',
}

const SECOND = { ...SLOT, id: '01JD0000000000000000000009', position: 2, productId: 'lamp-24' }
const LAMP = { ...COAT, id: 'lamp-24', name: '护眼台灯' }

export const CLAIMS = [
  claim(1, { text: '这件最好' }),
  claim(2, { speaker: 'assistant', text: '四十八小时内发货' }),
  claim(3, { text: '=HYPERLINK("http://evil","点我")' }),
  claim(11, { slotId: SECOND.id, productId: LAMP.id, text: '台灯,"亮"' }),
] as const

/** Two products on air for ten seconds each, four utterances, two findings, one promise. */
export const RECORD: SessionRecord = {
  lineup: { session: { ...SESSION, state: 'ended' }, slots: [SLOT, SECOND], products: [COAT, LAMP] },
  claims: [...CLAIMS],
  findings: [
    finding(1, CLAIMS[0], {}),
    finding(2, CLAIMS[3], {
      family: 'EFF',
      severity: 'warn',
      state: 'corrected',
      rule: 'eff-1',
      words: EFFECT,
    }),
  ],
  suppressed: [],
  promises: [
    {
      id: '01JD0000000000000000000301',
      claimId: CLAIMS[1].id,
      sessionId: SESSION.id,
      productId: COAT.id,
      kind: 'ship',
      quote: '四十八小时内发货',
      what: null,
      count: null,
      who: '付了款的',
      dueAt: NOW + 48 * 3_600_000,
      at: CLAIMS[1].at,
      state: 'open',
    },
  ],
  airings: [
    { slotId: SLOT.id, from: NOW, to: NOW + 10_000 },
    { slotId: SECOND.id, from: NOW + 10_000, to: null },
  ],
  overrides: [],
}
