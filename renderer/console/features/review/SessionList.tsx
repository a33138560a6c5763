import { CircleAlert, CircleCheck, Search } from 'lucide-react'
import type { SessionSummary } from '../../../../domain/contract/ipc.ts'
import { formatDayTime } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { openSession, useReviewStore } from './reviewStore.ts'
import { closeSearch, openSearch, useSearchStore } from './search/searchStore.ts'
import './search/search.css'

/** The sessions that were broadcast, newest first, with what is still open in each. */
export const SessionList = ({ sessions }: { sessions: readonly SessionSummary[] }) => {
  const t = useTranslate()
  const openId = useReviewStore((state) => state.openId)
  const isSearching = useSearchStore((state) => state.isOpen)
  return (
    <nav className="review-sessions" aria-label={t('review.sessions.title')}>
      <header className="review-head-line">
        <h2>{t('review.sessions.title')}</h2>
        <span className="review-quiet">{sessions.length}</span>
      </header>
      <button
        type="button"
        className="search-open"
        aria-pressed={isSearching}
        onClick={() => void openSearch()}
      >
        <Search aria-hidden />
        {t('search.open')}
        <kbd className="key">/</kbd>
      </button>
      <ol className="review-sessions-list">
        {sessions.map((summary) => (
          <li key={summary.session.id}>
            <SessionButton summary={summary} isOpen={!isSearching && summary.session.id === openId} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

const SessionButton = ({ summary, isOpen }: { summary: SessionSummary; isOpen: boolean }) => {
  const t = useTranslate()
  const language = useLanguage()
  const { session } = summary
  return (
    <button
      type="button"
      className="review-session"
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => {
        closeSearch()
        void openSession(session.id, null)
      }}
    >
      <span className="review-session-title ellipsis">{session.title}</span>
      <span className="review-session-facts">
        {formatDayTime(language, session.startedAt ?? session.createdAt)}
        {session.kind === 'rehearsal' ? ` · ${t('sessionKind.rehearsal')}` : ''}
        {session.state === 'live' ? ` · ${t('sessionState.live')}` : ''}
      </span>
      <span className="review-session-facts">
        {t('review.sessions.counts', { claims: summary.claims, findings: summary.findings })}
      </span>
      {summary.findings === 0 ? null : summary.open > 0 ? (
        <span className="review-session-open">
          <CircleAlert aria-hidden />
          {t('review.sessions.open', { count: summary.open })}
        </span>
      ) : (
        <span className="review-session-clean">
          <CircleCheck aria-hidden />
          {t('review.sessions.clean')}
        </span>
      )}
    </button>
  )
}
