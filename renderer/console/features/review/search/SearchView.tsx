import { ArrowLeft, FilterX, Search, SearchX } from 'lucide-react'
import { type KeyboardEvent, useEffect } from 'react'
import type { SessionSummary } from '../../../../../domain/contract/ipc.ts'
import { failureText } from '../../../../../domain/messages/failureText.ts'
import { isComposing, useKeys } from '../../../../shared/useKeys.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useKeyHints } from '../../../ui/KeyHints.tsx'
import { ProgressBar } from '../../../ui/ProgressBar.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import { SearchFilters } from './SearchFilters.tsx'
import { SearchResults } from './SearchResults.tsx'
import {
  asksForSomething,
  clearFilters,
  closeSearch,
  moveChosen,
  openHit,
  readIndexState,
  search,
  setQuery,
  useSearchStore,
} from './searchStore.ts'
import './search.css'

const FIELD_ID = 'search-all'
/** How often the progress of the index is asked for, in ms. */
const INDEX_EVERY_MS = 2000
/** Hits the keys for pages move by. */
const PAGE_STEP = 8

/** What was said in all sessions, searched: the field, the filters, and the lines that were found. */
export const SearchView = ({ sessions }: { sessions: readonly SessionSummary[] }) => {
  const t = useTranslate()
  const query = useSearchStore((state) => state.query)
  const hits = useSearchStore((state) => state.hits)
  const chosen = useSearchStore((state) => state.chosen)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: PAGE_STEP,
      PageUp: -PAGE_STEP,
    }
    const by = moves[event.key]
    const hit = hits?.[chosen]
    if (by !== undefined) moveChosen(by)
    else if (event.key === 'Enter' && hit !== undefined) openHit(hit)
    else if (event.key === 'Escape' && query.text === '') closeSearch()
    else return
    event.preventDefault()
  }
  useKeys({
    '/': { run: () => document.getElementById(FIELD_ID)?.focus(), whileTyping: false },
    'Ctrl+F': { run: () => document.getElementById(FIELD_ID)?.focus(), whileTyping: true },
    Escape: { run: closeSearch, whileTyping: false },
  })
  useKeyHints([
    { keys: '↑ ↓', does: t('search.keys.move') },
    { keys: 'Enter', does: t('search.keys.open') },
    { keys: 'Esc', does: t('search.keys.close') },
  ])

  return (
    <section className="search-all" aria-label={t('search.title')}>
      <header className="search-head">
        <div className="search-title-line">
          <h1 className="review-title ellipsis">{t('search.title')}</h1>
          <HitCount />
          <Button icon={<ArrowLeft aria-hidden />} onPress={closeSearch}>
            {t('search.back')}
          </Button>
        </div>
        <SearchBox
          id={FIELD_ID}
          label={t('search.field')}
          placeholder={t('search.placeholder')}
          value={query.text}
          onChange={(text) => setQuery({ text: text.slice(0, 80) })}
          onKeyDown={onKeyDown}
          autoFocus
        />
        <SearchFilters sessions={sessions} />
        <IndexProgress />
      </header>
      <Found />
    </section>
  )
}

/** How many there are, once that is known. */
const HitCount = () => {
  const t = useTranslate()
  const hits = useSearchStore((state) => state.hits)
  const claims = useSearchStore((state) => state.claims)
  return (
    <p className="search-count" role="status">
      {hits === null
        ? ''
        : claims === null
          ? t('search.counting')
          : t('search.count', { count: claims, shown: claims.toLocaleString('en-US') })}
    </p>
  )
}

/** While the index is being made: how far it is. */
const IndexProgress = () => {
  const t = useTranslate()
  const index = useSearchStore((state) => state.index)
  const isWaiting = index !== null && index.waiting > 0
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => void readIndexState(), INDEX_EVERY_MS)
    return () => clearInterval(timer)
  }, [isWaiting])
  return isWaiting ? (
    <ProgressBar label={t('search.indexing')} done={index.claims - index.waiting} total={index.claims} />
  ) : null
}

/** The lines, or in their place what there is to say. */
const Found = () => {
  const t = useTranslate()
  const language = useLanguage()
  const query = useSearchStore((state) => state.query)
  const hits = useSearchStore((state) => state.hits)
  const failure = useSearchStore((state) => state.failure)
  if (failure !== null) {
    return (
      <div className="review-failed search-failed" role="alert">
        <p>
          <strong>{t('search.failed')}</strong> {failureText(language, failure)}
        </p>
        <Button onPress={() => void search()}>{t('review.sessions.retry')}</Button>
      </div>
    )
  }
  if (!asksForSomething(query)) {
    return <EmptyState icon={<Search aria-hidden />} title={t('search.idle')} text={t('search.idleText')} />
  }
  if (hits === null) return <div className="search-waiting" aria-busy />
  if (hits.length === 0) {
    return (
      <EmptyState icon={<SearchX aria-hidden />} title={t('search.none')} text={t('search.noneText')}>
        {asksForSomething({ ...query, text: '' }) ? (
          <Button icon={<FilterX aria-hidden />} onPress={clearFilters}>
            {t('review.filter.clear')}
          </Button>
        ) : null}
      </EmptyState>
    )
  }
  return <SearchResults hits={hits} />
}
