import { Coffee, CornerUpLeft, HandHeart, Info, OctagonX, SearchX, TriangleAlert } from 'lucide-react'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import type { Finding } from '../../../../domain/model/claim.ts'
import type { EpochMs } from '../../../../domain/model/scalars.ts'
import type { AiringRow, ClaimRow, ReviewRow } from '../../../../domain/review/reviewRows.ts'
import { formatMoney } from '../../../shared/formatMoney.ts'
import { formatSpan, formatTimeOfDay } from '../../../shared/formatTime.ts'
import { useKeys } from '../../../shared/useKeys.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { MarkedText } from '../live/MarkedText.tsx'
import { useVirtualLines } from '../live/useVirtualLines.ts'
import { choiceOf, rowOfChoice } from './findingSteps.ts'
import { LinesInSight } from './LinesInSight.tsx'
import { type Choice, choose, clearFilter } from './reviewStore.ts'
import './review-list.css'

const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const

/** Height of an utterance on one line, and of the findings below it, in px: what a line is taken for until it is measured. */
const SAID_HEIGHT = 32
const FOUND_HEIGHT = 22
/** Of a product coming on air. */
const AIRING_HEIGHT = 34

const heightOf = (row: ReviewRow): number =>
  (row.kind === 'airing' ? AIRING_HEIGHT : SAID_HEIGHT) + (row.findings.length === 0 ? 0 : FOUND_HEIGHT)

/** Lines drawn beyond the edge, so that fast scrolling shows no blanks; and the few that the first frame waits for. */
const OVERSCAN = 24
const FIRST_OVERSCAN = 2

/** A moment with seconds: `19:42:07`. */
export const clockOf = (at: EpochMs): string =>
  `${formatTimeOfDay(at)}:${String(new Date(at).getSeconds()).padStart(2, '0')}`

const keyOf = (row: ReviewRow): string =>
  row.kind === 'claim' ? row.claim.id : `${row.slot.id}${String(row.at)}`

type ReviewListProps = {
  readonly rows: readonly ReviewRow[]
  readonly choice: Choice | null
  /** The session has no claims at all; otherwise an empty list is the filter's doing. */
  readonly nothingLogged: boolean
}

/** The session line by line: products coming on air, what was said about them, and what was found in it. */
export const ReviewList = ({ rows, choice, nothingLogged }: ReviewListProps) => {
  const t = useTranslate()
  const scroller = useRef<HTMLDivElement>(null)
  const [overscan, setOverscan] = useState(FIRST_OVERSCAN)
  useEffect(() => {
    const waiting = requestIdleCallback(() => setOverscan(OVERSCAN))
    return () => cancelIdleCallback(waiting)
  }, [])
  const virtualizer = useVirtualLines({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? SAID_HEIGHT : heightOf(row)
      },
      [rows],
    ),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index]
        return row === undefined ? index : keyOf(row)
      },
      [rows],
    ),
    overscan,
  })

  const chosen = rowOfChoice(rows, choice)
  const scrollTo = useRef(virtualizer.scrollToIndex)
  useEffect(() => {
    if (chosen >= 0) scrollTo.current(chosen, { align: 'auto' })
  }, [chosen])
  // The browser's own way there is a movement, which lines that are measured on it lead past the end.
  useKeys({
    Home: { run: () => scrollTo.current(0, { align: 'start' }), whileTyping: false },
    End: { run: () => scrollTo.current(rows.length - 1, { align: 'end' }), whileTyping: false },
  })

  if (rows.length === 0) {
    return nothingLogged ? (
      <p className="review-list-none">{t('review.list.empty')}</p>
    ) : (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={t('review.filter.nothing')}
        text={t('review.filter.nothingText')}
      >
        <Button onPress={clearFilter}>{t('review.filter.clear')}</Button>
      </EmptyState>
    )
  }
  return (
    <div ref={scroller} className="review-list" role="region" aria-label={t('review.list.label')}>
      <LinesInSight scroller={scroller} height={virtualizer.getTotalSize()}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className="review-place"
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              {row.kind === 'airing' ? (
                <AiringLine
                  row={row}
                  isChosen={item.index === chosen}
                  chosenFindingId={
                    item.index === chosen && choice?.kind === 'airing' ? choice.findingId : null
                  }
                />
              ) : (
                <ClaimLine
                  row={row}
                  isChosen={item.index === chosen}
                  chosenFindingId={
                    item.index === chosen && choice?.kind === 'claim' ? choice.findingId : null
                  }
                />
              )}
            </li>
          )
        })}
      </LinesInSight>
    </div>
  )
}

