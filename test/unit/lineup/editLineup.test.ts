import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LineupEdit } from '../../../domain/contract/ipc.ts'
import type { LineupPlan } from '../../../domain/lineup/editLineup.ts'
import { editLineup, MAX_SLOTS, restorePlan } from '../../../domain/lineup/editLineup.ts'
import {
  emptyHistory,
  HISTORY_LIMIT,
  remember,
  stepBack,
  stepForward,
} from '../../../domain/lineup/history.ts'
import { id, MINUTE, product, session, slotsFor } from './samples.ts'

const library = new Map(['a', 'b', 'c', 'd', 'e'].map((each) => [each, product(each)]))
const start: LineupPlan = {
  session: session(),
  slots: slotsFor(['a', 'b', 'c', 'd'].map((each) => product(each))),
}

const deps = () => {
  let last = 1000
  return { newId: () => id((last += 1)), products: library }
}
const edit = (plan: LineupPlan, change: LineupEdit): LineupPlan => {
  const result = editLineup(deps(), plan, change)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const refusal = (plan: LineupPlan, change: LineupEdit): unknown => {
  const result = editLineup(deps(), plan, change)
  return result.ok ? 'ok' : result.error
}
const order = (plan: LineupPlan): string[] => plan.slots.map((slot) => slot.productId ?? slot.title)

describe('editing a lineup', () => {
  test('products are added at the end with their own price and five minutes', () => {
    const after = edit(start, { type: 'addProducts', productIds: ['e', 'a'] })
    expect(order(after)).toEqual(['a', 'b', 'c', 'd', 'e', 'a'])
    expect(after.slots[4]).toMatchObject({ position: 5, price: 9900, plannedMs: 5 * MINUTE, state: 'queued' })
  })

  test('a product that is not in the library is named, and nothing is added', () => {
    expect(refusal(start, { type: 'addProducts', productIds: ['e', 'zz'] })).toEqual({
      code: 'lineup-product-unknown',
      params: { id: 'zz' },
    })
  })

  test('a break has a title and no price', () => {
    const after = edit(start, { type: 'addBreak', title: '抽奖', plannedMs: MINUTE })
    expect(after.slots[4]).toMatchObject({ productId: null, title: '抽奖', price: null })
    expect(refusal(after, { type: 'setPrice', slotId: after.slots[4]?.id ?? '', price: 1 })).toEqual({
      code: 'lineup-break-has-no-price',
      params: { position: 5 },
    })
  })

  test('removed slots close the gap: link numbers stay 1, 2, 3', () => {
    const after = edit(start, { type: 'removeSlots', slotIds: [id(102)] })
    expect(order(after)).toEqual(['a', 'c', 'd'])
    expect(after.slots.map((slot) => slot.position)).toEqual([1, 2, 3])
  })

  test('slots move together in their order, before a slot or to the end', () => {
    const move = (slotIds: string[], beforeSlotId: string | null): string[] =>
      order(edit(start, { type: 'moveSlots', slotIds, beforeSlotId }))
    expect(move([id(104)], id(101))).toEqual(['d', 'a', 'b', 'c'])
    expect(move([id(103), id(101)], null)).toEqual(['b', 'd', 'a', 'c'])
    expect(move([id(101), id(102)], id(102))).toEqual(['a', 'b', 'c', 'd'])
    expect(move([id(101)], id(103))).toEqual(['b', 'a', 'c', 'd'])
  })

  test('a slot that is on air or has been cannot be removed', () => {
    const live = {
      ...start,
      slots: start.slots.map((slot, at) => (at === 1 ? { ...slot, state: 'live' as const } : slot)),
    }
    expect(refusal(live, { type: 'removeSlots', slotIds: [id(101), id(102)] })).toEqual({
      code: 'lineup-slot-aired',
      params: { position: 2 },
    })
  })

  test('a lineup that would grow too long is refused whole', () => {
    const full = { ...start, slots: slotsFor(Array.from({ length: MAX_SLOTS }, () => product('a'))) }
    expect(refusal(full, { type: 'addProducts', productIds: ['a'] })).toEqual({
      code: 'lineup-too-long',
      params: { limit: MAX_SLOTS },
    })
  })

  test('a session without a product is a draft, with one it is ready, and on air it stays live', () => {
    const emptied = edit(start, { type: 'removeSlots', slotIds: start.slots.map((slot) => slot.id) })
    expect(emptied.session.state).toBe('draft')
    expect(edit(emptied, { type: 'addBreak', title: '暖场', plannedMs: MINUTE }).session.state).toBe('draft')
    expect(edit(emptied, { type: 'addProducts', productIds: ['a'] }).session.state).toBe('ready')
    const live = { ...start, session: session({ state: 'live', startedAt: 5 }) }
    expect(edit(live, { type: 'addProducts', productIds: ['e'] }).session.state).toBe('live')
  })

  test('every edit keeps positions without gaps and no slot twice', () => {
    const someIds = fc.uniqueArray(fc.integer({ min: 99, max: 106 }).map(id), { minLength: 1, maxLength: 4 })
    const edits: fc.Arbitrary<LineupEdit> = fc.oneof(
      fc.record({ type: fc.constant('removeSlots' as const), slotIds: someIds }),
      fc.record({
        type: fc.constant('moveSlots' as const),
        slotIds: someIds,
        beforeSlotId: fc.option(fc.integer({ min: 100, max: 105 }).map(id)),
      }),
      fc.record({
        type: fc.constant('addProducts' as const),
        productIds: fc.array(fc.constantFrom('a', 'e', 'x'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ type: fc.constant('setPlanned' as const), slotIds: someIds, plannedMs: fc.nat(1e6) }),
    )
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 20 }), (changes) => {
        const own = deps()
        let plan = start
        for (const change of changes) {
          const result = editLineup(own, plan, change)
          if (result.ok) plan = result.value
          expect(plan.slots.map((slot) => slot.position)).toEqual(plan.slots.map((_slot, at) => at + 1))
          expect(new Set(plan.slots.map((slot) => slot.id)).size).toBe(plan.slots.length)
        }
      }),
    )
  })
})

