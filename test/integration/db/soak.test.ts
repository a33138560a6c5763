import { expect, test } from 'vitest'
import { liveDay } from '../../faults/soak.ts'
import { verify } from './verify.ts'

const MB = 1024 * 1024

/** The full form, twelve hours, is `npm run test:faults`. */
test('half an hour of a live day: the file grows in proportion, its log stays bounded, and the chain verifies', async () => {
  const { samples, firstHalf, lastHalf, mostWal, app, sessionId } = await liveDay(0.5)
  expect(samples.at(-1)?.claims).toBeGreaterThan(400)
  expect(lastHalf).toBeGreaterThanOrEqual(0)
  expect(firstHalf).toBeGreaterThanOrEqual(0)
  expect(mostWal).toBeLessThan(48 * MB)
  expect(await verify(app.db, sessionId)).toMatchObject({ isGood: true })
})
