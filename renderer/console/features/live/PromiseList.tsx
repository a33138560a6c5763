import { HandHeart, TimerOff } from 'lucide-react'
import type { Promised } from '../../../../domain/model/claim.ts'
import { useNow } from '../../../shared/live/useNow.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useLanguage, useTranslate } from '../../../shared/useTranslate.ts'
import { dueText } from './dueText.ts'
import { promiseText } from './promiseText.ts'
import './promise-list.css'

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
                  {promiseText(t, promise)}
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
