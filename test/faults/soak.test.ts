import { expect, test } from 'vitest'
import { verify } from '../integration/db/verify.ts'
import { writeFaultReport } from './faultReport.ts'
import { liveDay } from './soak.ts'

const HOURS = 12
const MB = 1024 * 1024

test(`${HOURS} hours of a live day: the file grows in proportion, its log stays bounded, memory stays flat`, async () => {
  const { samples, firstHalf, lastHalf, mostWal, seconds, app, sessionId } = await liveDay(HOURS)
  const [first, last] = [samples[1], samples.at(-1)]
  const heapGrowth = (last?.heap ?? 0) / (first?.heap ?? 1)
  expect(lastHalf / firstHalf).toBeGreaterThan(0.6)
  expect(lastHalf / firstHalf).toBeLessThan(1.6)
  expect(mostWal).toBeLessThan(48 * MB)
  expect(heapGrowth).toBeLessThan(1.5)
  expect(await verify(app.db, sessionId)).toMatchObject({ isGood: true })
  writeFaultReport(
    'soak',
    'A live day',
    'The app without its windows over a real file: an utterance every four seconds of the session’s clock, another product every five minutes, findings acknowledged; without waiting in between.',
    {
      'hours of the session': HOURS,
      seconds,
      claims: last?.claims ?? 0,
      'bytes a claim in the first half': Math.round(firstHalf),
      'bytes a claim in the last half': Math.round(lastHalf),
      'largest write-ahead log seen, MB': (mostWal / MB).toFixed(1),
      'heap after 1/10 of the day, MB': ((first?.heap ?? 0) / MB).toFixed(1),
      'heap at its end, MB': ((last?.heap ?? 0) / MB).toFixed(1),
      'chain verifies': 'yes',
    },
  )
})
