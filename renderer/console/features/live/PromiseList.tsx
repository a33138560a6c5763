import { HandHeart, TimerOff } from 'lucide-react'
import type { Promised } from '../../../../domain/model/claim.ts'
import type { EpochMs } from '../../../../domain/model/scalars.ts'
import type { Translate } from '../../../shared/LanguageContext.tsx'
import { formatDayTime, formatTimeOfDay } from '../../../shared/formatTime.ts'
import { useNow } from '../../../shared/live/useNow.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import type { Language } from '../../../../domain/model/scalars.ts'
import './promise-list.css'

const DAY_MS = 24 * 3_600_000

const startOfDay = (at: EpochMs): EpochMs => new Date(at).setHours(0, 0, 0, 0)

/** When a promise is due, as one says it: `今天 23:40`, `明天 20:15`, else the day. */
export const dueText = (t: Translate, language: Language, dueAt: EpochMs | null, now: EpochMs): string => {
  if (dueAt === null) return t('live.promises.noDue')
  const days = Math.round((startOfDay(dueAt) - startOfDay(now)) / DAY_MS)
  const time = formatTimeOfDay(dueAt)
  const moment =
    days === 0
      ? t('live.promises.today', { time })
      : days === 1
        ? t('live.promises.tomorrow', { time })
        : formatDayTime(language, dueAt)
  return t('live.promises.due', { time: moment })
}

const newestFirst = (promises: readonly Promised[]): Promised[] => [...promises].sort((a, b) => b.at - a.at)

/** What was promised to viewers in this session and by when it is owed. */
export const PromiseList = () => {
  const t = useTranslate()
  const language = useLanguage()
  const promises = useLiveStore((state) => state.snapshot.promises)
  const now = useNow()
  return (
    <section className="promises" aria-label={t('live.promises.title')}>
      <header className="promises-head">
        <HandHeart aria-hidden />
        <h2>{t('live.promises.title')}</h2>
        <span className="promises-count">{promises.length}</span>
      </header>
      {promises.length === 0 ? (
        <p className="promises-none">{t('live.promises.none')}</p>
      ) : (
        <ul className="promises-list">
          {newestFirst(promises).map((promise) => {
            const late = promise.dueAt !== null && promise.dueAt < now
            return (
              <li key={promise.id}>
                <span className="promises-kind">{t(`promiseKind.${promise.kind}`)}</span>
                <span className="ellipsis" title={promise.quote} lang="zh-CN">
                  {promise.quote}
                </span>
                <span className={late ? 'promises-due promises-late' : 'promises-due'}>
                  {late ? <TimerOff aria-hidden /> : null}
                  {late ? t('live.promises.overdue') : dueText(t, language, promise.dueAt, now)}
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
