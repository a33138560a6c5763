import { Eraser, EllipsisVertical, FileText, Gavel, Lock, Table2 } from 'lucide-react'
import type { RetainedSession } from '../../../../domain/contract/retention.ts'
import { retentionRule } from '../../../../domain/retention/retentionRules.ts'
import { formatDate } from '../../../shared/formatTime.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Badge, type BadgeTone } from '../../ui/Badge.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import './retention-table.css'
import { askErase, askHold, exportFor, toggleSession, useRetention } from './retentionStore.ts'

const TONES: Readonly<Record<RetainedSession['state'], BadgeTone>> = {
  due: 'warn',
  held: 'accent',
  kept: 'plain',
  erased: 'done',
}

/** Sessions with the day they are kept until, what decides it, and whether somebody holds them. */
export const RetentionTable = ({ sessions }: { sessions: readonly RetainedSession[] }) => {
  const t = useTranslate()
  return (
    <div className="retention-table" role="table" aria-label={t('retention.sessions')}>
      <div className="retention-row retention-row-head" role="row">
        <span role="columnheader">
          <span className="visually-hidden">{t('retention.column.select')}</span>
        </span>
        <span role="columnheader">{t('retention.column.session')}</span>
        <span role="columnheader">{t('retention.column.until')}</span>
        <span role="columnheader">{t('retention.column.why')}</span>
        <span role="columnheader">{t('retention.column.state')}</span>
        <span role="columnheader">
          <span className="visually-hidden">{t('retention.column.acts')}</span>
        </span>
      </div>
      {sessions.map((session) => (
        <SessionRow key={session.sessionId} session={session} />
      ))}
    </div>
  )
}

/** The article that decides most. */
const basisText = ({ group }: RetainedSession): string =>
  retentionRule(group)
    .basis.slice(0, 1)
    .map(({ law, article }) => `${law} ${article}`)
    .join('')

const SessionRow = ({ session }: { session: RetainedSession }) => {
  const t = useTranslate()
  const isChosen = useRetention((state) => state.chosen.has(session.sessionId))
  const { sessionId, title, startedAt, group, years, lastDay, state, claims, erasedClaims } = session
  return (
    <div className="retention-row" role="row" data-state={state}>
      <span role="cell">
        {state === 'due' ? (
          <Checkbox
            aria-label={t('retention.select', { title })}
            isSelected={isChosen}
            onChange={() => toggleSession(sessionId)}
          />
        ) : null}
      </span>
      <span role="cell" className="retention-two">
        <span className="ellipsis" title={title}>
          {title}
        </span>
        <span className="retention-small">
          {[
            ...(state === 'erased' ? [] : [formatDate(startedAt), t('retention.claims', { count: claims })]),
            ...(erasedClaims > 0 ? [t('retention.someErased', { count: erasedClaims })] : []),
          ].join(' · ')}
        </span>
      </span>
      <span role="cell" className="retention-day">
        {lastDay}
      </span>
      <span role="cell" className="retention-two">
        <span>{t('retention.years', { group: t(`retention.group.${group}`), count: years })}</span>
        <span className="retention-small ellipsis" title={basisText(session)}>
          {basisText(session)}
        </span>
      </span>
      <span role="cell" className="retention-two">
        <Badge tone={TONES[state]} icon={state === 'held' ? <Lock aria-hidden /> : null}>
          {t(`retention.state.${state}`)}
        </Badge>
        <StateWords session={session} />
      </span>
      <span role="cell" className="retention-acts">
        {state === 'erased' ? null : (
          <>
            <button
              type="button"
              role="switch"
              className="retention-hold"
              aria-checked={session.hold !== null}
              aria-label={t('retention.holdOf', { title })}
              onClick={() => askHold(session)}
            >
              <Gavel aria-hidden />
              {t('retention.hold')}
            </button>
            <Menu
              label={t('retention.acts', { title })}
              trigger={
                <IconButton label={t('retention.acts', { title })} size="small">
                  <EllipsisVertical aria-hidden />
                </IconButton>
              }
              entries={[
                {
                  id: 'html',
                  title: t('retention.exportHtml'),
                  icon: <FileText aria-hidden />,
                  run: () => void exportFor({ kind: 'session', sessionId }, 'html'),
                },
                {
                  id: 'jsonl',
                  title: t('retention.exportJsonl'),
                  icon: <Table2 aria-hidden />,
                  run: () => void exportFor({ kind: 'session', sessionId }, 'jsonl'),
                },
                {
                  id: 'erase',
                  title: t('retention.eraseOne'),
                  icon: <Eraser aria-hidden />,
                  isDanger: true,
                  isDisabled: session.hold !== null,
                  run: () => void askErase([{ sessionId, claimIds: null }], 'request'),
                },
              ]}
            />
          </>
        )}
      </span>
    </div>
  )
}

/** Beside the state: who holds it and why, or when it was erased. */
const StateWords = ({ session: { hold, erasedAt } }: { session: RetainedSession }) => {
  const t = useTranslate()
  const words =
    erasedAt !== null
      ? t('retention.erasedOn', { day: formatDate(erasedAt) })
      : hold !== null
        ? t('retention.heldBy', { reason: hold.reason, who: hold.who, day: formatDate(hold.at) })
        : ''
  return words === '' ? null : (
    <span className="retention-small ellipsis" title={words}>
      {words}
    </span>
  )
}
