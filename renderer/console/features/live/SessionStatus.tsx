import { Clock3, Power, TrendingDown, TrendingUp } from 'lucide-react'
import { useMemo } from 'react'
import { lineupTiming } from '../../../../domain/lineup/timing.ts'
import { formatSpan, formatTimeOfDay } from '../../../shared/formatTime.ts'
import { timedLineup } from '../../../shared/live/onAir.ts'
import { useNow } from '../../../shared/live/useNow.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { TopBarStatus } from '../../TopBar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { HoldButton } from '../../ui/HoldButton.tsx'
import { endSession } from './liveActions.ts'
import './session-status.css'

/** How long 下播 must be held, in ms. */
const HOLD_TO_END_MS = 1000

/** Less than this ahead or behind is on plan, in ms. */
const ON_PLAN_MS = 60_000

const two = (value: number): string => String(value).padStart(2, '0')

/** The session's own clock, always with hours: `01:12:45`. */
const sessionClock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
}

/** The line of the session in the top bar: its clock, ahead or behind the plan, when it ends, and the way to end it. */
export const SessionStatus = () => {
  const t = useTranslate()
  const snapshot = useLiveStore((state) => state.snapshot)
  const lineup = useMemo(() => timedLineup(snapshot), [snapshot])
  const now = useNow()
  const timing = lineupTiming(lineup, now)
  const toCome = snapshot.slots.filter((slot) => slot.state === 'queued').length
  return (
    <TopBarStatus>
      <div className="session-status">
        {snapshot.session?.kind === 'rehearsal' ? (
          <Badge tone="next">{t('live.session.rehearsal')}</Badge>
        ) : null}
        <span className="session-clock" role="timer" aria-label={t('live.session.clock')}>
          {sessionClock(timing.elapsedMs)}
        </span>
        <Pace offsetMs={timing.offsetMs} />
        <span className="session-fact session-ends">
          {t('live.session.ends', { time: formatTimeOfDay(timing.expectedEndAt) })}
        </span>
        <span className="session-fact session-left">
          {toCome === 0 ? t('live.session.lastSlot') : t('live.session.left', { count: toCome })}
        </span>
        <span className="session-end">
          <HoldButton
            tone="danger"
            holdMs={HOLD_TO_END_MS}
            onHeld={() => void endSession()}
            isDisabled={false}
            hint={t('live.end.hint')}
            icon={<Power aria-hidden />}
          >
            {t('live.end.hold')}
          </HoldButton>
        </span>
      </div>
    </TopBarStatus>
  )
}

const Pace = ({ offsetMs }: { offsetMs: number }) => {
  const t = useTranslate()
  const language = useLanguage()
  const minutes = Math.round(Math.abs(offsetMs) / 60_000) * 60_000
  if (minutes < ON_PLAN_MS) {
    return (
      <span className="session-fact">
        <Clock3 aria-hidden />
        {t('live.session.onTime')}
      </span>
    )
  }
  const span = formatSpan(language, minutes)
  return offsetMs > 0 ? (
    <span className="session-fact session-behind">
      <TrendingDown aria-hidden />
      {t('live.session.behind', { span })}
    </span>
  ) : (
    <span className="session-fact session-ahead">
      <TrendingUp aria-hidden />
      {t('live.session.ahead', { span })}
    </span>
  )
}