type AiringLineProps = {
  readonly row: AiringRow
  readonly isChosen: boolean
  readonly chosenFindingId: string | null
}

/** A product coming on air, with what had to be said about it and was not. */
const AiringLine = memo(({ row, isChosen, chosenFindingId }: AiringLineProps) => {
  const t = useTranslate()
  const language = useLanguage()
  const price = row.slot.price ?? row.product?.price ?? null
  return (
    <div className="airing-place">
      <button
        type="button"
        className="airing-line"
        aria-pressed={isChosen}
        onClick={() => choose(choiceOf(row, row.findings[0]?.id ?? null))}
      >
        <span className="line-time">{clockOf(row.at)}</span>
        <span className="airing-number">{row.slot.position}</span>
        {row.product === null ? <Coffee aria-hidden /> : null}
        <span className="airing-name ellipsis" lang="zh-CN">
          {row.product?.name ?? (row.slot.title || t('review.list.break'))}
        </span>
        {price === null ? null : <span className="airing-price">{formatMoney(price)}</span>}
        {row.to === null ? null : (
          <span className="airing-span">
            {t('review.list.forSpan', { span: formatSpan(language, Math.max(0, row.to - row.at)) })}
          </span>
        )}
      </button>
      {row.findings.length === 0 ? null : (
        <div className="line-findings">
          <span className="airing-missed">{t('live.mustSay.missed')}</span>
          {row.findings.map((finding) => (
            <FindingTag
              key={finding.id}
              finding={finding}
              isChosen={finding.id === chosenFindingId}
              onPress={() => choose(choiceOf(row, finding.id))}
            />
          ))}
        </div>
      )}
    </div>
  )
})
AiringLine.displayName = 'AiringLine'

type ClaimLineProps = {
  readonly row: ClaimRow
  readonly isChosen: boolean
  readonly chosenFindingId: string | null
}

const ClaimLine = memo(({ row, isChosen, chosenFindingId }: ClaimLineProps) => {
  const t = useTranslate()
  const { claim, findings, promises } = row
  const first = findings[0]?.id ?? null
  return (
    <article className="said-line" data-chosen={isChosen ? '' : undefined}>
      <button
        type="button"
        className="said-press"
        aria-pressed={isChosen}
        onClick={() => choose(choiceOf(row, first))}
      >
        <span className="line-time">{clockOf(claim.at)}</span>
        <span className="line-who">{t(`speaker.${claim.speaker}`)}</span>
        <span className="line-words" lang="zh-CN">
          {claim.text === '' ? (
            <span className="review-quiet">{t('retention.erasedText')}</span>
          ) : (
            <MarkedText text={claim.text} marks={findings} />
          )}
          {promises.length === 0 ? null : (
            <HandHeart role="img" aria-label={t('review.detail.promise')} className="line-promise" />
          )}
          {row.putRight.length === 0 ? null : (
            <CornerUpLeft role="img" aria-label={t('review.detail.putRight')} className="line-promise" />
          )}
        </span>
      </button>
      {findings.length === 0 ? null : (
        <div className="line-findings">
          {findings.map((finding) => (
            <FindingTag
              key={finding.id}
              finding={finding}
              isChosen={finding.id === chosenFindingId}
              onPress={() => choose(choiceOf(row, finding.id))}
            />
          ))}
        </div>
      )}
    </article>
  )
})
ClaimLine.displayName = 'ClaimLine'

type FindingTagProps = { readonly finding: Finding; readonly isChosen: boolean; readonly onPress: () => void }

/** A finding in one word each: severity, family, what became of it. */
export const FindingTag = ({ finding, isChosen, onPress }: FindingTagProps) => {
  const t = useTranslate()
  const Icon = ICONS[finding.severity]
  return (
    <button
      type="button"
      className={`found found-${finding.severity}`}
      data-open={finding.state === 'open' ? '' : undefined}
      aria-pressed={isChosen}
      onClick={onPress}
    >
      <Icon aria-hidden />
      {t(`severity.${finding.severity}`)}
      <span>{t(`family.${finding.family}`)}</span>
      <span className="found-state">{t(`findingState.${finding.state}`)}</span>
    </button>
  )
}
