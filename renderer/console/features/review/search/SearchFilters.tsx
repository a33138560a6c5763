import { FilterX } from 'lucide-react'
import { useState } from 'react'
import type { SessionSummary } from '../../../../../domain/contract/ipc.ts'
import { FAMILIES, familySchema, severitySchema, type Severity } from '../../../../../domain/model/claim.ts'
import type { EpochMs } from '../../../../../domain/model/scalars.ts'
import { formatDate, formatDayTime } from '../../../../shared/formatTime.ts'
import { useLanguage, useTranslate } from '../../../../shared/useTranslate.ts'
import { Button } from '../../../ui/Button.tsx'
import { FilterMenu } from '../FilterMenu.tsx'
import { asksForSomething, clearFilters, setQuery, useSearchStore } from './searchStore.ts'

const SEVERITIES: readonly Severity[] = ['block', 'warn', 'note']
const DAY_MS = 24 * 3_600_000

/** The first moment of a day written `2026-11-22`, on this machine's clock; null = it is no day. */
const startOfDay = (day: string): EpochMs | null => {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day.trim()) ?? []
  const at = new Date(Number(year), Number(month) - 1, Number(date)).getTime()
  const written = [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-')
  return year !== '' && at >= 0 && formatDate(at) === written ? at : null
}

/** What the search is narrowed to: sessions, products, families, severities, hosts, days. */
export const SearchFilters = ({ sessions }: { sessions: readonly SessionSummary[] }) => {
  const t = useTranslate()
  const language = useLanguage()
  const query = useSearchStore((state) => state.query)
  const products = useSearchStore((state) => state.products)
  const hosts = [...new Set(sessions.map(({ session }) => session.host))]
  return (
    <div className="review-filters" role="group" aria-label={t('search.filters')}>
      <FilterMenu
        label={t('search.session')}
        options={sessions.map(({ session }) => ({
          value: session.id,
          title: `${session.title} · ${formatDayTime(language, session.startedAt ?? session.createdAt)}`,
          count: null,
        }))}
        chosen={query.sessionIds}
        onChange={(sessionIds) => setQuery({ sessionIds })}
      />
      <FilterMenu
        label={t('review.filter.product')}
        options={products.map(({ id, name }) => ({ value: id, title: name, count: null }))}
        chosen={query.productIds}
        onChange={(productIds) => setQuery({ productIds })}
      />
      <FilterMenu
        label={t('review.filter.family')}
        options={FAMILIES.map((family) => ({ value: family, title: t(`family.${family}`), count: null }))}
        chosen={query.families}
        onChange={(families) => setQuery({ families: families.map((family) => familySchema.parse(family)) })}
      />
      <FilterMenu
        label={t('review.filter.severity')}
        options={SEVERITIES.map((severity) => ({
          value: severity,
          title: t(`severity.${severity}`),
          count: null,
        }))}
        chosen={query.severities}
        onChange={(severities) =>
          setQuery({ severities: severities.map((severity) => severitySchema.parse(severity)) })
        }
      />
      <FilterMenu
        label={t('search.host')}
        options={hosts.map((host) => ({
          value: host,
          title: host === '' ? t('search.noHost') : host,
          count: null,
        }))}
        chosen={query.hosts}
        onChange={(chosen) => setQuery({ hosts: chosen })}
      />
      <DayField label={t('search.from')} value={query.from} onChange={(from) => setQuery({ from })} />
      <DayField
        label={t('search.to')}
        // The last day counts whole: what is kept is the moment after it.
        value={query.to === null ? null : query.to - 1}
        onChange={(to) =>
          setQuery({ to: to === null ? null : (startOfDay(formatDate(to + DAY_MS * 1.5)) ?? to) })
        }
      />
      {asksForSomething({ ...query, text: '' }) ? (
        <Button tone="quiet" size="small" icon={<FilterX aria-hidden />} onPress={clearFilters}>
          {t('review.filter.clear')}
        </Button>
      ) : null}
    </div>
  )
}

type DayFieldProps = {
  readonly label: string
  readonly value: EpochMs | null
  /** The first moment of the day, or null. */
  readonly onChange: (value: EpochMs | null) => void
}

/** A day as it is typed; it counts once it is whole. */
const DayField = ({ label, value, onChange }: DayFieldProps) => {
  const [typed, setTyped] = useState(value === null ? '' : formatDate(value))
  // Taken away from outside, a day goes from the field as well.
  const shown = value === null && startOfDay(typed) !== null ? '' : typed
  return (
    <label className="search-day field-box" data-on={value === null ? undefined : ''}>
      <span>{label}</span>
      <input
        type="text"
        inputMode="numeric"
        placeholder="2026-01-31"
        maxLength={10}
        value={shown}
        aria-invalid={shown !== '' && value === null}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange(startOfDay(event.target.value))
        }}
      />
    </label>
  )
}
