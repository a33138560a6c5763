import type { HandedFile } from '../../domain/contract/ipc.ts'
import type { Result } from '../../domain/contract/result.ts'
import { fail, succeed } from '../../domain/contract/result.ts'
import type { Ulid } from '../../domain/model/scalars.ts'
import { parseSubtitles } from '../../domain/transcript/parseSubtitles.ts'
import type { ClaimSink, Source } from '../sources/source.ts'
import type { PlayerProgress } from '../sources/subtitlePlayer.ts'
import { createSubtitlePlayer } from '../sources/subtitlePlayer.ts'
import type { Clock } from './clock.ts'
import type { LiveActs } from './liveActs.ts'
import type { LiveState } from './liveState.ts'

/** Progress goes to the screens at most this often while cues run, in ms. */
const PROGRESS_EVERY_MS = 200

/** The subtitle file of the session on air. */
export type Playback = {
  /** Reads a file and makes it ready. Fails with a `subtitle-*` code, or `session-not-live`. */
  readonly load: (file: HandedFile) => Result<{ readonly cues: number }>
  readonly play: (speed: number) => Result<null>
  readonly pause: () => Result<null>
  readonly stop: () => Result<null>
  /** Lets go of the file, at the end of a session. */
  readonly unload: () => void
}

/** What playing needs. */
export type PlaybackDeps = {
  readonly state: LiveState
  readonly acts: LiveActs
  readonly clock: Clock
  readonly newId: () => Ulid
  readonly sink: ClaimSink
}

/** The text of a file: UTF-8, or the encoding of older Chinese tools. */
const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The player with its progress in the live state. */
export const createPlayback = (deps: PlaybackDeps): Playback => {
  let player: Source | null = null
  let shownAt = Number.NEGATIVE_INFINITY

  const show = (fileName: string, total: number, progress: PlayerProgress): void => {
    const known = deps.state.snapshot().playback
    const now = deps.clock.monoMs()
    const running =
      progress.state === 'playing' && known?.state === 'playing' && known.speed === progress.speed
    if (running && now - shownAt < PROGRESS_EVERY_MS) return
    shownAt = now
    deps.state.change({
      set: {
        playback: {
          fileName,
          state: progress.state,
          speed: progress.speed,
          cuesTotal: total,
          cuesPlayed: progress.played,
        },
      },
    })
  }
  const withPlayer = (work: (source: Source) => void): Result<null> => {
    if (player === null) return fail('live-no-subtitles', {})
    work(player)
    return succeed(null)
  }

  return {
    load: (file) => {
      if (deps.state.snapshot().session === null) return fail('session-not-live', {})
      const parsed = parseSubtitles(file.name, decode(file.bytes))
      if (!parsed.ok) return parsed
      player?.stop()
      const cues = parsed.value
      const created = createSubtitlePlayer(
        {
          sink: deps.sink,
          monoMs: deps.clock.monoMs,
          epochMs: () => deps.acts.now().at,
          newId: deps.newId,
          onProgress: (progress) => {
            if (player === created) show(file.name, cues.length, progress)
          },
        },
        cues,
      )
      player = created
      show(file.name, cues.length, { state: 'loaded', speed: 1, played: 0, failure: null })
      return succeed({ cues: cues.length })
    },
    play: (speed) => withPlayer((source) => source.play(speed)),
    pause: () => withPlayer((source) => source.pause()),
    stop: () => withPlayer((source) => source.stop()),
    unload: () => {
      const source = player
      player = null
      source?.stop()
    },
  }
}
