import { Download, FilterX } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { ReviewCounts, ReviewFilter, SessionRecord } from '../../../../domain/contract/ipc.ts'
import { failureText } from '../../../../domain/messages/failureText.ts'
import {
  type Claim,
  FAMILIES,
  type FindingState,
  type Severity,
  type Speaker,
} from '../../../../domain/model/claim.ts'
import { formatDayTime, formatSpan } from '../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { SeverityMark } from '../../ui/SeverityMark.tsx'
import { FilterMenu } from './FilterMenu.tsx'
import { clearFilter, exportCsv, setFilter, useReviewStore } from './reviewStore.ts'

const SEVERITIES: readonly Severity[] = ['block', 'warn', 'note']
const STATES: readonly FindingState[] = ['open', 'acknowledged', 'corrected', 'dismissed']
const SPEAKERS: readonly Speaker[] = ['host', 'assistant', 'guest']

/** Element id of the search box, for Ctrl+F. */
export const SEARCH_ID = 'review-search'

/** True when the filter lets everything through. */
const isWideOpen = (filter: ReviewFilter): boolean =>
  filter.text === '' &&
  !filter.onlyWithFindings &&
  [filter.productIds, filter.families, filter.severities, filter.states, filter.speakers].every(
    (chosen) => chosen.length === 0,
  )

const toggled = (chosen: readonly string[], value: string): string[] =>
  chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]

type ReviewHeaderProps = {
  readonly record: SessionRecord
  readonly counts: ReviewCounts
  /** Lines the filter lets through, of those that are here. */
  readonly shown: number
}

