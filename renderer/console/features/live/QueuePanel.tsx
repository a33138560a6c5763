import { Check, ChevronLeft, ChevronRight, Coffee, CornerUpLeft } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { Slot } from '../../../../domain/model/lineup.ts'
import type { Fen } from '../../../../domain/model/scalars.ts'
import { formatMoney } from '../../../shared/formatMoney.ts'
import { formatClock, formatMinutes } from '../../../shared/formatTime.ts'
import { useLiveStore } from '../../../shared/liveStore.ts'
import { useTranslate } from '../../../shared/useTranslate.ts'
import { Button } from '../../ui/Button.tsx'
import { type SlotStanding, SlotStateMark } from '../../ui/SlotStateMark.tsx'
import { goNext, goPrevious, goToSlot } from './liveActions.ts'
import './queue-panel.css'

/** The queue with what is on air, what is next and what is done; a press puts a slot on air, also a second time. */
export const QueuePanel = ({ typedDigits }: { typedDigits: string }) => {
  const t = useTranslate()
  const slots = useLiveStore((state) => state.snapshot.slots)
  const products = useLiveStore((state) => state.snapshot.products)
  const nowSlotId = useLiveStore((state) => state.snapshot.nowSlotId)
  const nextSlotId = useLiveStore((state) => state.snapshot.nextSlotId)
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    // The slot before the one on air stays in sight too, so that the way back is never a search.
    const row = list.current?.querySelector(`[data-slot="${nowSlotId ?? ''}"]`)
    const before = row?.previousElementSibling ?? row
    before?.scrollIntoView({ block: 'nearest' })
    row?.nextElementSibling?.scrollIntoView({ block: 'nearest' })
  }, [nowSlotId])

  const names = new Map(products.map((product) => [product.id, product]))
  const first = slots[0]
  return (
    <section className="queue" aria-label={t('live.queue.title')}>
      <header className="live-head">
        <h2>{t('live.queue.title')}</h2>
        <span className="live-head-note">
          {t('live.queue.count', {
            done: slots.filter((slot) => slot.state === 'done').length,
            total: slots.length,
          })}
        </span>
      </header>
      <ol ref={list} className="queue-list">
        {slots.map((slot) => {
          const product = names.get(slot.productId ?? '')
          return (
            <QueueRow
              key={slot.id}
              slot={slot}
              name={product?.name ?? slot.title}
              price={slot.price ?? product?.price ?? null}
              standing={
                slot.id === nowSlotId
                  ? 'live'
                  : slot.id === nextSlotId
                    ? 'next'
                    : slot.state === 'done'
                      ? 'done'
                      : 'queued'
              }
            />
          )
        })}
      </ol>
      <footer className="queue-foot">
        {typedDigits === '' ? null : <TypedNumber digits={typedDigits} />}
        <Button
          size="large"
          keyHint="F2"
          icon={<ChevronLeft aria-hidden />}
          isDisabled={nowSlotId === null || first?.id === nowSlotId}
          onPress={goPrevious}
        >
          {t('live.queue.previous')}
        </Button>
        <Button
          size="large"
          tone="primary"
          keyHint="F3"
          icon={<ChevronRight aria-hidden />}
          isDisabled={nextSlotId === null}
          onPress={goNext}
        >
          {t('live.queue.nextButton')}
        </Button>
      </footer>
    </section>
  )
}

type QueueRowProps = {
  readonly slot: Slot
  readonly name: string
  readonly price: Fen | null
  readonly standing: SlotStanding
}

const QueueRow = memo(({ slot, name, price, standing }: QueueRowProps) => {
  const t = useTranslate()
  const again = slot.state === 'done'
  const words = { position: slot.position, name }
  return (
    <li className="queue-item" data-standing={standing} data-slot={slot.id}>
      <button
        type="button"
        className="queue-row"
        aria-current={standing === 'live' ? 'true' : undefined}
        aria-label={
          standing === 'live'
            ? `${t('live.queue.now')} ${String(slot.position)} ${name}`
            : t(again ? 'live.queue.returnTo' : 'live.queue.goTo', words)
        }
        onClick={() => goToSlot(slot.id)}
      >
        <span className="queue-number">{slot.position}</span>
        <span className="queue-name">
          {slot.productId === null ? <Coffee aria-hidden /> : null}
          <span className="ellipsis" lang="zh-CN">
            {name}
          </span>
        </span>
        <span className="queue-facts">
          {price === null ? t('live.queue.break') : formatMoney(price)}
          <span className="queue-time">
            {standing === 'done' || slot.airedMs > 0
              ? formatClock(slot.airedMs)
              : t('live.queue.minutes', { minutes: formatMinutes(slot.plannedMs) })}
          </span>
        </span>
        <span className="queue-state">
          <SlotStateMark standing={standing} />
          {again ? (
            <span className="queue-return">
              <CornerUpLeft aria-hidden />
              {t('live.queue.return')}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  )
})
QueueRow.displayName = 'QueueRow'

/** The number being typed, with the name it stands for. */
const TypedNumber = ({ digits }: { digits: string }) => {
  const t = useTranslate()
  const position = Number(digits)
  const slots = useLiveStore((state) => state.snapshot.slots)
  const products = useLiveStore((state) => state.snapshot.products)
  const slot = slots.find((candidate) => candidate.position === position)
  if (slot === undefined) {
    return (
      <p className="queue-typed queue-typed-wrong" role="status">
        {t('live.queue.noSuch', { position })}
      </p>
    )
  }
  const name = products.find(({ id }) => id === slot.productId)?.name ?? slot.title
  return (
    <p className="queue-typed" role="status">
      <Check aria-hidden />
      <strong>{t('live.queue.typed', { position })}</strong>
      <span className="ellipsis">{name}</span>
      <kbd className="key">Enter</kbd>
    </p>
  )
}
