import { Check, ChevronLeft, ChevronRight, Info, OctagonX, ShieldCheck, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { Finding } from '../../../../domain/model/claim.ts'
import type { Ulid } from '../../../../domain/model/scalars.ts'
import { formatTimeOfDay } from '../../../shared/formatTime.ts'
import { openFindings } from '../../../shared/live/severity.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { isComposing } from '../../../shared/useKeys.ts'
import { useLocalText, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useClaimLogStore } from './claimLogStore.ts'
import { LawList } from './LawList.tsx'
import { acknowledgeReminder, correctReminder, dismissReminder } from './liveActions.ts'
import { MarkedText } from './MarkedText.tsx'
import { pinReminder, unpinReminder, useReminderStore } from './reminderStore.ts'
import './reminder-panel.css'

const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const

/** Shortest reason a dismissal takes, in characters. */
const MIN_REASON = 2
const MAX_REASON = 200

/** How many of the findings dealt with last are listed while nothing is open. */
const HANDLED_SHOWN = 4

/**
 * The one place where a reminder appears. It keeps its size whether there is one or not, so that nothing beside it ever
 * moves; a new one of the same gravity only raises the count.
 */
export const ReminderPanel = () => {
  const t = useTranslate()
  const findings = useLiveStore((state) => state.snapshot.findings)
  const shownId = useReminderStore((state) => state.shownId)
  const finding = findings.find(({ id }) => id === shownId) ?? null
  const open = useMemo(() => openFindings(findings), [findings])
  return (
    <section
      className="reminder"
      aria-label={t('live.reminder.title')}
      data-severity={finding?.state === 'open' ? finding.severity : undefined}
    >
      {finding === null ? (
        <NoReminder findings={findings} />
      ) : (
        <Reminder key={finding.id} finding={finding} open={open} />
      )}
      <Announcement finding={finding} />
    </section>
  )
}

const NoReminder = ({ findings }: { findings: readonly Finding[] }) => {
  const t = useTranslate()
  const handled = useMemo(
    () =>
      findings
        .filter((finding) => finding.state !== 'open')
        .sort((a, b) => (b.stateAt ?? 0) - (a.stateAt ?? 0))
        .slice(0, HANDLED_SHOWN),
    [findings],
  )
  return (
    <div className="reminder-none">
      <ShieldCheck aria-hidden className="reminder-none-icon" />
      <p className="reminder-none-title">{t('live.reminder.none')}</p>
      <p className="reminder-none-text">{t('live.reminder.noneText')}</p>
      {handled.length === 0 ? null : (
        <div className="reminder-handled">
          <h3>{t('live.reminder.handled')}</h3>
          <ul>
            {handled.map((finding) => (
              <li key={finding.id}>
                <button type="button" onClick={() => pinReminder(finding.id)}>
                  <Check aria-hidden />
                  <span className="reminder-handled-state">{t(`findingState.${finding.state}`)}</span>
                  <span className="ellipsis">
                    {finding.claimId === null ? t('live.mustSay.missed') : finding.quote}
                  </span>
                  <span className="reminder-handled-time">{formatTimeOfDay(finding.at)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

const Reminder = ({ finding, open }: { finding: Finding; open: readonly Finding[] }) => {
  const t = useTranslate()
  const local = useLocalText()
  const [dismissing, setDismissing] = useState(false)
  const Icon = ICONS[finding.severity]
  const { words } = finding
  return (
    <>
      <header className="reminder-head">
        <Icon aria-hidden />
        <strong>{t(`severity.${finding.severity}`)}</strong>
        <span>{t(`family.${finding.family}`)}</span>
        <span className="reminder-rule">{finding.family}</span>
        <Place finding={finding} open={open} />
      </header>
      <div className="reminder-body" tabIndex={-1}>
        <Said finding={finding} />
        <p className="reminder-message">{local(words.message)}</p>
        <div className="reminder-say">
          <h3>{t('live.reminder.sayNow')}</h3>
          <p className="reminder-words selectable" lang="zh-CN">
            {t('live.reminder.quotedCorrection', { words: words.correction })}
          </p>
        </div>
        <dl className="reminder-facts">
          <Detail name={t('live.reminder.insteadSay')}>{local(words.suggestion)}</Detail>
          <Detail name={t('live.reminder.law')}>
            <LawList basis={words.basis} />
          </Detail>
          {words.penalty === '' ? null : <Detail name={t('live.reminder.penalty')}>{words.penalty}</Detail>}
          <CorrectedBy finding={finding} />
        </dl>
      </div>
      {finding.state !== 'open' ? (
        <footer className="reminder-acts">
          <Check aria-hidden className="reminder-state-icon" />
          <span className="reminder-state ellipsis">
            {t(`findingState.${finding.state}`)}
            {finding.reason === '' ? '' : ` · ${finding.reason}`}
          </span>
          <Button onPress={unpinReminder}>{t('live.reminder.dismissCancel')}</Button>
        </footer>
      ) : dismissing ? (
        <DismissForm findingId={finding.id} onClose={() => setDismissing(false)} />
      ) : (
        <footer className="reminder-acts">
          <Button tone="primary" keyHint="F6" onPress={() => correctReminder(performance.now())}>
            {t('live.reminder.corrected')}
          </Button>
          <Button keyHint="F7" onPress={() => acknowledgeReminder(performance.now())}>
            {t('live.reminder.acknowledge')}
          </Button>
          <Button tone="quiet" onPress={() => setDismissing(true)}>
            {t('live.reminder.dismiss')}
          </Button>
        </footer>
      )}
    </>
  )
}

/** The line that put it right, once one has. */
const CorrectedBy = ({ finding }: { finding: Finding }) => {
  const t = useTranslate()
  const claim = useClaimLogStore((state) => state.log.claims.findLast(({ id }) => id === finding.correctedBy))
  if (claim === undefined) return null
  return (
    <Detail name={t('live.reminder.correctedBy')}>
      {formatTimeOfDay(claim.at)} <span lang="zh-CN">{claim.text}</span>
    </Detail>
  )
}

const Detail = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="reminder-fact">
    <dt>{name}</dt>
    <dd className="selectable">{children}</dd>
  </div>
)

/** Who said what and when, with the words in question underlined. */
const Said = ({ finding }: { finding: Finding }) => {
  const t = useTranslate()
  const claim = useClaimLogStore((state) => state.log.claims.findLast(({ id }) => id === finding.claimId))
  return (
    <p className="reminder-said selectable" lang="zh-CN">
      <span className="reminder-who">
        {formatTimeOfDay(finding.at)}
        {claim === undefined ? '' : ` ${t(`speaker.${claim.speaker}`)}`}
      </span>
      {finding.claimId === null ? (
        t('live.mustSay.missed')
      ) : claim === undefined ? (
        finding.quote
      ) : (
        <MarkedText
          text={claim.text}
          marks={[{ start: finding.start, end: finding.end, severity: finding.severity }]}
        />
      )}
    </p>
  )
}

/** Which of the open ones this is, and the way to the others. */
const Place = ({ finding, open }: { finding: Finding; open: readonly Finding[] }) => {
  const t = useTranslate()
  const index = open.findIndex(({ id }) => id === finding.id)
  if (open.length === 0 || (open.length === 1 && index === 0)) return null
  const step = (by: number): void => {
    const target = open[(Math.max(index, 0) + by + open.length) % open.length]
    if (target !== undefined) pinReminder(target.id)
  }
  return (
    <span className="reminder-place">
      <IconButton label={t('live.reminder.previous')} size="small" onPress={() => step(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <span title={t('live.reminder.open', { count: open.length })}>
        {index < 0 ? '–' : index + 1}/{open.length}
      </span>
      <IconButton label={t('live.reminder.next')} size="small" onPress={() => step(index < 0 ? 0 : 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </span>
  )
}

/** Asks for the reason in the place of the buttons; nothing is dismissed without one. */
const DismissForm = ({ findingId, onClose }: { findingId: Ulid; onClose: () => void }) => {
  const t = useTranslate()
  const [reason, setReason] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])

  const dismiss = (text: string): void => {
    if (text.trim().length < MIN_REASON) {
      setTooShort(true)
      input.current?.focus()
      return
    }
    void dismissReminder(findingId, text.trim())
  }
  const usual = [
    t('live.reminder.reason.quoting'),
    t('live.reminder.reason.evidence'),
    t('live.reminder.reason.misheard'),
    t('live.reminder.reason.context'),
  ]
  return (
    <footer className="dismiss">
      <p
        className={tooShort ? 'dismiss-title dismiss-wrong' : 'dismiss-title'}
        role={tooShort ? 'alert' : undefined}
      >
        {tooShort ? t('live.reminder.dismissTooShort') : t('live.reminder.dismissTitle')}
      </p>
      <div className="dismiss-usual">
        {usual.map((text) => (
          <Button key={text} size="small" onPress={() => dismiss(text)}>
            {text}
          </Button>
        ))}
      </div>
      <div className="dismiss-line">
        <input
          ref={input}
          className="dismiss-input"
          aria-label={t('live.reminder.dismissLabel')}
          aria-invalid={tooShort}
          placeholder={t('live.reminder.dismissLabel')}
          maxLength={MAX_REASON}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value)
            setTooShort(false)
          }}
          onKeyDown={(event) => {
            if (isComposing(event.nativeEvent)) return
            if (event.key === 'Enter') {
              event.preventDefault()
              dismiss(reason)
            }
            if (event.key === 'Escape') {
              event.preventDefault()
              event.stopPropagation()
              onClose()
            }
          }}
        />
        <Button tone="primary" onPress={() => dismiss(reason)}>
          {t('live.reminder.dismissConfirm')}
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {t('live.reminder.dismissCancel')}
        </Button>
      </div>
    </footer>
  )
}

/** Reads a new reminder out to those who cannot see it slide in. */
const Announcement = ({ finding }: { finding: Finding | null }) => {
  const t = useTranslate()
  const local = useLocalText()
  return (
    <p className="visually-hidden" role="alert">
      {finding === null || finding.state !== 'open'
        ? ''
        : t('live.reminder.arrived', {
            severity: t(`severity.${finding.severity}`),
            family: t(`family.${finding.family}`),
            quote: finding.claimId === null ? t('live.mustSay.missed') : finding.quote,
            message: local(finding.words.message),
          })}
    </p>
  )
}
