import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../domain/contract/result.ts'
import type { ClaimDraft } from '../../../domain/model/claim.ts'
import { parseSubtitles } from '../../../domain/transcript/parseSubtitles.ts'
import type { PlayerProgress } from '../../../electron/sources/subtitlePlayer.ts'
import { createSubtitlePlayer } from '../../../electron/sources/subtitlePlayer.ts'
import { systemClock } from '../../../electron/services/clock.ts'
import { codeOf, startTestServices, value } from './startTestServices.ts'

const demo = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'demo-session.srt')
const time = (ms: number): string => new Date(ms).toISOString().slice(11, 23).replace('.', ',')
const srt = (count: number, everyMs: number): string =>
  Array.from(
    { length: count },
    (_each, index) =>
      `${index + 1}\n${time(index * everyMs)} --> ${time(index * everyMs + 500)}\n第 ${index + 1} 句\n`,
  ).join('\n')
const cues = (count: number, everyMs: number) => value(parseSubtitles('a.srt', srt(count, everyMs)))
const file = (text: string) => ({ name: 'a.srt', bytes: new TextEncoder().encode(text) })

const until = async (ready: () => boolean): Promise<void> => {
  const deadline = Date.now() + 20_000
  while (!ready()) {
    if (Date.now() > deadline) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** A player over a sink that takes its time. */
const player = (count: number, everyMs: number, sinkMs: () => number) => {
  const said: ClaimDraft[] = []
  const progress: PlayerProgress[] = []
  let ids = 0
  const source = createSubtitlePlayer(
    {
      sink: async (draft) => {
        await new Promise((resolve) => setTimeout(resolve, sinkMs()))
        said.push(draft)
        return succeed(null)
      },
      monoMs: systemClock.monoMs,
      epochMs: systemClock.epochMs,
      newId: () => String((ids += 1)),
      onProgress: (each) => progress.push(each),
    },
    cues(count, everyMs),
  )
  const texts = (): string[] => said.map((draft) => draft.text)
  const all = Array.from({ length: count }, (_each, index) => `第 ${index + 1} 句`)
  return { source, said, texts, progress, all, state: () => progress.at(-1)?.state }
}

describe('playing a subtitle file', () => {
  test('cues come in their time, at the speed asked for', async () => {
    const { source, texts, all, state } = player(5, 1000, () => 0)
    const began = performance.now()
    source.play(20)
    await until(() => state() === 'finished')
    expect(texts()).toEqual(all)
    expect(performance.now() - began).toBeGreaterThanOrEqual(4 * 50 - 5)
  })

  test('a log that is too slow makes it late; nothing is lost or swapped', async () => {
    const { source, texts, all, state } = player(40, 20, () => Math.random() * 8)
    source.play(60)
    await until(() => state() === 'finished')
    expect(texts()).toEqual(all)
  })

  test('pause holds the cue that is next, and playing goes on with it', async () => {
    const { source, texts, all, state, said } = player(6, 60, () => 1)
    source.play(1)
    await until(() => said.length === 2)
    source.pause()
    const held = said.length
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(said.length).toBeLessThanOrEqual(held + 1)
    expect(state()).toBe('paused')
    source.play(4)
    await until(() => state() === 'finished')
    expect(texts()).toEqual(all)
  })

  test('stopped and played again it begins at the beginning, even while a cue is being written', async () => {
    const { source, texts, all, state, said } = player(4, 5, () => 10)
    source.play(1)
    await until(() => said.length === 1)
    source.stop()
    source.play(1)
    await until(() => state() === 'finished')
    expect(texts().slice(-4)).toEqual(all)
    expect(texts().length).toBeLessThanOrEqual(6)
  })

  test('a cue that is not saved pauses it, and it goes on with the same cue under the same id', async () => {
    let broken = true
    const tried: string[] = []
    const said: string[] = []
    const progress: PlayerProgress[] = []
    let ids = 0
    const source = createSubtitlePlayer(
      {
        sink: async (draft) => {
          tried.push(draft.id)
          if (broken && draft.text === '第 2 句') return fail('storage-disk-full', {})
          said.push(draft.text)
          return succeed(null)
        },
        monoMs: systemClock.monoMs,
        epochMs: systemClock.epochMs,
        newId: () => String((ids += 1)),
        onProgress: (each) => progress.push(each),
      },
      cues(3, 10),
    )
    source.play(1)
    await until(() => progress.at(-1)?.state === 'paused')
    expect(progress.at(-1)).toMatchObject({ played: 1, failure: { code: 'storage-disk-full' } })
    broken = false
    source.play(1)
    await until(() => progress.at(-1)?.state === 'finished')
    expect(said).toEqual(['第 1 句', '第 2 句', '第 3 句'])
    expect(tried).toEqual(['1', '2', '2', '3'])
  })
})

describe('a subtitle file on air', () => {
  test('the demo session at 60×: every cue is logged in order with its source, and the progress is shown', async () => {
    const clock = Object.assign(systemClock, {})
    const app = await startTestServices({
      clock: { ...clock, advance: () => undefined, setBack: () => undefined },
    })
    const sessionId = await app.goLive()
    const bytes = new Uint8Array(readFileSync(demo))
    const expected = value(parseSubtitles('demo.srt', new TextDecoder().decode(bytes)))
    // The first half minute of it: the whole is what the demo plays.
    const { cues: count } = value(app.services.playback.load({ name: 'demo-session.srt', bytes }))
    expect(count).toBe(expected.length)
    value(await app.execute({ type: 'playSubtitles', speed: 60 }))
    await until(() => (app.services.state.snapshot().playback?.cuesPlayed ?? 0) >= 12)
    value(await app.execute({ type: 'pauseSubtitles' }))
    const claims = value(await app.services.review.read(sessionId)).claims
    expect(claims.map((claim) => claim.text)).toEqual(expected.slice(0, claims.length).map((cue) => cue.text))
    expect(new Set(claims.map((claim) => claim.source))).toEqual(new Set(['subtitle']))
    expect(app.services.state.snapshot().playback).toMatchObject({
      state: 'paused',
      cuesTotal: count,
      speed: 60,
    })
  })

  test('ending the session lets go of the file', async () => {
    const app = await startTestServices()
    await app.goLive()
    value(app.services.playback.load(file(srt(50, 10))))
    value(await app.execute({ type: 'playSubtitles', speed: 60 }))
    value(await app.execute({ type: 'end' }))
    expect(app.services.state.snapshot().playback).toBeNull()
    expect(codeOf(await app.execute({ type: 'playSubtitles', speed: 1 }))).toBe('session-not-live')
  })

  test('a file that is none is refused with its line', async () => {
    const app = await startTestServices()
    await app.goLive()
    const refused = app.services.playback.load(file('1\n00:00:01,000 -> 00:00:02,000\n你好\n'))
    expect(codeOf(refused)).toMatch(/^subtitle-/)
    expect(codeOf(await app.execute({ type: 'playSubtitles', speed: 1 }))).toBe('live-no-subtitles')
  })
})
