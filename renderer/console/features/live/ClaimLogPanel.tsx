import {
  ArrowDown,
  CornerUpLeft,
  HandHeart,
  Info,
  MessageSquareText,
  OctagonX,
  TriangleAlert,
} from 'lucide-react'
import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { Claim, Finding } from '../../../../domain/model/claim.ts'
import { formatTimeOfDay } from '../../../shared/formatTime.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { useClaimLogStore } from './claimLogStore.ts'
import { MarkedText } from './MarkedText.tsx'
import { pinReminder, useReminderStore } from './reminderStore.ts'
import { SubtitleBar } from './SubtitleBar.tsx'
import { useVirtualLines } from './useVirtualLines.ts'
import './claim-log.css'

const ICONS = { note: Info, warn: TriangleAlert, block: OctagonX } as const
const NO_FINDINGS: readonly Finding[] = []

/** Height a line is taken to have before it was measured, in px. */
const LINE_HEIGHT = 32
/** Lines drawn beyond the edge, so that fast scrolling shows no blanks. */
const OVERSCAN = 24

/** This near to the end counts as reading the newest, in px. */
const AT_END = 24

/** Every claim of the session in time order, newest at the bottom. A reader who has scrolled up stays where he is. */
export const ClaimLogPanel = () => {
  const t = useTranslate()
  const log = useClaimLogStore((state) => state.log)
  const totals = useLiveStore((state) => state.snapshot.totals)
  const heldFrom = useLiveStore((state) => state.snapshot.saved.heldFrom)
  const scroller = useRef<HTMLDivElement>(null)
  // How many lines there were when the reader scrolled away from the end; null = he reads the newest.
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const following = leftAt === null
  const count = log.claims.length
  const firstHeld = heldFrom === null ? count : log.claims.findLastIndex(({ id }) => id === heldFrom)

  const keyOf = useCallback((index: number) => log.claims[index]?.id ?? index, [log.claims])
  const virtualizer = useVirtualLines({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: keyOf,
    overscan: OVERSCAN,
  })
  const height = virtualizer.getTotalSize()

  useLayoutEffect(() => {
    // Also when lines turn out taller than they were taken to be: the end stays the end.
    if (following && scroller.current !== null) scroller.current.scrollTop = height
  }, [following, height])

  const onScroll = (): void => {
    const box = scroller.current
    if (box === null) return
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= AT_END
    setLeftAt((left) => (atEnd ? null : (left ?? count)))
  }

  const fresh = leftAt === null ? 0 : Math.max(0, count - leftAt)
  return (
    <section className="claim-log" aria-label={t('live.claims.logLabel')}>
      <header className="live-head">
        <h2>{t('live.claims.title')}</h2>
        <span className="live-head-note">
          {t('live.claims.count', { claims: totals.claims, findings: totals.findings })}
        </span>
        <SubtitleBar />
      </header>
      <div className="claim-log-frame">
        {count === 0 ? (
          <div className="claim-log-empty">
            <MessageSquareText aria-hidden />
            <p>{t('live.claims.empty')}</p>
            <p className="claim-log-empty-text">{t('live.claims.emptyText')}</p>
          </div>
        ) : (
          <div ref={scroller} className="claim-log-scroll" onScroll={onScroll} role="log" aria-live="off">
            <ol className="claim-log-lines" style={{ height }}>
              {virtualizer.getVirtualItems().map((item) => {
                const claim = log.claims[item.index]
                if (claim === undefined) return null
                return (
                  <li
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className="claim-log-place"
                    style={{ transform: `translateY(${String(item.start)}px)` }}
                  >
                    <ClaimLine
                      claim={claim}
                      findings={log.findings.get(claim.id) ?? NO_FINDINGS}
                      promised={log.promised.has(claim.id)}
                      isHeld={firstHeld >= 0 && item.index >= firstHeld}
                      putRight={log.putRight.get(claim.id) ?? NO_FINDINGS}
                    />
                  </li>
                )
              })}
            </ol>
          </div>
        )}
        {following || count === 0 ? null : (
          <div className="claim-log-pill">
            <Button
              size="small"
              tone={fresh > 0 ? 'primary' : 'normal'}
              icon={<ArrowDown aria-hidden />}
              onPress={() => setLeftAt(null)}
            >
              {fresh > 0 ? t('live.claims.new', { count: fresh }) : t('live.claims.toNewest')}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

type ClaimLineProps = {
  readonly claim: Claim
  readonly findings: readonly Finding[]
  readonly promised: boolean
  /** It is not in the file yet. */
  readonly isHeld: boolean
  readonly putRight: readonly Finding[]
}

const ClaimLine = memo(({ claim, findings, promised, isHeld, putRight }: ClaimLineProps) => {
  const t = useTranslate()
  return (
    <article
      className="claim-line"
      data-grave={findings.some(({ state }) => state === 'open') ? '' : undefined}
    >
      <span className="claim-line-time">{formatTimeOfDay(claim.at)}</span>
      <span className="claim-line-who">{t(`speaker.${claim.speaker}`)}</span>
      <div className="claim-line-words">
        <p className="selectable" lang="zh-CN">
          <MarkedText text={claim.text} marks={findings} />
          {promised ? (
            <HandHeart role="img" aria-label={t('live.claims.promise')} className="claim-line-promise" />
          ) : null}
          {isHeld ? <span className="claim-line-held">{t('held.mark')}</span> : null}
        </p>
        {findings.length === 0 && putRight.length === 0 ? null : (
          <div className="claim-line-findings">
            {findings.map((finding) => (
              <FindingTag key={finding.id} finding={finding} />
            ))}
            {putRight.map((finding) => (
              <PutRightTag key={finding.id} finding={finding} />
            ))}
          </div>
        )}
      </div>
    </article>
  )
})
ClaimLine.displayName = 'ClaimLine'

/** What a line has put right; a press shows the finding in the panel. */
const PutRightTag = ({ finding }: { finding: Finding }) => {
  const t = useTranslate()
  const slip = finding.claimId === null ? t('live.mustSay.missed') : finding.quote
  return (
    <button
      type="button"
      className="finding-tag finding-tag-handled"
      aria-label={t('live.claims.putRightLabel', { slip })}
      onClick={() => pinReminder(finding.id)}
    >
      <CornerUpLeft aria-hidden />
      <span className="finding-tag-state">{t('live.claims.putRight')}</span>
      <span lang="zh-CN">「{slip}」</span>
    </button>
  )
}

/** A finding under its line: severity, family and what became of it; a press shows it in the panel. */
const FindingTag = ({ finding }: { finding: Finding }) => {
  const t = useTranslate()
  const isShown = useReminderStore((state) => state.shownId === finding.id)
  const Icon = ICONS[finding.severity]
  const family = t(`family.${finding.family}`)
  return (
    <button
      type="button"
      className={`finding-tag finding-tag-${finding.state === 'open' ? finding.severity : 'handled'}`}
      aria-pressed={isShown}
      aria-label={`${t('live.claims.showFinding', { family })} · ${t(`severity.${finding.severity}`)} · ${t(`findingState.${finding.state}`)}`}
      onClick={() => pinReminder(finding.id)}
    >
      <Icon aria-hidden />
      {t(`severity.${finding.severity}`)}
      <span>{family}</span>
      <span className="finding-tag-state">{t(`findingState.${finding.state}`)}</span>
    </button>
  )
}
