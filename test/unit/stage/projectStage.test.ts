import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../domain/model/claim.ts'
import { plainGuarantee } from '../../../domain/model/guarantee.ts'
import { DEFAULT_SETTINGS } from '../../../domain/model/settings.ts'
import { stageFrameSchema } from '../../../domain/stage/frame.ts'
import { projectStage } from '../../../domain/stage/projectStage.ts'
import { COAT, DEFINITIONS, NOW, onAir, SESSION, SLOT } from './madeUpShow.ts'

const SETTINGS = { ...DEFAULT_SETTINGS, shopName: '小圆家' }
const framed = (snapshot: ReturnType<typeof onAir>) => projectStage(snapshot, SETTINGS, DEFINITIONS, NOW)
const rights = (...guarantees: (typeof COAT)['guarantees']) =>
  framed(onAir({ ...COAT, guarantees }, {})).product?.guarantees ?? []

describe('what viewers see', () => {
  it('is the product on air with its price, picture and its own guarantees', () => {
    expect(framed(onAir(COAT, {}))).toEqual({
      revision: 7,
      visible: true,
      theme: 'night',
      language: 'zh',
      shopName: '小圆家',
      product: {
        id: 'coat-14',
        name: '男士羽绒服 充绒量180g',
        price: 39_900,
        listPrice: 89_900,
        picture: '/pictures/coat-14.png',
        guarantees: [
          {
            code: 'seven-day',
            name: { zh: '七天无理由', en: '7-day returns' },
            terms: { zh: '签收次日零时起 168 小时内', en: 'Within 168 hours' },
            icon: 'shield',
          },
          {
            code: 'price-protect',
            name: { zh: '保价', en: 'Price protection' },
            terms: { zh: '7 天内补差', en: '7 days' },
            icon: 'shield',
          },
        ],
      },
      spotlight: null,
    })
  })

  it('takes the price of the session over that of the product', () => {
    expect(framed(onAir(COAT, { slots: [{ ...SLOT, price: 37_900 }] })).product?.price).toBe(37_900)
    expect(framed(onAir(COAT, { slots: [{ ...SLOT, price: null }] })).product?.price).toBe(39_900)
  })

  it('shows a list price only with a price record behind it, and only when it is higher', () => {
    expect(framed(onAir({ ...COAT, priceEvidence: false }, {})).product?.listPrice).toBeNull()
    expect(framed(onAir({ ...COAT, listPrice: 39_900 }, {})).product?.listPrice).toBeNull()
    expect(framed(onAir({ ...COAT, listPrice: null }, {})).product?.listPrice).toBeNull()
  })

  it.each([
    [
      'the stage is switched off',
      { stage: { visible: false, theme: 'fresh' as const, spotlight: null, pages: 0 } },
    ],
    ['nothing is on air', { nowSlotId: null }],
    ['a break is on air', { slots: [{ ...SLOT, productId: null, title: '休息' }] }],
    ['the session has ended', { session: { ...SESSION, state: 'ended' as const } }],
    ['the session is only prepared', { session: { ...SESSION, state: 'ready' as const } }],
    ['there is no session', { session: null }],
  ])('is nothing when %s', (_name, change) => {
    const frame = framed(onAir(COAT, change))
    expect(frame.visible).toBe(false)
    expect(frame.product).toBeNull()
    expect(frame.spotlight).toBeNull()
  })

  it('opens a right large only when the product has it', () => {
    const stage = { visible: true, theme: 'fresh' as const, pages: 0 }
    expect(framed(onAir(COAT, { stage: { ...stage, spotlight: 'seven-day' } })).spotlight).toBe('seven-day')
    expect(framed(onAir(COAT, { stage: { ...stage, spotlight: 'fake-pay-ten' } })).spotlight).toBeNull()
  })
})

