import { Captions, Pause, Play, Square } from 'lucide-react'
import { useRef, useState } from 'react'
import { MAX_IMPORT_BYTES } from '../../../../domain/contract/ipc.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { askMain, sendCommand } from '../../bridge/askMain.ts'
import { showFailure } from '../../stores/noticeStore.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Select } from '../../ui/Select.tsx'
import './subtitle-bar.css'

const SPEEDS = ['1', '2', '5', '10', '20', '60'] as const
type Speed = (typeof SPEEDS)[number]

const MEBIBYTE = 1024 * 1024

const nearestSpeed = (speed: number): Speed => SPEEDS.find((option) => Number(option) >= speed) ?? '60'

/** Loads a subtitle file and plays it as if it were being said now, 1× to 60×. */
export const SubtitleBar = () => {
  const t = useTranslate()
  const playback = useLiveStore((state) => state.snapshot.playback)
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Speed>('1')

  const load = async (file: File): Promise<void> => {
    if (file.size > MAX_IMPORT_BYTES) {
      showFailure({
        code: 'import-too-large',
        params: {
          file: file.name,
          size: Math.ceil(file.size / MEBIBYTE),
          limit: MAX_IMPORT_BYTES / MEBIBYTE,
        },
      })
      return
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    await askMain('live.loadSubtitles', { file: { name: file.name, bytes } })
  }
  const choose = (
    <input
      ref={input}
      type="file"
      className="visually-hidden"
      accept=".srt,.vtt"
      aria-label={t('live.subtitles.load')}
      tabIndex={-1}
      onChange={(event) => {
        const file = event.target.files?.[0]
        event.target.value = ''
        if (file !== undefined) void load(file)
      }}
    />
  )
  if (playback === null) {
    return (
      <span className="subtitles">
        {choose}
        <Button
          tone="quiet"
          size="small"
          icon={<Captions aria-hidden />}
          onPress={() => input.current?.click()}
        >
          {t('live.subtitles.load')}
        </Button>
      </span>
    )
  }
  const playing = playback.state === 'playing'
  const speed = playback.state === 'loaded' ? chosen : nearestSpeed(playback.speed)
  const play = (next: Speed): void => void sendCommand({ type: 'playSubtitles', speed: Number(next) })
  return (
    <span className="subtitles" title={playback.fileName}>
      {choose}
      <span className="subtitles-progress">
        {playback.state === 'finished'
          ? t('live.subtitles.finished')
          : t('live.subtitles.progress', { played: playback.cuesPlayed, total: playback.cuesTotal })}
        <progress
          className="subtitles-bar"
          aria-label={playback.fileName}
          value={playback.cuesPlayed}
          max={Math.max(1, playback.cuesTotal)}
        />
      </span>
      <Select
        label={t('live.subtitles.speed')}
        showLabel={false}
        options={SPEEDS.map((value) => ({ value, title: `${value}×` }))}
        value={speed}
        onChange={(next) => {
          setChosen(next)
          if (playing) play(next)
        }}
      />
      <IconButton
        label={playing ? t('live.subtitles.pause') : t('live.subtitles.play')}
        size="small"
        onPress={() => (playing ? void sendCommand({ type: 'pauseSubtitles' }) : play(speed))}
      >
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      {playing ? null : (
        <IconButton label={t('live.subtitles.loadOther')} size="small" onPress={() => input.current?.click()}>
          <Captions aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t('live.subtitles.stop')}
        size="small"
        onPress={() => void sendCommand({ type: 'stopSubtitles' })}
      >
        <Square aria-hidden />
      </IconButton>
    </span>
  )
}