/** How many claims there are of each value. */
const countBy = (record: SessionRecord, valueOf: (claim: Claim) => string | null): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const claim of record.claims) {
    const value = valueOf(claim)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

/** The session in numbers, which are also its filters, and the export. */
export const ReviewHeader = ({ record, counts, shown }: ReviewHeaderProps) => {
  const t = useTranslate()
  const language = useLanguage()
  const filter = useReviewStore((state) => state.filter)
  const ofProduct = useMemo(() => countBy(record, ({ productId }) => productId), [record])
  const ofSpeaker = useMemo(() => countBy(record, ({ speaker }) => speaker), [record])
  const products = useMemo(() => new Set(record.airings.map(({ slotId }) => slotId)).size, [record])
  const { session } = record.lineup
  const length =
    session.startedAt === null || session.endedAt === null ? null : session.endedAt - session.startedAt
  return (
    <header className="review-header">
      <div className="review-title-line">
        <h1 className="review-title ellipsis">{session.title}</h1>
        <dl className="review-numbers">
          <Figure name={t('review.head.claims')} value={counts.claims} />
          <Figure name={t('review.head.findings')} value={counts.findings} />
          <Figure
            name={t('review.head.openCount')}
            value={counts.states.open}
            alarming={counts.states.open > 0}
          />
          <Figure name={t('review.head.promises')} value={counts.promises} />
        </dl>
        <ExportButton />
      </div>
      <div className="review-facts-line">
        <p className="review-quiet ellipsis">
          {[
            formatDayTime(language, session.startedAt ?? session.createdAt),
            ...(length === null ? [] : [t('review.head.length', { span: formatSpan(language, length) })]),
            t('review.head.products', { count: products }),
            ...(session.host === '' ? [] : [t('review.head.host', { host: session.host })]),
            ...(session.state === 'live' ? [t('review.head.live')] : []),
          ].join(' · ')}
        </p>
        <ExportLine />
      </div>
      <div className="review-filters">
        <div className="review-search">
          <SearchBox
            id={SEARCH_ID}
            label={t('review.filter.search')}
            placeholder={t('review.filter.search')}
            value={filter.text}
            onChange={(text) => setFilter({ text: text.slice(0, 80) })}
          />
        </div>
        <FilterMenu
          label={t('review.filter.product')}
          options={record.lineup.products.map((product) => ({
            value: product.id,
            title: product.name,
            count: ofProduct.get(product.id) ?? 0,
          }))}
          chosen={filter.productIds}
          onChange={(productIds) => setFilter({ productIds })}
        />
        <FilterMenu
          label={t('review.filter.speaker')}
          options={SPEAKERS.map((value) => ({
            value,
            title: t(`speaker.${value}`),
            count: ofSpeaker.get(value) ?? 0,
          }))}
          chosen={filter.speakers}
          onChange={(speakers) => setFilter({ speakers })}
        />
        <Checkbox
          isSelected={filter.onlyWithFindings}
          onChange={(onlyWithFindings) => setFilter({ onlyWithFindings })}
        >
          {t('review.filter.onlyFindings')}
        </Checkbox>
        <span className="review-shown">
          {t('review.filter.shown', { shown, total: counts.claims })}
          {isWideOpen(filter) ? null : (
            <Button tone="quiet" size="small" icon={<FilterX aria-hidden />} onPress={clearFilter}>
              {t('review.filter.clear')}
            </Button>
          )}
        </span>
      </div>
      {counts.findings === 0 ? (
        <p className="review-quiet review-no-findings">{t('review.head.noFindings')}</p>
      ) : (
        <Facets counts={counts} filter={filter} />
      )}
    </header>
  )
}

const Figure = ({ name, value, alarming = false }: { name: string; value: number; alarming?: boolean }) => (
  <div className={alarming ? 'review-figure review-figure-open' : 'review-figure'}>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

/** Findings by severity, state and family; each number is a filter. */
const Facets = ({ counts, filter }: { counts: ReviewCounts; filter: ReviewFilter }) => {
  const t = useTranslate()
  return (
    <div className="review-facets">
      <FacetGroup label={t('review.filter.severity')}>
        {SEVERITIES.map((severity) => (
          <Facet
            key={severity}
            count={counts.severities[severity]}
            on={filter.severities.includes(severity)}
            onPress={() => setFilter({ severities: toggled(filter.severities, severity) })}
          >
            <SeverityMark severity={severity} boxed={false} />
          </Facet>
        ))}
      </FacetGroup>
      <FacetGroup label={t('review.filter.state')}>
        {STATES.map((state) => (
          <Facet
            key={state}
            count={counts.states[state]}
            on={filter.states.includes(state)}
            onPress={() => setFilter({ states: toggled(filter.states, state) })}
          >
            {t(`findingState.${state}`)}
          </Facet>
        ))}
      </FacetGroup>
      <FacetGroup label={t('review.filter.family')}>
        {FAMILIES.filter((family) => counts.families[family] > 0).map((family) => (
          <Facet
            key={family}
            count={counts.families[family]}
            on={filter.families.includes(family)}
            onPress={() => setFilter({ families: toggled(filter.families, family) })}
          >
            {t(`family.${family}`)}
          </Facet>
        ))}
      </FacetGroup>
    </div>
  )
}

const FacetGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="facet-group" role="group" aria-label={label}>
    <span className="facet-label">{label}</span>
    {children}
  </div>
)

type FacetProps = {
  readonly count: number
  readonly on: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

const Facet = ({ count, on, onPress, children }: FacetProps) => (
  <button type="button" className="facet" aria-pressed={on} disabled={count === 0 && !on} onClick={onPress}>
    {children}
    <span className="facet-count">{count}</span>
  </button>
)

const ExportButton = () => {
  const t = useTranslate()
  const exported = useReviewStore((state) => state.exported)
  return (
    <Button
      icon={<Download aria-hidden />}
      isDisabled={exported.kind === 'working'}
      onPress={() => void exportCsv()}
    >
      {exported.kind === 'working' ? t('review.export.working') : t('review.export.button')}
    </Button>
  )
}

/** What became of the export, in one line below the button. */
const ExportLine = () => {
  const t = useTranslate()
  const language = useLanguage()
  const exported = useReviewStore((state) => state.exported)
  switch (exported.kind) {
    case 'saved':
      return (
        <p className="review-export-line" role="status" title={exported.name}>
          {t('review.export.saved', { name: exported.name, rows: exported.rows })}
        </p>
      )
    case 'closed':
      return (
        <p className="review-export-line" role="status">
          {t('review.export.closed')}
        </p>
      )
    case 'failed': {
      const reason = failureText(language, exported.failure)
      return (
        <p className="review-export-line review-export-failed" role="alert" title={reason}>
          {t('review.export.failed', { reason })}
        </p>
      )
    }
    case 'none':
    case 'working':
      return null
    default:
      return exported satisfies never
  }
}
