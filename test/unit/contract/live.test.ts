import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LivePatch } from '../../../domain/contract/live.ts'
import { applyLivePatch, EMPTY_SNAPSHOT, LIVE_CLAIM_LIMIT } from '../../../domain/contract/live.ts'
import type { Claim, Finding } from '../../../domain/model/claim.ts'
import { id } from '../lineup/samples.ts'

const patch = (over: Partial<LivePatch>): LivePatch => ({
  revision: 1,
  set: {},
  addClaims: [],
  addSuppressed: [],
  putFindings: [],
  ...over,
})
const claim = (number: number): Claim => ({
  id: id(number),
  sessionId: id(1),
  slotId: null,
  productId: null,
  text: '好',
  speaker: 'host',
  source: 'typed',
  at: number,
  monoMs: number,
  offsetMs: number,
  corrects: [],
})
const finding = (number: number, claimId: string, state: Finding['state']): Finding => ({
  id: id(number),
  claimId,
  sessionId: id(1),
  slotId: null,
  productId: null,
  rule: 'r',
  pack: 'p',
  packVersion: '1',
  family: 'ABS',
  severity: 'warn',
  start: 0,
  end: 1,
  quote: '好',
  words: {
    message: { zh: '不', en: 'no' },
    suggestion: { zh: '改', en: 'say' },
    correction: '更正',
    basis: [{ law: '广告法', article: '', mark: 'confirmed' }],
    penalty: '',
  },
  at: 0,
  state,
  reason: '',
  stateAt: null,
  correctedBy: null,
})

describe('the mirror of the live state', () => {
  test('a patch that was seen already changes nothing', () => {
    const now = { ...EMPTY_SNAPSHOT, revision: 5 }
    expect(applyLivePatch(now, patch({ revision: 5, set: { nowSlotId: id(3) } }))).toBe(now)
  })

  test('a missed patch asks for the whole', () => {
    expect(applyLivePatch(EMPTY_SNAPSHOT, patch({ revision: 2 }))).toBeNull()
  })

  test('values are replaced, others stay', () => {
    const next = applyLivePatch(
      { ...EMPTY_SNAPSHOT, nextSlotId: id(9) },
      patch({ set: { nowSlotId: id(3) } }),
    )
    expect(next).toMatchObject({ revision: 1, nowSlotId: id(3), nextSlotId: id(9) })
  })

  test('the newest claims are kept, and a finding that is still open outlives its claim', () => {
    const claims = Array.from({ length: LIVE_CLAIM_LIMIT }, (_, index) => claim(100 + index))
    const full = {
      ...EMPTY_SNAPSHOT,
      claims,
      findings: [
        finding(1, id(100), 'open'),
        finding(2, id(100), 'dismissed'),
        finding(3, id(101), 'dismissed'),
      ],
    }
    const next = applyLivePatch(full, patch({ addClaims: [claim(999)] }))
    expect(next?.claims).toHaveLength(LIVE_CLAIM_LIMIT)
    expect(next?.claims.at(-1)?.id).toBe(id(999))
    expect(next?.findings.map((each) => each.id)).toEqual([id(1), id(3)])
  })

  test('patches applied one by one by two mirrors end in the same state', () => {
    const arbitrary = fc.array(
      fc.record({
        claims: fc.array(fc.integer({ min: 1, max: 9999 }), { maxLength: 3 }),
        slot: fc.option(fc.integer({ min: 1, max: 9 })),
      }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(arbitrary, (changes) => {
        let main = EMPTY_SNAPSHOT
        let window = EMPTY_SNAPSHOT
        changes.forEach((change, index) => {
          const sent = patch({
            revision: index + 1,
            addClaims: change.claims.map(claim),
            set: { nowSlotId: change.slot === null ? null : id(change.slot) },
          })
          main = applyLivePatch(main, sent) ?? main
          window = applyLivePatch(window, structuredClone(sent)) ?? window
        })
        expect(window).toEqual(main)
      }),
    )
  })
})
