import { describe, expect, test } from 'vitest'
import { EMPTY_LOG, growClaimLog } from '../../../renderer/console/features/live/claimLog.ts'
import { claim, finding, id, SESSION, snapshotOf } from './samples.ts'

const claims = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => claim(from + index))

describe('the claim log of a window', () => {
  test('keeps what has fallen out of the snapshot, once and in order', () => {
    let log = growClaimLog(EMPTY_LOG, snapshotOf(claims(0, 300), []))
    log = growClaimLog(log, snapshotOf(claims(150, 450), []))
    log = growClaimLog(log, snapshotOf(claims(400, 700), []))
    expect(log.claims.map(({ id: claimId }) => claimId)).toEqual(
      claims(0, 700).map(({ id: claimId }) => claimId),
    )
  })

  test('keeps both parts when some were missed in between', () => {
    let log = growClaimLog(EMPTY_LOG, snapshotOf(claims(0, 10), []))
    log = growClaimLog(log, snapshotOf(claims(50, 60), []))
    expect(log.claims).toHaveLength(20)
  })

  test('shows the newest state of a finding, and remembers it when the snapshot forgets it', () => {
    const open = finding(3)
    let log = growClaimLog(EMPTY_LOG, snapshotOf(claims(0, 5), [open]))
    log = growClaimLog(log, snapshotOf(claims(0, 6), [{ ...open, state: 'corrected' }]))
    log = growClaimLog(log, snapshotOf(claims(4, 7), []))
    expect(log.findings.get(claim(3).id)?.map(({ state }) => state)).toEqual(['corrected'])
  })

  test('leaves the findings of a claim alone when nothing about them changed', () => {
    const open = finding(3)
    const before = growClaimLog(EMPTY_LOG, snapshotOf(claims(0, 5), [open]))
    const after = growClaimLog(before, snapshotOf(claims(0, 6), [open]))
    expect(after.findings.get(claim(3).id)).toBe(before.findings.get(claim(3).id))
  })

  test('another session starts a new log', () => {
    const log = growClaimLog(EMPTY_LOG, snapshotOf(claims(0, 5), []))
    const other = { ...snapshotOf([claim(9)], []), session: { ...SESSION, id: id(2) } }
    expect(growClaimLog(log, other).claims).toEqual([claim(9)])
  })
})
