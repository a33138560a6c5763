import type { Failure } from '../../domain/contract/result.ts'
import type { EpochMs, Ulid } from '../../domain/model/scalars.ts'
import type { SubtitleCue } from '../../domain/transcript/parseSubtitles.ts'
import type { ClaimSink, Source } from './source.ts'

/** What the player needs. */
export type SubtitlePlayerDeps = {
  readonly sink: ClaimSink
  readonly monoMs: () => number
  /** The session's clock. */
  readonly epochMs: () => EpochMs
  readonly newId: () => Ulid
  readonly onProgress: (progress: PlayerProgress) => void
}

/** Where the player stands. `failure`: an utterance was not saved, and playing has paused before it. */
export type PlayerProgress = {
  readonly state: 'loaded' | 'playing' | 'paused' | 'finished'
  readonly speed: number
  readonly played: number
  readonly failure: Failure | null
}

/**
 * Plays a subtitle file as if it were said now: each cue goes to the sink when its time has come on the monotonic clock, at
 * 0.25 to 60 times its speed. Cues are handed over one by one, in order, each only after the one before is in the log; a slow
 * log makes it late, never makes it lose or swap one. A cue that could not be saved pauses the player and is the first when
 * it goes on, with the same id.
 */
export const createSubtitlePlayer = (deps: SubtitlePlayerDeps, cues: readonly SubtitleCue[]): Source => {
  let index = 0
  let pendingId: Ulid | null = null
  let speed = 1
  /** Position in the file, in ms, at `anchorMs` of the monotonic clock. */
  let positionMs = 0
  let anchorMs = 0
  let state: PlayerProgress['state'] = 'loaded'
  /** Changes with every play, pause and stop, so that a loop that was waiting knows it is no longer the one. */
  let run = 0
  /** Changes when the file starts over, so that a cue still being recorded then does not count into the new round. */
  let round = 0
  let wake: (() => void) | null = null
  let recording: Promise<Failure | null> = Promise.resolve(null)

  const report = (failure: Failure | null): void => deps.onProgress({ state, speed, played: index, failure })
  const nowPosition = (): number => positionMs + (deps.monoMs() - anchorMs) * speed
  const interrupt = (): void => {
    run += 1
    wake?.()
    wake = null
  }
  const rewind = (): void => {
    round += 1
    index = 0
    pendingId = null
    positionMs = 0
  }
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const record = async (cue: SubtitleCue): Promise<Failure | null> => {
    const mine = round
    pendingId ??= deps.newId()
    const saved = await deps.sink({
      id: pendingId,
      text: cue.text,
      speaker: cue.speaker,
      source: 'subtitle',
      saidAt: deps.epochMs(),
    })
    if (!saved.ok) return saved.error
    if (round === mine) {
      pendingId = null
      index += 1
    }
    return null
  }

  const attempt = async (cue: SubtitleCue): Promise<Failure | null> => {
    try {
      return await record(cue)
    } catch {
      return { code: 'unexpected', params: { id: 'subtitles' } }
    }
  }

  const loop = async (mine: number): Promise<void> => {
    // A cue that was on its way when the player was paused comes first.
    await recording
    for (;;) {
      if (run !== mine) return
      const cue = cues[index]
      if (cue === undefined) {
        state = 'finished'
        report(null)
        return
      }
      const waitMs = (cue.startMs - nowPosition()) / speed
      if (waitMs > 0) {
        await sleep(waitMs)
        if (run !== mine) return
      }
      recording = attempt(cue)
      const failure = await recording
      if (run !== mine) return
      if (failure !== null) {
        positionMs = nowPosition()
        state = 'paused'
        run += 1
      }
      report(failure)
    }
  }

  return {
    play: (atSpeed) => {
      interrupt()
      if (state === 'playing') positionMs = nowPosition()
      if (state === 'finished') rewind()
      speed = atSpeed
      anchorMs = deps.monoMs()
      state = 'playing'
      report(null)
      void loop(run)
    },
    pause: () => {
      if (state !== 'playing') return
      positionMs = nowPosition()
      interrupt()
      state = 'paused'
      report(null)
    },
    stop: () => {
      interrupt()
      rewind()
      state = 'loaded'
      report(null)
    },
  }
}
