import type { LiveSnapshot } from '../../domain/contract/live.ts'
import { formatMoney } from '../shared/formatMoney.ts'
import { formatClock } from '../shared/formatTime.ts'
import { slotCountdown } from '../shared/live/countdown.ts'
import { mustSayAt } from '../shared/live/mustSay.ts'
import { type AiredSlot, airedSlot, timedLineup } from '../shared/live/onAir.ts'
import { useNow } from '../shared/live/useNow.ts'
import { useTranslate } from '../shared/useTranslate.ts'

/** The first so many talking points are shown. */
const POINTS_SHOWN = 3

type OnAirCardProps = { readonly snapshot: LiveSnapshot; readonly aired: AiredSlot | null }

/** Product and price in the upper third, the points below, what must still be said, and what comes next. */
export const OnAirCard = ({ snapshot, aired }: OnAirCardProps) => {
  const t = useTranslate()
  const product = aired?.product ?? null
  if (aired === null) {
    return (
      <section className="air">
        <header className="air-top">
          <h1 className="air-name">{t('prompter.noSlot')}</h1>
        </header>
        <NextUp snapshot={snapshot} />
      </section>
    )
  }
  const price = aired.slot.price ?? product?.price ?? null
  return (
    <section className="air">
      <header className="air-top">
        <div className="air-line">
          <span className="air-number">{t('prompter.number', { position: aired.slot.position })}</span>
          <TimeLeft snapshot={snapshot} />
          {snapshot.session?.kind === 'rehearsal' ? (
            <span className="air-rehearsal">{t('prompter.rehearsal')}</span>
          ) : null}
          {snapshot.saved.state === 'held' ? (
            <span className="air-unsaved">{t('prompter.held', { count: snapshot.saved.held })}</span>
          ) : null}
          {snapshot.saved.state === 'failed' ? (
            <span className="air-unsaved">{t('prompter.notSaved')}</span>
          ) : null}
        </div>
        <h1 className="air-name" lang="zh-CN">
          {product?.name ?? (aired.slot.title || t('prompter.break'))}
        </h1>
        {price === null ? null : <span className="air-price">{formatMoney(price)}</span>}
      </header>
      {product === null ? null : (
        <ol className="air-points" lang="zh-CN">
          {product.sellingPoints.slice(0, POINTS_SHOWN).map((point, index) => (
            <li key={point}>
              <span className="air-index">{index + 1}</span>
              <span className="air-point">{point}</span>
            </li>
          ))}
        </ol>
      )}
      <footer className="air-foot">
        <Unsaid snapshot={snapshot} />
        <NextUp snapshot={snapshot} />
      </footer>
    </section>
  )
}

/** What must still be said about this product; what is due stands alone until it is said. */
const Unsaid = ({ snapshot }: { snapshot: LiveSnapshot }) => {
  const t = useTranslate()
  const unsaid = mustSayAt(snapshot, useNow()).filter(({ standing }) => standing !== 'said')
  const due = unsaid.filter(({ standing }) => standing === 'due')
  if (unsaid.length === 0) return null
  return (
    <p
      className="air-must"
      data-due={due.length === 0 ? undefined : ''}
      role={due.length === 0 ? undefined : 'status'}
    >
      <span className="air-must-word">
        {due.length === 0 ? t('prompter.mustSay') : t('prompter.mustSayDue')}
      </span>
      <span className="air-must-text" lang="zh-CN">
        {(due.length === 0 ? unsaid : due).map(({ item }) => item.text).join('　')}
      </span>
    </p>
  )
}

const TimeLeft = ({ snapshot }: { snapshot: LiveSnapshot }) => {
  const t = useTranslate()
  const now = useNow()
  const countdown = slotCountdown(timedLineup(snapshot), now)
  if (countdown === null) return null
  const over = countdown.leftMs <= 0
  return (
    <span className="time-left" data-level={countdown.level} role="timer">
      <span className="time-left-word">{over ? t('prompter.over') : t('prompter.left')}</span>
      {formatClock(Math.abs(over ? countdown.leftMs : Math.ceil(countdown.leftMs / 1000) * 1000))}
    </span>
  )
}

const NextUp = ({ snapshot }: { snapshot: LiveSnapshot }) => {
  const t = useTranslate()
  const next = airedSlot(snapshot, snapshot.nextSlotId)
  if (next === null) return <p className="next-up">{t('prompter.lastSlot')}</p>
  const price = next.slot.price ?? next.product?.price ?? null
  return (
    <p className="next-up">
      <span className="next-up-word">{t('prompter.next')}</span>
      <span className="next-up-name">
        {t('prompter.number', { position: next.slot.position })} {next.product?.name ?? next.slot.title}
      </span>
      {price === null ? null : <span>{formatMoney(price)}</span>}
    </p>
  )
}
