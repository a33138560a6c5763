import { EMPTY_SNAPSHOT, type LiveSnapshot } from '../../../domain/contract/live.ts'
import type { Claim, Finding, RuleWords } from '../../../domain/model/claim.ts'
import type { Session, Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'

/** A ULID-shaped id ending in a number. */
export const id = (number: number): string => `01HZZ${String(number).padStart(21, '0')}`

export const SESSION: Session = {
  id: id(1),
  title: '晚场',
  kind: 'broadcast',
  state: 'live',
  host: '小圆',
  steps: null,
  plannedStartAt: null,
  createdAt: 0,
  startedAt: 0,
  endedAt: null,
}

const WORDS: RuleWords = {
  message: { zh: '不能说全网最低', en: 'Not the lowest price anywhere' },
  suggestion: { zh: '本场价 129 元', en: '129 yuan tonight' },
  correction: '刚才说全网最低不准确。',
  basis: [{ law: '广告法', article: '第九条', mark: 'confirmed' }],
  penalty: '',
}

export const claim = (number: number, part: Partial<Claim> = {}): Claim => ({
  id: id(1000 + number),
  sessionId: SESSION.id,
  slotId: id(500),
  productId: 'serum-02',
  text: `第 ${String(number)} 句`,
  speaker: 'host',
  source: 'typed',
  at: number * 1000,
  monoMs: number * 1000,
  offsetMs: number * 1000,
  corrects: [],
  ...part,
})

export const finding = (number: number, part: Partial<Finding> = {}): Finding => ({
  id: id(9000 + number),
  claimId: id(1000 + number),
  sessionId: SESSION.id,
  slotId: id(500),
  productId: 'serum-02',
  rule: 'pri.lowest',
  pack: 'cn',
  packVersion: '1',
  family: 'PRI',
  severity: 'warn',
  start: 0,
  end: 1,
  quote: '第',
  words: WORDS,
  at: number * 1000,
  state: 'open',
  reason: '',
  stateAt: null,
  correctedBy: null,
  ...part,
})

export const slot = (number: number, part: Partial<Slot> = {}): Slot => ({
  id: id(500 + number),
  sessionId: SESSION.id,
  position: number + 1,
  productId: 'serum-02',
  title: '',
  price: 12_900,
  plannedMs: 240_000,
  state: 'queued',
  startedAt: null,
  airedMs: 0,
  ...part,
})

export const product = (part: Partial<Product> = {}): Product => ({
  id: 'serum-02',
  name: '烟酰胺精华液 30ml',
  category: '护肤',
  price: 12_900,
  listPrice: null,
  priceEvidence: false,
  stock: null,
  guarantees: [],
  documents: [],
  maker: '',
  address: '',
  certificate: '',
  sellingPoints: [],
  forbiddenWords: [],
  mustSay: [],
  picture: null,
  ...part,
})

export const snapshotOf = (claims: readonly Claim[], findings: readonly Finding[]): LiveSnapshot => ({
  ...EMPTY_SNAPSHOT,
  session: SESSION,
  claims: [...claims],
  findings: [...findings],
})
