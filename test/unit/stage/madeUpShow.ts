import { EMPTY_SNAPSHOT, type LiveSnapshot } from '../../../domain/contract/live.ts'
import { plainGuarantee, type GuaranteeDefinition } from '../../../domain/model/guarantee.ts'
import type { Session, Slot } from '../../../domain/model/lineup.ts'
import type { Product } from '../../../domain/model/product.ts'

/** A moment after the platform retired refund-only. */
export const NOW = Date.UTC(2026, 10, 20, 11, 0, 0)

const id = (last: string): string => `01JD00000000000000000000${last.padStart(2, '0')}`

export const SESSION: Session = {
  id: id('00'),
  title: '晚场',
  kind: 'broadcast',
  state: 'live',
  host: '小北',
  steps: null,
  plannedStartAt: null,
  createdAt: NOW - 1000,
  startedAt: NOW,
  endedAt: null,
}

export const COAT: Product = {
  id: 'coat-14',
  name: '男士羽绒服 充绒量180g',
  category: '服装',
  price: 39_900,
  listPrice: 89_900,
  priceEvidence: true,
  stock: 650,
  guarantees: [plainGuarantee('seven-day'), plainGuarantee('price-protect')],
  documents: [{ type: '检测报告', says: 'SECRET-DOCUMENT 白鸭绒', expiresAt: null }],
  maker: 'SECRET-MAKER',
  address: 'SECRET-ADDRESS',
  certificate: 'SECRET-CERTIFICATE',
  sellingPoints: ['SECRET-POINT'],
  forbiddenWords: ['SECRET-FORBIDDEN'],
  mustSay: ['SECRET-MUST-SAY'],
  picture: 'coat-14.png',
}

export const SLOT: Slot = {
  id: id('01'),
  sessionId: SESSION.id,
  position: 1,
  productId: COAT.id,
  title: '',
  price: 39_900,
  plannedMs: 300_000,
  state: 'live',
  startedAt: NOW,
  airedMs: 0,
}

/** The coat on air, the stage switched on. */
export const onAir = (product: Product, change: Partial<LiveSnapshot>): LiveSnapshot => ({
  ...EMPTY_SNAPSHOT,
  revision: 7,
  session: SESSION,
  slots: [SLOT],
  products: [product],
  nowSlotId: SLOT.id,
  nowSince: NOW,
  stage: { visible: true, theme: 'night', spotlight: null, pages: 1 },
  ...change,
})

const definition = (code: string, change: Partial<GuaranteeDefinition>): GuaranteeDefinition => ({
  code,
  name: { zh: code, en: code },
  aliases: [],
  terms: { zh: '条款', en: 'terms' },
  link: 'serve',
  icon: 'shield',
  defaults: { days: null, hours: null, multiple: null },
  retiredFrom: null,
  excludedCategories: [],
  ...change,
})

export const DEFINITIONS: readonly GuaranteeDefinition[] = [
  definition('seven-day', {
    name: { zh: '七天无理由', en: '7-day returns' },
    aliases: ['7天无理由', '七天无理由退货'],
    terms: { zh: '签收次日零时起 {hours} 小时内', en: 'Within {hours} hours' },
    defaults: { days: 7, hours: 168, multiple: null },
  }),
  definition('fake-pay-ten', {
    name: { zh: '假一赔十', en: 'Fake pays 10×' },
    aliases: ['假一赔10'],
    terms: { zh: '按价款的 {multiple} 倍赔付', en: 'Pays {multiple} times' },
    defaults: { days: null, hours: null, multiple: 10 },
  }),
  definition('price-protect', {
    name: { zh: '保价', en: 'Price protection' },
    aliases: ['价保', '7天价保'],
    terms: { zh: '{days} 天内补差', en: '{days} days' },
    defaults: { days: 7, hours: null, multiple: null },
  }),
  definition('fast-ship', {
    name: { zh: '极速发货', en: 'Fast shipping' },
    aliases: ['48小时发货'],
    terms: { zh: '付款后 {hours} 小时内发货', en: 'Within {hours} hours' },
    defaults: { days: null, hours: 48, multiple: null },
  }),
  definition('refund-only', {
    name: { zh: '退款不退货', en: 'Refund only' },
    retiredFrom: { at: Date.UTC(2024, 11, 1, 16), mark: 'believed', source: '' },
  }),
]
