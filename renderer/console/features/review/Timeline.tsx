import { type MouseEvent, useMemo } from 'react'
import type { SessionRecord } from '../../../../domain/contract/ipc.ts'
import { formatTimeOfDay } from '../../../shared/formatTime.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { timelineShapes } from './timelineShapes.ts'
import './timeline.css'

/** A band narrower than this share of the strip has no room for its number. */
const LABELLED_BAND = 0.024

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

type TimelineProps = {
  readonly record: SessionRecord
  /** Moment of what is chosen, in ms since the epoch; null = nothing is. */
  readonly chosenAt: number | null
  readonly onJump: (at: number) => void
}

/** The session on one strip: products as bands, claims as ticks, findings as flags. A press jumps to that moment. */
export const Timeline = ({ record, chosenAt, onJump }: TimelineProps) => {
  const t = useTranslate()
  const shapes = useMemo(() => timelineShapes(record), [record])
  if (shapes === null) return null
  const span = Math.max(1, shapes.end - shapes.start)
  const jump = (event: MouseEvent<HTMLButtonElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    // A press by keyboard has no place: it leads to the beginning.
    const share = event.detail === 0 ? 0 : (event.clientX - box.left) / box.width
    onJump(shapes.start + Math.min(1, Math.max(0, share)) * span)
  }
  return (
    <div className="timeline">
      <svg className="timeline-strip" aria-hidden>
        {shapes.bands.map((band, index) => (
          <g key={`${String(band.from)}${String(band.position)}`}>
            <rect
              className={index % 2 === 0 ? 'timeline-band' : 'timeline-band timeline-band-other'}
              x={percent(band.from)}
              y="16"
              width={percent(Math.max(0.001, band.to - band.from))}
              height="20"
            >
              <title>{`${String(band.position)} ${band.name}`}</title>
            </rect>
            {band.to - band.from < LABELLED_BAND ? null : (
              <text className="timeline-number" x={percent(band.from)} dx="6" y="30">
                {band.position}
              </text>
            )}
          </g>
        ))}
        {shapes.ticks.map((share) => (
          <rect key={share} className="timeline-tick" x={percent(share)} y="38" width="1" height="6" />
        ))}
        {shapes.flags.map((flag) => (
          <svg key={flag.at} x={percent(flag.at)} y="0" overflow="visible">
            <path
              className={`timeline-flag timeline-flag-${flag.severity}`}
              data-open={flag.open ? '' : undefined}
              d={FLAGS[flag.severity]}
            />
          </svg>
        ))}
        {chosenAt === null ? null : (
          <rect
            className="timeline-chosen"
            x={percent(Math.min(1, Math.max(0, (chosenAt - shapes.start) / span)))}
            y="0"
            width="2"
            height="48"
          />
        )}
      </svg>
      <button
        type="button"
        className="timeline-press"
        aria-label={`${t('review.timeline.label')}: ${t('review.timeline.hint')}`}
        title={t('review.timeline.hint')}
        onClick={jump}
      />
      <div className="timeline-times">
        <span>{formatTimeOfDay(shapes.start)}</span>
        <span>{formatTimeOfDay(shapes.start + span / 2)}</span>
        <span>{formatTimeOfDay(shapes.end)}</span>
      </div>
    </div>
  )
}

/** A pole with a square (拦截), a triangle (警告) or a dot (提示) at its head. */
const FLAGS = {
  block: 'M0 1h8v8H1v7H0z',
  warn: 'M0 1l8 4.5L1 10v6H0z',
  note: 'M0 7h1v9H0zM0 4.5a2.5 2.5 0 1 1 5 0a2.5 2.5 0 1 1-5 0',
} as const
