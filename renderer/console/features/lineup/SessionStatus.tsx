import { CalendarPlus, Check, ChevronDown, SlidersHorizontal } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { plannedTotalMs } from '../../../../domain/lineup/timing.ts'
import type { Session, Slot } from '../../../../domain/model/lineup.ts'
import { formatDayTime, formatSpan, formatTimeOfDay } from '../../../shared/formatTime.ts'
import { type Translate, useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { TopBarStatus } from '../../TopBar.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { openSession, openSessions, showDialog, useLineupStore } from './lineupStore.ts'

/** In the top bar: which session is being prepared, how long it is, when it would end. */
export const SessionStatus = () => {
  const t = useTranslate()
  const language = useLanguage()
  const sessions = useLineupStore((state) => state.sessions)
  const lineup = useLineupStore((state) => state.current?.lineup ?? null)
  const entries = openSessions(sessions).map(({ session, slots }) => ({
    id: session.id,
    title: `${session.title} · ${t('lineup.session.slots', { count: slots })}`,
    icon: session.id === lineup?.session.id ? <Check aria-hidden /> : null,
    run: () => void openSession(session.id),
  }))
  return (
    <TopBarStatus>
      <Menu
        label={t('lineup.session.menu')}
        trigger={
          <AriaButton className="session-button" aria-label={t('lineup.session.menu')}>
            <span className="ellipsis">{lineup?.session.title ?? t('lineup.session.none')}</span>
            <ChevronDown aria-hidden />
          </AriaButton>
        }
        entries={[
          ...entries,
          {
            id: 'new',
            title: t('lineup.session.new'),
            icon: <CalendarPlus aria-hidden />,
            run: () => showDialog('new-session'),
          },
        ]}
      />
      {lineup === null ? null : (
        <>
          <IconButton label={t('lineup.session.settings')} onPress={() => showDialog('session')}>
            <SlidersHorizontal aria-hidden />
          </IconButton>
          {lineup.session.kind === 'rehearsal' ? (
            <Badge tone="note">{t('sessionKind.rehearsal')}</Badge>
          ) : null}
          <span className="session-facts ellipsis">
            {sessionFacts(
              t,
              (at) => formatDayTime(language, at),
              (ms) => formatSpan(language, ms),
              lineup,
            )}
          </span>
        </>
      )}
    </TopBarStatus>
  )
}

const sessionFacts = (
  t: Translate,
  day: (at: number) => string,
  span: (ms: number) => string,
  lineup: { readonly session: Session; readonly slots: readonly Slot[] },
): string => {
  const { session, slots } = lineup
  const totalMs = plannedTotalMs(slots)
  const parts = [t('lineup.session.count', { count: slots.filter((slot) => slot.productId !== null).length })]
  if (totalMs > 0) parts.push(t('lineup.session.total', { span: span(totalMs) }))
  const start = session.plannedStartAt
  if (start !== null) {
    parts.unshift(t('lineup.session.startsAt', { time: day(start) }))
    if (totalMs > 0) parts.push(t('lineup.session.endsAt', { time: formatTimeOfDay(start + totalMs) }))
  }
  return parts.join(' · ')
}
