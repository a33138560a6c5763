import { ClipboardCheck } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo } from 'react'
import type { ReviewCounts, SessionRecord } from '../../../../domain/contract/ipc.ts'
import type { Failure } from '../../../../domain/contract/result.ts'
import { reviewRows } from '../../../../domain/review/reviewRows.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import { useKeys } from '../../../shared/useKeys.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { goToRoom } from '../../stores/navigationStore.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useKeyHints } from '../../ui/KeyHints.tsx'
import { choiceOf, rowAtTime, rowOfChoice, stepFinding } from './findingSteps.ts'
import { ReviewDetail } from './ReviewDetail.tsx'
import { ReviewHeader, SEARCH_ID } from './ReviewHeader.tsx'
import { ReviewList } from './ReviewList.tsx'
import { choose, loadSessions, openSession, useReviewStore } from './reviewStore.ts'
import './review-room.css'
import { openSearch, useSearchStore } from './search/searchStore.ts'
import { SearchView } from './search/SearchView.tsx'
import { SessionList } from './SessionList.tsx'
import { Timeline } from './Timeline.tsx'

/** The room for past sessions (复盘): the list of them, one line by line, and the chosen line whole. */
export const ReviewRoom = () => {
  const t = useTranslate()
  const sessions = useReviewStore((state) => state.sessions)
  const failure = useReviewStore((state) => state.sessionsFailure)
  const isSearching = useSearchStore((state) => state.isOpen)
  useEffect(() => void loadSessions(), [])

  if (failure !== null) {
    return <Failed failure={failure} wording="review.sessions.failed" onRetry={() => void loadSessions()} />
  }
  if (sessions === null) return <main className="review-empty" aria-busy />
  if (sessions.length === 0) {
    return (
      <main className="review-empty">
        <EmptyState
          icon={<ClipboardCheck aria-hidden />}
          title={t('review.sessions.empty')}
          text={t('review.sessions.emptyText')}
        >
          <Button tone="primary" size="large" onPress={() => goToRoom('prepare')}>
            {t('review.sessions.go')}
          </Button>
        </EmptyState>
      </main>
    )
  }
  return (
    <main className="review">
      <SessionList sessions={sessions} />
      {isSearching ? <SearchView sessions={sessions} /> : <OpenSession />}
    </main>
  )
}

const OpenSession = () => {
  const t = useTranslate()
  const openId = useReviewStore((state) => state.openId)
  useKeys({ '/': { run: () => void openSearch(), whileTyping: false } })
  const record = useReviewStore((state) => state.record)
  const counts = useReviewStore((state) => state.counts)
  const failure = useReviewStore((state) => state.recordFailure)
  if (failure !== null && openId !== null) {
    return (
      <Failed failure={failure} wording="review.open.failed" onRetry={() => void openSession(openId, null)} />
    )
  }
  if (record === null || counts === null) {
    return (
      <p className="review-opening" aria-busy={openId !== null}>
        {openId === null ? t('review.choose') : t('review.opening')}
      </p>
    )
  }
  return <Record record={record} counts={counts} />
}

const Record = ({ record, counts }: { record: SessionRecord; counts: ReviewCounts }) => {
  const t = useTranslate()
  const filter = useReviewStore((state) => state.filter)
  const choice = useReviewStore((state) => state.choice)
  // Typing stays fluent in a long session: the list follows a moment later.
  const settled = useDeferredValue(filter)
  const here = useDeferredValue(record)
  const rows = useMemo(() => reviewRows(here, settled), [here, settled])
  const shown = useMemo(() => rows.filter((row) => row.kind === 'claim').length, [rows])
  const row = rows[rowOfChoice(rows, choice)] ?? null

  const step = (by: 1 | -1): void => {
    const next = stepFinding(rows, choice, by)
    if (next !== null) choose(next)
  }
  const jump = (at: number): void => {
    const target = rows[rowAtTime(rows, at)]
    if (target === undefined) return
    choose(choiceOf(target, target.findings[0]?.id ?? null))
  }
  useKeys({
    J: { run: () => step(1), whileTyping: false },
    K: { run: () => step(-1), whileTyping: false },
    'Ctrl+F': {
      run: () => document.getElementById(SEARCH_ID)?.focus(),
      whileTyping: true,
    },
  })
  useKeyHints([
    { keys: 'J', does: t('review.keys.next') },
    { keys: 'K', does: t('review.keys.previous') },
    { keys: 'Ctrl F', does: t('review.keys.search') },
    { keys: '/', does: t('search.open') },
  ])

  return (
    <>
      <section className="review-record" aria-label={record.lineup.session.title}>
        <ReviewHeader record={record} counts={counts} shown={shown} />
        <Timeline record={record} chosenAt={row?.at ?? null} onJump={jump} />
        <ReviewList
          key={record.lineup.session.id}
          rows={rows}
          choice={choice}
          nothingLogged={record.claims.length === 0 && record.airings.length === 0}
        />
      </section>
      <ReviewDetail record={record} row={row} choice={choice} />
    </>
  )
}

type FailedProps = {
  readonly failure: Failure
  readonly wording: 'review.sessions.failed' | 'review.open.failed'
  readonly onRetry: () => void
}

const Failed = ({ failure, wording, onRetry }: FailedProps) => {
  const t = useTranslate()
  const language = useLanguage()
  return (
    <div className="review-failed" role="alert">
      <p>{t(wording, { reason: failureText(language, failure) })}</p>
      <Button onPress={onRetry}>{t('review.sessions.retry')}</Button>
    </div>
  )
}
