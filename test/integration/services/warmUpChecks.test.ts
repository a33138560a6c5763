import { expect, test } from 'vitest'
import { warmUpChecks } from '../../../electron/services/warmUpChecks.ts'
import { shipped } from '../../rules/shippedPacks.ts'

test('what waits in the loop is let in while checks are warmed up, and it ends', async () => {
  let turns = 0
  const count = (): void => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  await warmUpChecks(shipped)
  clearImmediate(next)
  expect(turns).toBeGreaterThan(0)
})