describe('the trust card', () => {
  it('leaves out a right the platform has retired, unless the shop runs it itself', () => {
    expect(rights(plainGuarantee('refund-only'))).toEqual([])
    expect(rights({ ...plainGuarantee('refund-only'), runByShop: true }).map(({ code }) => code)).toEqual([
      'refund-only',
    ])
  })

  it('still shows a retired right before the day it was retired', () => {
    const snapshot = onAir({ ...COAT, guarantees: [plainGuarantee('refund-only')] }, {})
    const before = projectStage(snapshot, SETTINGS, DEFINITIONS, Date.UTC(2024, 10, 30))
    expect(before.product?.guarantees).toHaveLength(1)
  })

  it('leaves out a right nobody has defined, and shows each once', () => {
    expect(
      rights(plainGuarantee('free-trial'), plainGuarantee('seven-day'), plainGuarantee('seven-day')),
    ).toHaveLength(1)
  })

  it("names and terms carry the product's own numbers", () => {
    const [fake] = rights({ ...plainGuarantee('fake-pay-ten'), multiple: 9 })
    expect(fake?.name).toEqual({ zh: '假一赔九', en: 'Fake pays 9×' })
    expect(fake?.terms.zh).toBe('按价款的 9 倍赔付')
    const [seven] = rights({ ...plainGuarantee('seven-day'), days: 15 })
    expect(seven?.name).toEqual({ zh: '十五天无理由', en: '15-day returns' })
    expect(seven?.terms.zh).toBe('签收次日零时起 360 小时内')
    const [ship] = rights({ ...plainGuarantee('fast-ship'), hours: 24 })
    expect(ship?.terms.zh).toBe('付款后 24 小时内发货')
  })

  it("shows the shop's own wording where it has any", () => {
    const [seven] = rights({ ...plainGuarantee('seven-day'), note: '试穿不影响，吊牌在就能退' })
    expect(seven?.terms).toEqual({ zh: '试穿不影响，吊牌在就能退', en: '试穿不影响，吊牌在就能退' })
  })
})

describe('what viewers never see', () => {
  const finding: Finding = {
    id: '01JD0000000000000000000050',
    claimId: '01JD0000000000000000000051',
    sessionId: SESSION.id,
    slotId: SLOT.id,
    productId: COAT.id,
    rule: 'SECRET-RULE',
    pack: 'core',
    packVersion: '1.0.0',
    family: 'ABS',
    severity: 'block',
    start: 0,
    end: 2,
    quote: 'SECRET-QUOTE',
    words: {
      message: { zh: 'SECRET-MESSAGE', en: 'SECRET-MESSAGE' },
      suggestion: { zh: 'SECRET', en: 'SECRET' },
      correction: 'SECRET-CORRECTION',
      basis: [{ law: 'SECRET-LAW', article: '9', mark: 'confirmed' }],
      penalty: 'SECRET-PENALTY',
    },
    at: NOW,
    state: 'open',
    reason: '',
    stateAt: null,
    correctedBy: null,
  }

  it('no finding, claim, document, script or maker is in the frame', () => {
    const snapshot = onAir(COAT, {
      findings: [finding],
      claims: [
        {
          id: '01JD0000000000000000000051',
          sessionId: SESSION.id,
          slotId: SLOT.id,
          productId: COAT.id,
          text: 'SECRET-CLAIM',
          speaker: 'host',
          source: 'typed',
          at: NOW,
          monoMs: 1,
          corrects: [],
          offsetMs: 1,
        },
      ],
    })
    expect(JSON.stringify(framed(snapshot))).not.toContain('SECRET')
  })

  it('a frame with a finding in it does not fit the schema', () => {
    const frame = framed(onAir(COAT, {}))
    expect(stageFrameSchema.safeParse({ ...frame, findings: [finding] }).success).toBe(false)
    expect(
      stageFrameSchema.safeParse({ ...frame, product: { ...frame.product, documents: [] } }).success,
    ).toBe(false)
  })
})
