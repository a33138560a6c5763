import { memo, useEffect, useRef } from 'react'
import type { SearchHit } from '../../../../../domain/contract/search.ts'
import { failureText } from '../../../../../domain/messages/failureText.ts'
import { formatDate } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { SeverityMark } from '../../../ui/SeverityMark.tsx'
import { useVirtualLines } from '../../live/useVirtualLines.ts'
import { LinesInSight } from '../LinesInSight.tsx'
import { clockOf } from '../ReviewList.tsx'
import { loadMore, openHit, useSearchStore } from './searchStore.ts'

const LINE_HEIGHT = 64
/** Lines drawn beyond the edge, so that fast scrolling shows no blanks. */
const OVERSCAN = 16
/** The next page is asked for when so few lines are left. */
const LOOK_AHEAD = 25

/** The lines that were found, the newest first; further ones come as one scrolls. */
export const SearchResults = ({ hits }: { hits: readonly SearchHit[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const chosen = useSearchStore((state) => state.chosen)
  const isLoadingMore = useSearchStore((state) => state.isLoadingMore)
  const moreFailure = useSearchStore((state) => state.moreFailure)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualLines({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => hits[index]?.claimId ?? index,
    overscan: OVERSCAN,
  })
  const scrollTo = useRef(virtualizer.scrollToIndex)
  useEffect(() => scrollTo.current(chosen, { align: 'auto' }), [chosen])
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= hits.length - LOOK_AHEAD) void loadMore()
  }, [last, hits.length])

  return (
    <div ref={scroller} className="review-list" role="region" aria-label={t('search.results')}>
      <LinesInSight scroller={scroller} height={virtualizer.getTotalSize()}>
        {items.map((item) => {
          const hit = hits[item.index]
          return hit === undefined ? null : (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className="review-place"
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              <HitLine hit={hit} isChosen={item.index === chosen} />
            </li>
          )
        })}
      </LinesInSight>
      {isLoadingMore ? <p className="search-more">{t('search.more')}</p> : null}
      {moreFailure === null ? null : (
        <p className="search-more" role="alert">
          {t('search.moreFailed', { reason: failureText(language, moreFailure) })}
          <Button size="small" onPress={() => void loadMore()}>
            {t('review.sessions.retry')}
          </Button>
        </p>
      )}
    </div>
  )
}

const HitLine = memo(({ hit, isChosen }: { hit: SearchHit; isChosen: boolean }) => {
  const t = useTranslate()
  return (
    <button
      type="button"
      className="search-hit"
      data-chosen={isChosen ? '' : undefined}
      aria-current={isChosen ? 'true' : undefined}
      onClick={() => openHit(hit)}
    >
      <span className="search-hit-facts">
        <span className="search-hit-when">
          {formatDate(hit.at)} {clockOf(hit.at)}
        </span>
        <span className="search-hit-session ellipsis">{hit.sessionTitle}</span>
        <span className="search-hit-product ellipsis" lang="zh-CN">
          {hit.productName ?? t('search.noProduct')}
        </span>
        <span>{t(`speaker.${hit.speaker}`)}</span>
      </span>
      <span className="search-hit-text" lang="zh-CN">
        <HitText hit={hit} />
      </span>
      {hit.findings.length === 0 ? null : (
        <span className="search-hit-findings">
          {hit.findings.map((finding) => (
            <span key={finding.id} className="search-hit-finding">
              <SeverityMark severity={finding.severity} boxed={false} />
              {t(`family.${finding.family}`)}
              <span className="review-quiet">{t(`findingState.${finding.state}`)}</span>
            </span>
          ))}
        </span>
      )}
    </button>
  )
})
HitLine.displayName = 'HitLine'

/** What was said, with what was looked for marked. */
const HitText = ({ hit: { text, marks } }: { hit: SearchHit }) => (
  <>
    {marks.map(({ start, end }, index) => (
      <span key={start}>
        {text.slice(marks[index - 1]?.end ?? 0, start)}
        <mark className="search-mark">{text.slice(start, end)}</mark>
      </span>
    ))}
    {text.slice(marks.at(-1)?.end ?? 0)}
  </>
)
