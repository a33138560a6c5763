import { CircleAlert, History, Stamp } from 'lucide-react'
import { useEffect } from 'react'
import type { ChainSession } from '../../../../domain/contract/chain.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { formatWhole } from '../../../shared/formatCount.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { KeyStrength } from './KeyStrength.tsx'
import { VerdictBadge } from './VerdictBadge.tsx'
import './verify-section.css'
import { VerifyResult } from './VerifyResult.tsx'
import { exportHead, loadOverview, startVerifying, stopVerifying, useVerify } from './verifyStore.ts'

/** Whether the record is as it was written (核验): one session or everything, what was found, and what that proves. */
export const VerifySection = () => {
  const t = useTranslate()
  const language = useLanguage()
  const { overview, failure, running, report, savedAs } = useVerify()
  useEffect(() => void loadOverview(), [])
  if (overview === null) {
    return failure === null ? (
      <section className="verify" aria-busy />
    ) : (
      <section className="verify verify-failed" role="alert">
        <EmptyState
          icon={<CircleAlert aria-hidden />}
          title={t('data.verify.failed')}
          text={failureText(language, failure)}
        >
          <Button onPress={() => void loadOverview()}>{t('common.retry')}</Button>
        </EmptyState>
      </section>
    )
  }
  const { sessions } = overview
  return (
    <section className="verify" aria-labelledby="verify-title">
      <div className="data-page">
        <header className="data-head">
          <div className="data-head-words">
            <h2 id="verify-title" className="data-title">
              {t('data.verify.title')}
            </h2>
            <p className="data-quiet">{t('data.verify.what')}</p>
          </div>
          {running === null ? (
            <Button
              tone="primary"
              size="large"
              isDisabled={sessions.length === 0}
              onPress={() => void startVerifying(null)}
            >
              {t('data.verify.all')}
            </Button>
          ) : (
            <Button size="large" isDisabled={running.isStopping} onPress={() => void stopVerifying()}>
              {t('data.verify.stop')}
            </Button>
          )}
        </header>
        {running === null ? null : (
          <div className="verify-running">
            <ProgressBar label={t('data.verify.running')} done={running.done} total={running.total} />
          </div>
        )}
        {report === null ? null : <VerifyResult report={report} />}
        {savedAs === '' ? null : (
          <p className="verify-saved selectable" role="status">
            {t('data.verify.saved', { file: savedAs })}
          </p>
        )}
        {sessions.length === 0 ? (
          <EmptyState
            icon={<History aria-hidden />}
            title={t('data.verify.none')}
            text={t('data.verify.noneText')}
          />
        ) : (
          <SessionTable sessions={sessions} isRunning={running !== null} />
        )}
        <KeyStrength strength={overview.key} bookFile={overview.bookFile} />
      </div>
    </section>
  )
}

const SessionTable = ({ sessions, isRunning }: { sessions: readonly ChainSession[]; isRunning: boolean }) => {
  const t = useTranslate()
  return (
    <div className="verify-table" role="table" aria-label={t('data.verify.sessions')}>
      <div className="verify-row verify-row-head" role="row">
        <span role="columnheader">{t('data.verify.column.session')}</span>
        <span role="columnheader" className="verify-number">
          {t('data.verify.column.entries')}
        </span>
        <span role="columnheader">{t('data.verify.column.last')}</span>
        <span role="columnheader">
          <span className="visually-hidden">{t('data.verify.column.acts')}</span>
        </span>
      </div>
      {sessions.map((session) => (
        <SessionRow key={session.sessionId} session={session} isRunning={isRunning} />
      ))}
    </div>
  )
}

const SessionRow = ({ session, isRunning }: { session: ChainSession; isRunning: boolean }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { sessionId, startedAt, isOver, entries } = session
  const title = session.title === '' ? sessionId : session.title
  return (
    <div className="verify-row" role="row">
      <span role="cell" className="verify-session">
        <span className="ellipsis" title={title}>
          {title}
        </span>
        <span className="data-quiet verify-when">
          {startedAt === null ? '' : formatDayTime(language, startedAt)}
          {isOver ? null : <Badge tone="live">{t('data.verify.onAir')}</Badge>}
        </span>
      </span>
      <span role="cell" className="verify-number">
        {formatWhole(entries)}
      </span>
      <span role="cell" className="verify-last">
        <LastVerified session={session} />
      </span>
      <span role="cell" className="verify-acts">
        <Button
          size="small"
          isDisabled={isRunning}
          aria-label={t('data.verify.oneOf', { title })}
          onPress={() => void startVerifying(sessionId)}
        >
          {t('data.verify.one')}
        </Button>
        <IconButton
          size="small"
          label={t('data.verify.exportHeadOf', { title })}
          onPress={() => void exportHead(sessionId)}
        >
          <Stamp aria-hidden />
        </IconButton>
      </span>
    </div>
  )
}

const LastVerified = ({ session: { last, entries } }: { session: ChainSession }) => {
  const t = useTranslate()
  const language = useLanguage()
  if (last === null) return <span className="data-quiet">{t('data.verify.never')}</span>
  const { problemCount } = last.verdict
  const grown = entries - last.verdict.entries
  return (
    <>
      <VerdictBadge problems={problemCount} />
      <span className="data-quiet">
        {formatDayTime(language, last.at)}
        {grown > 0 ? ` · ${t('data.verify.grown', { count: grown })}` : ''}
      </span>
    </>
  )
}
