import { statSync } from 'node:fs'
import path from 'node:path'
import type { TestApp } from '../integration/services/startTestServices.ts'
import { startTestServices, value } from '../integration/services/startTestServices.ts'
import { labelledLines } from '../fixtures/labelledTexts.ts'

/** Seconds between two utterances on air, and utterances to a product. */
const UTTERANCE_EVERY_MS = 4000
const UTTERANCES_A_SLOT = 75
/** Samples are taken so many times over the run. */
const SAMPLES = 20

/** How the app was at one moment of the day. */
export type SoakSample = {
  readonly claims: number
  /** Bytes. */
  readonly file: number
  readonly wal: number
  readonly heap: number
}

/** What a day came to. */
export type SoakFigures = {
  readonly samples: readonly SoakSample[]
  /** Bytes a claim, in the first and in the last half of the day. */
  readonly firstHalf: number
  readonly lastHalf: number
  readonly mostWal: number
  readonly seconds: number
  readonly app: TestApp
  readonly sessionId: string
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/**
 * So many hours of a live day compressed: an utterance every four seconds of the session's clock (labelled lines, nine of ten
 * clean), another product every five minutes, findings acknowledged as they come. Real services over a real file; no waiting.
 */
export const liveDay = async (hours: number): Promise<SoakFigures> => {
  const startedAt = performance.now()
  const app = await startTestServices()
  const sessionId = await app.goLive()
  const lines = labelledLines()
  const clean = lines.filter(({ labels }) => labels.length === 0)
  const violating = lines.filter(({ labels }) => labels.length > 0)
  const total = Math.round((hours * 3_600_000) / UTTERANCE_EVERY_MS)
  const file = path.join(app.folder, 'trustcue.sqlite')
  const samples: SoakSample[] = []
  const sample = (claims: number): void => {
    globalThis.gc?.()
    samples.push({
      claims,
      file: sizeOf(file) + sizeOf(`${file}-wal`),
      wal: sizeOf(`${file}-wal`),
      heap: process.memoryUsage().heapUsed,
    })
  }
  for (let number = 1; number <= total; number += 1) {
    const from = number % 10 === 0 ? violating : clean
    value(await app.log(from[(number * 37) % from.length]?.text ?? '好'))
    const open = app.services.state.snapshot().findings.find(({ state }) => state === 'open')
    if (open !== undefined) value(await app.execute({ type: 'acknowledge', findingId: open.id }))
    if (number % UTTERANCES_A_SLOT === 0) {
      const { slots, nowSlotId } = app.services.state.snapshot()
      const isLast = slots.at(-1)?.id === nowSlotId
      const first = slots[0]
      value(
        await app.execute(
          isLast && first !== undefined ? { type: 'goTo', slotId: first.id } : { type: 'next' },
        ),
      )
    }
    app.clock.advance(UTTERANCE_EVERY_MS)
    if (number % Math.max(1, Math.floor(total / SAMPLES)) === 0) sample(number)
  }
  const at = (share: number): SoakSample => {
    const found = samples[Math.min(samples.length - 1, Math.floor(samples.length * share))]
    if (found === undefined) throw new Error('too few utterances for a sample')
    return found
  }
  const [begin, middle, end] = [at(0), at(0.5), at(1)]
  const perClaim = (from: SoakSample, to: SoakSample): number =>
    (to.file - to.wal - (from.file - from.wal)) / (to.claims - from.claims)
  return {
    samples,
    firstHalf: perClaim(begin, middle),
    lastHalf: perClaim(middle, end),
    mostWal: Math.max(...samples.map(({ wal }) => wal)),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    app,
    sessionId,
  }
}