describe('taking edits back', () => {
  test('steps go back and forward again, and a new edit forgets what was taken back', () => {
    const renamed = edit(start, {
      type: 'setSession',
      title: '改名',
      host: '',
      kind: 'rehearsal',
      steps: null,
      plannedStartAt: null,
    })
    const back = stepBack(remember(emptyHistory<LineupPlan>(), start), renamed)
    expect(back?.state).toBe(start)
    const forward = back === null ? null : stepForward(back.history, start)
    expect(forward?.state).toBe(renamed)
    expect(back === null ? null : remember(back.history, start).future).toEqual([])
  })

  test('a hundred steps are kept', () => {
    let history = emptyHistory<number>()
    for (let step = 0; step < HISTORY_LIMIT + 20; step += 1) history = remember(history, step)
    expect(history.past).toHaveLength(HISTORY_LIMIT)
    expect(history.past[0]).toBe(20)
  })

  test('taking an edit back on air keeps what has happened on air since', () => {
    const edited = edit(start, { type: 'setPrice', slotId: id(101), price: 5000 })
    const aired: LineupPlan = {
      session: session({ state: 'live', startedAt: 77 }),
      slots: edited.slots.map((slot) =>
        slot.id === id(101) ? { ...slot, state: 'live' as const, startedAt: 80, airedMs: 12 } : slot,
      ),
    }
    const restored = restorePlan(aired, start)
    if (!restored.ok) throw new Error(restored.error.code)
    expect(restored.value.slots[0]).toMatchObject({ price: 9900, state: 'live', startedAt: 80, airedMs: 12 })
    expect(restored.value.session).toMatchObject({ state: 'live', startedAt: 77 })
  })

  test('an added slot that has been on air cannot be taken back', () => {
    const added = edit(start, { type: 'addProducts', productIds: ['e'] })
    const aired = { ...added, slots: added.slots.map((slot) => ({ ...slot, state: 'done' as const })) }
    const restored = restorePlan(aired, start)
    expect(restored).toEqual({ ok: false, error: { code: 'lineup-slot-aired', params: { position: 5 } } })
  })
})
